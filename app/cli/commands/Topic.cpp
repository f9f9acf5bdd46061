// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Json.h"
#include "app/cli/Options.h"
#include "app/cli/Text.h"
#include "app/cli/commands/Commands.h"

#include "core/analysis/kt/KtTable.h"
#include "core/dataset/KeywordMatcher.h"

namespace sparsight::cli {

namespace {

struct TopicOptions {
    std::string project, name, file, match;
    std::vector<std::string> words;
};

Topic topicOf(const TopicOptions& options)
{
    Topic topic = options.file.empty() ? Topic{.keywords = options.words} : readTopicFile(options.file);
    if (!options.name.empty()) topic.name = options.name;
    if (!options.match.empty()) topic.match = parseKeywordMatch(options.match);
    return topic;
}

void makeTopic(const TopicOptions& options, Context& context)
{
    const Topic topic = topicOf(options);
    const KeywordMatcher matcher(topic); // refuses a bad keyword before anything is stored
    Project project = Project::open(options.project, Project::Mode::ReadWrite);
    project.putTopic(topic);

    Json matches = Json::array();
    std::string text =
        "topic \"" + printable(topic.name) + "\": " + std::to_string(topic.keywords.size()) + " keywords\n";
    for (const DatasetInfo& data : project.datasets()) {
        const TopicLabels labels = labelSentences(project, data.id, topic, context.stop);
        matches.push_back({{"dataset", data.name}, {"sentences", data.sentences}, {"with_keyword", labels.count}});
        text += "  in " + grouped(labels.count) + " of " + grouped(data.sentences) + " sentences of data set \"" +
                printable(data.name) + "\"\n";
    }
    if (!context.json)
        std::cout << text;
    else
        printJson({{"topic", topic.name},
                   {"match", toString(topic.match)},
                   {"keywords", topic.keywords},
                   {"datasets", std::move(matches)}});
}

} // namespace

Action defineTopic(CLI::App& app)
{
    auto options = std::make_shared<TopicOptions>();
    app.add_option("PROJECT", options->project, "Project file (.sparsight)")->required();
    auto* name = app.add_option("--name", options->name, "Name of the topic; with --file, the file's by default");
    auto* words =
        app.add_option("--words", options->words, "Keywords, separated by commas")->delimiter(',')->needs(name);
    auto* file = app.add_option("--file", options->file, "A keyword a line, as in resources/topics");
    words->excludes(file);
    app.add_option("--match", options->match, "word (whole words, the default), stem or regex")
        ->check(parsedBy(parseKeywordMatch));
    app.callback([words, file] {
        if (words->count() + file->count() == 0) throw CLI::RequiredError("--words or --file");
    });
    return [options](Context& context) { makeTopic(*options, context); };
}

} // namespace sparsight::cli
