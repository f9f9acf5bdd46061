// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/ModelConfig.h"
#include "core/model/generation/Sampling.h"
#include "core/model/generation/Search.h"

#include <span>

namespace sparsight {

/// One row a text: the best next token (greedy), or one that is drawn.
class SingleSearch final : public Search {
public:
    /// streams: of random numbers, one a text.
    SingleSearch(const ModelConfig& config, const GenerateOptions& options, std::span<const std::uint64_t> streams);

    NextStep advance(at::Tensor logits) override;
    std::vector<Sequence> take() override;

private:
    at::Tensor choose(const at::Tensor& scores);
    bool isDone(const Sequence& sequence) const;

    const GenerateOptions& m_options;
    TokenRules m_rules;
    std::int32_t m_eos;
    std::vector<Sequence> m_sequences;    // [texts]
    std::vector<UniformStream> m_streams; // [texts] where tokens are drawn
    std::vector<std::size_t> m_open;      // text of each row
};

} // namespace sparsight
