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

/// The records of what is imported, one by one, whatever its format. Private to core/dataset.
class RecordReader {
public:
    virtual ~RecordReader() = default;

    /// The next record; its text may be blank. False at the end, where what only shows there is refused.
    virtual bool next(Sentence& record) = 0;
    /// Fills in what is known by now: encoding, bytes, columns and their choice, papers, warnings.
    virtual void describe(ReadReport& report) const = 0;
    virtual Progress progress() const = 0;

    /// options.format must not be Auto.
    static std::unique_ptr<RecordReader> open(const std::filesystem::path& file, const ReadOptions& options);
};

/// Of a single file that is read line by line.
class LineRecords : public RecordReader {
public:
    void describe(ReadReport& report) const override;
    Progress progress() const override;

protected:
    virtual const LineReader& lines() const = 0;
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
