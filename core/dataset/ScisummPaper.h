// SPDX-License-Identifier: GPL-3.0-or-later
// The files of one paper in the layout of ScisummNet:
//
//   ID/Documents_xml/ID.xml                PAPER > S (the title), ABSTRACT > S, SECTION title > S
//   ID/summary/ID.gold.txt                 the title, then a sentence a line
//   ID/citing_sentences_annotated.json     an array of objects with clean_text: what other papers say of this one
//
// Each function throws Error with the file, the line where there is one, and what is wrong. Links are not followed.
// Texts come without double escapes (Entities.h) and with single blanks.
#pragma once

#include "core/dataset/SentenceReader.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace sparsight {

struct PaperSection {
    std::string title; ///< without its number
    std::vector<std::string> sentences;
};

struct PaperArticle {
    std::string title;
    std::vector<std::string> abstractSentences; ///< empty where the paper has no abstract
    std::vector<PaperSection> sections;
    std::uint32_t emptySentences = 0; ///< left out
};
PaperArticle readPaperArticle(const std::filesystem::path& paper, TextEncoding encoding);

struct PaperSummary {
    std::string title; ///< the first line
    std::vector<std::string> sentences;
};
PaperSummary readPaperSummary(const std::filesystem::path& paper, TextEncoding encoding);

struct PaperCitances {
    std::vector<std::string> sentences; ///< clean_text
    std::uint32_t blank = 0;            ///< citations without a clean_text, left out
};
PaperCitances readPaperCitances(const std::filesystem::path& paper, TextEncoding encoding);

/// "Results" of "3.1 Results".
std::string_view withoutNumber(std::string_view sectionTitle);

} // namespace sparsight
