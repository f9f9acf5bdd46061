// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/dataset/SentenceReader.h"

#include "core/dataset/Blank.h"
#include "core/dataset/Names.h"
#include "core/dataset/RecordReader.h"

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

namespace sparsight {

namespace {

constexpr std::array<std::pair<std::string_view, DataFormat>, 6> formatNames = {
    {{"auto", DataFormat::Auto},
     {"text", DataFormat::Text},
     {"csv", DataFormat::Csv},
     {"tsv", DataFormat::Tsv},
     {"jsonl", DataFormat::Jsonl},
     {"scisummnet", DataFormat::Scisummnet}}};
constexpr std::array<std::pair<std::string_view, TextEncoding>, 5> encodingNames = {
    {{"auto", TextEncoding::Auto},
     {"utf-8", TextEncoding::Utf8},
     {"utf-16le", TextEncoding::Utf16LittleEndian},
     {"utf-16be", TextEncoding::Utf16BigEndian},
     {"latin-1", TextEncoding::Latin1}}};
constexpr std::array<std::pair<std::string_view, DataFormat>, 7> extensions = {{{".txt", DataFormat::Text},
                                                                                {".text", DataFormat::Text},
                                                                                {".csv", DataFormat::Csv},
                                                                                {".tsv", DataFormat::Tsv},
                                                                                {".tab", DataFormat::Tsv},
                                                                                {".jsonl", DataFormat::Jsonl},
                                                                                {".ndjson", DataFormat::Jsonl}}};

template <class Value, std::size_t count>
Value parseName(const std::array<std::pair<std::string_view, Value>, count>& names, std::string_view name,
                std::string_view what)
{
    std::string all;
    for (const auto& [known, value] : names) {
        if (equalsIgnoringAsciiCase(known, name)) return value;
        all += (all.empty() ? "" : ", ") + std::string(known);
    }
    throw Error(ErrorCode::BadInput,
                "\"" + std::string(name) + "\" is not " + std::string(what) + "; there are " + all + ".");
}

template <class Value, std::size_t count>
std::string nameOf(const std::array<std::pair<std::string_view, Value>, count>& names, Value value)
{
    const auto row = std::find_if(names.begin(), names.end(), [&](const auto& pair) { return pair.second == value; });
    return row == names.end() ? std::string() : std::string(row->first);
}

/// A line with commas of which one cell is called text or sentence.
bool isCsvHeader(std::string_view line)
{
    if (line.find(',') == std::string_view::npos) return false;
    while (true) {
        const std::size_t comma = line.find(',');
        const std::string_view cell = trimmed(line.substr(0, comma));
        for (const std::string_view name : usualTextColumns)
            if (equalsIgnoringAsciiCase(cell, name)) return true;
        if (comma == std::string_view::npos) return false;
        line.remove_prefix(comma + 1);
    }
}

DataFormat formatOfFirstLine(const std::filesystem::path& file, TextEncoding encoding)
{
    LineReader lines(file, encoding);
    while (lines.next()) {
        const std::string_view line = trimmed(lines.line());
        if (line.empty()) continue;
        if (line.front() == '{') return DataFormat::Jsonl;
        if (line.find('\t') != std::string_view::npos) return DataFormat::Tsv;
        if (isCsvHeader(line)) return DataFormat::Csv;
        break;
    }
    return DataFormat::Text;
}

DataFormat detectFormat(const std::filesystem::path& file, TextEncoding encoding)
{
    std::error_code ignored; // what is not there is told on opening it
    if (std::filesystem::is_directory(file, ignored)) return DataFormat::Scisummnet;
    const std::string extension = file.extension().string();
    for (const auto& [known, format] : extensions)
        if (equalsIgnoringAsciiCase(extension, known)) return format;
    return formatOfFirstLine(file, encoding);
}

ReadOptions withFormat(ReadOptions options, DataFormat format)
{
    options.format = format;
    return options;
}

/// A file being read, and what was found so far.
class Reading {
public:
    Reading(const std::filesystem::path& file, const ReadOptions& options)
        : m_format(options.format == DataFormat::Auto ? detectFormat(file, options.encoding) : options.format)
        , m_records(RecordReader::open(file, withFormat(options, m_format)))
    {
    }
    /// The next record that is not blank.
    bool next(Sentence& sentence)
    {
        while (m_records->next(sentence)) {
            if (!isBlank(sentence.text)) {
                ++m_sentences;
                return true;
            }
            ++m_blankLines;
        }
        return false;
    }
    ReadReport report() const
    {
        ReadReport report{.format = m_format, .sentences = m_sentences, .blankLines = m_blankLines};
        m_records->describe(report);
        return report;
    }
    Progress progress() const { return m_records->progress(); }
    std::uint64_t sentences() const { return m_sentences; }
    /// A paper takes as long as thousands of lines.
    std::uint64_t progressEvery() const { return m_format == DataFormat::Scisummnet ? 1 : 1000; }

private:
    DataFormat m_format;
    std::unique_ptr<RecordReader> m_records;
    std::uint64_t m_sentences = 0, m_blankLines = 0;
};

Error noSentence(const std::filesystem::path& file)
{
    std::error_code isFolder;
    const bool isEmpty = std::filesystem::file_size(file, isFolder) == 0;
    return Error(ErrorCode::BadInput,
                 file.string() + (isEmpty ? " is empty; there is no sentence to read."
                                          : " holds no sentence; every row of it is blank."),
                 {.file = file.string()});
}

} // namespace

DataFormat parseDataFormat(std::string_view name)
{
    return parseName(formatNames, name, "a data format");
}

std::string toString(DataFormat format)
{
    return nameOf(formatNames, format);
}

TextEncoding parseTextEncoding(std::string_view name)
{
    return parseName(encodingNames, name, "a text encoding");
}

std::string toString(TextEncoding encoding)
{
    return nameOf(encodingNames, encoding);
}

ReadReport readSentences(const std::filesystem::path& file, const ReadOptions& options,
                         const std::function<void(Sentence&&)>& sink, const std::stop_token& stop,
                         const ProgressCallback& progress)
{
    Reading reading(file, options);
    Sentence sentence;
    while (reading.next(sentence)) {
        sink(std::move(sentence));
        if (reading.sentences() % reading.progressEvery() != 0) continue;
        throwIfStopped(stop);
        report(progress, reading.progress());
    }
    if (reading.sentences() == 0) throw noSentence(file);
    return reading.report();
}

Preview previewSentences(const std::filesystem::path& file, const ReadOptions& options, std::size_t maximumRows)
{
    Preview preview;
    std::optional<Reading> reading;
    try {
        reading.emplace(file, options);
        Sentence sentence;
        while (preview.rows.size() < maximumRows && reading->next(sentence))
            preview.rows.push_back(std::move(sentence));
        if (preview.rows.empty() && maximumRows > 0) throw noSentence(file);
    } catch (const Error& error) {
        preview.problem = error.what();
    }
    if (reading) preview.report = reading->report();
    return preview;
}

} // namespace sparsight
