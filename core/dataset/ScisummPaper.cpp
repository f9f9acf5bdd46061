// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/dataset/ScisummPaper.h"

#include "core/base/Error.h"
#include "core/dataset/Blank.h"
#include "core/dataset/Entities.h"
#include "core/dataset/JsonFields.h"
#include "core/dataset/LineReader.h"
#include "core/dataset/XmlReader.h"

#include <algorithm>
#include <optional>

namespace sparsight {

namespace {

namespace fs = std::filesystem;

std::string cleaned(std::string_view text)
{
    return singleSpaced(decodeEntities(text));
}

/// The file of a paper, once every step from the paper's folder to it is a folder or file of its own and no link.
fs::path ownFile(const fs::path& paper, const fs::path& relative)
{
    fs::path path = paper;
    for (const fs::path& step : relative) {
        path /= step;
        std::error_code error;
        const fs::file_status status = fs::symlink_status(path, error);
        if (status.type() == fs::file_type::symlink)
            throw Error(ErrorCode::BadInput,
                        path.string() + " is a link, which is not followed; copy what it points to.",
                        {.file = path.string()});
        if (!fs::exists(status))
            throw Error(ErrorCode::NotFound, path.string() + " is missing; copy the paper again.",
                        {.file = path.string()});
    }
    return path;
}

/// Gathers the sentences of an article while its elements pass by.
class ArticleVisitor final : public XmlVisitor {
public:
    const PaperArticle& article() const { return m_article; }
    PaperArticle take() { return std::move(m_article); }
    bool isPaper() const { return m_isPaper; }

    void startElement(std::string_view name, std::span<const XmlAttribute> attributes) override
    {
        if (m_open.empty()) m_isPaper = name == "PAPER";
        const Place around = m_open.empty() ? Place{} : m_open.back();
        m_open.push_back(placeWithin(around, name, attributes));
        if (m_open.back().isSentence && !around.isSentence) m_text.clear();
    }
    void text(std::string_view piece) override
    {
        if (!m_open.empty() && m_open.back().isSentence) m_text += piece;
    }
    void endElement(std::string_view) override
    {
        const Place place = m_open.back();
        m_open.pop_back();
        const bool within = !m_open.empty() && m_open.back().isSentence;
        if (place.isSentence && !within) add(place);
    }

private:
    struct Place {
        bool isSentence = false;
        bool inAbstract = false;
        std::optional<std::size_t> section;
    };

    Place placeWithin(Place around, std::string_view name, std::span<const XmlAttribute> attributes)
    {
        if (around.isSentence) return around; // marks in a sentence are part of it
        if (name == "S") around.isSentence = true;
        if (name == "ABSTRACT") around.inAbstract = true;
        if (name != "SECTION") return around;
        const auto title = std::find_if(attributes.begin(), attributes.end(),
                                        [](const XmlAttribute& attribute) { return attribute.name == "title"; });
        const std::string text = title == attributes.end() ? std::string() : cleaned(title->value);
        around.section = m_article.sections.size();
        m_article.sections.push_back({std::string(withoutNumber(text)), {}});
        return around;
    }

    void add(const Place& place)
    {
        std::string sentence = cleaned(m_text);
        if (sentence.empty()) {
            ++m_article.emptySentences;
        } else if (place.inAbstract) {
            m_article.abstractSentences.push_back(std::move(sentence));
        } else if (place.section) {
            m_article.sections[*place.section].sentences.push_back(std::move(sentence));
        } else if (m_article.title.empty()) {
            m_article.title = std::move(sentence);
        } else {
            // A sentence outside every section belongs to the body all the same.
            if (!m_loose) {
                m_loose = m_article.sections.size();
                m_article.sections.emplace_back();
            }
            m_article.sections[*m_loose].sentences.push_back(std::move(sentence));
        }
    }

    PaperArticle m_article;
    std::vector<Place> m_open; ///< of the elements that are open; at most maximumXmlDepth
    std::optional<std::size_t> m_loose;
    std::string m_text;
    bool m_isPaper = false;
};

std::string readWhole(const fs::path& file, TextEncoding encoding)
{
    TextSource source(file, encoding);
    if (source.file().size() > maximumRowBytes)
        throw Error(ErrorCode::BadInput,
                    file.string() + " has more than " + std::to_string(maximumRowBytes / 1'000'000) + " MB.",
                    {.file = file.string()});
    std::string text;
    std::string_view piece;
    while (source.next(piece))
        text += piece;
    return text;
}

} // namespace

PaperArticle readPaperArticle(const fs::path& paper, TextEncoding encoding)
{
    const fs::path file = ownFile(paper, fs::path("Documents_xml") / (paper.filename().string() + ".xml"));
    ArticleVisitor visitor;
    readXml(file, encoding, visitor);
    if (!visitor.isPaper())
        throw Error(ErrorCode::BadInput, file.string() + " does not begin with <PAPER>, so it is no article.",
                    {.file = file.string(), .item = "PAPER"});
    return visitor.take();
}

PaperSummary readPaperSummary(const fs::path& paper, TextEncoding encoding)
{
    const fs::path file = ownFile(paper, fs::path("summary") / (paper.filename().string() + ".gold.txt"));
    LineReader lines(file, encoding);
    PaperSummary summary;
    if (lines.next()) summary.title = cleaned(lines.line());
    while (lines.next())
        if (std::string sentence = cleaned(lines.line()); !sentence.empty())
            summary.sentences.push_back(std::move(sentence));
    if (summary.sentences.empty())
        throw Error(ErrorCode::BadInput, file.string() + " has no sentence of a summary below its title.",
                    {.file = file.string()});
    return summary;
}

PaperCitances readPaperCitances(const fs::path& paper, TextEncoding encoding)
{
    const fs::path file = ownFile(paper, "citing_sentences_annotated.json");
    PaperCitances citances;
    const auto problem = parseJsonObjects(readWhole(file, encoding), [&](const std::vector<JsonField>& fields) {
        std::string sentence;
        for (const JsonField& field : fields)
            if (field.key == "clean_text" && field.kind == JsonField::Kind::String) sentence = cleaned(field.text);
        if (sentence.empty()) {
            ++citances.blank;
        } else {
            citances.sentences.push_back(std::move(sentence));
        }
    });
    if (!problem) return citances;
    const std::string where = problem->line ? ", line " + std::to_string(*problem->line) : std::string();
    throw Error(ErrorCode::BadInput, file.string() + where + ": " + problem->what + ".",
                {.file = file.string(), .line = problem->line});
}

std::string_view withoutNumber(std::string_view title)
{
    std::string_view rest = trimmed(title);
    const std::size_t number = rest.find_first_not_of("0123456789.");
    if (number == std::string_view::npos || number == 0 || rest[number] != ' ') return rest;
    return trimmed(rest.substr(number));
}

} // namespace sparsight
