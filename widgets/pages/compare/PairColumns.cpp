// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/compare/PairColumns.h"

#include "core/analysis/compare/ChangeTable.h"

#include <QtGlobal>
#include <algorithm>
#include <set>
#include <string>

namespace sparsight {
namespace {

PairColumn ofNeuron(const NeuronMetric& metric, std::size_t side)
{
    return {metric.info, side, false, [&metric, side](const PairComparison& pair, NeuronId neuron) {
                return metric.value(pair.change(neuron).sides[side].statistics, pair.changes.totals[side]);
            }};
}

PairColumn ofKt(const KtMetric& metric, std::size_t side)
{
    return {metric.info, side, false, [&metric, side](const PairComparison& pair, NeuronId neuron) {
                return metric.value(pair.change(neuron).sides[side].score);
            }};
}

PairColumn ofChange(const ChangeMetric& metric)
{
    return {metric.info, std::nullopt, metric.isSigned,
            [&metric](const PairComparison& pair, NeuronId neuron) { return metric.value(pair.change(neuron)); }};
}

const MetricInfo fisherP{"fisher_p", QT_TRANSLATE_NOOP("Metrics", "Fisher p"),
                         QT_TRANSLATE_NOOP("Metrics",
                                           "Chance of shares that differ so much where the true ones are the "
                                           "same (Fisher's exact test, two-sided)"),
                         MetricFormat::Probability, Better::Lower};
const MetricInfo fisherQ{"fisher_q", QT_TRANSLATE_NOOP("Metrics", "Fisher q"),
                         QT_TRANSLATE_NOOP("Metrics", "Fisher's p corrected for all neurons of the layer that capture "
                                                      "enough sentences in both (Benjamini–Hochberg)"),
                         MetricFormat::Probability, Better::Lower};

/// Whether such a pair has that number at all.
bool isDefined(const ChangeMetric& metric, const PairComparison& pair)
{
    const std::string_view id = metric.info.id;
    if (id == "born" || id == "died") return false; // the column of what became of it says so
    if (id.starts_with("mcnemar"))
        return pair.changes.withKeyword && pair.changes.settings.rule.kind == CaptureRule::Kind::Fixed &&
               !pair.independent;
    if (id == "kt_change_undefined") return pair.changes.withKeyword && !pair.independent;
    if (id.starts_with("kt_") || id.starts_with("rank_") || id == "lift_change")
        return pair.changes.withKeyword.has_value();
    if (id == "correlation" || id.starts_with("top_")) return !pair.independent;
    return true;
}

class Builder {
public:
    explicit Builder(const PairComparison& pair)
        : m_pair(pair)
    {
    }

    template <class Metric, class Make>
    void addBoth(const Metric& metric, const Make& make)
    {
        for (const std::size_t side : {0, 1})
            m_columns.push_back(make(metric, side));
        addChanges(std::string(metric.info.id) + "_change");
    }
    /// Those whose id begins so, and that are not there yet.
    void addChanges(const std::string& prefix)
    {
        for (const ChangeMetric& metric : changeMetrics()) {
            if (std::string_view(metric.info.id).starts_with(prefix) && isDefined(metric, m_pair) &&
                m_added.insert(metric.info.id).second)
                m_columns.push_back(ofChange(metric));
        }
    }
    void addFisher()
    {
        if (m_pair.fisher.empty()) return;
        m_columns.push_back({fisherP, std::nullopt, false,
                             [](const PairComparison& pair, NeuronId neuron) { return pair.fisher[neuron.value].p; }});
        m_columns.push_back({fisherQ, std::nullopt, false,
                             [](const PairComparison& pair, NeuronId neuron) { return pair.fisher[neuron.value].q; }});
    }
    std::vector<PairColumn> take() { return std::move(m_columns); }

private:
    const PairComparison& m_pair;
    std::vector<PairColumn> m_columns;
    std::set<std::string_view> m_added;
};

} // namespace

std::vector<PairColumn> pairColumns(const PairComparison& pair)
{
    Builder columns(pair);
    if (pair.changes.withKeyword) {
        columns.addBoth(ktMetric("kt"), ofKt);
        columns.addChanges("mcnemar");
        columns.addFisher();
        columns.addChanges("lift");
        columns.addChanges("rank");
    }
    for (const NeuronMetric& metric : neuronMetrics())
        columns.addBoth(metric, ofNeuron);
    columns.addChanges({});
    for (const KtMetric& metric : ktMetrics()) {
        const std::string_view id = metric.info.id;
        if (id != "kt" && !isRanking(metric.info) && (pair.changes.withKeyword || id == "n"))
            columns.addBoth(metric, ofKt);
    }
    for (const KtMetric& metric : ktMetrics()) { // last: the others stay where they are when these come
        if (pair.isRanked && isRanking(metric.info)) columns.addBoth(metric, ofKt);
    }
    return columns.take();
}

bool isRanking(const MetricInfo& metric)
{
    const std::string_view id = metric.id;
    return id == "ap" || id == "auroc" || id == "pearson";
}

std::vector<PairColumn> sideMetrics(const PairComparison& pair, std::size_t side)
{
    std::vector<PairColumn> metrics;
    if (pair.changes.withKeyword) metrics.push_back(ofKt(ktMetric("kt"), side));
    for (const NeuronMetric& metric : neuronMetrics())
        metrics.push_back(ofNeuron(metric, side));
    for (const KtMetric& metric : ktMetrics()) {
        const std::string_view id = metric.info.id;
        if (id != "kt" && (pair.changes.withKeyword || id == "n")) metrics.push_back(ofKt(metric, side));
    }
    return metrics;
}

} // namespace sparsight
