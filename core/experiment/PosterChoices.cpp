// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/PosterChoices.h"

#include "core/dataset/SentenceReader.h"

#include <algorithm>

namespace sparsight {

namespace {

bool hasDataset(const Project& project, const std::string& name)
{
    const std::vector<DatasetInfo> all = project.datasets();
    return std::ranges::find(all, name, &DatasetInfo::name) != all.end();
}

/// The folder's own name, also of one that was typed with a slash at its end.
std::string nameOf(const std::filesystem::path& folder)
{
    const std::filesystem::path path = std::filesystem::absolute(folder).lexically_normal();
    return (path.has_filename() ? path : path.parent_path()).filename().string();
}

} // namespace

std::filesystem::path usualOutput(const std::filesystem::path& project)
{
    return std::filesystem::path(project).replace_extension("checkpoints");
}

CaptureRule resolveRule(const std::string& rule, const std::string& parentRun)
{
    using Kind = CaptureRule::Kind;
    for (const Kind kind : {Kind::Matched, Kind::Fixed}) {
        const std::string name = kind == Kind::Matched ? "matched" : "fixed";
        if (rule != name && !rule.starts_with(name + "/")) continue;
        const CaptureRule inner = rule == name ? CaptureRule{} : CaptureRule::parse(rule.substr(name.size() + 1));
        if (inner.run.empty()) return {.kind = kind, .run = parentRun, .inner = inner.toString()};
        throw Error(ErrorCode::BadInput, "\"" + rule + "\" names a rule after " + name +
                                             "/ that itself names a run; choose a simple one such as threshold:0.");
    }
    return CaptureRule::parse(rule);
}

PaperDatasets importPapers(Project& project, const std::filesystem::path& folder, const PaperChoice& choice,
                           const std::function<void(const std::string&)>& note, const std::stop_token& stop,
                           const ProgressCallback& progress)
{
    const std::string name = nameOf(folder);
    const PaperDatasets datasets{name, paperSentencesName(name)};
    for (const PaperUnit unit : {PaperUnit::Document, PaperUnit::Sentence}) {
        const std::string& wanted = unit == PaperUnit::Document ? datasets.pairs : datasets.sentences;
        if (hasDataset(project, wanted)) {
            note("the project's data set \"" + wanted + "\" is used, and " + folder.string() +
                 " is not read again; if its papers or the choice of their text differ, rename the folder or use "
                 "another project");
            continue;
        }
        PaperChoice papers = choice;
        papers.unit = unit;
        const ReadOptions options{.format = DataFormat::Scisummnet, .papers = papers};
        ReadReport report;
        project.importDataset(wanted, name, [&](const Project::SentenceSink& sink) {
            report = readSentences(folder, options, sink, stop, progress);
            return static_cast<std::uint32_t>(report.blankLines);
        });
        for (const std::string& warning : report.warnings)
            note(wanted + ": " + warning);
        for (const SkippedPaper& paper : report.skipped)
            note(wanted + ": skipped " + paper.id + ": " + paper.reason);
    }
    return datasets;
}

} // namespace sparsight
