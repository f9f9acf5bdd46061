// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/models/KtCell.h"

#include <QAbstractTableModel>
#include <memory>
#include <vector>

namespace sparsight {

/// KT-scores of one layer in several runs, under one rule.
struct KtResult {
    QString topic;
    CaptureRule rule;
    LayerId layer;
    std::vector<KtColumn> runs; ///< all of one layer; neurons may differ in number only if the checkpoints do
};

/// Neurons × runs: for each run the KT with its interval, lift and q, and more on demand.
class KtTableModel : public QAbstractTableModel {
    Q_OBJECT
public:
    /// The columns of one run, after the neuron's.
    enum Part { Kt, Captured, Lift, Q, Coverage, F1, Iou, P, PartCount };
    using QAbstractTableModel::QAbstractTableModel;

    void setResult(std::shared_ptr<const KtResult> result); ///< null: empty
    const std::shared_ptr<const KtResult>& result() const { return m_result; }

    static int column(std::size_t run, Part part) { return 1 + int(run) * PartCount + part; }
    static Part partOf(int column) { return Part((column - 1) % PartCount); }
    const KtScore& score(int row, std::size_t run) const;

    int rowCount(const QModelIndex& parent = {}) const override; ///< row = neuron
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    KtCell cell(int row, std::size_t run) const;
    QVariant value(int row, int column) const;
    QString display(int row, int column) const;

    std::shared_ptr<const KtResult> m_result;
};

} // namespace sparsight
