// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/data/TopicCounter.h"

#include <algorithm>

namespace sparsight {

TopicCounts countTopic(const std::filesystem::path& project, DatasetId dataset, const Topic& topic,
                       std::size_t maximumExamples, const std::stop_token& stop)
{
    const Project connection = Project::open(project, Project::Mode::ReadOnly);
    const KeywordMatcher matcher(topic);
    TopicCounts counts;
    counts.perKeyword.resize(topic.keywords.size());
    std::vector<bool> seen(topic.keywords.size());
    connection.forEachSentence(dataset, [&](SentenceId id, const Sentence& sentence) {
        if (counts.sentences++ % 1024 == 0) throwIfStopped(stop);
        auto hits = matcher.find(sentence.text);
        if (hits.empty()) return;
        ++counts.matching;
        std::fill(seen.begin(), seen.end(), false);
        for (const auto& hit : hits) {
            if (!seen[hit.keyword]) ++counts.perKeyword[hit.keyword];
            seen[hit.keyword] = true;
        }
        if (counts.examples.size() < maximumExamples) counts.examples.push_back({id, sentence.text, std::move(hits)});
    });
    return counts;
}

} // namespace sparsight
