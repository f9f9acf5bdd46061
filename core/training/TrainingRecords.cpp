// SPDX-License-Identifier: GPL-3.0-or-later
// The part of training that knows the project, and no torch.
#include "core/base/EnumNames.h"
#include "core/report/TextTable.h"
#include "core/store/Project.h"
#include "core/training/TrainingService.h"

#include <nlohmann/json.hpp>

#include <cmath>

namespace sparsight {

namespace {

using Json = nlohmann::ordered_json;

constexpr EnumNames<3> endNames{"end", {"finished", "early", "diverged"}};

Json toJson(const EpochRecord& record)
{
    Json measures = Json::object();
    for (const auto& [name, measure] : record.measures)
        measures[name] = {{"mean", measure.mean}, {"low", measure.low}, {"high", measure.high}};
    Json json{{"epoch", record.epoch},      {"training_loss", record.trainingLoss},
              {"validation_loss", nullptr}, {"measures", std::move(measures)},
              {"tokens", record.tokens},    {"seconds", record.seconds},
              {"kept", record.kept}};
    if (record.epoch == 0) json["training_loss"] = nullptr; // it was not trained
    if (record.firingPenalty) json["firing_penalty"] = *record.firingPenalty;
    if (record.validationLoss) json["validation_loss"] = *record.validationLoss;
    return json;
}

EpochRecord recordOf(const nlohmann::json& json)
{
    EpochRecord record{.epoch = json.at("epoch"),
                       .trainingLoss = json.at("epoch") == 0 ? 0.0 : json.at("training_loss").get<double>(),
                       .tokens = json.at("tokens"),
                       .seconds = json.at("seconds"),
                       .kept = json.at("kept")};
    for (const auto& [name, measure] : json.at("measures").items())
        record.measures[name] = {measure.at("mean"), measure.at("low"), measure.at("high")};
    if (json.contains("firing_penalty")) record.firingPenalty = json["firing_penalty"].get<double>();
    if (!json.at("validation_loss").is_null()) record.validationLoss = json.at("validation_loss").get<double>();
    return record;
}

template <class Convert>
auto parsed(std::string_view json, Convert convert)
{
    try {
        return convert(nlohmann::json::parse(json));
    } catch (const nlohmann::json::exception&) {
        throw Error(ErrorCode::Corrupt, "The history of a training cannot be read; it was changed by another program.");
    }
}

} // namespace

std::string_view toString(TrainingEnd end)
{
    return endNames.of(end);
}

TrainingEnd parseTrainingEnd(std::string_view name)
{
    return endNames.parse<TrainingEnd>(name);
}

std::string describe(const TrainingProgress& progress)
{
    if (progress.stage != "training") return progress.stage;
    std::string text = "training " + progress.checkpoint + ", epoch " + std::to_string(progress.epoch) + " of " +
                       std::to_string(progress.epochs) + ", loss " + fixed(progress.loss, 3) + ", " +
                       grouped(static_cast<std::uint64_t>(progress.tokensPerSecond)) + " tokens/s";
    if (progress.secondsLeft > 0)
        text += ", " + grouped(static_cast<std::uint64_t>(std::ceil(progress.secondsLeft))) + " s left";
    return text;
}

std::string historyJson(const std::vector<EpochRecord>& history)
{
    Json list = Json::array();
    for (const EpochRecord& record : history)
        list.push_back(toJson(record));
    return list.dump();
}

std::vector<EpochRecord> parseHistory(std::string_view json)
{
    return parsed(json, [](const nlohmann::json& list) {
        std::vector<EpochRecord> history;
        for (const nlohmann::json& record : list)
            history.push_back(recordOf(record));
        return history;
    });
}

std::string epochJson(const EpochRecord& record)
{
    return toJson(record).dump();
}

EpochRecord parseEpoch(std::string_view json)
{
    return parsed(json, recordOf);
}

std::vector<EpochRecord> wholeHistory(const TrainedCheckpoint& trained)
{
    std::vector<EpochRecord> whole = trained.history;
    if (trained.before) whole.insert(whole.begin(), *trained.before);
    return whole;
}

std::optional<EpochRecord> takeBefore(std::vector<EpochRecord>& history)
{
    if (history.empty() || history.front().epoch != 0) return std::nullopt;
    std::optional<EpochRecord> before = std::move(history.front());
    history.erase(history.begin());
    return before;
}

void checkValidation(const TrainingRequest& request)
{
    if (!request.validationName.empty() && request.validationName == request.dataName) {
        throw Error(ErrorCode::BadInput,
                    "The pairs of \"" + request.dataName +
                        "\" are trained on, so they cannot validate; choose another data set, or a share of the pairs.",
                    {.item = "validation data set"});
    }
    const TrainingSettings& settings = request.settings;
    if (settings.patience > 0 && settings.validationShare == 0 && request.validationName.empty()) {
        throw Error(
            ErrorCode::BadInput,
            "Stopping early needs a validation loss, but no pairs are kept for validation; raise the validation "
            "share, or leave patience at 0.",
            {.item = "patience"});
    }
}

std::vector<TextPair> textPairs(const Project& project, DatasetId dataset)
{
    const DatasetInfo info = project.dataset(dataset);
    std::vector<TextPair> pairs;
    project.forEachSentence(dataset, [&](SentenceId id, const Sentence& sentence) {
        if (sentence.target.find_first_not_of(" \t\r\n") == std::string::npos) return;
        pairs.push_back(
            {sentence.group.empty() ? std::to_string(id.value) : sentence.group, sentence.text, sentence.target});
    });
    if (pairs.empty()) {
        throw Error(ErrorCode::BadInput,
                    "The data set \"" + info.name +
                        "\" has no target texts to learn; import it with a target column, or papers with summaries.",
                    {.item = info.name});
    }
    return pairs;
}

CheckpointId recordTraining(Project& project, const TrainedCheckpoint& trained)
{
    TrainingInfo info{.dataset = trained.dataName,
                      .learningRate = trained.settings.learningRate,
                      .settings = toJson(trained.settings),
                      .history = historyJson(wholeHistory(trained)),
                      .end = std::string(toString(trained.end))};
    info.parent = project.putCheckpoint(trained.parent);
    info.checkpoint = project.putCheckpoint(trained.checkpoint);
    project.putTraining(info);
    return info.checkpoint;
}

} // namespace sparsight
