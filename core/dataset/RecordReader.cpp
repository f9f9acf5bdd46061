// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/dataset/RecordReader.h"

#include "core/dataset/DelimitedRecords.h"
#include "core/dataset/JsonlRecords.h"
#include "core/dataset/ScisummRecords.h"

namespace sparsight {

namespace {

/// Plain text: a sentence a line.
class TextRecords final : public LineRecords {
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
    void describe(ReadReport& report) const override
    {
        LineRecords::describe(report);
        m_endings.warn(report.warnings);
    }

private:
    const LineReader& lines() const override { return m_lines; }

    LineReader m_lines;
    LineEndings m_endings;
};

void refuseColumns(const std::filesystem::path& file, const ReadOptions& options)
{
    const bool papers = options.format == DataFormat::Scisummnet;
    for (const WantedColumn& column : wantedColumns(options)) {
        if (!column.chosen) continue;
        throw Error(ErrorCode::BadInput,
                    file.string() + " is read as " +
                        (papers ? "ScisummNet papers, which have" : "plain text, which has") + " no column \"" +
                        *column.chosen + "\"; " +
                        (papers ? "leave the columns out." : "choose csv, tsv or jsonl as its format."),
                    {.file = file.string(), .item = *column.chosen});
    }
}

void refusePaperChoices(const std::filesystem::path& file, const ReadOptions& options)
{
    if (!options.papers) return;
    throw Error(ErrorCode::BadInput,
                file.string() + " is read as " + toString(options.format) +
                    "; input and unit are choices for folders of ScisummNet papers, leave them out.",
                {.file = file.string()});
}

} // namespace

std::unique_ptr<RecordReader> RecordReader::open(const std::filesystem::path& file, const ReadOptions& options)
{
    if (options.format != DataFormat::Scisummnet) refusePaperChoices(file, options);
    switch (options.format) {
    case DataFormat::Csv: return std::make_unique<DelimitedRecords>(file, options, DelimitedReader::Dialect::Csv);
    case DataFormat::Tsv: return std::make_unique<DelimitedRecords>(file, options, DelimitedReader::Dialect::Tsv);
    case DataFormat::Jsonl: return std::make_unique<JsonlRecords>(file, options);
    case DataFormat::Auto:
    case DataFormat::Text:
    case DataFormat::Scisummnet: break;
    }
    refuseColumns(file, options);
    if (options.format == DataFormat::Scisummnet) return std::make_unique<ScisummRecords>(file, options);
    return std::make_unique<TextRecords>(file, options.encoding);
}

void LineRecords::describe(ReadReport& report) const
{
    const TextSource& source = lines().source();
    report.encoding = source.encoding();
    report.byteOrderMark = source.hasByteOrderMark();
    report.bytes = source.bytesRead();
}

Progress LineRecords::progress() const
{
    const TextSource& source = lines().source();
    return {"reading " + source.file().path().filename().string(), source.bytesRead(), source.file().size()};
}

std::vector<WantedColumn> wantedColumns(const ReadOptions& options)
{
    return {{options.textColumn,
             {usualTextColumns.begin(), usualTextColumns.end()},
             &Sentence::text,
             &ReadReport::textColumn},
            {options.labelColumn, {"label"}, &Sentence::label, &ReadReport::labelColumn},
            {options.groupColumn, {"group"}, &Sentence::group, &ReadReport::groupColumn},
            {options.targetColumn, {"target", "summary", "highlights"}, &Sentence::target, &ReadReport::targetColumn}};
}

} // namespace sparsight
