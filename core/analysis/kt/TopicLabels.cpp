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
    const KeywordMatcher matcher(topic);
    TopicLabels labels{.contains = std::vector<bool>(project.dataset(dataset).sentences)};
    project.forEachSentence(dataset, [&](SentenceId id, const Sentence& sentence) {
        if (id.value % 1024 == 0) throwIfStopped(stop);
        setLabel(labels, id, matcher.matches(sentence.text));
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
