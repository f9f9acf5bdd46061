// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/RougeEvaluator.h"

#include "core/analysis/rouge/RougeSummary.h"
#include "core/capture/TextGenerator.h"

namespace sparsight {

namespace {

std::vector<GeneratedText> write(const std::filesystem::path& checkpoint, const std::vector<TextPair>& pairs,
                                 const TrainingSettings& settings, const std::stop_token& stop)
{
    const LoadedCheckpoint loaded(checkpoint, {.device = settings.device, .threads = settings.threads}, stop, {});
    std::vector<std::string> sources;
    for (const TextPair& pair : pairs)
        sources.push_back(settings.sourcePrefix + pair.source);
    const TextGenerator generator(loaded, {.maximumTokens = settings.maximumTargetTokens,
                                           .maximumSourceTokens = settings.maximumSourceTokens});
    return generator.run(sources, stop, {});
}

} // namespace

std::map<std::string, Measure> evaluateRouge(const std::filesystem::path& checkpoint,
                                             const std::vector<TextPair>& pairs, const TrainingSettings& settings,
                                             const std::stop_token& stop)
{
    const std::vector<GeneratedText> written = write(checkpoint, pairs, settings, stop);
    std::vector<RougeScores> scores;
    for (std::size_t i = 0; i < pairs.size(); ++i)
        scores.push_back(rouge(written[i].text, std::span(&pairs[i].target, 1), {.stem = true}, stop));
    const RougeSummary summary = summarize(scores, {}, stop);
    std::map<std::string, Measure> measures;
    for (const RougeKind& kind : rougeKinds) {
        measures[kind.name] = {(summary.mean.*kind.score).fmeasure, (summary.low.*kind.score).fmeasure,
                               (summary.high.*kind.score).fmeasure};
    }
    return measures;
}

} // namespace sparsight
