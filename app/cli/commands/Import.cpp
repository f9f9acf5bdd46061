// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Json.h"
#include "app/cli/Options.h"
#include "app/cli/TargetProject.h"
#include "app/cli/Text.h"
#include "app/cli/commands/Commands.h"

#include "core/dataset/SentenceReader.h"

namespace sparsight::cli {

namespace {

namespace fs = std::filesystem;

struct ImportOptions {
    std::string project, name, format = "auto", encoding = "auto", input, unit;
    std::vector<std::string> files;
    ReadOptions read;
};

struct FileReport {
    std::string file;
    ReadReport report;
};

/// The name of a file or folder, also of one that was typed with a slash at its end.
fs::path nameOf(const std::string& file)
{
    const fs::path path = fs::absolute(file).lexically_normal();
    return path.has_filename() ? path.filename() : path.parent_path().filename();
}

std::string joinedFileNames(const std::vector<std::string>& files)
{
    std::string names;
    for (const std::string& file : files)
        names += (names.empty() ? "" : ", ") + nameOf(file).string();
    return names;
}

void printNotes(const std::string& file, const ReadReport& report)
{
    for (const std::string& warning : report.warnings)
        std::cerr << "note: " << printable(file) << ": " << printable(warning) << '\n';
    for (const SkippedPaper& paper : report.skipped)
        std::cerr << "skipped " << printable(paper.id) << ": " << printable(paper.reason) << '\n';
}

Json jsonOf(const std::string& file, const ReadReport& report)
{
    Json json{{"file", file},
              {"format", toString(report.format)},
              {"encoding", toString(report.encoding)},
              {"sentences", report.sentences},
              {"blank_lines", report.blankLines},
              {"text_column", report.textColumn},
              {"label_column", report.labelColumn},
              {"group_column", report.groupColumn},
              {"target_column", report.targetColumn},
              {"warnings", report.warnings}};
    if (report.format != DataFormat::Scisummnet) return json;
    json["papers"] = report.papers;
    json["skipped"] = Json::array();
    for (const SkippedPaper& paper : report.skipped)
        json["skipped"].push_back({{"paper", paper.id},
                                   {"file", paper.file},
                                   {"line", paper.line ? Json(*paper.line) : Json()},
                                   {"reason", paper.reason}});
    return json;
}

void printResult(const std::string& name, std::uint32_t sentences, std::uint64_t blank,
                 const std::vector<FileReport>& reports, bool json)
{
    if (json) {
        Json files = Json::array();
        for (const auto& [file, report] : reports)
            files.push_back(jsonOf(file, report));
        printJson({{"dataset", name}, {"sentences", sentences}, {"blank_lines", blank}, {"files", std::move(files)}});
        return;
    }
    std::uint64_t papers = 0, skipped = 0;
    for (const auto& [file, report] : reports) {
        printNotes(file, report);
        papers += report.papers;
        skipped += report.skipped.size();
    }
    std::cout << "data set \"" << printable(name) << "\": " << grouped(sentences) << " sentences, " << grouped(blank)
              << " blank lines skipped";
    if (papers) std::cout << ", from " << grouped(papers) << " papers, " << grouped(skipped) << " papers skipped";
    std::cout << '\n';
}

std::optional<PaperChoice> paperChoice(const ImportOptions& options)
{
    if (options.input.empty() && options.unit.empty()) return std::nullopt;
    PaperChoice choice;
    if (!options.input.empty()) choice = parsePaperInput(options.input);
    if (!options.unit.empty()) choice.unit = parsePaperUnit(options.unit);
    return choice;
}

void importFiles(const ImportOptions& options, Context& context)
{
    const std::string name = options.name.empty() ? nameOf(options.files.front()).stem().string() : options.name;
    ReadOptions read = options.read;
    read.format = parseDataFormat(options.format);
    read.encoding = parseTextEncoding(options.encoding);
    read.papers = paperChoice(options);
    TargetProject target(options.project);
    std::vector<FileReport> reports;
    std::uint64_t blank = 0;
    const auto fill = [&](const Project::SentenceSink& sink) {
        for (const std::string& file : options.files) {
            reports.push_back({file, readSentences(file, read, sink, context.stop, context.progress)});
            blank += reports.back().report.blankLines;
        }
        return static_cast<std::uint32_t>(blank);
    };
    const auto result = target.project().importDataset(name, joinedFileNames(options.files), fill);
    target.keep();
    printResult(name, result.sentences, blank, reports, context.json);
}

} // namespace

Action defineImport(CLI::App& app)
{
    auto options = std::make_shared<ImportOptions>();
    app.add_option("PROJECT", options->project, "Project file (.sparsight)")->required();
    app.add_option("--data", options->files, "Files to read: text, CSV, TSV or JSONL; or a ScisummNet folder")
        ->required();
    app.add_option("--name", options->name, "Name of the data set; the first file's name by default");
    app.add_option("--format", options->format, "auto, text, csv, tsv, jsonl or scisummnet")
        ->check(parsedBy(parseDataFormat))
        ->capture_default_str();
    addEncodingOption(app, options->encoding);
    app.add_option("--text-column", options->read.textColumn, "Column or key that holds the sentence");
    app.add_option("--label-column", options->read.labelColumn, "Column or key that holds its class");
    app.add_option("--target-column", options->read.targetColumn,
                   "Column or key that holds what the decoder should write");
    app.add_option("--group-column", options->read.groupColumn, "Column or key that holds its document");
    app.add_option("--input", options->input,
                   "Of papers: abstract, abstract+citances (the default), full or sections:TITLE,TITLE…")
        ->check(parsedBy(parsePaperInput));
    app.add_option("--unit", options->unit, "Of papers: document (text and summary, the default) or sentence")
        ->check(parsedBy(parsePaperUnit));
    return [options](Context& context) { importFiles(*options, context); };
}

} // namespace sparsight::cli
