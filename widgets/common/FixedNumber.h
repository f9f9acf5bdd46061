// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace sparsight {

/// With so many decimals and the minus sign of typography: "−0.12".
QString fixedNumber(double value, int decimals);

} // namespace sparsight
