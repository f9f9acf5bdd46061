// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/TrainingState.h"

#include "core/base/AtomicDirectory.h"
#include "core/base/File.h"
#include "core/model/Json.h"
#include "core/model/SafetensorsReader.h"
#include "core/model/TorchError.h"
#include "core/report/SafetensorsWriter.h"
#include "core/store/Records.h"

#include <array>
#include <map>

namespace sparsight {

namespace {

using Json = nlohmann::ordered_json;
using NamedTensors = std::vector<std::pair<std::string, at::Tensor>>;

constexpr const char* weightsFile = "weights.safetensors";
constexpr const char* optimizerFile = "optimizer.safetensors";
constexpr const char* stateFile = "state.json";
constexpr std::uint64_t largestFile = 256 << 20; // of texts

NamedTensors namedWeights(const TrainableT5& model)
{
    NamedTensors tensors;
    for (const TrainableWeight& weight : model.weights())
        tensors.emplace_back(weight.name(), weight.value());
    return tensors;
}

/// One tensor after the other, so that no second copy of all is in memory.
void writeTensors(const std::filesystem::path& file, const NamedTensors& tensors, TensorSpec::Type type)
{
    std::vector<TensorSpec> specs;
    for (const auto& [name, tensor] : tensors)
        specs.push_back({name, type, {tensor.sizes().begin(), tensor.sizes().end()}});
    SafetensorsWriter writer(file, std::move(specs), {{"format", "pt"}});
    for (const auto& [name, tensor] : tensors) {
        const bool half = type == TensorSpec::Type::BF16;
        const at::Tensor values =
            guarded([&] { return tensor.to(at::kCPU, half ? at::kBFloat16 : at::kFloat).contiguous(); });
        const auto count = static_cast<std::size_t>(values.numel());
        if (half)
            writer.append(std::span(static_cast<const std::uint16_t*>(values.const_data_ptr()), count));
        else
            writer.append(std::span(values.const_data_ptr<float>(), count));
    }
    writer.finish();
}

[[noreturn]] void refuse(const std::filesystem::path& file, const std::string& reason)
{
    throw Error(ErrorCode::Corrupt,
                file.string() + " cannot be gone on from: " + reason + ". Remove its folder to train from the start.",
                {.file = file.string()});
}

void readTensors(const std::filesystem::path& path, const NamedTensors& tensors)
{
    const InputFile file(path);
    std::map<std::string, TensorEntry> entries;
    for (TensorEntry& entry : readSafetensorsTable(file))
        entries.emplace(entry.name, entry);
    for (const auto& [name, tensor] : tensors) {
        const auto entry = entries.find(name);
        if (entry == entries.end()) refuse(path, "it has no tensor " + name);
        const std::vector<std::uint64_t> shape(tensor.sizes().begin(), tensor.sizes().end());
        if (entry->second.dtype != DType::F32 || entry->second.shape != shape)
            refuse(path, "its tensor " + name + " has another shape or type");
        guarded([&] {
            at::Tensor values = at::empty(tensor.sizes(), at::kFloat);
            file.read(entry->second.offset, std::as_writable_bytes(std::span(
                                                values.data_ptr<float>(), static_cast<std::size_t>(values.numel()))));
            at::Tensor(tensor).copy_(values);
        });
    }
}

Json toJson(const TrainingPosition& position)
{
    return {{"epoch", position.epoch},
            {"batch", position.batch},
            {"step", position.step},
            {"micro_batch", position.microBatch},
            {"loss_sum", position.lossSum},
            {"penalty_sum", position.penaltySum},
            {"target_tokens", position.targetTokens},
            {"tokens", position.tokens},
            {"seconds", position.seconds},
            {"before", position.before ? Json::parse(epochJson(*position.before)) : Json()},
            {"history", Json::parse(historyJson(position.history))}};
}

TrainingPosition positionOf(const nlohmann::json& json)
{
    std::optional<EpochRecord> before;
    if (json.contains("before") && !json["before"].is_null()) before = parseEpoch(json["before"].dump());
    return {.epoch = json.at("epoch"),
            .batch = json.at("batch"),
            .step = json.at("step"),
            .microBatch = json.at("micro_batch"),
            .lossSum = json.at("loss_sum"),
            .penaltySum = json.at("penalty_sum"),
            .targetTokens = json.at("target_tokens"),
            .tokens = json.at("tokens"),
            .seconds = json.at("seconds"),
            .before = std::move(before),
            .history = parseHistory(json.at("history").dump())};
}

/// The parent's configuration with the type the weights are now stored in.
std::string configFor(const TrainableT5& model, Precision weights)
{
    Json config = Json::parse(model.config().text);
    config.erase("torch_dtype");
    config["dtype"] = weights == Precision::Bf16 ? "bfloat16" : "float32";
    return config.dump(2) + "\n";
}

[[noreturn]] void refuseForeign(const std::filesystem::path& folder, const char* what)
{
    throw Error(ErrorCode::BadInput, folder.string() + " " + what + "; choose another output folder, or remove it.",
                {.file = folder.string()});
}

} // namespace

void saveTrainingState(const std::filesystem::path& folder, const std::string& identity,
                       const TrainingPosition& position, const TrainableT5& model, const Optimizer& optimizer)
{
    AtomicDirectory directory(folder);
    writeTensors(directory.path() / weightsFile, namedWeights(model), TensorSpec::Type::F32);
    writeTensors(directory.path() / optimizerFile, optimizer.state(), TensorSpec::Type::F32);
    const Json state{{"identity", identity}, {"position", toJson(position)}};
    writeFileAtomically(directory.path() / stateFile, state.dump(2) + "\n");
    directory.commit();
}

bool isStateOf(const std::filesystem::path& folder, const std::string& identity)
{
    try {
        return readJsonObject(folder / stateFile, largestFile).at("identity") == identity;
    } catch (const std::exception&) {
        return false;
    }
}

std::optional<TrainingPosition> loadTrainingState(const std::filesystem::path& folder, const std::string& identity,
                                                  TrainableT5& model, Optimizer& optimizer)
{
    AtomicDirectory::recover(folder);
    if (!std::filesystem::exists(folder)) return std::nullopt;
    const std::filesystem::path file = folder / stateFile;
    if (!std::filesystem::exists(file)) refuseForeign(folder, "holds something else than a training");
    const nlohmann::json state = readJsonObject(file, largestFile);
    try {
        if (state.at("identity") != identity) {
            refuseForeign(folder,
                          "is from another training (parent, data or settings) that was cut off and can still go on");
        }
        const TrainingPosition position = positionOf(state.at("position"));
        readTensors(folder / weightsFile, namedWeights(model));
        readTensors(folder / optimizerFile, optimizer.state());
        optimizer.setSteps(position.step);
        return position;
    } catch (const nlohmann::json::exception&) {
        refuse(file, "a field is missing or of another kind");
    }
}

void writeCheckpointFiles(const std::filesystem::path& folder, const TrainableT5& model, Precision weights,
                          const CheckpointDirectory& parent)
{
    writeTensors(folder / "model.safetensors", namedWeights(model),
                 weights == Precision::Bf16 ? TensorSpec::Type::BF16 : TensorSpec::Type::F32);
    writeFileAtomically(folder / "config.json", configFor(model, weights));
    constexpr std::array copied{"generation_config.json",  "spiece.model",      "tokenizer_config.json",
                                "special_tokens_map.json", "added_tokens.json", "tokenizer.json"};
    for (const char* name : copied) {
        if (const auto file = parent.find(name)) writeFileAtomically(folder / name, readTextFile(*file, largestFile));
    }
}

} // namespace sparsight
