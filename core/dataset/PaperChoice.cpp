// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/dataset/PaperChoice.h"

#include "core/base/Error.h"
#include "core/dataset/Blank.h"
#include "core/dataset/Names.h"

#include <array>
#include <utility>

namespace sparsight {

namespace {

constexpr std::array<std::pair<std::string_view, PaperInput>, 3> inputNames = {
    {{"abstract", PaperInput::Abstract},
     {"abstract+citances", PaperInput::AbstractAndCitances},
     {"full", PaperInput::FullText}}};
constexpr std::string_view sectionsPrefix = "sections:";

} // namespace

PaperChoice parsePaperInput(std::string_view name)
{
    for (const auto& [known, input] : inputNames)
        if (equalsIgnoringAsciiCase(known, name)) return {.input = input};
    const std::string quoted = '"' + std::string(name) + '"';
    if (!name.starts_with(sectionsPrefix))
        throw Error(ErrorCode::BadInput,
                    quoted +
                        " is not an input; there are abstract, abstract+citances, full and sections:TITLE,TITLE….");
    PaperChoice choice{.input = PaperInput::Sections, .sections = sectionTitles(name.substr(sectionsPrefix.size()))};
    if (choice.sections.empty())
        throw Error(ErrorCode::BadInput,
                    quoted + " names no section; write their titles, as in sections:Introduction,Results.");
    return choice;
}

std::string inputName(const PaperChoice& choice)
{
    for (const auto& [name, input] : inputNames)
        if (input == choice.input) return std::string(name);
    std::string name(sectionsPrefix);
    for (const std::string& title : choice.sections)
        name += (name.size() == sectionsPrefix.size() ? "" : ",") + title;
    return name;
}

std::vector<std::string> sectionTitles(std::string_view list)
{
    std::vector<std::string> all;
    while (!list.empty()) {
        const std::size_t comma = list.find(',');
        if (const auto title = trimmed(list.substr(0, comma)); !title.empty()) all.emplace_back(title);
        list.remove_prefix(comma == std::string_view::npos ? list.size() : comma + 1);
    }
    return all;
}

PaperUnit parsePaperUnit(std::string_view name)
{
    for (const PaperUnit unit : {PaperUnit::Document, PaperUnit::Sentence})
        if (equalsIgnoringAsciiCase(toString(unit), name)) return unit;
    throw Error(ErrorCode::BadInput, "\"" + std::string(name) + "\" is not a unit; there are document and sentence.");
}

std::string paperSentencesName(const std::string& papers)
{
    return papers + "-sentences";
}

std::string_view toString(PaperUnit unit)
{
    return unit == PaperUnit::Document ? "document" : "sentence";
}

} // namespace sparsight
