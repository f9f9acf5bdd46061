// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/Torch.h"
#include "core/model/generation/TokenRules.h"

#include <cstdint>
#include <vector>

namespace sparsight {

/// How the decoder goes on after a step: a row for every text, or beam of a text, that is still open. The rows of a
/// text lie side by side.
struct NextStep {
    std::vector<std::int64_t> tokens;  ///< [rows] what each row reads next; empty when every text is done
    std::vector<std::int64_t> origins; ///< [rows] the row of the last step that each goes on from
    std::vector<std::int64_t> sources; ///< the texts of the last step, by their place in it, that are still open
};

/// Decides by the scores of each step what is written. The first step has one row a text.
class Search {
public:
    virtual ~Search() = default;

    /// logits [rows, vocabulary] in fp32, contiguous; may be changed.
    virtual NextStep advance(at::Tensor logits) = 0;
    /// For each text what was written, without the start token; call when every text is done.
    virtual std::vector<Sequence> take() = 0;
};

} // namespace sparsight
