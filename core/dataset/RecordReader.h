// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/dataset/LineReader.h"
#include "core/dataset/SentenceReader.h"

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sparsight {

/// The records of a data file one by one, whatever its format. Private to core/dataset.
class RecordReader {
public:
    virtual ~RecordReader() = default;

    /// The next record; its text may be blank. False at the end of the file, where what only shows there is refused.
    virtual bool next(Sentence& record) = 0;
    /// Line on which that record begins.
    virtual std::uint64_t line() const = 0;
    virtual const LineReader& lines() const = 0;
    /// Fills in columns, their choice and warnings, as far as they are known by now.
    virtual void describe(ReadReport& report) const = 0;

    /// options.format must not be Auto.
    static std::unique_ptr<RecordReader> open(const std::filesystem::path& file, const ReadOptions& options);
};

inline constexpr std::array<std::string_view, 2> usualTextColumns = {"text", "sentence"};

/// A column name that is wanted for a part of a Sentence: the caller's, or the usual ones.
struct WantedColumn {
    std::optional<std::string> chosen;
    std::vector<std::string_view> usual; ///< looked for without regard to case
    std::string Sentence::*part;
    std::string ReadReport::*reported;
};
/// Text first, then label, group and target.
std::vector<WantedColumn> wantedColumns(const ReadOptions& options);

} // namespace sparsight
