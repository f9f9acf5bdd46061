// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/MetricTable.h"
#include "core/analysis/kt/KtControls.h"
#include "widgets/models/KtCell.h"

#include <QAbstractTableModel>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace sparsight {

/// KT-scores of one layer in several runs, under one rule.
struct KtResult {
    QString topic;
    CaptureRule rule;
    bool inGenerated = false; ///< keywords are looked for in each run's own generated text, not in the sentences
    LayerId layer;
    std::vector<KtColumn> runs; ///< checkpoints may differ in their number of neurons
    /// What the first runs look like by luck, one each, when that was asked for; the columns of the controls then
    /// follow in `runs` behind the real ones, and say in their names what they are.
    std::vector<KtControls> controls;
    /// By the name of a column of `runs`: what it is of, and what a control is.
    std::map<std::string, QString> sources;

    std::size_t realRuns() const;
    QString source(const KtColumn& column) const; ///< at least the name
};

/// Neurons × runs: for each run a column a row of ktMetrics(). The KT itself is a KtCell with k, n and interval.
class KtTableModel : public QAbstractTableModel {
    Q_OBJECT
public:
    using QAbstractTableModel::QAbstractTableModel;

    void setResult(std::shared_ptr<const KtResult> result); ///< null: empty
    const std::shared_ptr<const KtResult>& result() const { return m_result; }

    /// The column of a run's metric, by its id in ktMetrics(). Throws Error(NotFound).
    static int columnOf(std::size_t run, std::string_view metric);
    static const KtMetric& metricAt(int column);
    const KtScore& score(int row, std::size_t run) const;

    int rowCount(const QModelIndex& parent = {}) const override; ///< row = neuron
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    KtCell cell(int row, std::size_t run) const;
    QString headerHint(int section) const;
    QVariant exported(int row, int column) const;
    QVariant exportedTitle(int column) const;

    std::shared_ptr<const KtResult> m_result;
};

} // namespace sparsight
