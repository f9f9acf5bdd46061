// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Error.h"
#include "core/base/Progress.h"
#include "core/model/CheckpointDirectory.h"
#include "core/model/ModelConfig.h"
#include "core/model/WeightNames.h"
#include "core/model/WeightTable.h"

#include <algorithm>
#include <set>
#include <system_error>

namespace sparsight {

namespace fs = std::filesystem;

namespace {

constexpr int deepestSubfolder = 2;

/// What can be told without reading weights. Fills the refusal where loading would refuse.
FoundCheckpoint inspect(const fs::path& folder)
{
    FoundCheckpoint found{.directory = folder, .name = folder.filename().string()};
    try {
        const CheckpointDirectory directory(folder);
        found.directory = directory.path();
        found.name = directory.name();
        found.hubCache = directory.inHubCache();
        const ModelConfig config = readModelConfig(directory.file("config.json"));
        found.encoderLayers = config.encoderLayers;
        found.decoderLayers = config.decoderLayers;
        found.dFf = config.dFf;
        checkWeights(config, openWeights(directory));
        directory.tokenizerModel();
        found.family = config.modelType;
    } catch (const Error& e) {
        found.refusal = e.what();
    }
    return found;
}

class CheckpointSearch {
public:
    explicit CheckpointSearch(const std::stop_token& stop)
        : m_stop(stop)
    {
    }

    std::vector<FoundCheckpoint> run(const fs::path& folder)
    {
        visit(folder, 0);
        std::ranges::sort(m_found, {}, [](const FoundCheckpoint& c) { return std::pair(c.name, c.directory); });
        return std::move(m_found);
    }

private:
    void visit(const fs::path& folder, int depth)
    {
        throwIfStopped(m_stop);
        std::error_code error;
        const fs::path real = fs::canonical(folder, error);
        // A link may lead back up: every directory is visited once.
        if (error || !fs::is_directory(real, error) || !m_visited.insert(real).second) return;
        if (isCheckpoint(real)) m_found.push_back(inspect(real));
        if (depth == deepestSubfolder || CheckpointDirectory::isHubRepository(real)) return;
        for (const fs::path& child : subfolders(real))
            visit(child, depth + 1);
    }

    static bool isCheckpoint(const fs::path& folder)
    {
        std::error_code error;
        return fs::exists(fs::symlink_status(folder / "config.json", error)) ||
               CheckpointDirectory::isHubRepository(folder);
    }

    static std::vector<fs::path> subfolders(const fs::path& folder)
    {
        std::vector<fs::path> children;
        std::error_code error;
        fs::directory_iterator at(folder, fs::directory_options::skip_permission_denied, error), end;
        for (; !error && at != end; at.increment(error)) {
            std::error_code ignored;
            const bool hidden = at->path().filename().string().starts_with('.');
            if (!hidden && at->is_directory(ignored)) children.push_back(at->path());
        }
        return children;
    }

    const std::stop_token& m_stop;
    std::set<fs::path> m_visited;
    std::vector<FoundCheckpoint> m_found;
};

} // namespace

std::vector<FoundCheckpoint> findCheckpoints(const fs::path& folder, const std::stop_token& stop)
{
    return CheckpointSearch(stop).run(folder);
}

} // namespace sparsight
