// SPDX-License-Identifier: GPL-3.0-or-later
// What is left to choose in the publication's experiment. docs/poster.md says what it does and why the defaults are
// what they are.
#pragma once

#include "core/analysis/census/Census.h"
#include "core/base/Ids.h"
#include "core/capture/InferenceEngine.h"
#include "core/dataset/PaperChoice.h"
#include "core/training/TrainingSettings.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace sparsight {

/// Where the fine-tuned checkpoints come from.
enum class PosterCheckpoints {
    Train,    ///< one is trained for each learning rate, or was by an earlier call
    Given,    ///< folders that hold them
    Recorded, ///< those that the project knows to be trained from the parent
};

struct PosterChoices {
    std::filesystem::path model; ///< the parent's directory
    std::string pairs;           ///< data set with targets to train on; may be empty unless checkpoints are trained
    std::string sentences;       ///< data set to capture; empty: pairs

    PosterCheckpoints checkpoints = PosterCheckpoints::Train;
    std::vector<std::filesystem::path> given;
    std::vector<double> learningRates{0.01, 0.001, 0.0001};
    TrainingSettings training;
    std::filesystem::path output; ///< folder of trained checkpoints
    double saveSeconds = 600;

    std::optional<LayerId> layer; ///< unset: enc6, or the last encoder layer of a shallower model
    LoadOptions load;             ///< how checkpoints are run; the device and threads of training are its own
    int maximumNewTokens = defaultNewTokens; ///< where the keyword is looked for in generated text

    std::string topic = "STEM";
    /// A rule, or "matched" or "fixed", with or without "/RULE", for one that names the parent's run.
    std::string rule = "matched";
    bool keywordInGenerated = false;
    std::uint32_t minimumCaptured = 10;
    std::vector<std::uint32_t> neurons; ///< rows of the KT table; empty: the parent's best
    std::size_t best = 10;              ///< how many of those

    CensusSettings census;
    std::vector<std::string> censusTopics; ///< empty: the topic
};

/// Where checkpoints that are trained for a project lie when nobody says otherwise: beside it.
std::filesystem::path usualOutput(const std::filesystem::path& project);

/// The rule with the run's name where it only says "matched" or "fixed". Throws Error(BadInput).
CaptureRule resolveRule(const std::string& rule, const std::string& parentRun);

/// Data sets made of a folder of papers in the layout of ScisummNet.
struct PaperDatasets {
    std::string pairs, sentences;
};
/// Puts papers and their summaries (NAME, after the folder) and the papers' sentences (NAME-sentences) into the
/// project, unless it has data sets of these names. `note` is told what was left out.
PaperDatasets importPapers(Project& project, const std::filesystem::path& folder, const PaperChoice& choice,
                           const std::function<void(const std::string&)>& note, const std::stop_token& stop,
                           const ProgressCallback& progress);

} // namespace sparsight
