// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/Project.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace sparsight {

/// The labels, or the groups, of a data set.
struct SentenceFacet {
    std::vector<std::string> names;    ///< in the order of their first sentences; may hold the empty one
    std::vector<std::uint32_t> counts; ///< [names] sentences
    std::vector<std::uint32_t> of;     ///< [sentences] place in names; empty: the data set has none
};

struct SentenceFacets {
    SentenceFacet labels, groups;
};

/// Reads the whole data set through a connection of its own. Throws Error.
SentenceFacets readFacets(const std::filesystem::path& project, const DatasetInfo& dataset,
                          const std::stop_token& stop);

/// Which sentences are shown: those that a search found, of them those with this label and of this group.
struct SentenceFilter {
    std::optional<std::vector<SentenceId>> found; ///< in the data set's order; unset: all
    std::optional<std::uint32_t> label, group;    ///< place in the facet's names; unset: any
};
/// In the data set's order; unset where nothing is filtered.
std::optional<std::vector<SentenceId>> filtered(const SentenceFilter& filter, const SentenceFacets& facets);

} // namespace sparsight
