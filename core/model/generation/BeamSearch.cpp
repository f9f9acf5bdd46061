// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/generation/BeamSearch.h"

#include "core/base/Error.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <numeric>
#include <utility>

namespace sparsight {

namespace {

/// The best next tokens of one text, the best first. scores, tokens [open beams, 2 · beams], contiguous, on the CPU
std::vector<Beams::Candidate> candidates(const Beams& beams, const at::Tensor& scores, const at::Tensor& tokens)
{
    const auto count = static_cast<std::size_t>(scores.size(1));
    std::vector<Beams::Candidate> all;
    for (std::size_t i = 0; std::cmp_less(i, scores.numel()); ++i) {
        const auto beam = static_cast<std::int64_t>(i / count);
        const float score = scores.const_data_ptr<float>()[i] + beams.open()[i / count].score;
        // NaN, of weights that hold NaN, would have no place in the order.
        all.push_back({std::isnan(score) ? -std::numeric_limits<float>::infinity() : score, beam,
                       static_cast<std::int32_t>(tokens.const_data_ptr<std::int64_t>()[i])});
    }
    std::ranges::stable_sort(all, std::greater{}, &Beams::Candidate::score);
    all.resize(count);
    return all;
}

} // namespace

BeamSearch::BeamSearch(const ModelConfig& config, const GenerateOptions& options, std::size_t texts)
    : m_options(options)
    , m_rules(options, config.eosToken)
    , m_texts(texts, Beams(options, config.decoderStartToken, config.eosToken))
    , m_open(texts)
{
    if (2 * options.beams > config.vocabSize) {
        throw Error(ErrorCode::BadInput, "The checkpoint has a vocabulary of " + std::to_string(config.vocabSize) +
                                             "; there can be at most half as many beams.");
    }
    std::iota(m_open.begin(), m_open.end(), 0);
}

NextStep BeamSearch::advance(at::Tensor logits)
{
    std::vector<const Sequence*> sequences;
    for (const std::size_t text : m_open) {
        for (const Beams::Beam& beam : m_texts[text].open())
            sequences.push_back(&beam.sequence);
    }
    // Log-probabilities are those before tokens are forbidden. Only the best of each row are normalised and looked at:
    // no other can be among the best of its text.
    const at::Tensor total = logits.logsumexp(-1, true);
    m_rules.apply(logits, sequences);
    const auto [best, tokens] = logits.topk(2 * m_options.beams);
    return advanceTexts((best - total).cpu().contiguous(), tokens.cpu().contiguous());
}

NextStep BeamSearch::advanceTexts(const at::Tensor& scores, const at::Tensor& tokens)
{
    NextStep step;
    std::vector<std::size_t> open;
    std::int64_t firstRow = 0;
    for (std::size_t source = 0; source < m_open.size(); ++source) {
        Beams& beams = m_texts[m_open[source]];
        const auto rows = static_cast<std::int64_t>(beams.open().size());
        beams.advance(candidates(beams, scores.narrow(0, firstRow, rows), tokens.narrow(0, firstRow, rows)));
        if (!beams.isDone()) {
            open.push_back(m_open[source]);
            step.sources.push_back(static_cast<std::int64_t>(source));
            for (const Beams::Beam& beam : beams.open()) {
                step.tokens.push_back(beam.sequence.back());
                step.origins.push_back(firstRow + beam.origin);
            }
        }
        firstRow += rows;
    }
    m_open = std::move(open);
    return step;
}

std::vector<Sequence> BeamSearch::take()
{
    std::vector<Sequence> written;
    for (const Beams& beams : m_texts)
        written.push_back(beams.best());
    return written;
}

} // namespace sparsight
