// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Json.h"
#include "app/cli/Text.h"
#include "app/cli/commands/Commands.h"

#include "core/store/SentenceIndex.h"

namespace sparsight::cli {

namespace {

struct SearchOptions {
    std::string project, data;
    std::vector<std::string> words;
    std::size_t limit = 20;
};

std::string joined(const std::vector<std::string>& words)
{
    std::string text;
    for (const std::string& word : words)
        text += (text.empty() ? "" : " ") + word;
    return text;
}

void search(const SearchOptions& options, Context& context)
{
    const Project project = Project::open(options.project, Project::Mode::ReadOnly);
    const std::vector<DatasetInfo> datasets =
        options.data.empty() ? project.datasets() : std::vector{project.dataset(options.data)};
    const std::string words = joined(options.words);
    Json hits = Json::array();
    for (const DatasetInfo& data : datasets) {
        const SentenceIndex index(project, data.id, defaultCacheDirectory(), context.stop, context.progress);
        for (const SentenceIndex::Hit& hit : index.search(words, options.limit)) {
            const Sentence sentence = project.sentence(data.id, hit.sentence);
            if (!context.json) {
                std::cout << printable(data.name) << '/' << hit.sentence.value << "  " << printable(sentence.text)
                          << '\n';
                continue;
            }
            hits.push_back({{"dataset", data.name},
                            {"sentence", hit.sentence.value},
                            {"score", hit.score},
                            {"text", sentence.text},
                            {"label", sentence.label}});
        }
    }
    if (context.json) printJson({{"words", words}, {"hits", std::move(hits)}});
}

} // namespace

Action defineSearch(CLI::App& app)
{
    auto options = std::make_shared<SearchOptions>();
    app.add_option("PROJECT", options->project, "Project file (.sparsight)")->required();
    app.add_option("WORDS", options->words, "Words that must all occur; \"a phrase\" in quotes, a prefix as word*")
        ->required();
    app.add_option("--data", options->data, "Search this data set only");
    app.add_option("--limit", options->limit, "Sentences a data set at most")
        ->check(CLI::Range(1, 1'000'000))
        ->capture_default_str();
    return [options](Context& context) { search(*options, context); };
}

} // namespace sparsight::cli
