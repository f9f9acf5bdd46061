// SPDX-License-Identifier: GPL-3.0-or-later
// The KT-scores that a report speaks of, and the cells and notes in which it does.
#pragma once

#include "core/analysis/MetricTable.h"
#include "core/analysis/kt/KtTable.h"
#include "core/report/Report.h"

#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace sparsight {

/// The scores of all neurons in each run for each topic of a recipe.
class ReportScores {
public:
    ReportScores(const Project& project, const ReportRecipe& recipe, const std::stop_token& stop,
                 const ProgressCallback& progress);

    const KtColumn& column(std::size_t topic, std::size_t run) const { return m_columns[topic][run]; }
    std::vector<std::string> runNames() const;
    /// A neuron's scores for a topic in each run; the mark is the base rate in the first.
    IntervalFigure::Row intervals(const std::string& label, std::size_t topic, NeuronId neuron) const;

    /// Sentences of the run that could not be read.
    std::uint32_t damagedSentences(std::size_t run) const;

    const std::vector<RunInfo> runs;
    std::vector<RunDamage> damage; ///< of all runs that were read, each once

private:
    std::vector<std::vector<KtColumn>> m_columns; // [topics][runs]
};

ReportColumn columnOf(const MetricInfo& metric);
ReportCell metricCell(std::optional<double> value, MetricFormat format);

/// k/n, KT, interval, lift, p and q: the columns, and a score's cells.
const std::vector<ReportColumn>& ktColumns();
void addKtCells(std::vector<ReportCell>& cells, const KtScore& score);

/// "854/4,000"
std::string baseRate(const KtColumn& column);
/// What a table of scores rests on.
std::string ruleNote(const ReportRecipe& recipe);
/// "1 sentence", "2 sentences"
std::string plural(std::uint64_t count, const std::string& noun);

} // namespace sparsight
