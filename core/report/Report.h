// SPDX-License-Identifier: GPL-3.0-or-later
// A document about neurons as one value: what is in it, whatever the format. Builders make it from a project
// (NeuronReport.h), writers turn it into a file (ReportWriters.h).
#pragma once

#include "core/report/Figure.h"
#include "core/report/ReportRecipe.h"
#include "core/store/RunReader.h"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace sparsight {

/// What people read, and the number behind it where there is one.
struct ReportCell {
    std::string text;
    std::optional<double> number;
    bool isNumber = false; ///< also where the number is undefined
};
inline ReportCell textCell(std::string text)
{
    return {.text = std::move(text), .number = {}, .isNumber = false};
}
inline ReportCell numberCell(std::string text, std::optional<double> number)
{
    return {.text = std::move(text), .number = number, .isNumber = true};
}

struct ReportColumn {
    std::string id; ///< key in JSON
    std::string title;
    std::string explanation; ///< the formula, for those who ask
    bool right = true;       ///< numbers are right-aligned
};

struct ReportTable {
    std::string title;
    std::vector<ReportColumn> columns;
    std::vector<std::vector<ReportCell>> rows; // [rows][columns]
    std::string note;                          ///< what the numbers rest on; may be empty
};

/// A piece of a sentence, as long as a token, and how strongly the neuron answers to it.
struct ReportPiece {
    std::string text; ///< with the blank before it, where there is one
    double value = 0; ///< the activation, in its own units
};

struct ReportSentence {
    std::uint32_t sentence = 0; ///< of the data set
    double value = 0;           ///< A, as stored
    std::string label;
    std::vector<ReportPiece> pieces;
};

struct ReportSentences {
    std::string title;
    double strongest = 0; ///< the value that has the full shade; 0: the pieces have no values
    std::vector<ReportSentence> sentences;
    std::string note;
};

/// A paragraph of text, a table, sentences or a drawing.
using ReportBlock = std::variant<std::string, ReportTable, ReportSentences, Figure>;

struct ReportSection {
    std::string title;
    std::vector<ReportBlock> blocks;
};

struct Report {
    std::string title;
    std::string summary; ///< a sentence below the title
    ReportRecipe
        recipe; ///< what it was made from, and how to make it again; without runs where no project is behind it
    std::vector<ReportSection> sections;
    ReportTable data;              ///< the same numbers as one long table, for CSV
    std::vector<RunDamage> damage; ///< what could not be read; its first section tells it too

    bool hasRecipe() const { return !recipe.runs.empty(); }
};

} // namespace sparsight
