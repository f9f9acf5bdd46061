// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sparsight {

/// One member of a JSON object, as text.
struct JsonField {
    enum class Kind {
        Null,
        String,
        Scalar, ///< a number, true or false, as written
        Nested, ///< an array or object; its text is not kept
    };
    std::string key;
    Kind kind = Kind::Null;
    std::string text;
};

/// Values nested deeper than this are refused.
inline constexpr int maximumJsonDepth = 64;

/// The members of a JSON object in their order, without building a tree. `json` is valid UTF-8. On failure returns
/// what is wrong, for a sentence: "it is not valid JSON (near character 12)". Empty when all is well.
std::string parseJsonObject(std::string_view json, std::vector<JsonField>& fields);

} // namespace sparsight
