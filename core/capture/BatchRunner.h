// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/BlockWriter.h"
#include "core/capture/LoadedCheckpoint.h"
#include "core/capture/Reduction.h"

#include <cstdint>
#include <optional>
#include <span>
#include <stop_token>
#include <vector>

namespace sparsight {

/// Ids of one sentence of a capture.
struct SentenceIds {
    std::vector<std::int32_t> encoder; ///< `</s>` at the end
    std::vector<std::int32_t> decoder; ///< teacher forcing: the start token first; else empty
    bool truncated = false;
};

/// Runs batches of sentences of equal encoder length, as far as the wanted layers need, and reduces what they find.
/// Where memory is short a batch is halved, down to single sentences.
class BatchRunner {
public:
    BatchRunner(const LoadedCheckpoint& checkpoint, const RunSettings& settings);

    BatchResult run(std::span<const SentenceIds* const> sentences, const std::stop_token& stop) const;

    /// Longest text written in DecoderMode::Generate, in tokens.
    static constexpr int generatedTokens = GenerateOptions{}.maximumTokens;

private:
    BatchResult forward(std::span<const SentenceIds* const> sentences, const std::stop_token& stop) const;
    void runDecoder(std::span<const SentenceIds* const> sentences, const EncoderStates& encoded,
                    const std::stop_token& stop, BatchResult& result) const;
    ActivationHook collector(const PositionMask& mask, BatchResult& result) const;
    PositionMask positions(const std::vector<std::span<const std::int32_t>>& rows) const;
    int lastWanted(Stack stack) const;

    const LoadedCheckpoint& m_checkpoint;
    const RunSettings& m_settings;
};

} // namespace sparsight
