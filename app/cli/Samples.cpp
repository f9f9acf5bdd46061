// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Samples.h"

#include "app/cli/Text.h"

#include "core/analysis/compare/CarryOver.h"

#include <algorithm>
#include <cmath>
#include <iostream>
#include <tuple>

namespace sparsight::cli {

namespace {

constexpr double significantQ = 0.05;

std::string changeText(std::optional<double> value)
{
    const std::string text = formatMetric(value, MetricFormat::Score);
    return value && *value > 0 ? "+" + text : text;
}

CarryOver carryOverOf(const Samples& samples)
{
    const auto& [first, second] = samples.columns;
    return carryOver({first.scores, second.scores}, {first.sentences, second.sentences},
                     {first.withKeyword, second.withKeyword});
}

} // namespace

std::vector<NeuronId> neuronsBySampleChange(const Samples& samples)
{
    std::vector<NeuronId> neurons;
    for (std::uint32_t n = 0; n < samples.changes.size(); ++n)
        neurons.emplace_back(n);
    std::ranges::stable_sort(neurons, {}, [&](NeuronId neuron) {
        const SampleChange& change = samples.changes[neuron.value];
        return std::tuple(change.q.value_or(2), -std::fabs(change.kt.value_or(0)));
    });
    return neurons;
}

void printSamples(const Project& project, const Samples& samples, const std::vector<NeuronId>& neurons)
{
    const auto& [first, second] = samples.columns;
    std::cout << "one checkpoint over two data sets, as independent samples: layer " << first.layer.toString()
              << ", topic " << printable(samples.topic) << " in "
              << (samples.keywordIn == "source" ? "the source" : "generated text") << ", rule "
              << printable(samples.options.rule.toString()) << '\n';
    for (const KtColumn& column : samples.columns) {
        std::cout << "run " << printable(column.run.name) << ", data set "
                  << printable(project.dataset(column.run.dataset).name) << ": " << grouped(column.withKeyword)
                  << " of " << grouped(column.sentences) << " sentences with a keyword (base rate "
                  << fixed(static_cast<double>(column.withKeyword) / std::max(column.sentences, 1U), 4) << ")\n";
    }
    if (samples.shared > 0) {
        std::cout << "warning: " << grouped(samples.shared) << " of the " << grouped(second.sentences)
                  << " sentences of " << printable(project.dataset(second.run.dataset).name) << " are in "
                  << printable(project.dataset(first.run.dataset).name)
                  << " too (equal text), so the samples are not independent: do not rely on p, q and the intervals\n";
    }
    const CarryOver carried = carryOverOf(samples);
    const std::string names[] = {printable(project.dataset(first.run.dataset).name),
                                 printable(project.dataset(second.run.dataset).name)};
    std::cout << "topic neurons (q < " << fixed(CarryOver::q, 2) << ", lift >= " << CarryOver::lift
              << "): " << carried.topicNeurons[0] << " on " << names[0] << ", " << carried.topicNeurons[1] << " on "
              << names[1] << ", " << carried.both << " on both";
    if (carried.expected)
        std::cout << "; by chance " << fixed(*carried.expected, 1) << " would be on both (of " << carried.tested
                  << " tested on both: " << carried.testedTopicNeurons[0] << " and " << carried.testedTopicNeurons[1]
                  << "), hypergeometric p = " << formatMetric(carried.p, MetricFormat::Probability);
    std::cout << '\n';
    if (carried.baseRatesDiffer())
        std::cout << "the base rates differ by more than a factor of " << CarryOver::similarRates
                  << ", which is most of what the differences of KT show; compare the lifts\n";
    const auto tested =
        std::ranges::count_if(samples.changes, [](const SampleChange& each) { return each.q.has_value(); });
    const auto changed = std::ranges::count_if(
        samples.changes, [](const SampleChange& each) { return each.q && *each.q < significantQ; });
    std::cout << "KT differs with q < " << fixed(significantQ, 2) << " for " << changed << " of " << tested
              << " neurons that capture at least " << samples.options.minimumCaptured << " sentences in both\n\n";
    TextTable table({{"neuron"},
                     {"k/n " + first.run.name},
                     {"KT"},
                     {"lift"},
                     {"k/n " + second.run.name},
                     {"KT"},
                     {"lift"},
                     {"Δ KT"},
                     {"95 %"},
                     {"Δ lift"},
                     {"p"},
                     {"q"}});
    for (const NeuronId neuron : neurons) {
        const SampleChange& change = samples.changes[neuron.value];
        std::vector<std::string> cells{std::to_string(neuron.value)};
        for (const KtScore& score : change.scores) {
            cells.push_back(std::to_string(score.withKeyword) + "/" + std::to_string(score.captured));
            cells.push_back(formatMetric(score.kt, MetricFormat::Score));
            cells.push_back(formatMetric(score.lift, MetricFormat::Score));
        }
        cells.push_back(changeText(change.kt));
        cells.push_back(change.interval ? changeText(change.interval->low) + " to " + changeText(change.interval->high)
                                        : "–");
        cells.push_back(changeText(change.lift));
        cells.push_back(formatMetric(change.p, MetricFormat::Probability));
        cells.push_back(formatMetric(change.q, MetricFormat::Probability));
        table.add(cells);
    }
    table.print(std::cout);
    if (neurons.size() < samples.changes.size())
        std::cout << neurons.size() << " of " << samples.changes.size() << " neurons; --top 0 shows all\n";
}

Json samplesJson(const Project& project, const Samples& samples, const std::vector<NeuronId>& neurons)
{
    const KtColumn& first = samples.columns[0];
    Json json{{"layer", first.layer.toString()},
              {"topic", samples.topic},
              {"keyword_in", samples.keywordIn},
              {"rule", samples.options.rule.toString()},
              {"minimum", samples.options.minimumCaptured},
              {"shared_sentences", samples.shared}};
    Json runs = Json::object();
    std::vector<RunDamage> damage;
    for (const KtColumn& column : samples.columns) {
        runs[column.run.name] = {{"data", project.dataset(column.run.dataset).name},
                                 {"sentences", column.sentences},
                                 {"with_keyword", column.withKeyword}};
        addDamage(damage, column.damage);
    }
    json["runs"] = std::move(runs);
    describeDamage(json, project, damage);
    const CarryOver carried = carryOverOf(samples);
    const auto number = [](std::optional<double> value) { return metricJson(value, MetricFormat::Score); };
    json["carry_over"] = {{"q_below", CarryOver::q},
                          {"least_lift", CarryOver::lift},
                          {"topic_neurons", carried.topicNeurons},
                          {"tested", carried.tested},
                          {"tested_topic_neurons", carried.testedTopicNeurons},
                          {"both", carried.both},
                          {"expected", number(carried.expected)},
                          {"p", number(carried.p)},
                          {"base_rates", {number(carried.baseRates[0]), number(carried.baseRates[1])}},
                          {"base_rates_differ", carried.baseRatesDiffer()}};
    Json rows = Json::array();
    for (const NeuronId neuron : neurons) {
        const SampleChange& change = samples.changes[neuron.value];
        Json scores = Json::object();
        for (const std::size_t side : {0, 1})
            scores[samples.columns[side].run.name] = ktScoreJson(change.scores[side]);
        const auto score = [](std::optional<double> value) { return metricJson(value, MetricFormat::Score); };
        rows.push_back(
            {{"neuron", neuron.value},
             {"runs", std::move(scores)},
             {"kt_change", score(change.kt)},
             {"lift_change", score(change.lift)},
             {"kt_change_low", score(change.interval ? std::optional(change.interval->low) : std::nullopt)},
             {"kt_change_high", score(change.interval ? std::optional(change.interval->high) : std::nullopt)},
             {"fisher_p", score(change.p)},
             {"fisher_q", score(change.q)}});
    }
    json["samples"] = std::move(rows);
    return json;
}

} // namespace sparsight::cli
