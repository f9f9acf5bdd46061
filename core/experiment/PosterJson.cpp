// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/PosterReport.h"
#include "core/report/CensusReport.h"

namespace sparsight {

namespace {

Json withoutTime(Json epoch)
{
    epoch.erase("seconds");
    return epoch;
}

/// The epochs without the time they took, so that the same experiment writes the same report.
Json epochsJson(const TrainedCheckpoint& training)
{
    Json epochs = Json::parse(historyJson(training.history));
    for (Json& epoch : epochs)
        epoch = withoutTime(epoch);
    return epochs;
}

Json columnJson(const PosterColumn& column)
{
    Json json{{"title", column.title},
              {"learning_rate", nullptr},
              {"name", column.checkpoint.name},
              {"directory", column.checkpoint.path},
              {"weights_sha256", column.checkpoint.weightsSha256}};
    if (column.learningRate) json["learning_rate"] = *column.learningRate;
    if (column.training) {
        json["trained_on"] = column.training->dataName;
        json["settings"] = Json::parse(toJson(column.training->settings));
        json["end"] = toString(column.training->end);
        const auto& before = column.training->before;
        json["before"] = before ? withoutTime(Json::parse(epochJson(*before))) : Json();
        json["epochs"] = epochsJson(*column.training);
    }
    if (!column.run) return json;
    json["run"] = column.run->name;
    json["device"] = column.run->settings.device;
    json["precision"] = toString(column.run->settings.precision);
    json["versions"] = column.run->settings.versions;
    json["with_keyword"] = column.kt->withKeyword;
    json["census"] = censusJson(*column.census);
    return json;
}

Json rowJson(const PosterReport& report, NeuronId neuron)
{
    Json checkpoints = Json::object();
    for (const PosterColumn& column : report.columns)
        checkpoints[column.title] = column.kt ? ktScoreJson(column.kt->scores[neuron.value]) : Json();
    return {{"neuron", neuron.value}, {"checkpoints", std::move(checkpoints)}};
}

} // namespace

Json posterJson(const PosterReport& report)
{
    Json columns = Json::array(), rows = Json::array();
    for (const PosterColumn& column : report.columns)
        columns.push_back(columnJson(column));
    for (const NeuronId neuron : report.neurons)
        rows.push_back(rowJson(report, neuron));
    return {{"experiment", "poster"},
            {"topic", report.topic},
            {"keyword_in", report.keywordIn},
            {"rule", report.rule},
            {"minimum", report.minimumCaptured},
            {"layer", report.layer.toString()},
            {"pairs", report.pairs},
            {"data", report.sentences.name},
            {"data_sha256", report.sentences.sha256},
            {"sentences", report.sentences.sentences},
            {"neurons_chosen", report.neuronsChosen},
            {"checkpoints", std::move(columns)},
            {"rows", std::move(rows)},
            {"notes", report.notes}};
}

} // namespace sparsight
