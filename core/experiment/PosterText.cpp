// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/PosterReport.h"
#include "core/report/CensusReport.h"
#include "core/report/TextTable.h"

#include <algorithm>
#include <functional>
#include <sstream>

namespace sparsight {

namespace {

std::string cell(const KtScore& score, const char* id)
{
    const KtMetric& metric = ktMetric(id);
    return formatMetric(metric.value(score), metric.info.format);
}

std::string interval(double low, double high, int decimals)
{
    return fixed(low, decimals) + "–" + fixed(high, decimals);
}

/// "ROUGE-1" for "rouge1".
std::string measureTitle(const std::string& name)
{
    return name.starts_with("rouge") ? "ROUGE-" + name.substr(5) : name;
}

void printHead(std::ostream& out, const PosterReport& report)
{
    out << printable(report.columns.front().checkpoint.name) << ", layer " << report.layer.toString() << ", over "
        << grouped(report.sentences.sentences) << " sentences of " << printable(report.sentences.name) << '\n';
    if (!report.pairs.empty()) out << "fine-tuned on the pairs of " << printable(report.pairs) << '\n';
    out << "topic " << printable(report.topic) << ", keywords in "
        << (report.keywordIn == "source" ? "the source" : "generated text") << ", rule " << printable(report.rule)
        << '\n';
    for (const PosterColumn& column : report.columns) {
        out << column.title << ": ";
        if (column.run)
            out << "checkpoint " << printable(column.checkpoint.name) << ", run " << printable(column.run->name)
                << '\n';
        else
            out << "no checkpoint\n";
    }
}

std::vector<TextTable::Column> titles(const PosterReport& report, const char* first)
{
    std::vector<TextTable::Column> all{{first}};
    for (const PosterColumn& column : report.columns)
        all.push_back({printable(column.title)});
    return all;
}

void printKt(std::ostream& out, const PosterReport& report)
{
    if (report.neurons.empty()) return;
    out << "\nKT-score (k/n and KT; below, its 95 % interval and q) of "
        << (report.neuronsChosen ? "chosen neurons" : "the initial checkpoint's best neurons") << '\n';
    TextTable table(titles(report, "neuron"));
    const auto addRow = [&](const std::string& first, const std::function<std::string(const KtColumn&)>& text) {
        std::vector<std::string> cells{first};
        for (const PosterColumn& column : report.columns)
            cells.push_back(column.kt ? text(*column.kt) : "–");
        table.add(cells);
    };
    addRow("all", [](const KtColumn& kt) {
        return grouped(kt.withKeyword) + "/" + grouped(kt.sentences) + "  " +
               fixed(static_cast<double>(kt.withKeyword) / std::max(kt.sentences, 1U), 3);
    });
    for (const NeuronId neuron : report.neurons) {
        addRow(std::to_string(neuron.value), [&](const KtColumn& kt) {
            const KtScore& score = kt.scores[neuron.value];
            return cell(score, "k") + "/" + cell(score, "n") + "  " + cell(score, "kt");
        });
        addRow("", [&](const KtColumn& kt) {
            const KtScore& score = kt.scores[neuron.value];
            return (score.low ? interval(*score.low, *score.high, 2) : "–") + "  q " + cell(score, "q");
        });
    }
    table.print(out);
    out << "all: sentences with a keyword, and their share, the base rate. q counts neurons with n >= "
        << report.minimumCaptured << ".\n";
}

/// A row an epoch, a column a training; first the checkpoint that all were trained from, where it was judged too.
void printEpochs(std::ostream& out, const std::vector<const PosterColumn*>& trained,
                 const std::function<std::string(const EpochRecord&)>& text)
{
    std::vector<TextTable::Column> heads{{"epoch"}};
    std::size_t epochs = 0;
    for (const PosterColumn* column : trained) {
        heads.push_back({printable(column->title)});
        epochs = std::max(epochs, column->training->history.size());
    }
    TextTable table(std::move(heads));
    const auto wasJudged = [](const PosterColumn* column) { return column->training->before.has_value(); };
    if (std::ranges::any_of(trained, wasJudged)) {
        std::vector<std::string> cells{"initial"};
        for (const PosterColumn* column : trained)
            cells.push_back(wasJudged(column) ? text(*column->training->before) : "–");
        table.add(cells);
    }
    for (std::size_t epoch = 0; epoch < epochs; ++epoch) {
        std::vector<std::string> cells{std::to_string(epoch + 1)};
        for (const PosterColumn* column : trained) {
            const auto& history = column->training->history;
            cells.push_back(epoch < history.size() ? text(history[epoch]) : "–");
        }
        table.add(cells);
    }
    table.print(out);
}

void printTraining(std::ostream& out, const PosterReport& report)
{
    std::vector<const PosterColumn*> trained;
    std::vector<std::string> measures;
    for (const PosterColumn& column : report.columns) {
        if (!column.training || column.training->history.empty()) continue;
        trained.push_back(&column);
        for (const EpochRecord& record : column.training->history)
            for (const auto& [name, ignored] : record.measures)
                if (std::ranges::find(measures, name) == measures.end()) measures.push_back(name);
    }
    if (trained.empty()) return;
    for (const std::string& name : measures) {
        out << '\n' << measureTitle(name) << " (F) of generated summaries after each epoch, with its 95 % interval\n";
        printEpochs(out, trained, [&](const EpochRecord& record) -> std::string {
            const auto measure = record.measures.find(name);
            if (measure == record.measures.end()) return "–";
            const Measure& found = measure->second;
            return fixed(found.mean, 4) + "  " + interval(found.low, found.high, 3);
        });
    }
    out << "\nLoss in training, and on the pairs kept for validation\n";
    printEpochs(out, trained, [](const EpochRecord& record) {
        return (record.epoch > 0 ? fixed(record.trainingLoss, 4) : "–") + "  " +
               (record.validationLoss ? fixed(*record.validationLoss, 4) : "–");
    });
}

void printCensus(std::ostream& out, const PosterReport& report)
{
    std::vector<CensusColumn> columns;
    for (const PosterColumn& column : report.columns)
        columns.push_back({column.title, column.census ? &*column.census : nullptr});
    out << "\nCensus of " << report.layer.toString() << '\n' << censusText(columns);
}

} // namespace

std::string posterText(const PosterReport& report)
{
    std::ostringstream out;
    printHead(out, report);
    printKt(out, report);
    printTraining(out, report);
    printCensus(out, report);
    if (!report.notes.empty()) out << '\n';
    for (const std::string& note : report.notes)
        out << "note: " << printable(note) << '\n';
    return out.str();
}

} // namespace sparsight
