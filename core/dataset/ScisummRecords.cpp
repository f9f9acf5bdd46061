// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/dataset/ScisummRecords.h"

#include "core/dataset/Blank.h"
#include "core/dataset/Names.h"

#include <algorithm>

namespace sparsight {

namespace {

namespace fs = std::filesystem;

constexpr const char* publishedFolder = "top1000_complete";

Error layoutError(const fs::path& folder, const std::string& what)
{
    return Error(
        ErrorCode::BadInput,
        folder.string() + " " + what + "; choose the folder that holds " + publishedFolder +
            " (with a folder for each paper, and Documents_xml, summary and citing_sentences_annotated.json in it).",
        {.file = folder.string()});
}

/// The folders of papers in `folder`, by name. Hidden ones and those that archives of macOS leave behind are no papers.
std::vector<fs::path> papersIn(const fs::path& folder)
{
    std::vector<fs::path> papers;
    std::error_code error;
    for (fs::directory_iterator entry(folder, error); !error && entry != fs::directory_iterator();
         entry.increment(error)) {
        const std::string name = entry->path().filename().string();
        if (name.starts_with('.') || name == "__MACOSX") continue;
        std::error_code ignored;
        const fs::file_type type = entry->symlink_status(ignored).type();
        if (type == fs::file_type::directory || (type == fs::file_type::symlink && entry->is_directory(ignored)))
            papers.push_back(entry->path());
    }
    if (error) throw systemError("read", folder, error.value());
    std::sort(papers.begin(), papers.end());
    return papers;
}

bool holdsArticle(const fs::path& paper)
{
    std::error_code ignored;
    return fs::is_directory(paper / "Documents_xml", ignored);
}

/// Where the papers are: `folder`, or top1000_complete in it.
fs::path paperFolder(const fs::path& folder)
{
    std::error_code ignored;
    const fs::path published = folder / publishedFolder;
    return fs::is_directory(fs::symlink_status(published, ignored)) ? published : folder;
}

std::string joined(const std::vector<std::string>& sentences, char between)
{
    std::string text;
    for (const std::string& sentence : sentences) {
        if (!text.empty()) text += between;
        text += sentence;
    }
    return text;
}

std::string count(std::uint64_t number, const std::string& one, const std::string& many)
{
    std::string text = std::to_string(number);
    text += ' ';
    return text += number == 1 ? one : many;
}

} // namespace

bool isPaperFolder(const fs::path& folder)
{
    std::error_code ignored;
    if (!fs::is_directory(folder, ignored)) return false;
    const std::vector<fs::path> papers = papersIn(paperFolder(folder));
    return std::any_of(papers.begin(), papers.end(), holdsArticle);
}

ScisummRecords::ScisummRecords(const fs::path& folder, const ReadOptions& options)
    : m_folder(folder)
    , m_encoding(options.encoding)
    , m_choice(options.papers.value_or(PaperChoice{}))
{
    std::error_code ignored;
    if (!fs::is_directory(folder, ignored)) throw layoutError(folder, "is not a folder");
    if (m_choice.input == PaperInput::Sections && m_choice.sections.empty())
        throw Error(ErrorCode::BadInput,
                    "No section is named; give the titles of those to read, such as Introduction.");
    m_folder = paperFolder(folder);
    m_papers = papersIn(m_folder);
    if (std::none_of(m_papers.begin(), m_papers.end(), holdsArticle)) throw layoutError(folder, "holds no papers");
}

bool ScisummRecords::next(Sentence& record)
{
    while (m_nextRow == m_rows.size()) {
        if (m_nextPaper == m_papers.size()) {
            if (m_read == 0) refuseAll();
            return false;
        }
        m_rows.clear();
        m_nextRow = 0;
        const fs::path& paper = m_papers[m_nextPaper++];
        try {
            readPaper(paper);
            ++m_read;
        } catch (const Error& error) {
            m_rows.clear();
            skip(paper, error);
        }
    }
    record = std::move(m_rows[m_nextRow++]);
    return true;
}

void ScisummRecords::readPaper(const fs::path& paper)
{
    if (fs::is_symlink(paper))
        throw Error(ErrorCode::BadInput, paper.string() + " is a link, which is not followed; copy the paper itself.",
                    {.file = paper.string()});
    ChosenParts chosen = chosenParts(paper);
    const bool empty =
        std::all_of(chosen.parts.begin(), chosen.parts.end(), [](const Part& part) { return part.sentences.empty(); });
    if (empty)
        throw Error(ErrorCode::BadInput,
                    paper.string() + " has no text for the input " + inputName(m_choice) + "; choose another input.",
                    {.file = paper.string()});
    if (m_choice.unit == PaperUnit::Document) {
        addPair(paper, chosen.parts);
    } else {
        addSentences(paper, std::move(chosen.parts));
    }
    m_blank += chosen.blank;
    m_withoutAbstract += chosen.lacksAbstract;
}

ScisummRecords::ChosenParts ScisummRecords::chosenParts(const fs::path& paper)
{
    PaperArticle article = readPaperArticle(paper, m_encoding);
    ChosenParts chosen{.blank = article.emptySentences};
    if (m_choice.input == PaperInput::Sections) {
        addSections(article, paper, chosen.parts);
        return chosen;
    }
    chosen.lacksAbstract = article.abstractSentences.empty();
    chosen.parts.push_back({"abstract", std::move(article.abstractSentences)});
    if (m_choice.input == PaperInput::FullText) addSections(article, paper, chosen.parts);
    if (m_choice.input == PaperInput::AbstractAndCitances) {
        PaperCitances citances = readPaperCitances(paper, m_encoding);
        chosen.parts.push_back({"citance", std::move(citances.sentences)});
        chosen.blank += citances.blank;
    }
    return chosen;
}

void ScisummRecords::addSections(const PaperArticle& article, const fs::path& paper, std::vector<Part>& parts)
{
    const bool all = m_choice.input == PaperInput::FullText;
    std::vector<std::string> titles;
    bool found = false;
    for (const PaperSection& section : article.sections) {
        titles.push_back(section.title);
        const auto isChosen = [&](const std::string& title) {
            return equalsIgnoringAsciiCase(withoutNumber(title), section.title);
        };
        if (!all && std::none_of(m_choice.sections.begin(), m_choice.sections.end(), isChosen)) continue;
        found = true;
        parts.push_back({"body", section.sentences});
    }
    if (all || found) return;
    throw Error(ErrorCode::BadInput,
                paper.string() + " has no section called " + quotedList(m_choice.sections) +
                    (titles.empty() ? "." : "; there are " + quotedList(titles) + "."),
                {.file = paper.string(), .item = "SECTION"});
}

void ScisummRecords::addPair(const fs::path& paper, const std::vector<Part>& parts)
{
    const PaperSummary summary = readPaperSummary(paper, m_encoding);
    std::string source;
    for (const Part& part : parts)
        if (!part.sentences.empty()) source += joined(part.sentences, ' ') + ' ';
    source.pop_back();
    if (source.size() > maximumRowBytes)
        throw Error(ErrorCode::BadInput,
                    paper.string() + " has a text of more than " + std::to_string(maximumRowBytes / 1'000'000) + " MB.",
                    {.file = paper.string()});
    m_summarySentences += summary.sentences.size();
    m_copiedSentences += static_cast<std::uint64_t>(
        std::count_if(summary.sentences.begin(), summary.sentences.end(),
                      [&](const std::string& sentence) { return source.find(sentence) != std::string::npos; }));
    m_rows.push_back(
        {.text = std::move(source), .group = paper.filename().string(), .target = joined(summary.sentences, '\n')});
}

void ScisummRecords::addSentences(const fs::path& paper, std::vector<Part>&& parts)
{
    for (Part& part : parts)
        for (std::string& sentence : part.sentences)
            m_rows.push_back(
                {.text = std::move(sentence), .label = std::string(part.label), .group = paper.filename().string()});
}

void ScisummRecords::skip(const fs::path& paper, const Error& error)
{
    if (error.code() == ErrorCode::OutOfMemory) throw error;
    m_skipped.push_back({paper.filename().string(), error.context().file, error.context().line, error.what()});
}

void ScisummRecords::refuseAll() const
{
    throw Error(ErrorCode::BadInput,
                "None of the " + count(m_papers.size(), "paper", "papers") + " in " + m_folder.string() +
                    " can be read. The first: " + m_skipped.front().reason,
                {.file = m_skipped.front().file, .line = m_skipped.front().line});
}

void ScisummRecords::describe(ReadReport& report) const
{
    report.encoding = m_encoding == TextEncoding::Auto ? TextEncoding::Utf8 : m_encoding;
    report.papers = m_read;
    report.skipped = m_skipped;
    report.blankLines += m_blank;
    report.groupColumn = "paper";
    if (m_choice.unit == PaperUnit::Document) {
        report.targetColumn = "summary";
    } else {
        report.labelColumn = "part";
    }
    if (m_withoutAbstract > 0)
        report.warnings.push_back(count(m_withoutAbstract, "paper has", "papers have") +
                                  " no abstract; the rest was taken.");
    if (m_choice.unit == PaperUnit::Document && m_choice.input != PaperInput::Sections) {
        const std::string copied = std::to_string(m_copiedSentences) + " of " +
                                   count(m_summarySentences, "summary sentence stands", "summary sentences stand") +
                                   " in the input word for word";
        report.warnings.push_back(m_copiedSentences == 0 ? copied + "."
                                                         : "Summaries overlap with abstracts: " + copied +
                                                               ", so copying scores well in ROUGE.");
    }
}

Progress ScisummRecords::progress() const
{
    return {"reading papers", m_nextPaper, m_papers.size()};
}

} // namespace sparsight
