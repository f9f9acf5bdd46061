// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/Records.h"
#include "core/training/TrainingService.h"

#include <QAbstractTableModel>
#include <vector>

namespace sparsight {

class ProjectSession;

/// The project's trained checkpoints, with how the epoch that was kept did.
class TrainingTableModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column {
        Name,
        LearningRate,
        ValidationLoss,
        Rouge1,
        Rouge2,
        RougeL,
        Kept,
        Epochs,
        End,
        Parent,
        Data,
        Weights,
        ColumnCount
    };

    explicit TrainingTableModel(ProjectSession& session, QObject* parent = nullptr);
    const TrainingInfo* at(int row) const;    ///< null when there is no such row
    int rowOf(CheckpointId checkpoint) const; ///< −1 when there is none

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Row {
        TrainingInfo training;
        std::vector<EpochRecord> history;
    };
    void read();
    QVariant value(const Row& row, int column) const; ///< a number, or text; invalid where there is none
    QString text(const Row& row, int column) const;

    ProjectSession& m_session;
    std::vector<Row> m_rows;
};

QString endText(const std::string& end); ///< of TrainingInfo::end, in words

} // namespace sparsight
