// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/rouge/RougePairs.h"

#include "core/dataset/JsonTexts.h"
#include "core/dataset/LineReader.h"

#include <vector>

namespace sparsight {

namespace {

/// The texts of a file, line by line.
class TextListReader {
public:
    TextListReader(const std::filesystem::path& file, const RougeFiles& files, bool arrays)
        : m_lines(file, files.encoding)
        , m_format(files.format.value_or(file.extension() == ".jsonl" ? TextListFormat::Jsonl : TextListFormat::Lines))
        , m_arrays(arrays)
    {
    }

    /// False at the end of the file.
    bool next()
    {
        if (!m_lines.next()) return false;
        if (m_format == TextListFormat::Lines)
            m_texts.assign(1, std::string(m_lines.line()));
        else
            parse();
        return true;
    }
    const std::vector<std::string>& texts() const { return m_texts; } ///< at least one
    std::uint64_t linesRead() const { return m_lines.number(); }
    std::string name() const { return m_lines.source().file().path().string(); }

    /// Reads on to the end.
    std::uint64_t countLines()
    {
        while (m_lines.next()) {
        }
        return m_lines.number();
    }

private:
    void parse()
    {
        bool isArray = false;
        const std::string problem = parseJsonTexts(m_lines.line(), m_texts, isArray);
        if (m_lines.line().empty()) fail("the line is blank; write an empty text as \"\"");
        if (!problem.empty()) fail(problem);
        if (isArray && !m_arrays) fail("a prediction is one JSON string, not an array");
        if (m_texts.empty()) fail("the array holds no reference");
    }
    [[noreturn]] void fail(const std::string& what) const { throw m_lines.error(m_lines.number(), what); }

    LineReader m_lines;
    TextListFormat m_format;
    bool m_arrays;
    std::vector<std::string> m_texts;
};

void requireLines(const TextListReader& reader)
{
    if (reader.linesRead() > 0) return;
    throw Error(ErrorCode::BadInput, reader.name() + " is empty; ROUGE needs a text a line.", {.file = reader.name()});
}

} // namespace

TextListFormat parseTextListFormat(std::string_view name)
{
    if (name == "lines") return TextListFormat::Lines;
    if (name == "jsonl") return TextListFormat::Jsonl;
    throw Error(ErrorCode::BadInput, "A format of texts is lines or jsonl, not \"" + std::string(name) + "\".");
}

void readRougePairs(const RougeFiles& files, const RougePairSink& sink, const std::stop_token& stop,
                    const ProgressCallback& progress)
{
    TextListReader predictions(files.predictions, files, false);
    TextListReader references(files.references, files, true);
    for (;;) {
        throwIfStopped(stop);
        const bool predicted = predictions.next(), referred = references.next();
        requireLines(predictions);
        requireLines(references);
        if (!predicted && !referred) return;
        if (!predicted || !referred) {
            const std::uint64_t ours = predictions.countLines(), theirs = references.countLines();
            throw Error(ErrorCode::BadInput, predictions.name() + " has " + std::to_string(ours) +
                                                 (ours == 1 ? " line and " : " lines and ") + references.name() +
                                                 " has " + std::to_string(theirs) +
                                                 "; each prediction needs its reference on the same line.");
        }
        sink(predictions.texts().front(), references.texts());
        report(progress, {.stage = "scoring pairs", .done = predictions.linesRead()});
    }
}

} // namespace sparsight
