// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sparsight {

enum class PaperInput { Abstract, AbstractAndCitances, FullText, Sections };
/// Document: a paper is a row, its summary the target. Sentence: a sentence is a row, without a target.
enum class PaperUnit { Document, Sentence };

/// What of a paper is imported, and what a row is (docs/definitions.md, "Papers with summaries").
struct PaperChoice {
    PaperInput input = PaperInput::AbstractAndCitances;
    std::vector<std::string> sections; ///< titles without their numbers, for PaperInput::Sections
    PaperUnit unit = PaperUnit::Document;
};

/// The choice of "abstract", "abstract+citances", "full" or "sections:Introduction,Results". Throws Error(BadInput).
PaperChoice parsePaperInput(std::string_view name);
std::string inputName(const PaperChoice& choice);

/// "Introduction" and "Results" of "Introduction, Results".
std::vector<std::string> sectionTitles(std::string_view list);

PaperUnit parsePaperUnit(std::string_view name); ///< "document" or "sentence"; throws Error(BadInput).
std::string_view toString(PaperUnit unit);

/// The data set of the sentences of papers whose own data set has this name.
std::string paperSentencesName(const std::string& papers);

} // namespace sparsight
