// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/dataset/KeywordMatcher.h"
#include "core/store/Project.h"

#include <filesystem>
#include <stop_token>
#include <vector>

namespace sparsight {

/// A sentence with a keyword, and where the keywords stand in it.
struct TopicMatch {
    SentenceId sentence;
    std::string text;
    std::vector<KeywordMatcher::Hit> hits;
};

/// A topic held against a data set.
struct TopicCounts {
    std::uint32_t sentences = 0;           ///< of the data set
    std::uint32_t matching = 0;            ///< with at least one keyword
    std::vector<std::uint32_t> perKeyword; ///< [keywords], sentences with that keyword
    std::vector<TopicMatch> examples;      ///< the first that match
};

/// Reads the whole data set through a connection of its own. Throws Error.
TopicCounts countTopic(const std::filesystem::path& project, DatasetId dataset, const Topic& topic,
                       std::size_t maximumExamples, const std::stop_token& stop);

} // namespace sparsight
