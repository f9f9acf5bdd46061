// SPDX-License-Identifier: GPL-3.0-or-later
// The face of the engine that needs no torch: the window and its tests see only this.
#pragma once

#include "core/base/Ids.h"
#include "core/base/Progress.h"
#include "core/model/FoundCheckpoint.h"
#include "core/model/Intervention.h"
#include "core/model/WeightMatching.h"
#include "core/model/generation/GenerateOptions.h"
#include "core/store/Project.h"
#include "core/tokenizer/Token.h"
#include "core/tokenizer/TokenKind.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace sparsight {

struct LoadOptions {
    std::string device = "auto"; ///< "auto" (the first GPU when there is one), "cpu", "cuda:N"
    int threads = 0;             ///< 0: one per core
    Precision precision = Precision::Fp32;
    bool legacyTokenizer = true; ///< as transformers 5 behaves; false: no extra space after a sentinel
    bool lazyOutput = true;      ///< multiplies `wo` only for neurons that fire, where that pays; false: never
};

/// What is known of a loaded checkpoint.
struct ModelInfo {
    std::filesystem::path directory; ///< the resolved directory
    std::string name;                ///< for people: last part of the path, or org/name in the hub cache
    std::string family;              ///< row of the table of families, e.g. "t5", "mt5", "umt5"
    std::string activation;          ///< feed_forward_proj, e.g. "relu", "gated-gelu"
    int encoderLayers = 0, decoderLayers = 0, dModel = 0, dFf = 0, dKv = 0, heads = 0, vocabulary = 0;
    bool tiedEmbeddings = false;
    bool exactZeros = true;    ///< relu and gated-relu: a neuron that does not fire is exactly 0
    bool signedValues = false; ///< activations may be negative
    std::uint64_t parameters = 0;
    std::string weightFormat; ///< e.g. "safetensors, 2 shards, bf16"
    std::string device;       ///< "cpu" or "cuda:0", as chosen
    std::string deviceName;   ///< for people, e.g. the GPU's name
    Precision precision = Precision::Fp32;
    std::string config;                ///< config.json
    GenerateOptions generation;        ///< what the checkpoint itself asks for when text is generated
    std::vector<std::string> warnings; ///< e.g. NaN weights with their count

    std::vector<LayerId> layers() const; ///< encoder, then decoder
};

/// Dense activations of one layer at every position.
struct LayerActivations {
    LayerId layer;
    std::uint32_t tokens = 0, neurons = 0;
    std::vector<float> values; ///< [tokens, neurons], what `wo` receives

    float at(std::uint32_t token, NeuronId neuron) const { return values[std::size_t(token) * neurons + neuron.value]; }
};

struct LayerDensity {
    LayerId layer;
    double density = 0; ///< share of entries (token, neuron) that fire
};

struct LiveRequest {
    std::string text;
    std::optional<std::string> decoderText;  ///< teacher-forced; unset: the encoder only
    LayerId layer;                           ///< the layer whose activations come back
    double epsilon = 0;                      ///< fires when |a| > epsilon
    bool allDensities = true;                ///< false: stop after the wanted layer
    std::vector<Intervention> interventions; ///< applied in this pass alone
};

struct LiveResult {
    std::vector<Token> tokens;        ///< encoder, `</s>` at the end
    std::vector<Token> decoderTokens; ///< starts with decoder_start_token_id
    std::vector<LayerDensity> densities;
    LayerActivations activations;
    bool truncated = false;
    double seconds = 0; ///< tokenising and the forward pass
};

/// A pass of which several layers are wanted.
struct ActivationsRequest {
    std::string text;
    std::optional<std::string> decoderText;  ///< teacher-forced; unset: the encoder only
    std::vector<std::int32_t> decoderIds;    ///< instead of such a text: ids as generate() wrote them
    std::vector<LayerId> layers;             ///< empty: all
    std::vector<Intervention> interventions; ///< applied in this pass alone
    int maximumTokens = 0;                   ///< longer texts are cut; 0: never
    TopActivations top;                      ///< only these are kept; interventions are set afterwards

    bool runsDecoder() const { return decoderText || !decoderIds.empty(); }
};

/// `activations` of the command line: every wanted layer at once, encoder first.
struct ActivationsResult {
    std::vector<Token> tokens, decoderTokens;
    bool truncated = false;
    std::vector<LayerActivations> layers;
    std::vector<float> logits; ///< [decoder tokens, vocabulary]; empty where the decoder does not run
    std::uint32_t vocabulary = 0;
};

/// What a checkpoint wrote from a text.
struct GeneratedText {
    std::string text;
    std::vector<std::int32_t> ids;  ///< `</s>` at the end, unless it was cut off at the longest
    std::uint32_t sourceTokens = 0; ///< read, `</s>` included
    bool truncated = false;         ///< the source was longer
};

/// What a neuron writes into the vocabulary: docs/definitions.md, "What a neuron writes".
struct NeuronWriting {
    struct Piece {
        std::int32_t id = 0;
        std::string piece; ///< as Token's
        double score = 0;
    };
    LayerId layer;
    NeuronId neuron;
    std::vector<Piece> top, bottom; ///< the highest and the lowest scores, the most extreme first
    double mean = 0, deviation = 0; ///< of the scores of all pieces
    std::uint32_t pieces = 0;       ///< rows of the vocabulary that stand for nothing are left out
    double scale = 1;               ///< of the output before the head; 1 for the encoder
    bool ownHead = false;           ///< the head is not the embedding; false for the encoder, which has none
};

/// A pass over many sentences whose activations are looked at once, batch by batch, and not kept.
struct SweepRequest {
    std::span<const Sentence> sentences;
    std::vector<LayerId> layers; ///< empty: all of the encoder, and of the decoder where it runs
    DecoderMode decoder = DecoderMode::None;
    int maximumTokens = 512;                 ///< longer texts are cut
    int maximumNewTokens = defaultNewTokens; ///< of DecoderMode::Generate
};

/// A token of a batch.
struct SweptToken {
    std::uint32_t row = 0; ///< of SweptLayer::values
    std::uint32_t position = 0;
    TokenKind kind = TokenKind::WordStart;
};

/// A layer's activations over the tokens of one batch; valid during the call.
struct SweptLayer {
    LayerId layer;
    std::uint32_t neurons = 0;
    std::span<const SweptToken> tokens; ///< real ones; there may be rows of padding beside them
    const float* values = nullptr;      ///< [rows, neurons], what `wo` receives

    std::span<const float> activations(const SweptToken& token) const
    {
        return {values + std::size_t(token.row) * neurons, neurons};
    }
};

/// What a caller makes of one batch.
class SweepPart {
public:
    virtual ~SweepPart() = default;
    virtual void add(const SweptLayer& layer) = 0; ///< the wanted layers one after the other, on one of several threads
};

struct SweepVisitor {
    std::function<std::unique_ptr<SweepPart>()> begin; ///< on any thread
    std::function<void(SweepPart&)> end; ///< on the thread that called; the batches always in the same order
};

struct SweepSummary {
    std::uint64_t sentences = 0, tokens = 0, decoderTokens = 0;
    std::uint64_t truncated = 0; ///< sentences
};

/// A layer's second matrix, a row a neuron: what it adds to the output for an activation of 1.
struct OutputWeights {
    std::size_t width = 0;     ///< d_model
    std::vector<float> values; ///< [d_ff, d_model]

    std::span<const float> row(std::size_t neuron) const { return std::span(values).subspan(neuron * width, width); }
};

struct CaptureRequest {
    std::string runName; ///< empty: made from checkpoint and data set
    DatasetId dataset;
    RunSettings settings; ///< device, threads, precision and versions are filled in by the engine
    std::function<void(const std::string& runName)> begun = {}; ///< told before the first batch
};

struct CaptureSummary {
    RunId run;
    bool resumed = false;
    // Of this call; RunInfo has those of the whole run. A damaged block that is captured again counts here.
    std::uint64_t sentences = 0, tokens = 0, nonzeros = 0, bytesStored = 0;
    double seconds = 0;

    bool wasComplete() const { return resumed && sentences == 0; } ///< there was nothing left to capture
};

/// A loaded checkpoint. Used by one thread at a time. All functions throw Error.
class InferenceEngine {
public:
    virtual ~InferenceEngine() = default;

    virtual const ModelInfo& info() const = 0;
    /// SHA-256 over the weights in the order of tensor names; computed on first use, then kept.
    virtual std::string weightsSha256(const std::stop_token& stop, const ProgressCallback& progress) = 0;

    virtual std::vector<Token> tokenize(const std::string& text) const = 0;
    virtual LiveResult run(const LiveRequest& request, const std::stop_token& stop) = 0;
    virtual ActivationsResult activations(const ActivationsRequest& request, const std::stop_token& stop) = 0;
    /// The same for a text as it is.
    ActivationsResult activations(const std::string& text, const std::optional<std::string>& decoderText,
                                  const std::vector<LayerId>& layers, const std::stop_token& stop)
    {
        return activations({.text = text, .decoderText = decoderText, .layers = layers}, stop);
    }
    /// Text that the decoder writes from each text, in their order, with interventions in both stacks. Progress counts
    /// texts.
    virtual std::vector<GeneratedText> generate(std::span<const std::string> texts, const GenerateOptions& options,
                                                const std::vector<Intervention>& interventions,
                                                const std::stop_token& stop, const ProgressCallback& progress) = 0;
    /// The same for one text, without interventions.
    std::string generate(const std::string& text, const GenerateOptions& options, const std::stop_token& stop)
    {
        return generate(std::span(&text, 1), options, {}, stop, {}).front().text;
    }

    /// The `count` pieces that a neuron makes most and least likely.
    virtual NeuronWriting writing(LayerId layer, NeuronId neuron, std::size_t count) = 0;

    /// Shows every wanted activation of the sentences to the visitor once. Progress counts sentences; stops within a
    /// batch. What the visitor throws ends it.
    virtual SweepSummary sweep(const SweepRequest& request, const SweepVisitor& visitor, const std::stop_token& stop,
                               const ProgressCallback& progress) = 0;
    /// A copy. May be called from several threads, and while sweep() runs.
    virtual OutputWeights outputWeights(LayerId layer) const = 0;

    /// Captures a data set into the project, or goes on with the run that was cut off (same checkpoint, data set and
    /// settings). Progress counts sentences. Stops within one batch; everything committed stays.
    virtual CaptureSummary capture(Project& project, const CaptureRequest& request, const std::stop_token& stop,
                                   const ProgressCallback& progress) = 0;
};

/// Loads a Hugging Face checkpoint directory (or a hub cache folder) and reports "reading weights" in bytes.
using EngineFactory =
    std::function<std::unique_ptr<InferenceEngine>(const std::filesystem::path& directory, const LoadOptions& options,
                                                   const std::stop_token& stop, const ProgressCallback& progress)>;

/// The engine's functions that need no loaded checkpoint, as the window uses them; filled by app/.
struct EngineServices {
    EngineFactory load;
    /// Looks at a folder, its subfolders (two levels) and nothing else. Reads configurations only.
    std::function<std::vector<FoundCheckpoint>(const std::filesystem::path& folder, const std::stop_token& stop)> find;
    /// Where the hub keeps its cache by the environment, whether or not it exists.
    std::function<std::filesystem::path()> hubCache;
    /// WeightMatching.h
    std::function<std::vector<WeightMatch>(const std::filesystem::path& first, const std::filesystem::path& second,
                                           LayerId layer, const std::stop_token& stop,
                                           const ProgressCallback& progress)>
        matchWeights;
};

} // namespace sparsight
