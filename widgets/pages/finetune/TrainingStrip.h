// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/TrainingService.h"

#include <QFrame>
#include <optional>

class QLabel;
class QProgressBar;
class QPushButton;

namespace sparsight {

class TrainingRunner;

/// How the training stands: what is trained now and how it does, what came of the last one, and the offer to go on with
/// one that was cut off. Not there where there is nothing to say.
class TrainingStrip : public QFrame {
    Q_OBJECT
public:
    TrainingStrip(TrainingRunner& runner, QWidget* parent);

    /// Of the open project; unset: none.
    void setUnfinished(std::optional<TrainingRequest> request);

Q_SIGNALS:
    void goOnWanted(const sparsight::TrainingRequest& request);
    void forgetWanted();

private:
    void updateState();
    void showRunning();
    void showOutcome();
    QString place() const;   ///< "0.001 (2 of 3), epoch 2 of 5"
    QString figures() const; ///< "loss 2.31 · ROUGE-L 0.213 · 1,200 tokens/s · 3 min left"

    TrainingRunner& m_runner;
    std::optional<TrainingRequest> m_unfinished;
    QLabel* m_title;
    QLabel* m_detail;
    QLabel* m_remarks;
    QProgressBar* m_progress;
    QPushButton* m_cancel;
    QPushButton* m_goOn;
    QPushButton* m_forget;
};

} // namespace sparsight
