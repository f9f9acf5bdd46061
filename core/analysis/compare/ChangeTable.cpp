// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/compare/ChangeTable.h"

#include "core/base/Error.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

// The marker by which lupdate finds texts for translation; it needs no Qt here.
#define QT_TRANSLATE_NOOP(context, text) text

namespace sparsight {

namespace {

std::optional<double> toNumber(const std::optional<std::uint32_t>& count)
{
    return count ? std::optional<double>(*count) : std::nullopt;
}

constexpr std::array<ChangeMetric, 17> rows = {{
    {{"density_change", QT_TRANSLATE_NOOP("Metrics", "Δ density"),
      QT_TRANSLATE_NOOP("Metrics", "Change of the share of tokens at which the neuron fires, in percentage points"),
      MetricFormat::Percent, Better::Neither},
     true,
     [](const NeuronChange& c) { return c.density; }},
    {{"sentence_density_change", QT_TRANSLATE_NOOP("Metrics", "Δ sentence density"),
      QT_TRANSLATE_NOOP("Metrics", "Change of the share of sentences in which the neuron fires, in percentage points"),
      MetricFormat::Percent, Better::Neither},
     true,
     [](const NeuronChange& c) { return c.sentenceDensity; }},
    {{"mean_change", QT_TRANSLATE_NOOP("Metrics", "Δ mean"),
      QT_TRANSLATE_NOOP("Metrics", "Change of the mean value over all sentences"), MetricFormat::Value,
      Better::Neither},
     true,
     [](const NeuronChange& c) { return c.mean; }},
    {{"kt_change", QT_TRANSLATE_NOOP("Metrics", "Δ KT"),
      QT_TRANSLATE_NOOP("Metrics", "KT in the other run minus KT in the reference"), MetricFormat::Score,
      Better::Neither},
     true,
     [](const NeuronChange& c) { return c.kt; }},
    {{"kt_change_low", QT_TRANSLATE_NOOP("Metrics", "Δ KT low"),
      QT_TRANSLATE_NOOP("Metrics", "Lower end of the paired bootstrap's 95 % interval of the change of KT"),
      MetricFormat::Score, Better::Higher},
     true,
     [](const NeuronChange& c) { return c.ktInterval ? std::optional(c.ktInterval->interval.low) : std::nullopt; }},
    {{"kt_change_high", QT_TRANSLATE_NOOP("Metrics", "Δ KT high"),
      QT_TRANSLATE_NOOP("Metrics", "Upper end of the paired bootstrap's 95 % interval of the change of KT"),
      MetricFormat::Score, Better::Lower},
     true,
     [](const NeuronChange& c) { return c.ktInterval ? std::optional(c.ktInterval->interval.high) : std::nullopt; }},
    {{"kt_change_undefined", QT_TRANSLATE_NOOP("Metrics", "Draws left out"),
      QT_TRANSLATE_NOOP("Metrics", "Draws of the bootstrap in which the neuron captures nothing in one of the runs"),
      MetricFormat::Count, Better::Neither},
     false,
     [](const NeuronChange& c) -> std::optional<double> {
         return c.ktInterval ? std::optional<double>(c.ktInterval->undefined) : std::nullopt;
     }},
    {{"lift_change", QT_TRANSLATE_NOOP("Metrics", "Δ lift"),
      QT_TRANSLATE_NOOP("Metrics", "Lift in the other run minus lift in the reference"), MetricFormat::Score,
      Better::Neither},
     true,
     [](const NeuronChange& c) -> std::optional<double> {
         const auto &before = c.sides[0].score.lift, &after = c.sides[1].score.lift;
         return before && after ? std::optional(*after - *before) : std::nullopt;
     }},
    {{"mcnemar_p", QT_TRANSLATE_NOOP("Metrics", "McNemar p"),
      QT_TRANSLATE_NOOP("Metrics", "Of the sentences captured in both runs alike: chance that keywords come and go so "
                                   "unevenly (exact, two-sided)"),
      MetricFormat::Probability, Better::Lower},
     false,
     [](const NeuronChange& c) { return c.mcNemarP; }},
    {{"mcnemar_q", QT_TRANSLATE_NOOP("Metrics", "McNemar q"),
      QT_TRANSLATE_NOOP("Metrics", "McNemar's p corrected for all neurons of the layer that capture enough sentences "
                                   "(Benjamini–Hochberg)"),
      MetricFormat::Probability, Better::Lower},
     false,
     [](const NeuronChange& c) { return c.mcNemarQ; }},
    {{"rank_before", QT_TRANSLATE_NOOP("Metrics", "Rank before"),
      QT_TRANSLATE_NOOP("Metrics", "Place in the reference by q, then lift"), MetricFormat::Count, Better::Lower},
     false,
     [](const NeuronChange& c) { return toNumber(c.sides[0].rank); }},
    {{"rank_after", QT_TRANSLATE_NOOP("Metrics", "Rank after"),
      QT_TRANSLATE_NOOP("Metrics", "Place in the other run by q, then lift"), MetricFormat::Count, Better::Lower},
     false,
     [](const NeuronChange& c) { return toNumber(c.sides[1].rank); }},
    {{"correlation", QT_TRANSLATE_NOOP("Metrics", "r"),
      QT_TRANSLATE_NOOP("Metrics", "Pearson's correlation of the values in both runs over all sentences"),
      MetricFormat::Score, Better::Lower},
     false,
     [](const NeuronChange& c) { return c.correlation; }},
    {{"top_shared", QT_TRANSLATE_NOOP("Metrics", "Top shared"),
      QT_TRANSLATE_NOOP("Metrics", "Sentences that are among the 20 with the largest values in both runs"),
      MetricFormat::Count, Better::Lower},
     false,
     [](const NeuronChange& c) -> std::optional<double> { return c.topShared; }},
    {{"top_jaccard", QT_TRANSLATE_NOOP("Metrics", "Top Jaccard"),
      QT_TRANSLATE_NOOP("Metrics", "Top sentences of both runs, of those that are top sentences of one of them"),
      MetricFormat::Score, Better::Lower},
     false,
     [](const NeuronChange& c) { return c.topJaccard; }},
    {{"born", QT_TRANSLATE_NOOP("Metrics", "Born"),
      QT_TRANSLATE_NOOP("Metrics", "1 where the neuron never fires in the reference and fires in the other run"),
      MetricFormat::Count, Better::Higher},
     false,
     [](const NeuronChange& c) -> std::optional<double> { return c.born; }},
    {{"died", QT_TRANSLATE_NOOP("Metrics", "Died"),
      QT_TRANSLATE_NOOP("Metrics", "1 where the neuron fires in the reference and never in the other run"),
      MetricFormat::Count, Better::Higher},
     false,
     [](const NeuronChange& c) -> std::optional<double> { return c.died; }},
}};

} // namespace

std::span<const ChangeMetric> changeMetrics()
{
    return rows;
}

const ChangeMetric& changeMetric(std::string_view id)
{
    std::string known;
    for (const ChangeMetric& row : rows) {
        if (row.info.id == id) return row;
        known += (known.empty() ? "" : ", ") + std::string(row.info.id);
    }
    throw Error(ErrorCode::NotFound, "There is no change called \"" + std::string(id) + "\"; there are " + known + ".");
}

std::string formatChange(std::optional<double> value, const ChangeMetric& metric)
{
    std::string text = formatMetric(value, metric.info.format);
    if (!value || !metric.isSigned) return text;
    if (metric.info.format == MetricFormat::Percent) text.replace(text.size() - 1, 1, "pp");
    if (*value > 0) return "+" + text;
    return text;
}

void sortByMetric(std::vector<NeuronId>& neurons, const RunComparison& comparison, const ChangeMetric& metric)
{
    const auto key = [&](NeuronId neuron) -> std::pair<bool, double> {
        const auto value = metric.value(comparison.neurons[neuron.value]);
        if (!value) return {false, 0};
        if (metric.info.better == Better::Neither) return {true, std::fabs(*value)};
        return {true, metric.info.better == Better::Higher ? *value : -*value};
    };
    std::ranges::stable_sort(neurons, std::greater<>(), key);
}

} // namespace sparsight
