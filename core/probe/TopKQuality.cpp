// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/probe/TopKQuality.h"

#include "core/base/Error.h"
#include "core/probe/Ablation.h"

#include <algorithm>

namespace sparsight {

namespace {

/// One pass of one sentence.
struct Pass {
    std::vector<double> logProbabilities; // [target tokens]
    std::vector<std::size_t> likeliest;   // [target tokens]
    bool truncated = false;
};

Pass passOf(InferenceEngine& engine, const Sentence& sentence, const TopKRequest& request, int k,
            const std::stop_token& stop)
{
    const ActivationsResult result =
        engine.activations({.text = sentence.text,
                            .decoderText = sentence.target.empty() ? sentence.text : sentence.target,
                            .decoderIds = {},
                            .layers = {{Stack::Encoder, 1}}, // one has to come back
                            .interventions = {},
                            .maximumTokens = request.maximumTokens,
                            .top = {.k = k, .layers = request.layers}},
                           stop);
    Pass pass{.logProbabilities = textProbability(result.logits, nextTokens(result)).tokens,
              .likeliest = {},
              .truncated = result.truncated};
    for (auto row = result.logits.begin(); row != result.logits.end(); row += result.vocabulary)
        pass.likeliest.push_back(static_cast<std::size_t>(std::max_element(row, row + result.vocabulary) - row));
    return pass;
}

void check(std::span<const Sentence> sentences, const TopKRequest& request)
{
    if (sentences.empty()) throw Error(ErrorCode::BadInput, "There is no sentence to look at.");
    if (request.ks.empty()) throw Error(ErrorCode::BadInput, "No k is given; name one at least, e.g. 64.");
    for (const int k : request.ks) {
        if (k < 1)
            throw Error(ErrorCode::BadInput, "At least one activation must be kept, not " + std::to_string(k) + ".");
    }
}

} // namespace

TopKCurve topKQuality(InferenceEngine& engine, std::span<const Sentence> sentences, const TopKRequest& request,
                      const std::stop_token& stop, const ProgressCallback& progress)
{
    check(sentences, request);
    TopKCurve curve;
    curve.points.resize(request.ks.size() + 1);
    for (std::size_t i = 0; i < request.ks.size(); ++i)
        curve.points[i + 1].k = request.ks[i];
    for (const Sentence& sentence : sentences) {
        report(progress, {"thresholding activations", curve.sentences, sentences.size()});
        const Pass dense = passOf(engine, sentence, request, 0, stop);
        for (TopKPoint& point : curve.points) {
            throwIfStopped(stop);
            const Pass pass = point.k == 0 ? dense : passOf(engine, sentence, request, point.k, stop);
            for (std::size_t t = 0; t < dense.likeliest.size(); ++t) {
                point.loss -= pass.logProbabilities[t];
                point.agreeing += pass.likeliest[t] == dense.likeliest[t];
            }
        }
        ++curve.sentences;
        curve.tokens += dense.likeliest.size();
        curve.truncated += dense.truncated;
        curve.withoutTarget += sentence.target.empty();
    }
    for (TopKPoint& point : curve.points)
        point.loss /= static_cast<double>(curve.tokens);
    report(progress, {"thresholding activations", curve.sentences, sentences.size()});
    return curve;
}

} // namespace sparsight
