// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/compare/SentenceClusters.h"

#include <unordered_map>

namespace sparsight {

SentenceClusters readClusters(const Project& project, DatasetId dataset, const std::stop_token& stop)
{
    SentenceClusters clusters;
    const DatasetInfo info = project.dataset(dataset);
    clusters.clusterOf.reserve(info.sentences);
    if (!info.hasGroups) {
        for (std::uint32_t sentence = 0; sentence < info.sentences; ++sentence)
            clusters.clusterOf.push_back(clusters.count++);
        return clusters;
    }
    clusters.areDocuments = true;
    std::unordered_map<std::string, std::uint32_t> documents;
    project.forEachSentence(dataset, [&](SentenceId id, const Sentence& sentence) {
        if (id.value % 1024 == 0) throwIfStopped(stop);
        const bool isNew = sentence.group.empty() || documents.try_emplace(sentence.group, clusters.count).second;
        clusters.clusterOf.push_back(isNew ? clusters.count++ : documents.at(sentence.group));
    });
    return clusters;
}

} // namespace sparsight
