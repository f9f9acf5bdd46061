// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/generation/Sampling.h"

#include <algorithm>

namespace sparsight {

at::Tensor drawTokens(const at::Tensor& scores, const GenerateOptions& options, const at::Tensor& uniform)
{
    const std::int64_t vocabulary = scores.size(1);
    const std::int64_t candidates = options.topK > 0 ? std::min<std::int64_t>(options.topK, vocabulary) : vocabulary;
    const auto [kept, tokens] = scores.topk(candidates); // [rows, candidates], the largest first
    at::Tensor share = (kept.to(at::kDouble) / options.temperature).softmax(-1);
    if (options.topP < 1) share.masked_fill_(share.cumsum(-1) - share >= options.topP, 0);
    const at::Tensor upTo = share.cumsum(-1);
    // The first candidate that reaches beyond the point: one of share 0 never does.
    const at::Tensor point = uniform.to(scores.device()).unsqueeze(1) * upTo.slice(1, candidates - 1);
    const at::Tensor chosen = at::searchsorted(upTo, point, false, true).clamp_max_(candidates - 1); // NaN lies behind
    return tokens.gather(1, chosen).squeeze(1);
}

UniformStream::UniformStream(std::uint64_t seed, std::uint64_t stream)
{
    std::seed_seq words{std::uint32_t(seed), std::uint32_t(seed >> 32), std::uint32_t(stream),
                        std::uint32_t(stream >> 32)};
    m_engine.seed(words);
}

double UniformStream::next()
{
    // 52 bits: one fewer than a double has, so that the product with any total rounds to less than the total.
    return static_cast<double>(m_engine() >> 12) * 0x1p-52;
}

} // namespace sparsight
