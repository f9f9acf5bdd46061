// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/dataset/RecordReader.h"

#include "core/dataset/DelimitedRecords.h"
#include "core/dataset/JsonlRecords.h"

namespace sparsight {

namespace {

/// Plain text: a sentence a line.
class TextRecords final : public RecordReader {
public:
    TextRecords(const std::filesystem::path& file, TextEncoding encoding)
        : m_lines(file, encoding)
    {
    }
    bool next(Sentence& record) override
    {
        if (!m_lines.next()) return false;
        m_endings.count(m_lines.ending());
        record = {.text = std::string(m_lines.line())};
        return true;
    }
    std::uint64_t line() const override { return m_lines.number(); }
    const LineReader& lines() const override { return m_lines; }
    void describe(ReadReport& report) const override { m_endings.warn(report.warnings); }

private:
    LineReader m_lines;
    LineEndings m_endings;
};

void refuseColumns(const std::filesystem::path& file, const ReadOptions& options)
{
    for (const WantedColumn& column : wantedColumns(options)) {
        if (!column.chosen) continue;
        throw Error(ErrorCode::BadInput,
                    file.string() + " is read as plain text, which has no column \"" + *column.chosen +
                        "\"; choose csv, tsv or jsonl as its format.",
                    {.file = file.string(), .item = *column.chosen});
    }
}

} // namespace

std::unique_ptr<RecordReader> RecordReader::open(const std::filesystem::path& file, const ReadOptions& options)
{
    switch (options.format) {
    case DataFormat::Csv: return std::make_unique<DelimitedRecords>(file, options, DelimitedReader::Dialect::Csv);
    case DataFormat::Tsv: return std::make_unique<DelimitedRecords>(file, options, DelimitedReader::Dialect::Tsv);
    case DataFormat::Jsonl: return std::make_unique<JsonlRecords>(file, options);
    case DataFormat::Auto:
    case DataFormat::Text: break;
    }
    refuseColumns(file, options);
    return std::make_unique<TextRecords>(file, options.encoding);
}

std::vector<WantedColumn> wantedColumns(const ReadOptions& options)
{
    return {{options.textColumn,
             {usualTextColumns.begin(), usualTextColumns.end()},
             &Sentence::text,
             &ReadReport::textColumn},
            {options.labelColumn, {"label"}, &Sentence::label, &ReadReport::labelColumn},
            {options.groupColumn, {"group"}, &Sentence::group, &ReadReport::groupColumn},
            {options.targetColumn, {"target"}, &Sentence::target, &ReadReport::targetColumn}};
}

} // namespace sparsight
