// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/data/SentenceFacets.h"

#include <algorithm>
#include <unordered_map>

namespace sparsight {

namespace {

class FacetBuilder {
public:
    FacetBuilder(SentenceFacet& facet, std::uint32_t sentences)
        : m_facet(facet)
    {
        facet.of.reserve(sentences);
    }
    void add(const std::string& name)
    {
        const auto [known, isNew] = m_places.try_emplace(name, std::uint32_t(m_facet.names.size()));
        if (isNew) {
            m_facet.names.push_back(name);
            m_facet.counts.push_back(0);
        }
        ++m_facet.counts[known->second];
        m_facet.of.push_back(known->second);
    }

private:
    SentenceFacet& m_facet;
    std::unordered_map<std::string, std::uint32_t> m_places;
};

bool passes(const SentenceFacet& facet, const std::optional<std::uint32_t>& wanted, std::uint32_t sentence)
{
    return !wanted || (sentence < facet.of.size() && facet.of[sentence] == *wanted);
}

} // namespace

SentenceFacets readFacets(const std::filesystem::path& project, const DatasetInfo& dataset, const std::stop_token& stop)
{
    SentenceFacets facets;
    const Project connection = Project::open(project, Project::Mode::ReadOnly);
    std::optional<FacetBuilder> labels, groups;
    if (dataset.hasLabels) labels.emplace(facets.labels, dataset.sentences);
    if (dataset.hasGroups) groups.emplace(facets.groups, dataset.sentences);
    connection.forEachSentence(dataset.id, [&](SentenceId id, const Sentence& sentence) {
        if (id.value % 1024 == 0) throwIfStopped(stop);
        if (labels) labels->add(sentence.label);
        if (groups) groups->add(sentence.group);
    });
    return facets;
}

std::optional<std::vector<SentenceId>> filtered(const SentenceFilter& filter, const SentenceFacets& facets)
{
    if (!filter.label && !filter.group) return filter.found;
    const auto accepts = [&](SentenceId id) {
        return passes(facets.labels, filter.label, id.value) && passes(facets.groups, filter.group, id.value);
    };
    std::vector<SentenceId> kept;
    if (filter.found) {
        std::copy_if(filter.found->begin(), filter.found->end(), std::back_inserter(kept), accepts);
        return kept;
    }
    const auto sentences = std::max(facets.labels.of.size(), facets.groups.of.size());
    for (std::uint32_t sentence = 0; sentence < sentences; ++sentence)
        if (accepts(SentenceId(sentence))) kept.push_back(SentenceId(sentence));
    return kept;
}

} // namespace sparsight
