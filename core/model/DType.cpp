// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/DType.h"

#include <algorithm>
#include <array>

namespace sparsight {

namespace {

struct DTypeRow {
    DType type;
    std::string_view name;
    std::size_t bytes;
    bool floating;
};

/// In the order of the enumeration.
constexpr std::array rows{
    DTypeRow{DType::F64, "F64", 8, true},  DTypeRow{DType::F32, "F32", 4, true},
    DTypeRow{DType::F16, "F16", 2, true},  DTypeRow{DType::BF16, "BF16", 2, true},
    DTypeRow{DType::I64, "I64", 8, false}, DTypeRow{DType::I32, "I32", 4, false},
    DTypeRow{DType::I16, "I16", 2, false}, DTypeRow{DType::I8, "I8", 1, false},
    DTypeRow{DType::U8, "U8", 1, false},   DTypeRow{DType::Bool, "BOOL", 1, false},
};

const DTypeRow& rowOf(DType type) noexcept
{
    return rows[static_cast<std::size_t>(type)];
}

} // namespace

std::size_t itemSize(DType type) noexcept
{
    return rowOf(type).bytes;
}
std::string_view toString(DType type) noexcept
{
    return rowOf(type).name;
}
bool isFloating(DType type) noexcept
{
    return rowOf(type).floating;
}

std::optional<DType> parseDType(std::string_view name) noexcept
{
    const auto row = std::ranges::find(rows, name, &DTypeRow::name);
    if (row == rows.end()) return std::nullopt;
    return row->type;
}

} // namespace sparsight
