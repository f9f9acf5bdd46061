// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/TrainingSettings.h"

#include "core/base/EnumNames.h"
#include "core/base/Ids.h"
#include "core/store/Records.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace sparsight {

namespace {

constexpr EnumNames<3> optimizerNames{"optimizer", {"adam", "adamw", "adafactor"}};
constexpr EnumNames<3> scheduleNames{"schedule", {"constant", "linear", "cosine"}};

void require(bool holds, const char* setting, const std::string& value, const std::string& allowed)
{
    if (holds) return;
    throw Error(ErrorCode::BadInput, std::string("The ") + setting + " must be " + allowed + ", not " + value + ".",
                {.item = setting});
}

void requireRange(const char* setting, double value, double low, double high, const std::string& allowed)
{
    require(std::isfinite(value) && value >= low && value <= high, setting, rateText(value), allowed);
}

void checkFrozen(const std::string& name)
{
    constexpr std::array<std::string_view, 4> parts{"encoder", "decoder", "embedding", "head"};
    for (std::string_view part : parts) {
        if (name == part) return;
    }
    LayerId::parse(name);
}

nlohmann::ordered_json describe(const TrainingSettings& settings)
{
    nlohmann::ordered_json json{{"optimizer", toString(settings.optimizer)},
                                {"learning_rate", settings.learningRate},
                                {"relative_rate", settings.relativeRate},
                                {"epochs", settings.epochs},
                                {"maximum_steps", settings.maximumSteps},
                                {"batch_size", settings.batchSize},
                                {"accumulation", settings.accumulation},
                                {"gradient_checkpointing", settings.gradientCheckpointing},
                                {"warm_up_steps", settings.warmUpSteps},
                                {"schedule", toString(settings.schedule)},
                                {"clip", settings.clip},
                                {"weight_decay", settings.weightDecay},
                                {"dropout", nullptr},
                                {"label_smoothing", settings.labelSmoothing},
                                {"seed", settings.seed},
                                {"precision", toString(settings.precision)},
                                {"weights", toString(settings.weights)},
                                {"maximum_source_tokens", settings.maximumSourceTokens},
                                {"maximum_target_tokens", settings.maximumTargetTokens},
                                {"source_prefix", settings.sourcePrefix},
                                {"validation_share", settings.validationShare},
                                {"patience", settings.patience},
                                {"frozen", settings.frozen},
                                {"evaluation_pairs", settings.evaluationPairs}};
    if (settings.dropout) json["dropout"] = *settings.dropout;
    if (settings.firing.rate > 0) {
        json["firing_rate"] = settings.firing.rate;
        json["firing_weight"] = settings.firing.weight;
        json["firing_steps"] = settings.firing.steps;
    }
    if (settings.topK > 0) json["top_k"] = settings.topK;
    return json;
}

} // namespace

std::string_view toString(OptimizerKind kind)
{
    return optimizerNames.of(kind);
}

std::string_view toString(ScheduleKind kind)
{
    return scheduleNames.of(kind);
}

OptimizerKind parseOptimizer(std::string_view name)
{
    return optimizerNames.parse<OptimizerKind>(name);
}

ScheduleKind parseSchedule(std::string_view name)
{
    return scheduleNames.parse<ScheduleKind>(name);
}

double FiringLimit::allowed(std::uint64_t step) const
{
    constexpr double first = 0.5;
    const double done = std::min(1.0, static_cast<double>(step) / static_cast<double>(steps));
    return first * std::pow(rate / first, done);
}

std::string rateText(double learningRate)
{
    const bool isLong = learningRate != 0 && (std::abs(learningRate) < 1e-9 || std::abs(learningRate) >= 1e9);
    std::array<char, 64> text{};
    return {text.data(), std::to_chars(text.data(), text.data() + text.size(), learningRate,
                                       isLong ? std::chars_format::scientific : std::chars_format::fixed)
                             .ptr};
}

double usualClip(OptimizerKind kind)
{
    return kind == OptimizerKind::Adafactor ? 0.0 : 1.0;
}

void TrainingSettings::check() const
{
    const bool learns = learningRate > 0 && learningRate <= 1e3; // false for what is not a number
    require(learns, "learning rate", rateText(learningRate), "above 0 and at most 1000");
    requireRange("number of epochs", epochs, 1, 1e5, "from 1 to 100000");
    requireRange("batch size", batchSize, 1, 65536, "from 1 to 65536");
    requireRange("accumulation", accumulation, 1, batchSize, "from 1 to the batch size, " + std::to_string(batchSize));
    requireRange("number of warm-up steps", warmUpSteps, 0, 1e9, "0 or more");
    requireRange("clipping norm", clip, 0, 1e9, "0 (not clipped) or more");
    requireRange("weight decay", weightDecay, 0, 1e3, "0 or more");
    requireRange("dropout", dropout.value_or(0), 0, 0.99, "from 0 to 0.99");
    requireRange("label smoothing", labelSmoothing, 0, 0.99, "from 0 to 0.99");
    requireRange("firing rate", firing.rate, 0, 0.5, "from 0 (no limit) to 0.5");
    requireRange("weight of the firing penalty", firing.weight, 0, 1e6, "0 or more");
    requireRange("number of steps to the firing rate", firing.steps, 1, 1e9, "1 or more");
    require(firing.rate == 0 || !gradientCheckpointing, "firing rate", "limited",
            "without a limit where blocks are computed again (gradient checkpointing)");
    requireRange("number of activations kept (Top-k)", topK, 0, 1 << 20, "0 (all) or more");
    requireRange("most source tokens", maximumSourceTokens, 1, 65536, "from 1 to 65536");
    requireRange("most target tokens", maximumTargetTokens, 1, 65536, "from 1 to 65536");
    requireRange("validation share", validationShare, 0, 0.9, "from 0 to 0.9");
    requireRange("patience", patience, 0, 1e5, "0 or more");
    requireRange("number of evaluation pairs", evaluationPairs, 0, 1e9, "0 or more");
    require(precision != Precision::Fp16, "precision", "fp16", "fp32 or bf16");
    require(weights != Precision::Fp16, "type of stored weights", "fp16", "fp32 or bf16");
    for (const std::string& name : frozen)
        checkFrozen(name);
}

std::string toJson(const TrainingSettings& settings)
{
    nlohmann::ordered_json json = describe(settings);
    json["device"] = settings.device;
    json["threads"] = settings.threads;
    return json.dump();
}

TrainingSettings parseTrainingSettings(std::string_view text)
{
    try {
        const auto json = nlohmann::json::parse(text);
        const auto name = [&](const char* key) { return json.at(key).get<std::string>(); };
        TrainingSettings settings{.optimizer = parseOptimizer(name("optimizer")),
                                  .learningRate = json.at("learning_rate"),
                                  .relativeRate = json.value("relative_rate", false),
                                  .epochs = json.at("epochs"),
                                  .maximumSteps = json.value("maximum_steps", std::uint64_t(0)),
                                  .batchSize = json.at("batch_size"),
                                  .accumulation = json.at("accumulation"),
                                  .gradientCheckpointing = json.at("gradient_checkpointing"),
                                  .warmUpSteps = json.at("warm_up_steps"),
                                  .schedule = parseSchedule(name("schedule")),
                                  .clip = json.at("clip"),
                                  .weightDecay = json.at("weight_decay"),
                                  .labelSmoothing = json.at("label_smoothing"),
                                  .seed = json.at("seed"),
                                  .precision = parsePrecision(name("precision")),
                                  .weights = parsePrecision(name("weights")),
                                  .device = name("device"),
                                  .threads = json.at("threads"),
                                  .maximumSourceTokens = json.at("maximum_source_tokens"),
                                  .maximumTargetTokens = json.at("maximum_target_tokens"),
                                  .sourcePrefix = name("source_prefix"),
                                  .validationShare = json.at("validation_share"),
                                  .patience = json.at("patience"),
                                  .frozen = json.at("frozen").get<std::vector<std::string>>(),
                                  .evaluationPairs = json.at("evaluation_pairs")};
        if (json.contains("firing_rate"))
            settings.firing = {json.at("firing_rate"), json.at("firing_weight"), json.at("firing_steps")};
        settings.topK = json.value("top_k", 0);
        if (!json.at("dropout").is_null()) settings.dropout = json.at("dropout").get<double>();
        return settings;
    } catch (const nlohmann::json::exception&) {
        throw Error(ErrorCode::Corrupt,
                    "The settings of a training cannot be read; they were changed by another program.");
    }
}

std::string identityOf(const TrainingSettings& settings)
{
    return describe(settings).dump();
}

} // namespace sparsight
