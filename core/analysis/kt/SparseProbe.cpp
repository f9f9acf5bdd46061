// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/kt/SparseProbe.h"

#include "core/analysis/census/Census.h"
#include "core/analysis/kt/CapturedColumns.h"
#include "core/analysis/statistics/LogisticRegression.h"

#include <algorithm>
#include <cmath>

namespace sparsight {

namespace {

/// The sentences of a half and, where the data set's sentence is in it, its place there.
struct Half {
    static constexpr std::uint32_t elsewhere = ~0U;
    std::vector<std::uint32_t> placeOf; ///< [sentences of the data set]
    std::vector<bool> labels;           ///< [sentences of the half]

    std::uint32_t withKeyword() const { return static_cast<std::uint32_t>(std::ranges::count(labels, true)); }
};

Half halfOf(const CensusSentences& sentences, const TopicLabels& labels, bool second)
{
    Half half;
    for (std::size_t s = 0; s < labels.contains.size(); ++s) {
        const bool belongs = (sentences.secondHalf[s] != 0) == second;
        half.placeOf.push_back(belongs ? static_cast<std::uint32_t>(half.labels.size()) : Half::elsewhere);
        if (belongs) half.labels.push_back(labels.contains[s]);
    }
    return half;
}

/// Sums of a column over the half; sentences without an entry are zero.
struct Moments {
    double sum = 0, squares = 0, withLabel = 0;

    Moments(CapturedColumns::Column column, const Half& half)
    {
        for (const ColumnEntry& entry : column) {
            const std::uint32_t place = half.placeOf[entry.row];
            if (place == Half::elsewhere) continue;
            const double value = entry.value;
            sum += value;
            squares += value * value;
            if (half.labels[place]) withLabel += value;
        }
    }
    double mean(double n) const { return sum / n; }
    double variance(double n) const { return std::max(0.0, squares / n - mean(n) * mean(n)); }
};

/// |Pearson r| of A and the label; 0 where undefined.
double strength(const Moments& moments, const Half& half)
{
    const auto n = static_cast<double>(half.labels.size());
    const double share = half.withKeyword() / n, variance = moments.variance(n);
    if (variance <= 0) return 0;
    const double covariance = moments.withLabel / n - share * moments.mean(n);
    return std::abs(covariance) / std::sqrt(variance * share * (1 - share));
}

std::vector<NeuronId> strongest(CapturedColumns& columns, const RunInfo& run, const Half& half,
                                const std::stop_token& stop)
{
    std::vector<std::pair<double, NeuronId>> ranked; // −|r| and neuron: of equals the smaller number
    columns.forEach(
        NeuronId(0), NeuronId(run.neurons),
        [&](NeuronId neuron, CapturedColumns::Column column, auto) {
            ranked.emplace_back(-strength(Moments(column, half), half), neuron);
        },
        stop);
    std::ranges::sort(ranked);
    ranked.resize(std::min<std::size_t>(ranked.size(), mostProbeNeurons));
    std::vector<NeuronId> neurons;
    for (const auto& [negative, neuron] : ranked)
        neurons.push_back(neuron);
    return neurons;
}

/// A of the chosen neurons, standardised by the first half. [sentences of the half][neurons]
struct Features {
    std::vector<double> first, second;
};

Features readFeatures(CapturedColumns& columns, const std::vector<NeuronId>& neurons, const Half& first,
                      const Half& second, const std::stop_token& stop)
{
    const std::size_t width = neurons.size();
    Features features{std::vector<double>(first.labels.size() * width),
                      std::vector<double>(second.labels.size() * width)};
    const auto n = static_cast<double>(first.labels.size());
    for (std::size_t f = 0; f < width; ++f) {
        const auto write = [&](NeuronId, CapturedColumns::Column column, auto) {
            const Moments moments(column, first);
            const double mean = moments.mean(n), deviation = std::sqrt(moments.variance(n));
            const double scale = deviation > 0 ? 1 / deviation : 1;
            const auto fill = [&](std::vector<double>& values, const Half& half) {
                for (std::size_t i = 0; i < half.labels.size(); ++i)
                    values[i * width + f] = -mean * scale;
                for (const ColumnEntry& entry : column) {
                    const std::uint32_t place = half.placeOf[entry.row];
                    if (place != Half::elsewhere) values[place * width + f] = (entry.value - mean) * scale;
                }
            };
            fill(features.first, first);
            fill(features.second, second);
        };
        columns.forEach(neurons[f], NeuronId(neurons[f].value + 1), write, stop);
    }
    return features;
}

/// The first `count` features of each row.
std::vector<double> firstOf(const std::vector<double>& rows, std::size_t width, std::size_t count)
{
    std::vector<double> narrow;
    for (std::size_t row = 0; row < rows.size(); row += width)
        narrow.insert(narrow.end(), rows.begin() + static_cast<std::ptrdiff_t>(row),
                      rows.begin() + static_cast<std::ptrdiff_t>(row + count));
    return narrow;
}

ProbeStep judge(const LogisticModel& model, const std::vector<double>& rows, const Half& half)
{
    const std::size_t width = model.weights.size();
    double yes = 0, right = 0;
    for (std::size_t i = 0; i < half.labels.size(); ++i) {
        if (model.logit(std::span(rows).subspan(i * width, width)) < 0) continue;
        ++yes;
        right += half.labels[i];
    }
    ProbeStep step{.neurons = static_cast<std::uint32_t>(width)};
    const double positive = half.withKeyword();
    if (yes > 0) step.precision = right / yes;
    step.recall = right / positive;
    step.f1 = 2 * right / (yes + positive);
    return step;
}

void requireBothLabels(const RunInfo& run, const Half (&halves)[2])
{
    for (const Half& half : halves) {
        if (half.withKeyword() > 0 && half.withKeyword() < half.labels.size()) continue;
        throw Error(ErrorCode::BadInput,
                    "A probe needs sentences with a keyword and without in both halves of the data set of run \"" +
                        run.name + "\"; one of them has " + std::to_string(half.withKeyword()) + " with a keyword of " +
                        std::to_string(half.labels.size()) + ". Choose a wider topic or a larger data set.");
    }
}

} // namespace

SparseProbe computeSparseProbe(const Project& project, const RunInfo& run, LayerId layer, const TopicLabels& labels,
                               const std::stop_token& stop, const ProgressCallback& progress)
{
    const CapturingLayer capturing(project, run, layer, {}, stop, progress);
    const CensusSentences sentences = readCensusSentences(project, run.dataset, stop);
    const Half halves[2] = {halfOf(sentences, labels, false), halfOf(sentences, labels, true)};
    requireBothLabels(run, halves);
    CapturedColumns columns(project, capturing);
    SparseProbe probe{.run = run, .layer = layer};
    for (std::size_t half = 0; half < 2; ++half) {
        probe.sentences[half] = static_cast<std::uint32_t>(halves[half].labels.size());
        probe.withKeyword[half] = halves[half].withKeyword();
    }
    const double share = probe.withKeyword[1] / static_cast<double>(probe.sentences[1]);
    probe.allF1 = 2 * share / (1 + share);
    probe.neurons = strongest(columns, run, halves[0], stop);
    const Features features = readFeatures(columns, probe.neurons, halves[0], halves[1], stop);
    for (std::size_t count = 1; count <= probe.neurons.size(); count *= 2) {
        throwIfStopped(stop);
        const LogisticModel model =
            fitLogistic(firstOf(features.first, probe.neurons.size(), count), halves[0].labels, count);
        probe.steps.push_back(judge(model, firstOf(features.second, probe.neurons.size(), count), halves[1]));
    }
    DamageLog damage;
    columns.logDamage(damage);
    probe.damage = damage.damage();
    return probe;
}

} // namespace sparsight
