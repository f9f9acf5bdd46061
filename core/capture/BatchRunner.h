// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/BlockWriter.h"
#include "core/capture/LoadedCheckpoint.h"
#include "core/capture/Reduction.h"

#include <cstdint>
#include <functional>
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

using SentenceBatch = std::span<const SentenceIds* const>;

/// Calls forward with the batch; where memory is short, frees the caches and goes on with halves, down to single
/// sentences. Throws Error(OutOfMemory) that says what is too long when even one does not fit.
BatchResult forwardInHalves(SentenceBatch batch, const std::function<BatchResult(SentenceBatch)>& forward,
                            const std::function<void()>& freeCaches);

/// Runs batches of sentences of equal encoder length, as far as the wanted layers need, and reduces what they find.
class BatchRunner {
public:
    BatchRunner(const LoadedCheckpoint& checkpoint, const RunSettings& settings);

    BatchResult run(SentenceBatch sentences, const std::stop_token& stop) const;

private:
    BatchResult forward(SentenceBatch sentences, const std::stop_token& stop) const;
    void runDecoder(SentenceBatch sentences, const EncoderStates& encoded, const std::stop_token& stop,
                    BatchResult& result) const;
    ActivationHook collector(const PositionMask& mask, BatchResult& result) const;
    PositionMask positions(const std::vector<std::span<const std::int32_t>>& rows) const;
    int lastWanted(Stack stack) const;

    const LoadedCheckpoint& m_checkpoint;
    const RunSettings& m_settings;
};

} // namespace sparsight
