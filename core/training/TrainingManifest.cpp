// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/TrainingManifest.h"

#include "core/base/Error.h"
#include "core/model/Json.h"

#include <nlohmann/json.hpp>

namespace sparsight {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::uint64_t largestManifest = 256 << 20;

} // namespace

std::string manifestOf(const TrainedCheckpoint& trained, const std::string& identity)
{
    const Json json{{"name", trained.checkpoint.name},
                    {"parent", trained.parent.path},
                    {"parent_sha256", trained.parent.weightsSha256},
                    {"weights_sha256", trained.checkpoint.weightsSha256},
                    {"data", trained.dataName},
                    {"validation", trained.validationName.empty() ? Json() : Json(trained.validationName)},
                    {"settings", Json::parse(toJson(trained.settings))},
                    {"pretraining", trained.pretraining.empty() ? Json() : Json::parse(trained.pretraining)},
                    {"before", trained.before ? Json::parse(epochJson(*trained.before)) : Json()},
                    {"history", Json::parse(historyJson(trained.history))},
                    {"end", toString(trained.end)},
                    {"complete", trained.complete},
                    {"micro_batch", trained.microBatch},
                    {"peak_memory", trained.peakMemory},
                    {"notes", trained.notes},
                    {"identity", identity}};
    return json.dump(2) + "\n";
}

std::optional<TrainingManifest> readManifest(const std::filesystem::path& folder)
{
    const std::filesystem::path file = folder / manifestName;
    if (!std::filesystem::exists(file)) return std::nullopt;
    const nlohmann::json json = readJsonObject(file, largestManifest);
    try {
        TrainingManifest manifest{.identity = json.at("identity")};
        TrainedCheckpoint& trained = manifest.trained;
        trained.checkpoint.name = json.at("name");
        trained.checkpoint.path = folder.string();
        trained.checkpoint.weightsSha256 = json.at("weights_sha256");
        trained.parent.path = json.at("parent");
        trained.parent.weightsSha256 = json.at("parent_sha256");
        trained.settings = parseTrainingSettings(json.at("settings").dump());
        if (json.contains("pretraining") && !json["pretraining"].is_null())
            trained.pretraining = json["pretraining"].dump();
        trained.dataName = json.at("data");
        if (json.contains("validation") && !json["validation"].is_null()) trained.validationName = json["validation"];
        if (json.contains("before") && !json["before"].is_null()) trained.before = parseEpoch(json["before"].dump());
        trained.history = parseHistory(json.at("history").dump());
        trained.end = parseTrainingEnd(json.at("end").get<std::string>());
        trained.complete = json.at("complete");
        trained.microBatch = json.at("micro_batch");
        trained.peakMemory = json.at("peak_memory");
        trained.notes = json.at("notes").get<std::vector<std::string>>();
        return manifest;
    } catch (const nlohmann::json::exception&) {
        throw Error(ErrorCode::Corrupt,
                    file.string() + " is not what a training of this program writes; choose another output folder.",
                    {.file = file.string()});
    }
}

} // namespace sparsight
