// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/probe/SparsityMetrics.h"

#include <array>

// The marker by which lupdate finds texts for translation; it needs no Qt here.
#define QT_TRANSLATE_NOOP(context, text) text

namespace sparsight {

namespace {

using Value = std::optional<double>;

template <double Concentration::*Part>
Value concentrationOf(const LayerSparsity& layer, const SparsityRequest&)
{
    const auto measured = layer.concentration();
    return measured ? Value((*measured).*Part) : std::nullopt;
}

template <double TailCut::*Part>
Value cutOf(const LayerSparsity& layer, const SparsityRequest& request)
{
    const auto cut = layer.cut(request.outputError);
    return cut ? Value((*cut).*Part) : std::nullopt;
}

template <std::uint32_t FiringRates::*Count>
Value countOf(const LayerSparsity& layer, const SparsityRequest&)
{
    return layer.tokens() > 0 ? Value(layer.rates().*Count) : std::nullopt;
}

constexpr std::array<SparsityMetric, 11> rows = {{
    {{"density", QT_TRANSLATE_NOOP("Metrics", "Density"),
      QT_TRANSLATE_NOOP("Metrics", "Share of the (token, neuron) pairs with |a| > ε"), MetricFormat::Percent,
      Better::Lower},
     [](const LayerSparsity& layer, const SparsityRequest&) { return layer.density(); }},
    {{"firing_neurons", QT_TRANSLATE_NOOP("Metrics", "Firing"),
      QT_TRANSLATE_NOOP("Metrics", "s: mean number of neurons that fire at a token"), MetricFormat::Count,
      Better::Lower},
     [](const LayerSparsity& layer, const SparsityRequest&) { return layer.firingNeurons(); }},
    {{"flops_skipped", QT_TRANSLATE_NOOP("Metrics", "wo skipped"),
      QT_TRANSLATE_NOOP("Metrics",
                        "1 − s / d_ff: share of the products in the second matrix that are with zero, and can "
                        "be left out without changing anything (while ε is 0)"),
      MetricFormat::Percent, Better::Higher},
     [](const LayerSparsity& layer, const SparsityRequest&) {
         const auto density = layer.density();
         return density ? Value(1 - *density) : std::nullopt;
     }},
    {{"never", QT_TRANSLATE_NOOP("Metrics", "Never"),
      QT_TRANSLATE_NOOP("Metrics", "Neurons that fired at no token; with 95 % confidence they fire at less than 1 − "
                                   "0.05^(1/T) of all tokens"),
      MetricFormat::Count, Better::Higher},
     countOf<&FiringRates::never>},
    {{"under_10_percent", QT_TRANSLATE_NOOP("Metrics", "< 10 %"),
      QT_TRANSLATE_NOOP("Metrics", "Neurons that fire at less than 10 % of the tokens, those that never fire included"),
      MetricFormat::Count, Better::Higher},
     countOf<&FiringRates::underTenPercent>},
    {{"over_1_percent", QT_TRANSLATE_NOOP("Metrics", "> 1 %"),
      QT_TRANSLATE_NOOP("Metrics", "Neurons that fire at more than 1 % of the tokens"), MetricFormat::Count,
      Better::Lower},
     countOf<&FiringRates::overOnePercent>},
    {{"gini", QT_TRANSLATE_NOOP("Metrics", "Gini"),
      QT_TRANSLATE_NOOP("Metrics",
                        "1 − 2 Σ (c_k / Σc) (N − k + ½) / N over a token's |a| in ascending order, mean over "
                        "the tokens: 0 where all are alike, nearly 1 where one neuron has it all"),
      MetricFormat::Score, Better::Higher},
     concentrationOf<&Concentration::gini>},
    {{"hoyer", QT_TRANSLATE_NOOP("Metrics", "Hoyer"),
      QT_TRANSLATE_NOOP("Metrics",
                        "(√N − Σ|a| / √Σa²) / (√N − 1), mean over the tokens: 0 where all are alike, 1 where "
                        "one neuron has it all"),
      MetricFormat::Score, Better::Higher},
     concentrationOf<&Concentration::hoyer>},
    {{"top_share", QT_TRANSLATE_NOOP("Metrics", "Top 90 %"),
      QT_TRANSLATE_NOOP("Metrics", "Smallest share of the neurons whose |a| sum to 90 % of Σ|a| (or the part that was "
                                   "chosen), mean over the tokens"),
      MetricFormat::Percent, Better::Lower},
     concentrationOf<&Concentration::topShare>},
    {{"cett_kept", QT_TRANSLATE_NOOP("Metrics", "CETT kept"),
      QT_TRANSLATE_NOOP("Metrics",
                        "Share of the (token, neuron) pairs that are left when all with |a| · ‖wo‖ below one "
                        "threshold are left out, the largest that changes the layer's output by at most 20 % "
                        "in the mean (arXiv 2402.03804)"),
      MetricFormat::Percent, Better::Lower},
     cutOf<&TailCut::kept>},
    {{"cett_epsilon", QT_TRANSLATE_NOOP("Metrics", "CETT ε"),
      QT_TRANSLATE_NOOP("Metrics", "That threshold of |a| · ‖wo‖, a power of 2^(1/16)"), MetricFormat::Value,
      Better::Neither},
     cutOf<&TailCut::epsilon>},
}};

} // namespace

std::span<const SparsityMetric> sparsityMetrics()
{
    return rows;
}

std::optional<double> meanOf(const SparsityMetric& metric, const SparsityProfile& profile, Stack stack)
{
    double sum = 0;
    int layers = 0;
    for (const LayerSparsity& layer : profile.layers) {
        const auto value = layer.layer().stack == stack ? metric.value(layer, profile.request) : std::nullopt;
        if (!value) continue;
        sum += *value;
        ++layers;
    }
    return layers > 0 ? std::optional(sum / layers) : std::nullopt;
}

} // namespace sparsight
