// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/report/Report.h"

#include <QByteArray>

namespace sparsight {

/// The report as A4 pages, with its text as text and its drawings as vectors. Any thread.
QByteArray reportPdf(const Report& report);

} // namespace sparsight
