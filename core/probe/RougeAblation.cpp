// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/probe/RougeAblation.h"

#include "core/base/Error.h"

#include <algorithm>

namespace sparsight {

namespace {

struct Pairs {
    std::vector<std::string> sources, targets;
    std::uint32_t withoutTarget = 0;
};

Pairs readPairs(const Project& project, const RougeAblationRequest& request)
{
    Pairs pairs;
    project.forEachSentence(request.dataset, [&](SentenceId, const Sentence& sentence) {
        if (sentence.target.empty()) {
            ++pairs.withoutTarget;
        } else if (request.pairs == 0 || pairs.sources.size() < request.pairs) {
            pairs.sources.push_back(request.prefix + sentence.text);
            pairs.targets.push_back(sentence.target);
        }
    });
    if (pairs.sources.empty()) {
        throw Error(ErrorCode::BadInput, "The data set \"" + project.dataset(request.dataset).name +
                                             "\" has no target texts; ROUGE needs texts to hold against.");
    }
    return pairs;
}

/// One side: what is written, and its score for each pair.
struct Side {
    std::vector<GeneratedText> written;
    std::vector<RougeScores> scores; // [pairs]
};

RougeScores difference(const RougeScores& after, const RougeScores& before)
{
    RougeScores result;
    for (const RougeKind& kind : rougeKinds) {
        const RougeScore &a = after.*kind.score, &b = before.*kind.score;
        result.*kind.score = {a.precision - b.precision, a.recall - b.recall, a.fmeasure - b.fmeasure};
    }
    return result;
}

} // namespace

RougeAblation ablateRouge(InferenceEngine& engine, const Project& project, const RougeAblationRequest& request,
                          const std::stop_token& stop, const ProgressCallback& progress)
{
    const Pairs pairs = readPairs(project, request);
    const std::uint64_t sides = 2 + request.controls.size();
    std::uint64_t finished = 0;
    const auto write = [&](const std::vector<Intervention>& interventions) {
        const auto count = [&](const Progress& inner) {
            report(progress, {inner.stage, finished * pairs.sources.size() + inner.done, sides * pairs.sources.size()});
        };
        Side side{.written = engine.generate(pairs.sources, request.generation, interventions, stop, count),
                  .scores = {}};
        for (std::size_t i = 0; i < pairs.sources.size(); ++i) {
            const std::span<const std::string> target(&pairs.targets[i], 1);
            side.scores.push_back(rouge(side.written[i].text, target, {.stem = request.stem}, stop));
        }
        ++finished;
        return side;
    };

    const Side before = write({});
    const auto changeTo = [&](const std::vector<Intervention>& interventions) {
        const Side after = write(interventions);
        RougeChange change{.after = summarize(after.scores, request.bootstrap, stop), .change = {}};
        std::vector<RougeScores> differences;
        for (std::size_t i = 0; i < after.scores.size(); ++i) {
            differences.push_back(difference(after.scores[i], before.scores[i]));
            change.differ += after.written[i].text != before.written[i].text;
        }
        change.change = summarize(differences, request.bootstrap, stop);
        return change;
    };
    RougeAblation result{.withoutTarget = pairs.withoutTarget,
                         .before = summarize(before.scores, request.bootstrap, stop),
                         .switched = changeTo(request.interventions),
                         .controls = {}};
    result.truncated = static_cast<std::uint32_t>(std::ranges::count_if(before.written, &GeneratedText::truncated));
    for (const auto& control : request.controls)
        result.controls.push_back(changeTo(control));
    return result;
}

} // namespace sparsight
