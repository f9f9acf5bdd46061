// SPDX-License-Identifier: GPL-3.0-or-later
// Where a checkpoint's files lie. A user may name a plain Hugging Face directory, a folder of the hub cache
// (models--org--name, whose snapshots are links into its blobs) or one of its snapshots. Files of the directory are
// untrusted: a link may chain, but must end at a regular file inside the directory, or for the hub cache inside the
// models--org--name folder.
#pragma once

#include "core/model/FoundCheckpoint.h"

#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace sparsight {

enum class WeightFormat { Safetensors, PyTorch };

struct WeightFiles {
    WeightFormat format = WeightFormat::Safetensors;
    std::string single; ///< name of the only file, e.g. "model.safetensors"; empty when sharded
    std::string index;  ///< name of the shard index, e.g. "model.safetensors.index.json"; empty for a single file
};

class CheckpointDirectory {
public:
    /// Resolves what the user named. Throws Error(NotFound, BadInput) with the reason.
    explicit CheckpointDirectory(const std::filesystem::path& given);

    /// Whether a folder is a repository of the hub cache: models--org--name with snapshots.
    static bool isHubRepository(const std::filesystem::path& folder);

    const std::filesystem::path& path() const noexcept { return m_path; } ///< holds config.json; canonical
    const std::string& name() const noexcept { return m_name; } ///< last part of the path, or org/name in the hub cache
    bool inHubCache() const noexcept { return m_inHubCache; }

    /// Path of a file of the directory. Unset when there is none. Throws Error(BadInput) when `name` is not a plain
    /// file name, when a link leads nowhere or leaves the directory, or when it is not a regular file.
    std::optional<std::filesystem::path> find(std::string_view name) const;
    /// Like find(). Throws Error(NotFound) when there is none.
    std::filesystem::path file(std::string_view name) const;

    /// The weight files to read, safetensors first. Throws Error(NotFound) when there are none, and Error(Unsupported)
    /// with advice when there are only TensorFlow or Flax weights.
    WeightFiles weightFiles() const;
    /// The SentencePiece model. Throws Error(NotFound), or Unsupported with advice when there is only tokenizer.json.
    std::filesystem::path tokenizerModel() const;

private:
    std::filesystem::path m_path;
    std::filesystem::path m_boundary; // links must stay below it
    std::string m_name;
    bool m_inHubCache = false;
};

/// Where the hub keeps its cache by the environment (HF_HUB_CACHE, HUGGINGFACE_HUB_CACHE, HF_HOME/hub,
/// XDG_CACHE_HOME/huggingface/hub, ~/.cache/huggingface/hub), whether or not it exists.
std::filesystem::path hubCacheDirectory();

/// Checkpoints in a folder and its subfolders, two levels deep, the folder itself included; sorted by name. Reads
/// configurations and tensor tables, no weights. What cannot be loaded comes with the sentence that says why.
std::vector<FoundCheckpoint> findCheckpoints(const std::filesystem::path& folder, const std::stop_token& stop);

} // namespace sparsight
