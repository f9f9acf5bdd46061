// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Error.h"

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace sparsight {

/// The names of an enumeration's values, in their order.
template <std::size_t Count>
struct EnumNames {
    const char* what; ///< e.g. "positions", for the sentence that refuses an unknown name
    std::array<std::string_view, Count> values;

    template <class Enum>
    std::string_view of(Enum value) const
    {
        return values.at(static_cast<std::size_t>(value));
    }

    template <class Enum>
    Enum parse(std::string_view name) const
    {
        std::string known;
        for (std::size_t i = 0; i < Count; ++i) {
            if (values[i] == name) return static_cast<Enum>(i);
            known += (i == 0 ? "" : i + 1 == Count ? " or " : ", ") + std::string(values[i]);
        }
        throw Error(ErrorCode::BadInput,
                    "\"" + std::string(name) + "\" is not a choice of " + what + ": write " + known + ".");
    }
};

} // namespace sparsight
