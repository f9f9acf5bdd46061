// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/dataset/Topic.h"

#include "core/base/Error.h"
#include "core/dataset/Blank.h"
#include "core/dataset/LineReader.h"
#include "core/dataset/Names.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace sparsight {

namespace {

constexpr std::array<std::pair<std::string_view, KeywordMatch>, 3> matchNames = {
    {{"word", KeywordMatch::Word}, {"stem", KeywordMatch::Stem}, {"regex", KeywordMatch::Regex}}};

/// The value of a comment "# key: value".
std::optional<std::string_view> setting(std::string_view comment, std::string_view key)
{
    const std::string_view text = trimmed(comment.substr(1));
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos || !equalsIgnoringAsciiCase(trimmed(text.substr(0, colon)), key)) return {};
    return trimmed(text.substr(colon + 1));
}

/// Backslashes, then #. A keyword of that shape is written with one backslash more, so that it is no comment.
bool looksLikeComment(std::string_view keyword)
{
    const std::size_t first = keyword.find_first_not_of('\\');
    return first != std::string_view::npos && keyword[first] == '#';
}

void readLine(std::string_view line, Topic& topic)
{
    if (line.empty()) return;
    if (line.front() != '#') {
        topic.keywords.emplace_back(line.substr(looksLikeComment(line) ? 1 : 0));
    } else if (const auto name = setting(line, "name"); name && !name->empty()) {
        topic.name = *name;
    } else if (const auto match = setting(line, "match")) {
        topic.match = parseKeywordMatch(*match);
    }
}

std::string onOneLine(std::string_view text)
{
    std::string line(trimmed(text));
    std::replace_if(
        line.begin(), line.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
    return line;
}

} // namespace

KeywordMatch parseKeywordMatch(std::string_view name)
{
    for (const auto& [known, match] : matchNames)
        if (equalsIgnoringAsciiCase(known, name)) return match;
    throw Error(ErrorCode::BadInput,
                "\"" + std::string(name) + "\" is no way to match keywords; there are word, stem and regex.");
}

std::string_view toString(KeywordMatch match)
{
    return matchNames[static_cast<std::size_t>(match)].first;
}

Topic readTopicFile(const std::filesystem::path& file)
{
    Topic topic{.name = file.stem().string()};
    LineReader lines(file, TextEncoding::Auto);
    while (lines.next()) {
        try {
            readLine(trimmed(lines.line()), topic);
        } catch (const Error& error) {
            throw Error(error.code(), file.string() + ", line " + std::to_string(lines.number()) + ": " + error.what(),
                        {.file = file.string(), .line = lines.number()});
        }
    }
    if (topic.keywords.empty()) {
        throw Error(ErrorCode::BadInput, file.string() + " has no keyword; write one a line.", {.file = file.string()});
    }
    return topic;
}

std::string formatTopicFile(const Topic& topic)
{
    std::string text = "# name: " + onOneLine(topic.name) + "\n# match: " + std::string(toString(topic.match)) + "\n";
    for (const std::string& keyword : topic.keywords) {
        const std::string line = onOneLine(keyword);
        text += (looksLikeComment(line) ? "\\" : "") + line + "\n";
    }
    return text;
}

} // namespace sparsight
