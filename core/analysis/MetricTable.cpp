// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/MetricTable.h"

#include "core/base/Error.h"

#include <array>
#include <charconv>
#include <cmath>

// The marker by which lupdate finds texts for translation; it needs no Qt here.
#define QT_TRANSLATE_NOOP(context, text) text

namespace sparsight {

namespace {

std::optional<double> share(double part, double whole)
{
    if (whole == 0) return std::nullopt;
    return part / whole;
}

constexpr std::array<KtMetric, 14> ktRows = {{
    {{"k", QT_TRANSLATE_NOOP("Metrics", "k"), QT_TRANSLATE_NOOP("Metrics", "Captured sentences that contain a keyword"),
      MetricFormat::Count, Better::Higher},
     [](const KtScore& s) -> std::optional<double> { return s.withKeyword; }},
    {{"n", QT_TRANSLATE_NOOP("Metrics", "n"),
      QT_TRANSLATE_NOOP("Metrics", "Sentences that the neuron captures under the rule"), MetricFormat::Count,
      Better::Neither},
     [](const KtScore& s) -> std::optional<double> { return s.captured; }},
    {{"kt", QT_TRANSLATE_NOOP("Metrics", "KT"),
      QT_TRANSLATE_NOOP("Metrics", "KT-score: k / n, the share of the captured sentences that contain a keyword"),
      MetricFormat::Score, Better::Higher},
     [](const KtScore& s) { return s.kt; }},
    {{"low", QT_TRANSLATE_NOOP("Metrics", "Low"),
      QT_TRANSLATE_NOOP("Metrics", "Lower end of the Wilson 95 % interval of KT"), MetricFormat::Score, Better::Higher},
     [](const KtScore& s) { return s.low; }},
    {{"high", QT_TRANSLATE_NOOP("Metrics", "High"),
      QT_TRANSLATE_NOOP("Metrics", "Upper end of the Wilson 95 % interval of KT"), MetricFormat::Score, Better::Higher},
     [](const KtScore& s) { return s.high; }},
    {{"lift", QT_TRANSLATE_NOOP("Metrics", "Lift"),
      QT_TRANSLATE_NOOP("Metrics", "KT / (K / N): how many times the base rate; 1 is no relation"), MetricFormat::Score,
      Better::Higher},
     [](const KtScore& s) { return s.lift; }},
    {{"coverage", QT_TRANSLATE_NOOP("Metrics", "Coverage"),
      QT_TRANSLATE_NOOP("Metrics", "k / K: share of the sentences with a keyword that the neuron captures"),
      MetricFormat::Percent, Better::Higher},
     [](const KtScore& s) { return s.coverage; }},
    {{"f1", QT_TRANSLATE_NOOP("Metrics", "F1"),
      QT_TRANSLATE_NOOP("Metrics", "2k / (n + K): harmonic mean of KT and coverage"), MetricFormat::Score,
      Better::Higher},
     [](const KtScore& s) { return s.f1; }},
    {{"iou", QT_TRANSLATE_NOOP("Metrics", "IoU"),
      QT_TRANSLATE_NOOP("Metrics", "k / (n + K − k): captured with a keyword, of those captured or with a keyword"),
      MetricFormat::Score, Better::Higher},
     [](const KtScore& s) { return s.iou; }},
    {{"ap", QT_TRANSLATE_NOOP("Metrics", "AP"),
      QT_TRANSLATE_NOOP("Metrics", "Average precision of the value as a ranking of the sentences; chance is K / N"),
      MetricFormat::Score, Better::Higher},
     [](const KtScore& s) { return s.averagePrecision; }},
    {{"auroc", QT_TRANSLATE_NOOP("Metrics", "AUROC"),
      QT_TRANSLATE_NOOP("Metrics",
                        "How often a sentence with a keyword has a larger value than one without, ties half"),
      MetricFormat::Score, Better::Higher},
     [](const KtScore& s) { return s.auroc; }},
    {{"pearson", QT_TRANSLATE_NOOP("Metrics", "Pearson"),
      QT_TRANSLATE_NOOP("Metrics", "Pearson's correlation of the value with having a keyword (0 or 1)"),
      MetricFormat::Score, Better::Higher},
     [](const KtScore& s) { return s.pearson; }},
    {{"p", QT_TRANSLATE_NOOP("Metrics", "p"),
      QT_TRANSLATE_NOOP("Metrics", "Chance of at least k by drawing n sentences blindly (hypergeometric); 1 at n = 0"),
      MetricFormat::Probability, Better::Lower},
     [](const KtScore& s) { return s.p; }},
    {{"q", QT_TRANSLATE_NOOP("Metrics", "q"),
      QT_TRANSLATE_NOOP("Metrics", "p corrected for all neurons of the layer that capture enough sentences "
                                   "(Benjamini–Hochberg): the share of false ones up to here"),
      MetricFormat::Probability, Better::Lower},
     [](const KtScore& s) { return s.q; }},
}};

constexpr std::array<NeuronMetric, 6> neuronRows = {{
    {{"density", QT_TRANSLATE_NOOP("Metrics", "Density"),
      QT_TRANSLATE_NOOP("Metrics", "Share of all tokens at which the neuron fires"), MetricFormat::Percent,
      Better::Neither},
     [](const NeuronStatistics& s, const LayerTotals& t) { return share(double(s.firings), double(t.positions)); }},
    {{"sentence_density", QT_TRANSLATE_NOOP("Metrics", "Sentence density"),
      QT_TRANSLATE_NOOP("Metrics", "Share of all sentences in which the neuron fires"), MetricFormat::Percent,
      Better::Neither},
     [](const NeuronStatistics& s, const LayerTotals& t) { return share(s.sentences, double(t.sentences)); }},
    {{"mean", QT_TRANSLATE_NOOP("Metrics", "Mean"),
      QT_TRANSLATE_NOOP("Metrics", "Mean value over all sentences, zeros included"), MetricFormat::Value,
      Better::Neither},
     [](const NeuronStatistics& s, const LayerTotals& t) { return share(s.sum, double(t.sentences)); }},
    {{"max", QT_TRANSLATE_NOOP("Metrics", "Max"), QT_TRANSLATE_NOOP("Metrics", "Largest value of a sentence"),
      MetricFormat::Value, Better::Neither},
     [](const NeuronStatistics& s, const LayerTotals&) -> std::optional<double> { return s.maximum; }},
    {{"sentences", QT_TRANSLATE_NOOP("Metrics", "Sentences"),
      QT_TRANSLATE_NOOP("Metrics", "Number of sentences in which the neuron fires"), MetricFormat::Count,
      Better::Neither},
     [](const NeuronStatistics& s, const LayerTotals&) -> std::optional<double> { return s.sentences; }},
    {{"firings", QT_TRANSLATE_NOOP("Metrics", "Firings"),
      QT_TRANSLATE_NOOP("Metrics", "Number of tokens at which the neuron fires"), MetricFormat::Count, Better::Neither},
     [](const NeuronStatistics& s, const LayerTotals&) -> std::optional<double> { return double(s.firings); }},
}};

template <class Row>
const Row& rowOf(std::span<const Row> rows, std::string_view id)
{
    std::string known;
    for (const Row& row : rows) {
        if (row.info.id == id) return row;
        known += (known.empty() ? "" : ", ") + std::string(row.info.id);
    }
    throw Error(ErrorCode::NotFound, "There is no number called \"" + std::string(id) + "\"; there are " + known + ".");
}

std::string digits(double value, std::chars_format format, int precision)
{
    std::array<char, 400> text{}; // the largest double has 309 digits
    const auto end = std::to_chars(text.data(), text.data() + text.size(), value, format, precision).ptr;
    return {text.data(), end};
}

} // namespace

LayerTotals::LayerTotals(const RunInfo& run, LayerId layer)
    : sentences(run.sentencesDone)
    , positions(layer.stack == Stack::Encoder ? run.tokens : run.decoderTokens)
{
}

std::span<const KtMetric> ktMetrics()
{
    return ktRows;
}

std::span<const NeuronMetric> neuronMetrics()
{
    return neuronRows;
}

const KtMetric& ktMetric(std::string_view id)
{
    return rowOf(ktMetrics(), id);
}

const NeuronMetric& neuronMetric(std::string_view id)
{
    return rowOf(neuronMetrics(), id);
}

std::string formatMetric(std::optional<double> value, MetricFormat format)
{
    if (!value || std::isnan(*value)) return "–";
    switch (format) {
    case MetricFormat::Count: return digits(*value, std::chars_format::fixed, 0);
    case MetricFormat::Percent: return digits(100 * *value, std::chars_format::general, 3) + " %";
    case MetricFormat::Score: return digits(*value, std::chars_format::fixed, 3);
    case MetricFormat::Probability:
        // Below what a double holds; nothing that is drawn has no chance at all.
        return *value == 0 ? "<1e-300" : digits(*value, std::chars_format::general, 2);
    case MetricFormat::Value: return digits(*value, std::chars_format::general, 4);
    }
    return {};
}

} // namespace sparsight
