// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/CapturePlan.h"
#include "core/capture/InferenceEngine.h"
#include "core/capture/LoadedCheckpoint.h"

#include <memory>
#include <vector>

namespace sparsight {

/// Runs sentences through a checkpoint in a capture's batches and shows every wanted activation to a visitor.
class ActivationSweep {
public:
    /// The checkpoint must outlive this. Throws Error(BadInput) for layers that there are not, or that the request does
    /// not run, and where there is no sentence.
    ActivationSweep(const LoadedCheckpoint& checkpoint, const SweepRequest& request);

    SweepSummary run(const SweepVisitor& visitor, const std::stop_token& stop, const ProgressCallback& progress);

private:
    struct Text {
        std::vector<std::int32_t> ids;
        std::vector<TokenKind> kinds; // [ids]
    };
    struct Side {
        std::vector<const Text*> rows;
        std::vector<SweptToken> tokens;
        std::int64_t width = 0;
    };
    struct Done;

    void tokenize(const std::stop_token& stop, const ProgressCallback& progress);
    static Text textOf(const std::vector<Token>& tokens);
    int lastWanted(Stack stack) const;
    static Side sideOf(std::vector<const Text*> rows);
    ActivationHook hookFor(const Side& side, SweepPart& part, const std::stop_token& stop) const;
    Done compute(const CapturePlan::Batch& batch, const SweepVisitor& visitor, const std::stop_token& stop) const;

    const LoadedCheckpoint& m_checkpoint;
    SweepRequest m_request;
    std::vector<Text> m_encoder, m_decoder; // [sentences]; the second only under teacher forcing
    std::uint64_t m_truncated = 0;
    CapturePlan m_plan;
};

} // namespace sparsight
