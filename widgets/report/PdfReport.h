// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/report/Report.h"

#include <QByteArray>
#include <stop_token>

namespace sparsight {

/// The report as A4 pages, lying where a table is wide, with its text as text and its drawings as vectors. Any thread.
/// Throws Error(Cancelled).
QByteArray reportPdf(const Report& report, const std::stop_token& stop = {});

} // namespace sparsight
