// SPDX-License-Identifier: GPL-3.0-or-later
// The table of model families: what differs between T5, mT5 and umT5, as data. A new family is a new row.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace sparsight {

/// Whether the decoder's output is multiplied by d_model^-0.5 before the head (as transformers 5.23.0 does).
enum class OutputScaling : std::uint8_t {
    ByConfig, ///< scale_decoder_outputs when it is there, else unless tie_word_embeddings is false
    Never,
    Always,
};

/// What transformers assumes where config.json leaves a field out.
struct ConfigDefaults {
    int vocabSize, dModel, dKv, dFf, layers, heads;
    std::string_view feedForwardProj;
};

struct ModelFamily {
    std::string_view id;    ///< model_type of config.json, e.g. "t5"
    std::string_view title; ///< for people, e.g. "T5, T5 v1.1, Flan-T5"
    bool biasInEveryLayer;  ///< relative attention bias in each block, not only the first
    OutputScaling scaling;
    ConfigDefaults defaults;
};

std::span<const ModelFamily> modelFamilies() noexcept;

/// The row with this model_type, or nullptr.
const ModelFamily* findModelFamily(std::string_view modelType) noexcept;

} // namespace sparsight
