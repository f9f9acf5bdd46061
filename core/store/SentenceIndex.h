// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Progress.h"
#include "core/store/Project.h"

#include <filesystem>
#include <stop_token>
#include <string>
#include <vector>

namespace sparsight {

/// Full-text search (FTS5) over a data set. The index is a cache of its own outside the project file
/// (`<cache>/<project uuid>-<data set hash>.fts`), built when it is missing or stale; it may be deleted at any time.
class SentenceIndex {
public:
    /// Opens the index, building it first when needed. cacheDirectory is created.
    SentenceIndex(const Project& project, DatasetId dataset, const std::filesystem::path& cacheDirectory,
                  const std::stop_token& stop = {}, const ProgressCallback& progress = {});
    ~SentenceIndex();

    struct Hit {
        SentenceId sentence;
        double score; ///< BM25, larger is better
    };
    /// Every word must occur; "quoted words" are phrases and word* a prefix; anything else is plain text.
    std::vector<Hit> search(std::string_view words, std::size_t limit) const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

/// $XDG_CACHE_HOME/sparsight or ~/.cache/sparsight.
std::filesystem::path defaultCacheDirectory();

} // namespace sparsight
