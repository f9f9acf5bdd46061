// SPDX-License-Identifier: GPL-3.0-or-later
// A checkpoint ready to compute with: files, tokeniser and model together, and the forward passes that live view,
// command line and capture share.
#pragma once

#include "core/capture/InferenceEngine.h"
#include "core/model/CheckpointDirectory.h"
#include "core/model/T5Model.h"
#include "core/model/WeightTable.h"
#include "core/tokenizer/Tokenizer.h"

#include <span>
#include <string_view>
#include <vector>

namespace sparsight {

class LoadedCheckpoint {
public:
    LoadedCheckpoint(const std::filesystem::path& given, const LoadOptions& options, const std::stop_token& stop,
                     const ProgressCallback& progress);

    const ModelInfo& info() const { return m_info; }
    const ModelConfig& config() const { return m_config; }
    const WeightTable& weights() const { return m_weights; }
    const Tokenizer& tokenizer() const { return m_tokenizer; }
    const T5Model& model() const { return m_model; }
    int threads() const { return m_threads; } ///< of the CPU

    /// Sets threads and precision of products for the calling thread; every entry point does this first.
    void prepareThread() const;

    /// Ids of a sentence for the encoder, cut to `limit` with `</s>` at the end. Says through `truncated` when it cut.
    std::vector<std::int32_t> encoderIds(std::string_view text, int limit, bool& truncated) const;
    /// Ids the decoder reads for a text under teacher forcing: the start token, then the text without `</s>`.
    std::vector<std::int32_t> decoderIds(std::string_view text, int limit, bool& truncated) const;
    /// The same for tokens that were generated.
    std::vector<std::int32_t> decoderIds(std::span<const std::int32_t> written) const;
    /// The tokens whose ids encoderIds() and decoderIds() give.
    std::vector<Token> encoderTokens(std::string_view text, int limit, bool& truncated) const;
    std::vector<Token> decoderTokens(std::string_view text, int limit, bool& truncated) const;

    /// Throws Error(BadInput) that names the layers there are.
    void checkLayer(LayerId layer) const;
    /// The same of a neuron of it.
    void checkNeuron(LayerId layer, NeuronId neuron) const;
    /// For Watch. Throws Error(BadInput) for layers and neurons that there are not, a neuron that is named twice, and a
    /// value that is no number.
    ActivationOverrides overrides(std::span<const Intervention> interventions) const;

private:
    ModelInfo describe() const;

    int m_threads;
    Precision m_precision;
    at::Device m_device;
    CheckpointDirectory m_directory;
    ModelConfig m_config;
    WeightTable m_weights;
    Tokenizer m_tokenizer;
    std::vector<std::string> m_warnings; // before the model, which gives back mapped pages that it does not need
    T5Model m_model;                     // after the weights: its tensors may be their mapped files
    GenerateOptions m_generation;
    ModelInfo m_info;
};

} // namespace sparsight
