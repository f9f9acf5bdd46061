// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace sparsight {

/// IEEE binary16 and bfloat16 as bit patterns, round to nearest even, subnormals kept.
float halfToFloat(std::uint16_t bits) noexcept;
std::uint16_t floatToHalf(float value) noexcept;
float bfloat16ToFloat(std::uint16_t bits) noexcept;

} // namespace sparsight
