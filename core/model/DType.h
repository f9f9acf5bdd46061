// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace sparsight {

/// Element types of checkpoint files that this program reads.
enum class DType : std::uint8_t { F64, F32, F16, BF16, I64, I32, I16, I8, U8, Bool };

/// Bytes of one element.
std::size_t itemSize(DType) noexcept;
/// As safetensors spells it: "F32", "BF16", "BOOL" …
std::string_view toString(DType) noexcept;
/// The inverse of toString().
std::optional<DType> parseDType(std::string_view name) noexcept;
bool isFloating(DType) noexcept;

} // namespace sparsight
