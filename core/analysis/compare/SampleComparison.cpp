// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/compare/SampleComparison.h"

#include "core/analysis/statistics/FalseDiscovery.h"
#include "core/analysis/statistics/FisherExact.h"
#include "core/base/Error.h"

#include <algorithm>
#include <string>
#include <unordered_set>

namespace sparsight {

namespace {

void requireOneCheckpoint(const KtColumn& first, const KtColumn& second)
{
    const std::string names = "The runs \"" + first.run.name + "\" and \"" + second.run.name + "\" ";
    if (first.run.checkpoint != second.run.checkpoint)
        throw Error(ErrorCode::BadInput,
                    names + "differ in both checkpoint and data set; let one of them be the same.");
    if (first.run.dataset == second.run.dataset)
        throw Error(ErrorCode::BadInput, names + "are over the same sentences, which are no independent samples.");
    if (first.layer != second.layer)
        throw Error(ErrorCode::BadInput, names + "are compared in one layer, not in " + first.layer.toString() +
                                             " and " + second.layer.toString() + ".");
}

} // namespace

std::vector<SampleChange> compareSamples(const KtColumn& first, const KtColumn& second, std::uint32_t minimumCaptured)
{
    requireOneCheckpoint(first, second);
    std::vector<SampleChange> changes(first.scores.size());
    std::vector<SampleChange*> tested;
    std::vector<double> p;
    for (std::size_t n = 0; n < changes.size(); ++n) {
        SampleChange& change = changes[n];
        change.scores = {first.scores[n], second.scores[n]};
        if (!first.scores[n].kt || !second.scores[n].kt) continue;
        const Share before{first.scores[n].withKeyword, first.scores[n].captured};
        const Share after{second.scores[n].withKeyword, second.scores[n].captured};
        change.kt = *second.scores[n].kt - *first.scores[n].kt;
        if (change.scores[0].lift && change.scores[1].lift)
            change.lift = *change.scores[1].lift - *change.scores[0].lift;
        change.interval = newcombeInterval(before, after);
        change.p = fisherExact(before, after);
        if (std::min(before.n, after.n) < minimumCaptured) continue;
        tested.push_back(&change);
        p.push_back(*change.p);
    }
    const std::vector<double> q = benjaminiHochberg(p);
    for (std::size_t i = 0; i < tested.size(); ++i)
        tested[i]->q = q[i];
    return changes;
}

std::uint32_t countShared(const Project& project, DatasetId first, DatasetId second, const std::stop_token& stop)
{
    const auto forEachText = [&](DatasetId dataset, const auto& visit) {
        project.forEachSentence(dataset, [&](SentenceId id, const Sentence& sentence) {
            if (id.value % 1024 == 0) throwIfStopped(stop);
            visit(sentence.text);
        });
    };
    std::unordered_set<std::string> known;
    forEachText(first, [&](const std::string& text) { known.insert(text); });
    std::uint32_t shared = 0;
    forEachText(second, [&](const std::string& text) { shared += known.contains(text); });
    return shared;
}

} // namespace sparsight
