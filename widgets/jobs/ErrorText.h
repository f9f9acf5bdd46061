// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Error.h"

#include <QString>
#include <exception>

namespace sparsight {

/// What a person reads: core's sentence, below a headline by its code where the window does not speak English.
QString errorSentence(const std::exception& error);
/// Kind, file, item and line, a line each, for copying into a report; the sentence comes first.
QString errorDetails(const std::exception& error);

} // namespace sparsight
