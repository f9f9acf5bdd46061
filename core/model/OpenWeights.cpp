// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Error.h"
#include "core/model/CheckpointDirectory.h"
#include "core/model/GuardedMapping.h"
#include "core/model/Json.h"
#include "core/model/PyTorchReader.h"
#include "core/model/SafetensorsReader.h"
#include "core/model/WeightTable.h"

#include <map>
#include <memory>
#include <utility>

namespace sparsight {

using nlohmann::json;

namespace {

constexpr std::uint64_t largestIndex = 64 << 20;

std::string listed(const std::vector<std::string>& names)
{
    std::string text;
    for (const std::string& name : names)
        text += (text.empty() ? "" : ", ") + name;
    return text;
}

/// weight_map of a shard index: the file that holds each tensor.
std::map<std::string, std::string> readShardIndex(const std::filesystem::path& path)
{
    const json index = readJsonObject(path, largestIndex);
    const auto refuse = [&](const std::string& reason) -> Error {
        return {ErrorCode::BadInput,
                path.string() + ": " + reason + "; fetch this file again.",
                {.file = path.string(), .item = "weight_map"}};
    };
    const auto map = index.find("weight_map");
    if (map == index.end() || !map->is_object() || map->empty())
        throw refuse("weight_map is missing or names no tensor");
    std::map<std::string, std::string> shards;
    for (const auto& [tensor, shard] : map->items()) {
        if (!shard.is_string()) throw refuse("weight_map gives " + excerpt(shard) + " for " + excerpt(json(tensor)));
        shards[tensor] = shard.get<std::string>();
    }
    return shards;
}

/// The shards' paths by name. Names that leave the directory are refused by it; missing shards are listed together.
std::map<std::string, std::filesystem::path> locateShards(const CheckpointDirectory& directory,
                                                          const std::map<std::string, std::string>& shardOfTensor)
{
    std::map<std::string, std::filesystem::path> paths;
    std::vector<std::string> missing;
    for (const auto& [tensor, shard] : shardOfTensor) {
        if (paths.contains(shard)) continue;
        const auto path = directory.find(shard);
        if (!path) missing.push_back(shard);
        paths[shard] = path.value_or("");
    }
    if (!missing.empty()) {
        std::ranges::sort(missing);
        throw Error(ErrorCode::NotFound,
                    directory.path().string() + " lacks these weight files: " + listed(missing) +
                        "; the download is incomplete, fetch them again.",
                    {.file = (directory.path() / missing.front()).string()});
    }
    return paths;
}

/// Adds files one after the other, each table checked before its file is mapped.
class TableBuilder {
public:
    explicit TableBuilder(WeightFormat format)
        : m_format(format)
    {
    }

    void add(const std::filesystem::path& path)
    {
        InputFile file(path);
        auto entries = m_format == WeightFormat::Safetensors ? readSafetensorsTable(file) : readPyTorchTable(file);
        for (TensorEntry& entry : entries) {
            entry.file = static_cast<std::uint32_t>(m_mappings.size());
            if (!m_names.emplace(entry.name, m_mappings.size()).second) {
                throw Error(ErrorCode::Corrupt,
                            path.string() + " holds the tensor " + entry.name +
                                ", which another shard holds too; fetch the checkpoint's files again.",
                            {.file = path.string(), .item = entry.name});
            }
            m_entries.push_back(std::move(entry));
        }
        m_mappings.push_back(std::make_unique<GuardedMapping>(std::move(file)));
    }

    /// The index's promise: each tensor lies in the shard it is said to lie in.
    void checkAgainst(const std::map<std::string, std::string>& shardOfTensor,
                      const std::map<std::string, std::filesystem::path>& paths) const
    {
        std::vector<std::string> missing;
        for (const auto& [tensor, shard] : shardOfTensor) {
            const auto found = m_names.find(tensor);
            const bool there = found != m_names.end() && m_mappings[found->second]->file().path() == paths.at(shard);
            if (!there) missing.push_back(tensor + " (" + shard + ")");
        }
        if (missing.empty()) return;
        throw Error(ErrorCode::Corrupt,
                    "The shard index names tensors that are not in their files: " + listed(missing) +
                        "; the shards belong to different downloads, fetch them again.",
                    {.item = missing.front()});
    }

    std::vector<std::unique_ptr<GuardedMapping>> takeMappings() { return std::move(m_mappings); }
    std::vector<TensorEntry> takeEntries() { return std::move(m_entries); }

private:
    WeightFormat m_format;
    std::vector<std::unique_ptr<GuardedMapping>> m_mappings;
    std::vector<TensorEntry> m_entries;
    std::map<std::string, std::size_t> m_names; // the file that holds each
};

} // namespace

WeightTable openWeights(const CheckpointDirectory& directory)
{
    const WeightFiles files = directory.weightFiles();
    TableBuilder builder(files.format);
    if (files.index.empty()) {
        builder.add(directory.file(files.single));
    } else {
        const auto shardOfTensor = readShardIndex(directory.file(files.index));
        const auto paths = locateShards(directory, shardOfTensor);
        for (const auto& [shard, path] : paths)
            builder.add(path);
        builder.checkAgainst(shardOfTensor, paths);
    }
    const std::string_view format = files.format == WeightFormat::Safetensors ? "safetensors" : "pytorch_model.bin";
    return {format, builder.takeMappings(), builder.takeEntries()};
}

} // namespace sparsight
