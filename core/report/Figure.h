// SPDX-License-Identifier: GPL-3.0-or-later
// Drawings of a report as values, and as SVG.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace sparsight {

/// How often a value lies between edges; the bars are drawn equally wide, whatever their edges are.
struct HistogramFigure {
    std::string title;
    std::string xTitle, yTitle;
    std::vector<double> edges;         // [counts + 1], ascending
    std::vector<std::uint64_t> counts; // [counts]
};

/// Shares from 0 to 1 with their intervals: a row a label, in each a dot a series.
struct IntervalFigure {
    struct Dot {
        double value = 0, low = 0, high = 1;
    };
    struct Row {
        std::string label;
        std::vector<std::optional<Dot>> dots; // [series]; none where undefined
        std::optional<double> reference;      ///< a mark that the dots are to be compared with, e.g. the base rate
    };
    std::string title;
    std::string reference; ///< what the mark is
    std::vector<std::string> series;
    std::vector<Row> rows;
};

/// Curves over a common x, e.g. the density of layers over the steps of a training.
struct LineFigure {
    struct Line {
        std::string name;
        std::vector<double> x, y; ///< in the order they are joined; what is not a number leaves a gap
    };
    std::string title;
    std::string xTitle, yTitle;
    std::vector<Line> lines;
    std::optional<double> low, high; ///< of y; unset: as far as the lines go
    bool dots = false;               ///< points instead of lines
    bool diagonal = false;           ///< a line where x = y, to compare with
};

using Figure = std::variant<HistogramFigure, IntervalFigure, LineFigure>;

/// Colours as SVG's attributes take them. In a page they may be "var(--name)".
struct FigureColours {
    std::string text = "#1c1c1e", muted = "#5c6066", line = "#c9ccd1";
    std::vector<std::string> series{"#1f6fb2", "#b5500c", "#2b7d3d",
                                    "#7d4bb5", "#8a6d00", "#b0306a"}; ///< used again after the last
};

/// A complete <svg> element with a title and a description for those who do not see it.
std::string svgOf(const Figure& figure, const FigureColours& colours = {});

} // namespace sparsight
