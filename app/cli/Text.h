// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/report/TextTable.h"

namespace sparsight::cli {

using sparsight::fixed;
using sparsight::grouped;
using sparsight::printable;
using sparsight::TextTable;

} // namespace sparsight::cli
