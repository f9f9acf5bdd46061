// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lab/LabFolder.h"

#include "core/base/Error.h"
#include "core/base/File.h"
#include "core/report/CsvWriter.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace sparsight {

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr std::uint64_t largestFile = 64 << 20;

/// The number in "seed-N.json".
std::optional<std::uint64_t> seedOf(const fs::path& file)
{
    const std::string name = file.filename().string();
    if (!name.starts_with("seed-") || !name.ends_with(".json")) return std::nullopt;
    std::uint64_t seed = 0;
    const char *begin = name.data() + 5, *end = name.data() + name.size() - 5;
    const auto [rest, error] = std::from_chars(begin, end, seed);
    return error == std::errc() && rest == end ? std::optional(seed) : std::nullopt;
}

LabSeedResult readSeed(const fs::path& file, const std::string& preset)
{
    LabSeedResult result = parseLabSeed(readTextFile(file, largestFile), file);
    if (result.preset == preset && result.seed == seedOf(file)) return result;
    throw Error(ErrorCode::Corrupt,
                file.string() + " holds seed " + std::to_string(result.seed) + " of " + result.preset +
                    "; remove it and run the experiment again.",
                {.file = file.string()});
}

Json valueJson(const std::optional<double>& value)
{
    return value && std::isfinite(*value) ? Json(*value) : Json(nullptr);
}

} // namespace

LabFolder LabFolder::make(const fs::path& path)
{
    std::error_code error;
    fs::create_directories(path, error);
    if (error) throw systemError("Cannot make the folder", path, error.value());
    return LabFolder(path);
}

LabFolder LabFolder::open(const fs::path& path)
{
    if (!fs::is_directory(path)) {
        throw Error(ErrorCode::NotFound,
                    path.string() + " is no folder of lab results; run the lab with -o " + path.string() + " first.",
                    {.file = path.string()});
    }
    return LabFolder(path);
}

fs::path LabFolder::seedFile(const std::string& preset, std::uint64_t seed) const
{
    return m_path / preset / ("seed-" + std::to_string(seed) + ".json");
}

std::optional<LabSeedResult> LabFolder::find(const LabPreset& preset, std::uint64_t seed,
                                             const std::string& settings) const
{
    const fs::path file = seedFile(preset.id, seed);
    if (!fs::exists(file)) return std::nullopt;
    LabSeedResult result = readSeed(file, preset.id);
    if (result.settings != settings) {
        throw Error(ErrorCode::BadInput,
                    file.string() +
                        " is a result of other settings (experiment, steps or images); choose another output "
                        "folder, or remove it.",
                    {.file = file.string()});
    }
    return result;
}

void LabFolder::write(const LabSeedResult& result) const
{
    make(m_path / result.preset);
    writeFileAtomically(seedFile(result.preset, result.seed), toJson(result));
}

std::vector<LabOutcome> LabFolder::read() const
{
    std::vector<LabOutcome> outcomes;
    for (const LabPreset& preset : labPresets()) {
        LabOutcome outcome{.preset = preset.id};
        std::error_code ignored;
        for (const auto& entry : fs::directory_iterator(m_path / preset.id, ignored)) {
            if (seedOf(entry.path())) outcome.seeds.push_back(readSeed(entry.path(), preset.id));
        }
        if (outcome.seeds.empty()) continue;
        std::ranges::sort(outcome.seeds, {}, &LabSeedResult::seed);
        outcome.verdict = judge(preset, outcome.seeds);
        outcomes.push_back(std::move(outcome));
    }
    return outcomes;
}

void LabFolder::writeTables(const std::vector<LabOutcome>& outcomes) const
{
    for (const LabOutcome& outcome : outcomes) {
        make(m_path / outcome.preset);
        writeFileAtomically(m_path / outcome.preset / "summary.json", labSummaryJson(outcome));
    }
    writeFileAtomically(m_path / "numbers.csv", labNumbersCsv(outcomes));
    writeFileAtomically(m_path / "curves.csv", labCurvesCsv(outcomes));
}

bool hasUsualSettings(const LabOutcome& outcome)
{
    const LabPreset& preset = labPreset(outcome.preset);
    return std::ranges::all_of(outcome.seeds, [&](const LabSeedResult& seed) {
        const Json settings = Json::parse(seed.settings, nullptr, false);
        return settings.is_object() && settings.contains("images") && settings["images"].is_string() &&
               settingsOf(preset, settings["images"].get<std::string>()) == seed.settings;
    });
}

std::string labSummaryJson(const LabOutcome& outcome)
{
    const LabPreset& preset = labPreset(outcome.preset);
    Json checks = Json::array(), seeds = Json::array();
    for (const LabCheckVerdict& check : outcome.verdict.checks) {
        Json values = Json::array();
        for (const auto& value : check.values)
            values.push_back(valueJson(value));
        checks.push_back({{"criterion", check.words}, {"passed", check.passed}, {"values", std::move(values)}});
    }
    for (const LabSeedResult& seed : outcome.seeds) {
        Json arms = Json::object();
        for (const LabArmResult& arm : seed.arms) {
            for (const auto& [name, value] : arm.numbers)
                arms[arm.arm][name] = valueJson(value);
        }
        seeds.push_back({{"seed", seed.seed}, {"seconds", seed.seconds}, {"arms", std::move(arms)}});
    }
    return Json{{"preset", preset.id},
                {"title", preset.title},
                {"claim", preset.claim},
                {"source", preset.source},
                {"criterion", criterionOf(preset)},
                {"verdict", outcome.verdict.text()},
                {"usual_settings", hasUsualSettings(outcome)},
                {"reproduced", outcome.verdict.isReproduced()},
                {"passed", outcome.verdict.passed},
                {"needed", outcome.verdict.needed},
                {"checks", std::move(checks)},
                {"seeds", std::move(seeds)}}
               .dump(1) +
           "\n";
}

std::string labNumbersCsv(const std::vector<LabOutcome>& outcomes)
{
    std::string text;
    CsvWriter csv([&](std::string_view row) { text += row; });
    for (const char* title : {"preset", "seed", "arm", "number", "value"})
        csv.text(title);
    csv.endRow();
    for (const LabOutcome& outcome : outcomes) {
        for (const LabSeedResult& seed : outcome.seeds) {
            for (const LabArmResult& arm : seed.arms) {
                for (const auto& [name, value] : arm.numbers) {
                    csv.text(outcome.preset).integer(static_cast<std::int64_t>(seed.seed)).text(arm.arm).text(name);
                    csv.number(value).endRow();
                }
            }
        }
    }
    return text;
}

std::string labCurvesCsv(const std::vector<LabOutcome>& outcomes)
{
    std::string text;
    CsvWriter csv([&](std::string_view row) { text += row; });
    for (const char* title : {"preset", "seed", "arm", "step", "loss", "accuracy", "heldout_loss", "heldout_accuracy",
                              "layer", "density", "heldout_density"})
        csv.text(title);
    csv.endRow();
    for (const LabOutcome& outcome : outcomes) {
        for (const LabSeedResult& seed : outcome.seeds) {
            for (const LabArmResult& arm : seed.arms) {
                for (const LabPoint& point : arm.curve) {
                    for (std::size_t layer = 0; layer < arm.layers.size(); ++layer) {
                        csv.text(outcome.preset).integer(static_cast<std::int64_t>(seed.seed)).text(arm.arm);
                        csv.integer(point.step).number(point.loss).number(point.accuracy);
                        csv.number(point.heldOutLoss).number(point.heldOutAccuracy).text(arm.layers[layer]);
                        csv.number(point.density[layer]).number(point.heldOutDensity[layer]).endRow();
                    }
                }
            }
        }
    }
    return text;
}

void replay(const LabSeedResult& result, const LabCallback& progress)
{
    std::size_t points = 0, told = 0;
    for (const LabArmResult& arm : result.arms)
        points += arm.curve.size();
    for (const LabArmResult& arm : result.arms) {
        for (const LabPoint& point : arm.curve) {
            ++told;
            progress({.preset = result.preset,
                      .arm = arm.arm,
                      .seed = result.seed,
                      .step = point.step,
                      .steps = arm.curve.back().step,
                      .run = 0,
                      .runs = 1,
                      .done = static_cast<double>(told) / static_cast<double>(points),
                      .point = &point});
        }
    }
    progress({.preset = result.preset, .seed = result.seed, .run = 1, .runs = 1, .done = 1, .completed = &result});
}

std::string describe(const LabProgress& progress)
{
    std::string text = progress.preset + ", seed " + std::to_string(progress.seed);
    if (!progress.arm.empty()) {
        text +=
            ", " + progress.arm + ", step " + std::to_string(progress.step) + " of " + std::to_string(progress.steps);
    }
    return text + "; " + std::to_string(progress.run) + " of " + std::to_string(progress.runs) + " seeds complete";
}

} // namespace sparsight
