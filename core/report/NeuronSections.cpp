// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/NeuronSections.h"

#include "core/report/TextTable.h"
#include "core/store/HistogramBins.h"

#include <algorithm>

namespace sparsight {

NeuronSections::NeuronSections(const Project& project, const ReportRecipe& recipe, const ReportScores& scores,
                               const ReportProbe& probe, const std::stop_token& stop)
    : m_project(project)
    , m_recipe(recipe)
    , m_scores(scores)
    , m_probe(probe)
    , m_stop(stop)
{
    for (const RunInfo& run : scores.runs)
        m_readers.emplace_back(project, run.id, recipe.layer);
    const Notebook notebook(project);
    m_notes = notebook.notes();
    m_lists = notebook.lists();
}

ReportSection NeuronSections::section(NeuronId neuron) const
{
    ReportSection section{.title = m_recipe.layer.toString() + " / " + std::to_string(neuron.value), .blocks = {}};
    section.blocks.emplace_back(facts(neuron));
    addWritten(section, {m_recipe.layer, neuron});
    if (!m_recipe.topics.empty()) {
        section.blocks.emplace_back(topicTable(neuron));
        section.blocks.emplace_back(topicFigure(neuron));
    }
    section.blocks.emplace_back(histogram(neuron));
    for (const RunReader& reader : m_readers) {
        section.blocks.emplace_back(topSentences(neuron, reader));
        for (const auto& makeTable : {m_probe.tokens, m_probe.write}) {
            if (!makeTable) continue;
            if (auto table = makeTable(reader.run(), m_recipe.layer, neuron, m_stop))
                section.blocks.emplace_back(std::move(*table));
        }
    }
    return section;
}

std::vector<RunDamage> NeuronSections::damage() const
{
    std::vector<RunDamage> all;
    for (const RunReader& reader : m_readers)
        addDamage(all, damageOf(reader));
    return all;
}

/// What people wrote about the neuron, of the report's checkpoints, and the lists that it is in.
void NeuronSections::addWritten(ReportSection& section, const NeuronName& neuron) const
{
    std::vector<CheckpointId> told;
    for (const RunReader& reader : m_readers) {
        const CheckpointId checkpoint = reader.run().checkpoint;
        if (std::ranges::find(told, checkpoint) != told.end()) continue;
        told.push_back(checkpoint);
        for (const NeuronNote& note : m_notes) {
            if (note.checkpoint != checkpoint || note.neuron != neuron) continue;
            section.blocks.emplace_back("Note (" + m_project.checkpoint(checkpoint).name + "): " + note.text);
        }
    }
    std::string lists;
    for (const NeuronList& list : m_lists) {
        if (std::ranges::find(list.neurons, neuron) == list.neurons.end()) continue;
        lists += (lists.empty() ? "In the lists: " : ", ") + list.name;
    }
    if (!lists.empty()) section.blocks.emplace_back(lists);
}

ReportTable NeuronSections::facts(NeuronId neuron) const
{
    ReportTable table{.title = {}, .columns = {{.id = "run", .title = "Run", .explanation = {}, .right = false}}};
    for (const NeuronMetric& metric : neuronMetrics())
        table.columns.push_back(columnOf(metric.info));
    for (const RunReader& reader : m_readers) {
        const NeuronStatistics statistics = reader.statistics(neuron);
        const LayerTotals totals(reader.run(), m_recipe.layer);
        std::vector<ReportCell>& row = table.rows.emplace_back();
        row.push_back(textCell(reader.run().name));
        for (const NeuronMetric& metric : neuronMetrics())
            row.push_back(metricCell(metric.value(statistics, totals), metric.info.format));
    }
    table.note = "Module " + m_recipe.layer.huggingFaceModule() + ", unit " + std::to_string(neuron.value) + ". " +
                 plural(m_readers.front().run().sentencesDone, "sentence") + " of data set " +
                 m_recipe.runs.front().dataset + ".";
    return table;
}

ReportTable NeuronSections::topicTable(NeuronId neuron) const
{
    ReportTable table{.title = "KT-score by topic",
                      .columns = {{.id = "topic", .title = "Topic", .explanation = {}, .right = false},
                                  {.id = "run", .title = "Run", .explanation = {}, .right = false}}};
    table.columns.insert(table.columns.end(), ktColumns().begin(), ktColumns().end());
    table.columns.push_back(
        {.id = "base_rate", .title = "Base rate", .explanation = "Sentences with a keyword, of all"});
    for (std::size_t topic = 0; topic < m_recipe.topics.size(); ++topic) {
        for (std::size_t run = 0; run < m_readers.size(); ++run) {
            std::vector<ReportCell>& row = table.rows.emplace_back();
            row = {textCell(m_recipe.topics[topic].name), textCell(m_recipe.runs[run].name)};
            addKtCells(row, m_scores.column(topic, run).scores[neuron.value]);
            row.push_back(textCell(baseRate(m_scores.column(topic, run))));
        }
    }
    table.note = ruleNote(m_recipe);
    return table;
}

IntervalFigure NeuronSections::topicFigure(NeuronId neuron) const
{
    IntervalFigure figure{
        .title = "KT with its 95 % interval", .reference = "base rate", .series = m_scores.runNames(), .rows = {}};
    for (std::size_t topic = 0; topic < m_recipe.topics.size(); ++topic)
        figure.rows.push_back(m_scores.intervals(m_recipe.topics[topic].name, topic, neuron));
    return figure;
}

HistogramFigure NeuronSections::histogram(NeuronId neuron) const
{
    const NeuronStatistics statistics = m_readers.front().statistics(neuron);
    HistogramFigure figure{.title = "Values of the sentences where it fires, run " + m_scores.runs.front().name,
                           .xTitle = "value (each bar is √2 times wider than the one before)",
                           .yTitle = "sentences"};
    const auto filled = [](std::uint32_t count) { return count > 0; };
    const auto& counts = statistics.histogram;
    const auto first = std::find_if(counts.begin(), counts.end(), filled);
    const auto last = std::find_if(counts.rbegin(), counts.rend(), filled).base();
    for (auto bin = first; bin < last; ++bin) {
        figure.edges.push_back(histogramEdge(int(bin - counts.begin())));
        figure.counts.push_back(*bin);
    }
    if (first < last) figure.edges.push_back(histogramEdge(int(last - counts.begin())));
    return figure;
}

ReportSentences NeuronSections::topSentences(NeuronId neuron, const RunReader& reader) const
{
    ReportSentences list{.title = "Sentences with the largest values, run " + reader.run().name,
                         .strongest = 0,
                         .sentences = {},
                         .note = {}};
    std::vector<ShadeSource> sources;
    for (const TopSentence& top : reader.top(neuron, m_recipe.sentences)) {
        sources.push_back({top.sentence, m_project.sentence(reader.run().dataset, top.sentence)});
        const Sentence& sentence = sources.back().sentence;
        list.sentences.push_back({.sentence = top.sentence.value,
                                  .value = top.value,
                                  .label = sentence.label,
                                  .pieces = {{.text = sentence.text, .value = 0}}});
    }
    if (list.sentences.empty()) {
        list.note = "It fires on no sentence.";
        return list;
    }
    if (!m_probe.shade) return list;
    std::vector<std::vector<ReportPiece>> pieces = m_probe.shade(reader.run(), m_recipe.layer, neuron, sources, m_stop);
    if (pieces.size() != sources.size()) {
        list.note = "Without shades: the checkpoint of this run could not be loaded.";
        return list;
    }
    for (std::size_t i = 0; i < pieces.size(); ++i)
        list.sentences[i].pieces = std::move(pieces[i]);
    list.strongest = reader.statistics(neuron).maximum;
    list.note = "Tokens are shaded by the neuron's activation; the full shade is " +
                formatMetric(list.strongest, MetricFormat::Value) + ". The strongest token is underlined.";
    return list;
}

} // namespace sparsight
