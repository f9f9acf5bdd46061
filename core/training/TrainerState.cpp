// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/TrainerState.h"

#include "core/base/Error.h"
#include "core/model/Json.h"

#include <algorithm>
#include <cmath>

namespace sparsight {

namespace {

using Json = nlohmann::json;
namespace fs = std::filesystem;

constexpr std::uint64_t largestState = 64 << 20; // bytes; a log of a long training

std::optional<double> numberOf(const Json& entry, const std::string& key)
{
    const auto found = entry.find(key);
    if (found == entry.end() || !found->is_number()) return std::nullopt;
    const double number = found->get<double>();
    return std::isfinite(number) ? std::optional(number) : std::nullopt;
}

/// An evaluation, if the entry is one. The examples of transformers write ROUGE in percent.
std::optional<EpochRecord> evaluationOf(const Json& entry)
{
    EpochRecord record{.validationLoss = numberOf(entry, "eval_loss"), .measures = {}};
    for (const char* measure : {"rouge1", "rouge2", "rougeL", "rougeLsum"}) {
        const auto score = numberOf(entry, std::string("eval_") + measure);
        if (!score || *score < 0 || *score > 100) continue;
        record.measures[measure] = {.mean = *score, .low = *score, .high = *score};
    }
    const bool percent = std::ranges::any_of(record.measures, [](const auto& each) { return each.second.mean > 1; });
    for (auto& [measure, score] : record.measures)
        if (percent) score.mean = score.low = score.high = score.mean / 100;
    if (!record.validationLoss && record.measures.empty()) return std::nullopt;
    return record;
}

} // namespace

std::optional<TrainerState> readTrainerState(const fs::path& checkpoint)
{
    std::error_code ignored;
    const fs::path file = checkpoint / "trainer_state.json";
    if (!fs::is_regular_file(file, ignored)) return std::nullopt;
    try {
        const Json json = readJsonObject(file, largestState);
        TrainerState state;
        for (const Json& entry : json.at("log_history")) {
            if (!entry.is_object()) continue;
            if (const auto rate = numberOf(entry, "learning_rate"))
                state.learningRate = std::max(*rate, state.learningRate.value_or(*rate));
            if (auto judged = evaluationOf(entry)) state.judged = std::move(judged);
        }
        return state;
    } catch (const Error&) {
    } catch (const Json::exception&) {
    }
    return std::nullopt;
}

} // namespace sparsight
