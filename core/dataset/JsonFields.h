// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
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

/// What is wrong with a text of many lines, and where, as far as that is known.
struct JsonProblem {
    std::string what;
    std::optional<std::size_t> line; ///< from 1
};
/// The same for an array of objects, handed out one by one. Nothing when all is well.
std::optional<JsonProblem> parseJsonObjects(std::string_view json,
                                            const std::function<void(const std::vector<JsonField>&)>& object);

} // namespace sparsight
