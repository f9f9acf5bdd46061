// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/TokenTable.h"

#include "core/report/ReportScores.h"
#include "core/report/TextTable.h"

namespace sparsight {

namespace {

std::string percent(double share)
{
    return formatMetric(share, MetricFormat::Percent);
}

std::string ngramVerdict(const NeuronTokens& tokens)
{
    const std::string thresholds = "half of the maxima with a lift of " + fixed(tokenThresholds.lift, 0);
    const NgramMaxima* ngram = tokens.ofNgram();
    if (!ngram) return "No token neuron: no token has " + thresholds + ".";
    const char* kinds[] = {"Token", "Bigram", "Trigram"};
    return std::string(kinds[ngram->ids.size() - 1]) + " neuron of \"" + ngram->text + "\": " + percent(ngram->share) +
           " of the maxima, lift " + formatMetric(ngram->lift, MetricFormat::Score) + " (asked for: " + thresholds +
           ").";
}

std::string spreadText(const PositionSpread& spread)
{
    return formatMetric(spread.distance, MetricFormat::Percent) + " (p " +
           formatMetric(spread.test ? std::optional(spread.test->p) : std::nullopt, MetricFormat::Probability) + ")";
}

std::string positionVerdict(const NeuronTokens& tokens)
{
    return std::string(tokens.isPositional() ? "Positional" : "Not positional") +
           ": to be spread evenly over their sentences, " + spreadText(tokens.tenths) +
           " of the maxima would have to move by tenths of the sentence, " + spreadText(tokens.fromStart) +
           " by the place from its start (asked for: half, with p < " + fixed(tokenThresholds.p, 3) + ").";
}

void addRow(ReportTable& table, const NgramMaxima& ngram)
{
    table.rows.push_back({textCell(ngram.text), numberCell(grouped(ngram.maxima), ngram.maxima),
                          metricCell(ngram.share, MetricFormat::Percent),
                          numberCell(grouped(ngram.occurrences), double(ngram.occurrences)),
                          metricCell(ngram.lift, MetricFormat::Score)});
}

} // namespace

std::string tokenVerdict(const NeuronTokens& tokens)
{
    if (tokens.fires < tokenThresholds.minimum) {
        return "It fires on " + plural(tokens.fires, "sentence") + ", too few to be judged (at least " +
               std::to_string(tokenThresholds.minimum) + ").";
    }
    return ngramVerdict(tokens) + " " + positionVerdict(tokens);
}

ReportTable tokenTable(const NeuronTokens& tokens, std::size_t count)
{
    ReportTable table{.title = "Tokens of the maximum, run " + tokens.run.name, .columns = {}, .rows = {}, .note = {}};
    table.columns = {{.id = "token", .title = "Token", .explanation = "At the position of the maximum", .right = false},
                     {.id = "maxima", .title = "Maxima", .explanation = "Sentences whose maximum is at it"},
                     {.id = "share", .title = "Share", .explanation = "Of the sentences in which the neuron fires"},
                     {.id = "occurrences", .title = "Occurs", .explanation = "In the run, at positions that count"},
                     {.id = "lift", .title = "Lift", .explanation = "Share / (occurrences / positions)"}};
    const std::vector<NgramMaxima>& single = tokens.ngrams.front();
    for (std::size_t i = 0; i < std::min(count, single.size()); ++i)
        addRow(table, single[i]);
    const NgramMaxima* ngram = tokens.ofNgram();
    if (ngram && ngram->ids.size() > 1) addRow(table, *ngram);
    table.note = tokenVerdict(tokens) +
                 " The token of the maximum is where the neuron is strongest in a sentence; it "
                 "may fire on others of it. n = " +
                 plural(tokens.fires, "sentence") + " in which it fires, of " + grouped(tokens.positions) +
                 " positions in all.";
    return table;
}

} // namespace sparsight
