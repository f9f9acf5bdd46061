// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/dataset/DelimitedReader.h"
#include "core/dataset/RecordReader.h"

namespace sparsight {

/// CSV or TSV with a header line.
class DelimitedRecords final : public LineRecords {
public:
    DelimitedRecords(const std::filesystem::path& file, const ReadOptions& options, DelimitedReader::Dialect dialect);

    bool next(Sentence& record) override;
    void describe(ReadReport& report) const override;

private:
    /// A column of the file that fills a part of the sentence.
    struct Use {
        std::size_t column;
        WantedColumn wanted;
    };
    const LineReader& lines() const override { return m_rows.lines(); }
    void readHeader();
    void chooseColumns(const ReadOptions& options);
    std::optional<std::size_t> find(const WantedColumn& wanted) const;

    DelimitedReader m_rows;
    std::vector<std::string> m_header;
    std::vector<std::string> m_cells;
    std::vector<Use> m_uses;
    std::vector<std::string> m_warnings;
};

} // namespace sparsight
