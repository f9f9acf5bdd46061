// SPDX-License-Identifier: GPL-3.0-or-later
// What came out of the publication's experiment, and its writers.
#pragma once

#include "core/analysis/census/Census.h"
#include "core/report/MetricJson.h"
#include "core/store/Records.h"
#include "core/training/TrainingService.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace sparsight {

/// A checkpoint: the parent, or one that was trained from it.
struct PosterColumn {
    std::string title;                  ///< "initial", or the learning rate
    std::optional<double> learningRate; ///< unset: the parent, or not known
    CheckpointInfo checkpoint;          ///< without a path when training diverged before the first epoch was over
    std::optional<TrainedCheckpoint> training; ///< how it came about, where that is known

    // Unset where there is no checkpoint:
    std::optional<RunInfo> run;
    std::optional<KtColumn> kt;
    std::optional<Census> census;
};

struct PosterReport {
    std::string topic, rule, keywordIn; ///< keywordIn: "source" or "generated"
    std::uint32_t minimumCaptured = 10;
    LayerId layer;
    DatasetInfo sentences;             ///< captured
    std::string pairs;                 ///< trained on
    std::vector<NeuronId> neurons;     ///< rows of the KT table
    bool neuronsChosen = false;        ///< by the user; else they are the parent's best
    std::vector<PosterColumn> columns; ///< the parent first
    std::vector<RunDamage> damage;
    std::vector<std::string> notes; ///< e.g. where training diverged
};

/// Tables for a terminal of 100 columns, or a text file. Nothing in it depends on how long anything took.
std::string posterText(const PosterReport& report);
/// Everything, for other programs.
Json posterJson(const PosterReport& report);
/// Makes the folder, so that one that cannot be written to is refused before the work. Throws Error.
void preparePosterFolder(const std::filesystem::path& folder);
/// report.txt, report.json, kt.csv, rouge.csv, census.csv and census-neurons.csv. The folder is made; files of these
/// names are replaced.
void writePosterFiles(const PosterReport& report, const std::filesystem::path& folder);

} // namespace sparsight
