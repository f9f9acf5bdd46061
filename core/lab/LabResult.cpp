// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lab/LabResult.h"

#include "core/base/Error.h"
#include "core/model/Json.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace sparsight {

namespace {

using Json = nlohmann::ordered_json;

Json optionalJson(const std::optional<double>& value)
{
    return value ? Json(*value) : Json(nullptr);
}

Json pointJson(const LabPoint& point)
{
    return {{"step", point.step},
            {"loss", point.loss},
            {"accuracy", optionalJson(point.accuracy)},
            {"heldout_loss", point.heldOutLoss},
            {"heldout_accuracy", optionalJson(point.heldOutAccuracy)},
            {"density", point.density},
            {"heldout_density", point.heldOutDensity}};
}

Json armJson(const LabArmResult& arm)
{
    Json curve = Json::array(), series = Json::array(), numbers = Json::object();
    for (const LabPoint& point : arm.curve)
        curve.push_back(pointJson(point));
    for (const LabSeries& each : arm.series)
        series.push_back({{"id", each.id},
                          {"title", each.title},
                          {"x_title", each.xTitle},
                          {"y_title", each.yTitle},
                          {"x", each.x},
                          {"y", each.y}});
    for (const auto& [name, value] : arm.numbers)
        numbers[name] = value;
    return {{"arm", arm.arm},
            {"layers", arm.layers},
            {"numbers", std::move(numbers)},
            {"series", std::move(series)},
            {"curve", std::move(curve)}};
}

/// A number that was not one is written as null.
double numberOf(const nlohmann::json& value)
{
    return value.is_null() ? std::nan("") : value.get<double>();
}

std::optional<double> optionalOf(const nlohmann::json& value)
{
    return value.is_null() ? std::nullopt : std::optional(value.get<double>());
}

std::vector<double> numbersOf(const nlohmann::json& values)
{
    std::vector<double> result;
    for (const auto& value : values)
        result.push_back(numberOf(value));
    return result;
}

LabPoint pointOf(const nlohmann::json& json)
{
    return {.step = json.at("step"),
            .loss = numberOf(json.at("loss")),
            .accuracy = optionalOf(json.at("accuracy")),
            .heldOutLoss = numberOf(json.at("heldout_loss")),
            .heldOutAccuracy = optionalOf(json.at("heldout_accuracy")),
            .density = numbersOf(json.at("density")),
            .heldOutDensity = numbersOf(json.at("heldout_density"))};
}

LabArmResult armOf(const nlohmann::json& json)
{
    LabArmResult arm{.arm = json.at("arm"), .layers = json.at("layers").get<std::vector<std::string>>()};
    for (const auto& point : json.at("curve")) {
        arm.curve.push_back(pointOf(point));
        const LabPoint& last = arm.curve.back();
        if (last.density.size() != arm.layers.size() || last.heldOutDensity.size() != arm.layers.size())
            throw std::invalid_argument("a point of the curve has another number of layers than its arm");
    }
    for (const auto& [name, value] : json.at("numbers").items())
        arm.numbers[name] = numberOf(value);
    for (const auto& each : json.at("series")) {
        LabSeries series{.id = each.at("id"),
                         .title = each.at("title"),
                         .xTitle = each.at("x_title"),
                         .yTitle = each.at("y_title"),
                         .x = numbersOf(each.at("x")),
                         .y = numbersOf(each.at("y"))};
        if (series.x.size() != series.y.size()) throw std::invalid_argument("a series has more x than y, or less");
        arm.series.push_back(std::move(series));
    }
    return arm;
}

} // namespace

double LabPoint::meanDensity() const
{
    return density.empty() ? 0
                           : std::accumulate(density.begin(), density.end(), 0.0) / static_cast<double>(density.size());
}

const LabArmResult* LabSeedResult::arm(std::string_view id) const
{
    const auto found = std::ranges::find(arms, id, &LabArmResult::arm);
    return found == arms.end() ? nullptr : &*found;
}

std::optional<double> LabSeedResult::number(const LabNumber& number) const
{
    const LabArmResult* const result = arm(number.arm);
    if (!result) return std::nullopt;
    const auto found = result->numbers.find(number.name);
    return found == result->numbers.end() ? std::nullopt : std::optional(found->second);
}

std::string toJson(const LabSeedResult& result)
{
    Json arms = Json::array();
    for (const LabArmResult& arm : result.arms)
        arms.push_back(armJson(arm));
    return Json{{"preset", result.preset},
                {"seed", result.seed},
                {"settings", Json::parse(result.settings)},
                {"seconds", result.seconds},
                {"arms", std::move(arms)}}
               .dump(1) +
           "\n";
}

LabSeedResult parseLabSeed(std::string_view text, const std::filesystem::path& file)
{
    const auto refuse = [&](const std::string& reason) {
        return Error(ErrorCode::Corrupt,
                     file.string() + " is no result of the lab (" + reason +
                         "); remove it and run the experiment again.",
                     {.file = file.string()});
    };
    try {
        const nlohmann::json json = parseJsonObject(text, file);
        LabSeedResult result{.preset = json.at("preset"),
                             .seed = json.at("seed"),
                             .settings = Json::parse(text).at("settings").dump(), // in the order it was written
                             .seconds = numberOf(json.at("seconds"))};
        for (const auto& arm : json.at("arms"))
            result.arms.push_back(armOf(arm));
        return result;
    } catch (const Error&) {
        throw refuse("no whole JSON object");
    } catch (const nlohmann::json::exception&) {
        throw refuse("a field is missing or of another kind");
    } catch (const std::invalid_argument& error) {
        throw refuse(error.what());
    }
}

} // namespace sparsight
