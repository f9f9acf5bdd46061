// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/Records.h"
#include "core/training/TrainingService.h"

#include <QAbstractTableModel>
#include <optional>
#include <vector>

namespace sparsight {

class ProjectSession;

/// What is known of the checkpoint of every run that is compared: how it was trained, and its ROUGE where it was
/// judged.
class RunFactsModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Run, Checkpoint, LearningRate, ValidationLoss, Rouge1, Rouge2, RougeL, ColumnCount };

    explicit RunFactsModel(ProjectSession& session, QObject* parent = nullptr);

    void setRuns(const std::vector<RunInfo>& runs);
    const std::vector<RunInfo>& runs() const { return m_runs; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    /// How the checkpoint was judged: after its own training, or before that of another checkpoint from it.
    struct Facts {
        QString checkpoint;
        std::optional<double> learningRate;
        std::optional<EpochRecord> judged;
        QString dataset; ///< on whose pairs; empty: as trainer_state.json says
    };
    Facts factsOf(const RunInfo& run) const;
    static void takeTrainerState(Facts& facts, const std::filesystem::path& folder);
    QVariant value(const Facts& facts, int row, int column) const;
    QString hint(const Facts& facts, int column) const;

    ProjectSession& m_session;
    std::vector<RunInfo> m_runs;
    std::vector<Facts> m_facts; // [runs]
};

} // namespace sparsight
