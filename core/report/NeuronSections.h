// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/report/NeuronReport.h"
#include "core/report/ReportScores.h"
#include "core/store/Notebook.h"
#include "core/store/RunReader.h"

#include <deque>

namespace sparsight {

/// Writes the sections of single neurons. Keeps references to what it is given.
class NeuronSections {
public:
    NeuronSections(const Project& project, const ReportRecipe& recipe, const ReportScores& scores,
                   const ReportProbe& probe, const std::stop_token& stop);

    ReportSection section(NeuronId neuron) const;
    /// What the sections so far could not read.
    std::vector<RunDamage> damage() const;

private:
    void addWritten(ReportSection& section, const NeuronName& neuron) const;
    ReportTable facts(NeuronId neuron) const;
    ReportTable topicTable(NeuronId neuron) const;
    IntervalFigure topicFigure(NeuronId neuron) const;
    HistogramFigure histogram(NeuronId neuron) const;
    ReportSentences topSentences(NeuronId neuron, const RunReader& reader) const;

    const Project& m_project;
    const ReportRecipe& m_recipe;
    const ReportScores& m_scores;
    const ReportProbe& m_probe;
    const std::stop_token& m_stop;
    std::deque<RunReader> m_readers; // [runs]
    std::vector<NeuronNote> m_notes;
    std::vector<NeuronList> m_lists;
};

} // namespace sparsight
