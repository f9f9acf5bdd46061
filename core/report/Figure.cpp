// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/Figure.h"

#include "core/report/Markup.h"
#include "core/report/TextTable.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace sparsight {

namespace {

constexpr double width = 640;
constexpr double fontSize = 12;

/// A coordinate or a number to be read: short, with a point whatever the locale.
std::string number(double value, int digits = 5)
{
    std::array<char, 64> text{};
    const auto end =
        std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::general, digits).ptr;
    return {text.data(), end};
}

/// The elements of a drawing, one after the other.
class Canvas {
public:
    Canvas(double height, const std::string& title, const std::string& description)
        : m_text("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + number(width) + " " + number(height) +
                 "\" width=\"" + number(width) + "\" height=\"" + number(height) +
                 "\" role=\"img\" font-family=\"sans-serif\" font-size=\"" + number(fontSize) + "\"><title>" +
                 escapeMarkup(title) + "</title><desc>" + escapeMarkup(description) + "</desc>\n")
    {
    }

    void rectangle(double x, double y, double w, double h, const std::string& fill, const std::string& hint)
    {
        m_text += "<rect x=\"" + number(x) + "\" y=\"" + number(y) + "\" width=\"" + number(w) + "\" height=\"" +
                  number(h) + "\" fill=\"" + fill + "\"><title>" + escapeMarkup(hint) + "</title></rect>\n";
    }
    void line(double x1, double y1, double x2, double y2, const std::string& stroke, double thickness = 1)
    {
        m_text += "<line x1=\"" + number(x1) + "\" y1=\"" + number(y1) + "\" x2=\"" + number(x2) + "\" y2=\"" +
                  number(y2) + "\" stroke=\"" + stroke + "\" stroke-width=\"" + number(thickness) + "\"/>\n";
    }
    void circle(double x, double y, double radius, const std::string& fill, const std::string& hint)
    {
        m_text += "<circle cx=\"" + number(x) + "\" cy=\"" + number(y) + "\" r=\"" + number(radius) + "\" fill=\"" +
                  fill + "\"><title>" + escapeMarkup(hint) + "</title></circle>\n";
    }
    void text(double x, double y, const std::string& words, const std::string& fill, const char* anchor = "start")
    {
        m_text += "<text x=\"" + number(x) + "\" y=\"" + number(y) + "\" fill=\"" + fill + "\" text-anchor=\"" +
                  anchor + "\">" + escapeMarkup(words) + "</text>\n";
    }
    /// Joined points, as "x,y x,y …".
    void path(const std::string& points, const std::string& stroke, const std::string& hint)
    {
        m_text += "<polyline points=\"" + points + "\" fill=\"none\" stroke=\"" + stroke +
                  "\" stroke-width=\"1.5\"><title>" + escapeMarkup(hint) + "</title></polyline>\n";
    }
    std::string finish() { return m_text + "</svg>\n"; }

private:
    std::string m_text;
};

/// At most so many characters of UTF-8, the last an ellipsis where some are missing.
std::string shortened(const std::string& text, std::size_t most)
{
    const auto startsCharacter = [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; };
    if (static_cast<std::size_t>(std::count_if(text.begin(), text.end(), startsCharacter)) <= most) return text;
    std::size_t characters = 0, bytes = 0;
    while (bytes < text.size() && (!startsCharacter(text[bytes]) || ++characters < most))
        ++bytes;
    return text.substr(0, bytes) + "…";
}

std::string draw(const HistogramFigure& figure, const FigureColours& colours)
{
    constexpr double left = 56, right = 12, top = 10, bars = 120, bottom = 40;
    const std::uint64_t highest =
        figure.counts.empty() ? 0 : *std::max_element(figure.counts.begin(), figure.counts.end());
    Canvas canvas(top + bars + bottom, figure.title,
                  figure.yTitle + " by " + figure.xTitle + ", at most " + grouped(highest));
    const double each = (width - left - right) / static_cast<double>(std::max<std::size_t>(figure.counts.size(), 1));
    for (std::size_t i = 0; i < figure.counts.size(); ++i) {
        if (figure.counts[i] == 0) continue;
        const double height = bars * static_cast<double>(figure.counts[i]) / static_cast<double>(highest);
        canvas.rectangle(left + each * static_cast<double>(i) + 1, top + bars - height, std::max(each - 2, 1.0), height,
                         colours.series.front(),
                         grouped(figure.counts[i]) + " between " + number(figure.edges[i], 3) + " and " +
                             number(figure.edges[i + 1], 3));
    }
    canvas.line(left, top + bars + 0.5, width - right, top + bars + 0.5, colours.line);
    canvas.text(left - 6, top + fontSize - 2, grouped(highest), colours.muted, "end");
    canvas.text(left - 6, top + bars, "0", colours.muted, "end");
    const std::size_t step = figure.edges.size() / 10 + 1;
    for (std::size_t i = 0; i < figure.edges.size(); i += step)
        canvas.text(left + each * static_cast<double>(i), top + bars + 16, number(figure.edges[i], 3), colours.muted,
                    "middle");
    canvas.text((left + width - right) / 2, top + bars + 34, figure.xTitle, colours.text, "middle");
    return canvas.finish();
}

std::string draw(const IntervalFigure& figure, const FigureColours& colours)
{
    constexpr double left = 150, right = 24, lineHeight = 16, gap = 10, legendLine = 20, axis = 24;
    const auto x = [&](double share) { return left + (width - left - right) * share; };
    const auto colour = [&](std::size_t series) { return colours.series[series % colours.series.size()]; };
    const double rowHeight = lineHeight * static_cast<double>(figure.series.size()) + gap;
    const double legendHeight = legendLine * static_cast<double>(figure.series.size() + 1);
    const double bottom = legendHeight + rowHeight * static_cast<double>(figure.rows.size());
    Canvas canvas(bottom + axis, figure.title,
                  "Shares from 0 to 1 with 95 % intervals; the upright mark: " + figure.reference);
    for (std::size_t series = 0; series < figure.series.size(); ++series) {
        const double y = legendLine * static_cast<double>(series) + 12;
        canvas.circle(left + 4, y - 4, 4, colour(series), figure.series[series]);
        canvas.text(left + 16, y, figure.series[series], colours.text);
    }
    canvas.line(left + 4, legendHeight - 18, left + 4, legendHeight - 4, colours.muted, 2);
    canvas.text(left + 16, legendHeight - 8, figure.reference, colours.text);
    for (const double share : {0.0, 0.25, 0.5, 0.75, 1.0}) {
        canvas.line(x(share), legendHeight, x(share), bottom, colours.line, 0.5);
        canvas.text(x(share), bottom + 16, number(share), colours.muted, "middle");
    }
    for (std::size_t i = 0; i < figure.rows.size(); ++i) {
        const IntervalFigure::Row& row = figure.rows[i];
        const double first = legendHeight + rowHeight * static_cast<double>(i) + gap / 2;
        canvas.text(left - 8, first + (rowHeight - gap) / 2 + 4, shortened(row.label, 20), colours.text, "end");
        if (row.reference)
            canvas.line(x(*row.reference), first, x(*row.reference), first + rowHeight - gap, colours.muted, 2);
        for (std::size_t series = 0; series < row.dots.size(); ++series) {
            if (!row.dots[series]) continue;
            const IntervalFigure::Dot& dot = *row.dots[series];
            const double y = first + lineHeight * (static_cast<double>(series) + 0.5);
            canvas.line(x(dot.low), y, x(dot.high), y, colour(series), 1.5);
            canvas.circle(x(dot.value), y, 4, colour(series),
                          figure.series[series] + ": " + fixed(dot.value, 3) + " (" + fixed(dot.low, 3) + " to " +
                              fixed(dot.high, 3) + ")");
        }
    }
    return canvas.finish();
}

/// A range with round ends, in steps of 1, 2 or 5 times a power of ten.
struct Scale {
    double low, high, step;

    Scale(double from, double to)
    {
        const double range = to > from ? to - from : std::max(1.0, std::abs(from));
        step = std::pow(10.0, std::floor(std::log10(range / 4)));
        if (range / step > 20)
            step *= 5;
        else if (range / step > 8)
            step *= 2;
        low = std::floor(from / step + 1e-9) * step;
        high = std::max(std::ceil(to / step - 1e-9) * step, low + step);
    }
    double share(double value) const { return std::clamp((value - low) / (high - low), 0.0, 1.0); }
};

Scale scaleOf(const LineFigure& figure, std::vector<double> LineFigure::Line::*values, std::optional<double> low,
              std::optional<double> high)
{
    double least = HUGE_VAL, most = -HUGE_VAL;
    for (const LineFigure::Line& line : figure.lines) {
        for (const double value : line.*values) {
            if (!std::isfinite(value)) continue;
            least = std::min(least, value);
            most = std::max(most, value);
        }
    }
    return {low.value_or(std::isfinite(least) ? least : 0), high.value_or(std::isfinite(most) ? most : 1)};
}

std::string draw(const LineFigure& figure, const FigureColours& colours)
{
    constexpr double left = 64, right = 16, height = 220, legendLine = 18, bottom = 44;
    const double top = 24 + legendLine * static_cast<double>(figure.lines.size());
    const Scale xs = scaleOf(figure, &LineFigure::Line::x, {}, {});
    const Scale ys = scaleOf(figure, &LineFigure::Line::y, figure.low, figure.high);
    const auto x = [&](double value) { return left + (width - left - right) * xs.share(value); };
    const auto y = [&](double value) { return top + height * (1 - ys.share(value)); };
    Canvas canvas(top + height + bottom, figure.title, figure.yTitle + " over " + figure.xTitle);
    for (std::size_t i = 0; i < figure.lines.size(); ++i) {
        const std::string& colour = colours.series[i % colours.series.size()];
        const double line = legendLine * static_cast<double>(i) + 12;
        canvas.line(left, line - 4, left + 18, line - 4, colour, 2);
        canvas.text(left + 26, line, figure.lines[i].name, colours.text);
    }
    canvas.text(left, top - 8, figure.yTitle, colours.text);
    for (double value = ys.low; value <= ys.high + ys.step / 2; value += ys.step) {
        canvas.line(left, y(value), width - right, y(value), colours.line, 0.5);
        canvas.text(left - 6, y(value) + 4, number(std::abs(value) < ys.step / 2 ? 0 : value), colours.muted, "end");
    }
    for (double value = xs.low; value <= xs.high + xs.step / 2; value += xs.step)
        canvas.text(x(value), top + height + 16, number(std::abs(value) < xs.step / 2 ? 0 : value), colours.muted,
                    "middle");
    if (figure.diagonal) {
        const double from = std::max(xs.low, ys.low), to = std::min(xs.high, ys.high);
        canvas.line(x(from), y(from), x(to), y(to), colours.muted);
    }
    for (std::size_t i = 0; i < figure.lines.size(); ++i) {
        const LineFigure::Line& line = figure.lines[i];
        const std::string& colour = colours.series[i % colours.series.size()];
        std::string points;
        for (std::size_t n = 0; n <= line.x.size(); ++n) {
            const bool isThere = n < line.x.size() && std::isfinite(line.x[n]) && std::isfinite(line.y[n]);
            if (!isThere && !points.empty()) {
                canvas.path(points, colour, line.name);
                points.clear();
            }
            if (!isThere) continue;
            if (figure.dots)
                canvas.circle(x(line.x[n]), y(line.y[n]), 3, colour, line.name);
            else
                points += number(x(line.x[n])) + "," + number(y(line.y[n])) + " ";
        }
    }
    canvas.text((left + width - right) / 2, top + height + 36, figure.xTitle, colours.text, "middle");
    return canvas.finish();
}

} // namespace

std::string svgOf(const Figure& figure, const FigureColours& colours)
{
    return std::visit([&](const auto& one) { return draw(one, colours); }, figure);
}

} // namespace sparsight
