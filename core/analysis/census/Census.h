// SPDX-License-Identifier: GPL-3.0-or-later
// What kinds of neurons a layer has: those that never fire, that always do, that follow a topic, that are general, and
// the rest. The classes and their thresholds: docs/definitions.md, "Census".
#pragma once

#include "core/analysis/kt/KtTable.h"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace sparsight {

/// A neuron is in the first class that holds.
enum class NeuronClass {
    Never,   ///< fires on no sentence
    Always,  ///< fires on almost every sentence
    Topic,   ///< follows a topic, in both halves of the data set
    General, ///< fires in every group of sentences and prefers none
    Rest,
};
inline constexpr std::size_t neuronClasses = 5;
std::string_view toString(NeuronClass kind); ///< "never", "always", "topic", "general", "rest"

struct CensusSettings {
    CaptureRule rule;                   ///< which sentences a neuron captures, where it follows a topic
    double alwaysOn = 0.95;             ///< at least this sentence density
    double topicQ = 0.05;               ///< less than this q …
    double topicLift = 2;               ///< … and at least this lift, in both halves
    double generalLift = 1.5;           ///< less than this lift in every group
    std::uint32_t minimumCaptured = 10; ///< neurons with fewer captured sentences in a half get no q there

    /// Throws Error(BadInput) naming the threshold, the value and what it may be.
    void check() const;
};

/// What a census needs to know of a data set's sentences, whatever the run.
struct CensusSentences {
    static constexpr std::uint32_t noLabel = ~0U;

    std::vector<std::string> labels;      ///< the data set's, sorted
    std::vector<std::uint32_t> labelOf;   ///< [sentences], an index of labels or noLabel
    std::vector<std::uint8_t> secondHalf; ///< [sentences]
};
CensusSentences readCensusSentences(const Project& project, DatasetId dataset, const std::stop_token& stop = {});

/// Which half of the data set a sentence belongs to, so that sentences of one document stay together: decided by the
/// first bit of the SHA-256 of its group, or where it has none of its number in decimal digits.
bool isInSecondHalf(std::string_view group, SentenceId sentence);

struct CensusTopic {
    std::string name;
    TopicLabels labels;
};

/// Sentences that a general neuron must not prefer: those of a label, or those with a keyword of a topic.
struct CensusGroup {
    std::string name;
    bool isTopic = false;
    std::uint32_t sentences = 0;
    std::array<std::uint32_t, 2> inHalves{};
    std::uint32_t neurons = 0; ///< of a topic: how many follow it, each counted for every topic it follows
};

/// How strongly a neuron follows a topic.
struct CensusEvidence {
    std::uint32_t topic = 0;                     ///< an index of Census::groups
    std::uint32_t captured = 0, withKeyword = 0; ///< n and k, of both halves together
    double lift = 0, q = 1;                      ///< of the half that says less: the smaller lift, and the larger q
};

struct CensusNeuron {
    NeuronClass kind = NeuronClass::Rest;
    std::vector<std::uint32_t> topics;       ///< of NeuronClass::Topic: which, as indices of Census::groups
    std::optional<CensusEvidence> strongest; ///< of those topics the one with the smallest q, then the largest lift
    double density = 0;                      ///< share of tokens where it fires
};

struct Census {
    RunInfo run;
    LayerId layer;
    CensusSettings settings;
    std::uint32_t sentences = 0;
    std::array<std::uint32_t, 2> halves{}; ///< sentences of each
    std::uint64_t positions = 0;           ///< T, the tokens seen
    double neverBound = 1;                 ///< 95 % bound on how often a neuron fires that never did: 1 − 0.05^(1/T)
    std::vector<CensusGroup> groups;       ///< the topics, then the labels
    std::vector<CensusNeuron> neurons;
    std::array<std::uint32_t, neuronClasses> counts{};
    std::vector<RunDamage> damage; ///< as of KtColumn

    std::uint32_t count(NeuronClass kind) const { return counts[static_cast<std::size_t>(kind)]; }
    std::vector<NeuronId> neuronsOf(NeuronClass kind) const;
    /// Why a class cannot be reached here, or its rule says little, in whole sentences; empty where all is well.
    std::vector<std::string> limits() const;
};

/// One pass over the layer (KtTable.h says what rules add, and how threads work). `sentences` and the topics' labels
/// must have been made for the run's data set. Throws Error as computeKt does.
Census computeCensus(const Project& project, const RunInfo& run, LayerId layer, const CensusSentences& sentences,
                     std::span<const CensusTopic> topics, const CensusSettings& settings,
                     const std::stop_token& stop = {}, const ProgressCallback& progress = {});

} // namespace sparsight
