// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/Markup.h"
#include "core/report/ReportWriters.h"
#include "core/report/TextTable.h"

#include <algorithm>
#include <cmath>

namespace sparsight {

namespace {

// Shades are ten steps of one colour under text that keeps its contrast; the strongest piece is underlined as well,
// so that nothing rests on colour alone.
constexpr std::string_view style = R"(
:root { color-scheme: light dark; --text: #1c1c1e; --muted: #5c6066; --line: #d5d8dc; --page: #ffffff;
  --series1: #1f6fb2; --series2: #b5500c; --series3: #2b7d3d; --series4: #7d4bb5; --series5: #8a6d00; --series6: #b0306a; --shade: 245, 176, 30; }
@media (prefers-color-scheme: dark) { :root { --text: #ececee; --muted: #a5a9b0; --line: #43464b; --page: #1b1c1e;
  --series1: #6db3ee; --series2: #f0a05f; --series3: #7fcf8f; --series4: #bf9bec; --series5: #d8bd4a; --series6: #f08ab4; --shade: 176, 110, 0; } }
@media print { :root { color-scheme: light; --text: #000; --muted: #444; --line: #bbb; --page: #fff;
  --series1: #1f6fb2; --series2: #b5500c; --series3: #2b7d3d; --series4: #7d4bb5; --series5: #8a6d00; --series6: #b0306a; --shade: 245, 176, 30; }
  body { font-size: 10pt; max-width: none; padding: 0; } h2 { break-after: avoid; }
  figure, tr, li { break-inside: avoid; } * { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
body { font: 16px/1.5 system-ui, sans-serif; color: var(--text); background: var(--page); max-width: 60rem;
  margin: 0 auto; padding: 1rem; }
h1 { font-size: 1.6rem; line-height: 1.25; } h2 { font-size: 1.25rem; margin-top: 2.5rem; } h3 { font-size: 1rem; }
p, li { overflow-wrap: anywhere; } td, th { overflow-wrap: break-word; max-width: 20rem; min-width: 2.5rem; } .note { color: var(--muted); font-size: 0.875rem; }
.wide { overflow-x: auto; } figure { margin: 1rem 0; } svg { max-width: 100%; height: auto; }
table { border-collapse: collapse; font-size: 0.875rem; } caption { text-align: left; font-weight: 600; padding: 0.25rem 0; }
th, td { padding: 0.2rem 0.6rem; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
th { font-weight: 600; } td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
abbr { text-decoration: none; border-bottom: 1px dotted var(--muted); }
ol { padding-left: 0; list-style: none; } li { padding: 0.3rem 0; border-bottom: 1px solid var(--line); }
li b { font-variant-numeric: tabular-nums; margin-right: 0.75rem; } li small { color: var(--muted); margin-left: 0.5rem; }
.top { text-decoration: underline; text-underline-offset: 0.2em; }
)";

constexpr int shades = 10;

std::string styleOfShades()
{
    std::string css;
    for (int step = 1; step <= shades; ++step)
        css += ".s" + std::to_string(step) + " { background: rgba(var(--shade), " + fixed(0.07 * step, 2) + "); }\n";
    return css;
}

class HtmlWriter {
public:
    std::string write(const Report& report);

private:
    void element(const char* name, std::string_view text, const char* attributes = "");
    void block(const std::string& paragraph) { element("p", paragraph); }
    void block(const ReportTable& table);
    void block(const ReportSentences& list);
    void block(const Figure& figure);
    void sentence(const ReportSentence& sentence, double strongest);
    void provenance(const ReportRecipe& recipe);

    std::string m_html;
};

void HtmlWriter::element(const char* name, std::string_view text, const char* attributes)
{
    m_html += std::string("<") + name + attributes + ">" + escapeMarkup(text) + "</" + name + ">\n";
}

void HtmlWriter::block(const ReportTable& table)
{
    m_html += "<div class=\"wide\"><table>";
    if (!table.title.empty()) element("caption", table.title);
    m_html += "<thead><tr>";
    for (const ReportColumn& column : table.columns) {
        m_html += std::string("<th scope=\"col\"") + (column.right ? " class=\"n\">" : ">");
        if (column.explanation.empty())
            m_html += escapeMarkup(column.title);
        else
            m_html +=
                "<abbr title=\"" + escapeMarkup(column.explanation) + "\">" + escapeMarkup(column.title) + "</abbr>";
        m_html += "</th>";
    }
    m_html += "</tr></thead>\n<tbody>";
    for (const auto& row : table.rows) {
        m_html += "<tr>";
        for (std::size_t i = 0; i < row.size(); ++i)
            m_html +=
                std::string(table.columns[i].right ? "<td class=\"n\">" : "<td>") + escapeMarkup(row[i].text) + "</td>";
        m_html += "</tr>\n";
    }
    m_html += "</tbody></table></div>\n";
    if (!table.note.empty()) element("p", table.note, " class=\"note\"");
}

void HtmlWriter::sentence(const ReportSentence& sentence, double strongest)
{
    m_html += "<li dir=\"auto\"><b>" + escapeMarkup(fixed(sentence.value, 3)) + "</b>";
    const auto size = [](const ReportPiece& piece) { return std::abs(piece.value); };
    const auto top = std::max_element(sentence.pieces.begin(), sentence.pieces.end(),
                                      [&](const auto& a, const auto& b) { return size(a) < size(b); });
    for (auto piece = sentence.pieces.begin(); piece != sentence.pieces.end(); ++piece) {
        const int shade =
            strongest > 0 ? std::min(shades, static_cast<int>(std::lround(shades * size(*piece) / strongest))) : 0;
        if (shade == 0) {
            m_html += escapeMarkup(piece->text);
            continue;
        }
        const bool blank = piece->text.starts_with(' '); // stays outside: the shade is the token's
        m_html += std::string(blank ? " " : "") + "<span class=\"s" + std::to_string(shade) +
                  (piece == top ? " top" : "") + "\" title=\"" + formatMetric(piece->value, MetricFormat::Value) +
                  "\">" + escapeMarkup(std::string_view(piece->text).substr(blank ? 1 : 0)) + "</span>";
    }
    if (!sentence.label.empty()) m_html += "<small>" + escapeMarkup(sentence.label) + "</small>";
    m_html += "</li>\n";
}

void HtmlWriter::block(const ReportSentences& list)
{
    element("h3", list.title);
    m_html += "<ol>";
    for (const ReportSentence& each : list.sentences)
        sentence(each, list.strongest);
    m_html += "</ol>\n";
    if (!list.note.empty()) element("p", list.note, " class=\"note\"");
}

void HtmlWriter::block(const Figure& figure)
{
    static const FigureColours colours{.text = "var(--text)",
                                       .muted = "var(--muted)",
                                       .line = "var(--line)",
                                       .series = {"var(--series1)", "var(--series2)", "var(--series3)",
                                                  "var(--series4)", "var(--series5)", "var(--series6)"}};
    m_html += "<figure><figcaption><b>" +
              escapeMarkup(std::visit([](const auto& drawing) { return drawing.title; }, figure)) +
              "</b></figcaption>\n" + svgOf(figure, colours) + "</figure>\n";
}

void HtmlWriter::provenance(const ReportRecipe& recipe)
{
    m_html += "<section><h2>What this rests on</h2>\n";
    for (const std::string& line : provenanceOf(recipe))
        element("p", line);
    m_html += "</section>\n";
}

/// JSON that ends no script element and begins no comment in one.
std::string scriptJson(const Json& json)
{
    std::string text;
    for (const char c : json.dump(-1, ' ', true, Json::error_handler_t::replace))
        text += c == '<' ? "\\u003c" : std::string(1, c);
    return text;
}

std::string HtmlWriter::write(const Report& report)
{
    m_html = "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n"
             "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
             "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n";
    element("title", report.title);
    m_html += "<style>" + std::string(style) + styleOfShades() + "</style></head>\n<body>\n";
    element("h1", report.title);
    element("p", report.summary);
    for (const ReportSection& section : report.sections) {
        m_html += "<section>";
        if (!section.title.empty()) element("h2", section.title);
        for (const ReportBlock& each : section.blocks)
            std::visit([this](const auto& one) { block(one); }, each);
        m_html += "</section>\n";
    }
    if (report.hasRecipe()) {
        provenance(report.recipe);
        m_html += "<script type=\"application/json\" id=\"sparsight-recipe\">" + scriptJson(report.recipe.toJson()) +
                  "</script>\n";
    }
    m_html += "</body></html>\n";
    return std::move(m_html);
}

} // namespace

std::string reportHtml(const Report& report)
{
    return HtmlWriter().write(report);
}

} // namespace sparsight
