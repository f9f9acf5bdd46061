// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Progress.h"
#include "core/dataset/PaperChoice.h"
#include "core/dataset/Sentence.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace sparsight {

/// Scisummnet is a folder of papers in the layout of that data set (ScisummRecords.h); the others are files.
enum class DataFormat { Auto, Text, Csv, Tsv, Jsonl, Scisummnet };
/// Latin1 is read as Windows-1252, its superset that is meant in practice (as the WHATWG Encoding Standard does).
enum class TextEncoding { Auto, Utf8, Utf16LittleEndian, Utf16BigEndian, Latin1 };

/// "auto", "text", "csv", "tsv", "jsonl", "scisummnet" and "auto", "utf-8", "utf-16le", "utf-16be", "latin-1".
DataFormat parseDataFormat(std::string_view name); ///< Throws Error(BadInput).
std::string toString(DataFormat format);
TextEncoding parseTextEncoding(std::string_view name); ///< Throws Error(BadInput).
std::string toString(TextEncoding encoding);

/// Which columns (CSV, TSV: header names; JSONL: keys) hold what. Unset: text, sentence or the first column; label,
/// group, target where columns of that name exist. A name that is set and not there is an Error(BadInput).
struct ReadOptions {
    DataFormat format = DataFormat::Auto; ///< Auto: a folder is papers; a file by extension, else by its first line
    TextEncoding encoding = TextEncoding::Auto;
    std::optional<std::string> textColumn;
    std::optional<std::string> labelColumn;
    std::optional<std::string> groupColumn;
    std::optional<std::string> targetColumn;
    std::optional<PaperChoice> papers; ///< of a folder of papers; the default choice where it is unset
};

/// A paper that could not be read, while the others were.
struct SkippedPaper {
    std::string id;
    std::string file;                  ///< the one at fault
    std::optional<std::uint64_t> line; ///< of that file, where one is at fault
    std::string reason;                ///< a sentence with both
};

/// What reading a file found, for the preview and the import's last line.
struct ReadReport {
    DataFormat format = DataFormat::Text;
    TextEncoding encoding = TextEncoding::Utf8;
    bool byteOrderMark = false;
    std::vector<std::string> columns;                               ///< empty for plain text
    std::string textColumn, labelColumn, groupColumn, targetColumn; ///< as chosen; empty: none
    std::uint64_t sentences = 0;
    std::uint64_t blankLines = 0; ///< skipped
    std::uint64_t bytes = 0;
    std::uint64_t papers = 0; ///< that sentences came from
    std::vector<SkippedPaper> skipped;
    std::vector<std::string> warnings; ///< one sentence each, e.g. mixed newlines
};

/// A row or cell larger than this is refused (16 MB).
inline constexpr std::uint64_t maximumRowBytes = 16'000'000;

/// Whether a folder holds papers in the layout of ScisummNet, or is the one above.
bool isPaperFolder(const std::filesystem::path& folder);

/// Reads a file, or a folder of papers, row by row; memory does not grow with the file. Blank rows are skipped and
/// counted, duplicates kept. Throws Error with the line number for a ragged or unclosed CSV row, a bad JSONL line,
/// bytes that are not in the encoding (never replaced in silence), a row over the limit, or a file without a sentence.
/// Of a folder of papers those that cannot be read are skipped, each with a reason in the report; it is refused when
/// none can be read.
ReadReport readSentences(const std::filesystem::path& file, const ReadOptions& options,
                         const std::function<void(Sentence&&)>& sink, const std::stop_token& stop = {},
                         const ProgressCallback& progress = {});

/// The first rows and what was detected, without reading the rest. problem is the sentence of the Error that reading
/// so far met, so that a preview can show it beside the rows before it.
struct Preview {
    ReadReport report;
    std::vector<Sentence> rows;
    std::optional<std::string> problem;
};
Preview previewSentences(const std::filesystem::path& file, const ReadOptions& options, std::size_t maximumRows);

} // namespace sparsight
