// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Progress.h"
#include "core/dataset/SentenceReader.h"

#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>

namespace sparsight {

/// What a line of a file of texts is.
enum class TextListFormat {
    Lines, ///< a text; it may be empty
    Jsonl, ///< a JSON string, which may hold line breaks, or for references also an array of strings
};

/// "lines", "jsonl". Throws Error(BadInput).
TextListFormat parseTextListFormat(std::string_view name);

struct RougeFiles {
    std::filesystem::path predictions, references;
    std::optional<TextListFormat> format;       ///< of both; unset: Jsonl for a file named *.jsonl, else Lines
    TextEncoding encoding = TextEncoding::Auto; ///< of both
};

using RougePairSink = std::function<void(std::string_view prediction, std::span<const std::string> references)>;

/// Reads both files side by side, a pair a line; memory does not grow with them. Throws Error(BadInput) with file and
/// line for a line that is not of the format, for a file without a line, and where one file has more lines than the
/// other, with both counts.
void readRougePairs(const RougeFiles& files, const RougePairSink& sink, const std::stop_token& stop = {},
                    const ProgressCallback& progress = {});

} // namespace sparsight
