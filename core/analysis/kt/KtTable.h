// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/kt/CaptureRule.h"
#include "core/analysis/statistics/Hypergeometric.h"
#include "core/base/Progress.h"
#include "core/store/Project.h"
#include "core/store/RunReader.h"

#include <cstdint>
#include <optional>
#include <span>
#include <stop_token>
#include <vector>

namespace sparsight {

/// Which sentences of a data set contain a keyword of a topic.
struct TopicLabels {
    std::vector<bool> contains; ///< [sentences]
    std::uint32_t count = 0;    ///< K, how many are true
};
TopicLabels labelSentences(const Project& project, DatasetId dataset, const Topic& topic,
                           const std::stop_token& stop = {});
/// The same for several topics in one pass over the sentences. [topics]
std::vector<TopicLabels> labelSentences(const Project& project, DatasetId dataset, std::span<const Topic> topics,
                                        const std::stop_token& stop = {});
/// Throws Error(BadInput) where the run's checkpoint generated no texts.
void requireGeneratedText(const RunInfo& run);
/// The same over the texts that a checkpoint generated (`--keyword-in generated`).
TopicLabels labelGeneratedText(const Project& project, RunId run, const Topic& topic, const std::stop_token& stop = {});

/// KT-score of a neuron and its company; nullopt where undefined. Formulas: docs/definitions.md.
struct KtScore {
    std::uint32_t captured = 0;      ///< n
    std::uint32_t withKeyword = 0;   ///< k
    std::optional<double> kt;        ///< k / n
    std::optional<double> low, high; ///< Wilson 95 %
    std::optional<double> lift;      ///< KT / (K / N)
    std::optional<double> coverage;  ///< k / K
    std::optional<double> f1;        ///< 2k / (n + K)
    std::optional<double> iou;       ///< k / (n + K − k)
    std::optional<double> p;         ///< hypergeometric P(X ≥ k)
    std::optional<double> q;         ///< Benjamini–Hochberg over the neurons of the layer with n ≥ minimumCaptured
    std::optional<double> averagePrecision, auroc, pearson; ///< of A against the label; only with KtOptions::ranking
};

/// (k / n) / (K / N), undefined where something is divided by 0.
std::optional<double> liftOf(const SampleCounts& counts);
/// All but q and the ranking scores.
KtScore scoreOf(const SampleCounts& counts);
/// Sets q of a layer's scores: over those with at least so many captured sentences.
void adjustForTheLayer(std::vector<KtScore>& scores, std::uint32_t minimumCaptured);

struct KtOptions {
    CaptureRule rule;
    std::uint32_t minimumCaptured = 10; ///< neurons with fewer get no q
    bool ranking = true;                ///< compute averagePrecision, auroc and pearson as well
};

/// One run's scores for every neuron of a layer.
struct KtColumn {
    RunInfo run;
    LayerId layer;
    std::uint32_t sentences = 0;   ///< N
    std::uint32_t withKeyword = 0; ///< K
    std::vector<KtScore> scores;   ///< [neurons]
    std::vector<RunDamage> damage; ///< of the runs read, none where all is well; its sentences count as not firing
};

/// One pass over the layer, two for Winner, and one over the run that the rule names (Matched, Fixed): of the same
/// project, layer and number of neurons, and for Fixed over the same data set. Works on several threads, each with its
/// own connection; the result does not depend on their number. labels must have been made for the run's data set.
/// Throws Error, also when a run is not complete, because the sentences it lacks would count as not firing.
KtColumn computeKt(const Project& project, const RunInfo& run, LayerId layer, const TopicLabels& labels,
                   const KtOptions& options, const std::stop_token& stop = {}, const ProgressCallback& progress = {});

/// Throws Error(BadInput) where runs whose scores are to stand side by side are over different data sets.
void requireOneDataset(std::span<const RunInfo> runs);
/// The same for several topics, each labelled over the run's data set: all of them in the passes that one takes.
std::vector<KtColumn> computeKt(const Project& project, const RunInfo& run, LayerId layer,
                                std::span<const TopicLabels> topics, const KtOptions& options,
                                const std::stop_token& stop = {}, const ProgressCallback& progress = {});

/// Sets averagePrecision, auroc and pearson of some neurons of a column that was computed without: a read a neuron.
void rankNeurons(const Project& project, KtColumn& column, const TopicLabels& labels, std::span<const NeuronId> neurons,
                 const std::stop_token& stop = {});

/// The order of the table: by q, then lift, undefined ones last; of equals the smaller number.
void sortByEvidence(std::vector<NeuronId>& neurons, const KtColumn& column);
/// All neurons of the column in that order.
std::vector<NeuronId> neuronsByEvidence(const KtColumn& column);

} // namespace sparsight
