// SPDX-License-Identifier: GPL-3.0-or-later
// JSON of untrusted files. Private to the modules that read checkpoints.
#pragma once

#include <nlohmann/json.hpp>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace sparsight {

inline constexpr int maximumJsonDepth = 64;

/// An object, nested at most maximumJsonDepth deep, in UTF-8, without a key that comes twice in one object. Throws
/// Error(BadInput) naming the file and the reason.
nlohmann::json parseJsonObject(std::string_view text, const std::filesystem::path& file, std::string_view without = {});

/// The same for a file of at most `limit` bytes. The value of the outermost key `without` is read over.
nlohmann::json readJsonObject(const std::filesystem::path& file, std::uint64_t limit, std::string_view without = {});

/// A whole number of 64 bits; unset for anything else, 2.0 included.
std::optional<std::int64_t> wholeNumber(const nlohmann::json& value);

/// A value as it stands in the file, cut to a length that fits a sentence.
std::string excerpt(const nlohmann::json& value);

} // namespace sparsight
