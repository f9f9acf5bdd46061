// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Half.h"

#include <bit>

namespace sparsight {

std::uint16_t floatToHalf(float value) noexcept
{
    const std::uint32_t bits = std::bit_cast<std::uint32_t>(value);
    const std::uint16_t sign = static_cast<std::uint16_t>((bits >> 16) & 0x8000u);
    const std::uint32_t magnitude = bits & 0x7fffffffu;
    if (magnitude > 0x7f800000u) return sign | 0x7e00u;                    // NaN
    if (magnitude >= 0x477ff000u) return sign | 0x7c00u;                   // rounds to infinity (65520 and above)
    if (magnitude < 0x38800000u) {                                         // subnormal half: let the FPU round
        const float rounded = std::bit_cast<float>(magnitude) + 0.5f;      // one ulp of 0.5f is 2^-24
        return sign | static_cast<std::uint16_t>(std::bit_cast<std::uint32_t>(rounded) - 0x3f000000u);
    }
    const std::uint32_t rounded = magnitude - 0x38000000u + 0xfffu + ((magnitude >> 13) & 1u);
    return sign | static_cast<std::uint16_t>(rounded >> 13);
}

float bfloat16ToFloat(std::uint16_t bits) noexcept
{
    return std::bit_cast<float>(static_cast<std::uint32_t>(bits) << 16);
}

} // namespace sparsight
