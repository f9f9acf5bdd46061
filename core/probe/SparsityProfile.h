// SPDX-License-Identifier: GPL-3.0-or-later
// How sparse a checkpoint is on sentences, layer by layer: the numbers of The Lazy Neuron Phenomenon (arXiv
// 2210.06313), and those that say the same of families without exact zeros. One pass over the sentences; memory grows
// with layers and neurons alone. No torch: the engine comes in through its face. Definitions: docs/definitions.md,
// "Sparsity".
#pragma once

#include "core/base/TemporaryDirectory.h"
#include "core/capture/InferenceEngine.h"
#include "core/probe/LayerSparsity.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace sparsight {

inline constexpr double defaultTopPart = 0.9;     ///< of Σ|a|, for the top-p share
inline constexpr double defaultOutputError = 0.2; ///< of the feed-forward output, for CETT

struct SparsityRequest {
    std::vector<LayerId> layers; ///< empty: all of the encoder, and of the decoder where it runs
    DecoderMode decoder = DecoderMode::None;
    double epsilon = 0; ///< fires when |a| > epsilon
    double topPart = defaultTopPart;
    double outputError = defaultOutputError;
    bool cett = true;
    int maximumTokens = 512;
    int maximumNewTokens = defaultNewTokens;
};

struct SparsityProfile {
    std::string checkpoint; ///< its name
    std::string directory;
    std::string activation; ///< as ModelInfo's
    bool exactZeros = true;
    bool twin = false; ///< the random twin of the checkpoint of that name
    std::string data;  ///< for people: where the sentences come from
    SparsityRequest request;
    SweepSummary summary;
    std::vector<LayerSparsity> layers; ///< encoder first
};

/// Progress counts sentences. Throws Error, BadInput without a sentence.
SparsityProfile profileSparsity(InferenceEngine& engine, std::span<const Sentence> sentences,
                                const SparsityRequest& request, const std::stop_token& stop = {},
                                const ProgressCallback& progress = {});

/// Makes a checkpoint like another with random weights (core/training/RandomTwin.h) in a folder.
using TwinMaker = std::function<void(const std::filesystem::path& checkpoint, const std::filesystem::path& output,
                                     const std::stop_token& stop, const ProgressCallback& progress)>;

/// A checkpoint's random twin, which lies among the temporary files for as long as this lives.
class TwinEngine {
public:
    TwinEngine(const std::filesystem::path& checkpoint, const TwinMaker& make, const EngineFactory& load,
               const LoadOptions& options, const std::stop_token& stop = {}, const ProgressCallback& progress = {});

    InferenceEngine& engine() { return *m_engine; }

private:
    TemporaryDirectory m_folder;
    std::unique_ptr<InferenceEngine> m_engine; // goes before its files
};

/// The first `count` sentences of a source, or with a seed as many drawn blindly, in their order; 0: all. Whichever are
/// taken depends on seed and place alone.
class SentenceSample {
public:
    explicit SentenceSample(std::uint32_t count, std::optional<std::uint64_t> seed = {});

    void add(const Sentence& sentence);
    std::vector<Sentence> take(); ///< what was chosen, once all were added

private:
    struct Drawn {
        std::uint64_t key = 0; // the smallest keys are taken
        std::uint64_t place = 0;
        Sentence sentence;
        bool operator<(const Drawn& other) const { return std::pair(key, place) < std::pair(other.key, other.place); }
    };

    std::uint32_t m_count;
    std::optional<std::uint64_t> m_seed;
    std::uint64_t m_seen = 0;
    std::vector<Drawn> m_chosen; // with a seed a heap, the largest key first
};

} // namespace sparsight
