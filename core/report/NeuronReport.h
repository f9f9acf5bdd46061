// SPDX-License-Identifier: GPL-3.0-or-later
// Makes a Report from a project, by a recipe: a section for each neuron, or one table of KT-scores over neurons and
// checkpoints.
#pragma once

#include "core/base/Progress.h"
#include "core/report/Report.h"
#include "core/store/Project.h"

#include <functional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace sparsight {

struct ShadeSource {
    SentenceId id;
    Sentence sentence;
};
/// The tokens of sentences with a neuron's activation at each; core/probe/CheckpointShader.h makes one. One entry a
/// sentence, or none at all where the checkpoint cannot be had, and then the sentences stay without shades.
using SentenceShader = std::function<std::vector<std::vector<ReportPiece>>(
    const RunInfo& run, LayerId layer, NeuronId neuron, std::span<const ShadeSource> sources,
    const std::stop_token& stop)>;

/// What a neuron writes into the vocabulary, or nothing where the checkpoint cannot be had.
using NeuronWriter = std::function<std::optional<ReportTable>(const RunInfo& run, LayerId layer, NeuronId neuron,
                                                              const std::stop_token& stop)>;

/// At which tokens a neuron is strongest, or nothing where the checkpoint cannot be had or the run keeps no positions.
using NeuronTokenizer = std::function<std::optional<ReportTable>(const RunInfo& run, LayerId layer, NeuronId neuron,
                                                                 const std::stop_token& stop)>;

/// What needs the runs' checkpoints again; all may be empty.
struct ReportProbe {
    SentenceShader shade;
    NeuronWriter write;
    NeuronTokenizer tokens;
};

/// Computes everything anew from stored values, so that the same recipe over the same project gives the same report,
/// but for what the probe adds. Throws Error, also when a run is not complete. Progress counts passes over runs.
Report buildReport(const Project& project, const ReportRecipe& recipe, const ReportProbe& probe,
                   const std::stop_token& stop = {}, const ProgressCallback& progress = {});

/// The recipe's neurons become the `count` with the most evidence in the first run for any of the topics, in that
/// order: by q, then lift (KtTable.h).
void chooseBestNeurons(const Project& project, ReportRecipe& recipe, std::size_t count,
                       const std::stop_token& stop = {});

} // namespace sparsight
