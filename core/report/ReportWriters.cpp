// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/ReportWriters.h"

#include "core/base/Error.h"
#include "core/base/File.h"
#include "core/report/CsvFile.h"
#include "core/report/CsvWriter.h"

#include <array>
#include <filesystem>

namespace sparsight {

namespace {

Json cellJson(const ReportCell& cell)
{
    if (!cell.isNumber) return cell.text;
    return cell.number ? Json(*cell.number) : Json(nullptr);
}

Json blockJson(const std::string& paragraph)
{
    return {{"text", paragraph}};
}

Json blockJson(const ReportTable& table)
{
    Json columns = Json::array(), rows = Json::array();
    for (const ReportColumn& column : table.columns)
        columns.push_back({{"id", column.id}, {"title", column.title}, {"explanation", column.explanation}});
    for (const auto& cells : table.rows) {
        Json row = Json::object();
        for (std::size_t i = 0; i < cells.size(); ++i)
            row[table.columns[i].id] = cellJson(cells[i]);
        rows.push_back(std::move(row));
    }
    return {{"table", table.title}, {"columns", std::move(columns)}, {"rows", std::move(rows)}, {"note", table.note}};
}

Json blockJson(const ReportSentences& list)
{
    Json sentences = Json::array();
    for (const ReportSentence& sentence : list.sentences) {
        Json pieces = Json::array();
        for (const ReportPiece& piece : sentence.pieces)
            pieces.push_back({{"text", piece.text}, {"value", list.strongest > 0 ? Json(piece.value) : Json(nullptr)}});
        sentences.push_back({{"sentence", sentence.sentence},
                             {"value", sentence.value},
                             {"label", sentence.label},
                             {"pieces", std::move(pieces)}});
    }
    return {{"sentences", list.title}, {"rows", std::move(sentences)}, {"note", list.note}};
}

Json drawingJson(const HistogramFigure& figure)
{
    return {{"histogram", figure.title}, {"edges", figure.edges}, {"counts", figure.counts}};
}

Json drawingJson(const IntervalFigure& figure)
{
    Json rows = Json::array();
    for (const IntervalFigure::Row& row : figure.rows) {
        Json dots = Json::array();
        for (const auto& dot : row.dots)
            dots.push_back(dot ? Json{{"value", dot->value}, {"low", dot->low}, {"high", dot->high}} : Json(nullptr));
        rows.push_back({{"label", row.label},
                        {"dots", std::move(dots)},
                        {"reference", row.reference ? Json(*row.reference) : Json(nullptr)}});
    }
    return {{"intervals", figure.title}, {"series", figure.series}, {"rows", std::move(rows)}};
}

Json drawingJson(const LineFigure& figure)
{
    Json lines = Json::array();
    for (const LineFigure::Line& line : figure.lines)
        lines.push_back({{"name", line.name}, {"x", line.x}, {"y", line.y}});
    return {{"lines", figure.title}, {"x", figure.xTitle}, {"y", figure.yTitle}, {"rows", std::move(lines)}};
}

Json blockJson(const Figure& figure)
{
    return {{"figure", std::visit([](const auto& drawing) { return drawingJson(drawing); }, figure)}};
}

constexpr std::array formats{
    ReportFormat{"html", "Web page", reportHtml},
    ReportFormat{"json", "JSON", reportJson},
    ReportFormat{"csv", "CSV table", [](const Report& report) { return reportCsv(report); }},
};

} // namespace

std::string reportJson(const Report& report)
{
    Json sections = Json::array();
    for (const ReportSection& section : report.sections) {
        Json blocks = Json::array();
        for (const ReportBlock& block : section.blocks)
            blocks.push_back(std::visit([](const auto& one) { return blockJson(one); }, block));
        sections.push_back({{"title", section.title}, {"blocks", std::move(blocks)}});
    }
    Json json{{"title", report.title}, {"summary", report.summary}};
    if (report.hasRecipe()) json["recipe"] = report.recipe.toJson();
    json["sections"] = std::move(sections);
    return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string reportCsv(const Report& report, const CsvOptions& options)
{
    std::string text;
    CsvWriter csv([&](std::string_view row) { text += row; }, options);
    for (const ReportColumn& column : report.data.columns)
        csv.text(column.id);
    csv.endRow();
    for (const auto& cells : report.data.rows) {
        for (const ReportCell& cell : cells) {
            if (cell.isNumber)
                csv.number(cell.number);
            else
                csv.text(cell.text);
        }
        csv.endRow();
    }
    return text;
}

std::span<const ReportFormat> reportFormats()
{
    return formats;
}

const ReportFormat& reportFormatFor(std::string_view fileName)
{
    const std::string suffix = std::filesystem::path(fileName).extension().string();
    std::string known;
    for (const ReportFormat& format : formats) {
        if (suffix == std::string(".") + format.suffix) return format;
        known += (known.empty() ? "." : ", .") + std::string(format.suffix);
    }
    throw Error(ErrorCode::BadInput, "A report's file name ends in " + known + ", which \"" + std::string(fileName) +
                                         "\" does not; name one that does.");
}

void writeReport(const Report& report, const std::filesystem::path& file, const CsvOptions& csv)
{
    const ReportFormat& format = reportFormatFor(file.string());
    if (std::string_view(format.suffix) != "csv") return writeFileAtomically(file, format.write(report));
    CsvMetadata metadata{.title = report.title, .provenance = provenanceOf(report.recipe), .columns = {}, .recipe = {}};
    for (const ReportColumn& column : report.data.columns)
        metadata.columns.push_back({column.id, column.explanation});
    metadata.recipe = report.recipe.toJson();
    CsvFile out(file, metadata);
    out.write(reportCsv(report, csv));
    out.commit();
}

} // namespace sparsight
