// SPDX-License-Identifier: GPL-3.0-or-later
// Writes text with the decoder: greedy, beam search or sampling, one token a step for a batch of texts, over cached
// keys and values. Ids are those that transformers' generate() gives with the same choices.
#pragma once

#include "core/model/T5Model.h"
#include "core/model/generation/GenerateOptions.h"
#include "core/model/generation/TokenRules.h"

#include <cstdint>
#include <span>
#include <stop_token>
#include <vector>

namespace sparsight {

class Generator {
public:
    /// The model must outlive the generator. Throws Error(BadInput) as checkOptions().
    Generator(const T5Model& model, const GenerateOptions& options);

    /// What is written for each encoded text, `</s>` at its end unless it was cut off at the longest. A text that is
    /// done leaves the batch. streams: of random numbers where tokens are drawn, one a text; the text's place if empty.
    /// overrides: of the decoder, those of the encoder being in its states; null: none.
    std::vector<Sequence> generate(EncoderStates encoder, const std::stop_token& stop,
                                   std::span<const std::uint64_t> streams = {},
                                   const ActivationOverrides* overrides = nullptr) const;

private:
    const T5Model& m_model;
    GenerateOptions m_options;
};

} // namespace sparsight
