// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/kt/KtTable.h"
#include "core/dataset/KeywordMatcher.h"

namespace sparsight {

static void setLabel(TopicLabels& labels, SentenceId sentence, bool contains)
{
    labels.contains.at(sentence.value) = contains;
    labels.count += contains;
}

TopicLabels labelSentences(const Project& project, DatasetId dataset, const Topic& topic, const std::stop_token& stop)
{
    return std::move(labelSentences(project, dataset, std::span(&topic, 1), stop).front());
}

std::vector<TopicLabels> labelSentences(const Project& project, DatasetId dataset, std::span<const Topic> topics,
                                        const std::stop_token& stop)
{
    const std::vector<KeywordMatcher> matchers(topics.begin(), topics.end());
    std::vector<TopicLabels> labels(topics.size(), {.contains = std::vector<bool>(project.dataset(dataset).sentences)});
    if (topics.empty()) return labels;
    project.forEachSentence(dataset, [&](SentenceId id, const Sentence& sentence) {
        if (id.value % 1024 == 0) throwIfStopped(stop);
        for (std::size_t topic = 0; topic < matchers.size(); ++topic)
            setLabel(labels[topic], id, matchers[topic].matches(sentence.text));
    });
    return labels;
}

void requireGeneratedText(const RunInfo& run)
{
    if (run.settings.decoder == DecoderMode::Generate) return;
    throw Error(ErrorCode::BadInput, "The run \"" + run.name +
                                         "\" has no generated text; capture it again with a decoder that generates "
                                         "(--decoder generate), or look for the keywords in the source.");
}

TopicLabels labelGeneratedText(const Project& project, RunId run, const Topic& topic, const std::stop_token& stop)
{
    const RunInfo info = project.run(run);
    requireGeneratedText(info);
    const KeywordMatcher matcher(topic);
    TopicLabels labels{.contains = std::vector<bool>(project.dataset(info.dataset).sentences)};
    for (std::uint32_t id = 0; id < labels.contains.size(); ++id) {
        if (id % 1024 == 0) throwIfStopped(stop);
        if (const auto text = project.generatedText(run, SentenceId(id)))
            setLabel(labels, SentenceId(id), matcher.matches(*text));
    }
    return labels;
}

} // namespace sparsight
