// SPDX-License-Identifier: GPL-3.0-or-later
// What a training from scratch decides beside how it is trained. No torch here.
#pragma once

#include <filesystem>
#include <string>

namespace sparsight {

/// The defaults are those of T5-Small.
struct ModelShape {
    int encoderLayers = 6, decoderLayers = 6;
    int dModel = 512, dFf = 2048, heads = 8, dKv = 64;
    std::string feedForward = "relu"; ///< as config.json spells it
    bool tied = true;                 ///< the embedding is the head too
};

struct VocabularyChoice {
    std::filesystem::path model; ///< a spiece.model to use; empty: one is trained on the texts
    int pieces = 32000;          ///< of the one that is trained; fewer where the texts have no more
    int sentinels = 100;         ///< <extra_id_0> …, behind the pieces
};

/// T5's objective: spans of tokens are replaced by sentinels, and the decoder writes what they stand for.
struct SpanCorruption {
    double density = 0.15; ///< share of a text's tokens that is replaced
    double meanSpan = 3;   ///< tokens
    bool roll = false;     ///< the pattern is turned round by a random number of tokens, see SpanCorruptor.h
};

struct PretrainingSettings {
    ModelShape shape;
    VocabularyChoice vocabulary;
    SpanCorruption corruption;

    /// Throws Error(BadInput) naming the setting, the value and what it may be.
    void check() const;
};

/// As one JSON object. Equal text (and the same vocabulary and data): same training.
std::string toJson(const PretrainingSettings& settings);

} // namespace sparsight
