// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/jobs/JobRunner.h"
#include "widgets/pages/finetune/TrainingTrace.h"

#include <QObject>
#include <QStringList>
#include <QTimer>

namespace sparsight {

/// Runs trainings as jobs and keeps what they tell: curves, how far they are, what came out. Each checkpoint that is
/// complete is in the project at once. A training that does not come to its end is remembered (UnfinishedTraining.h).
/// GUI thread.
class TrainingRunner : public QObject {
    Q_OBJECT
public:
    enum class Outcome { None, Done, Cancelled, Failed };

    explicit TrainingRunner(JobRunner& jobs, QObject* parent = nullptr);

    /// Reads the pairs of the data set `request.dataName` on the engine thread, and trains. Only while none runs.
    void start(const QString& project, const TrainingRequest& request);
    void cancel();
    void clear(); ///< forgets what came of the last training, unless it runs

    bool isRunning() const { return m_job != 0; } ///< or waits for its turn
    bool isWaiting() const;
    const QString& project() const { return m_project; } ///< of the last one that was started
    const TrainingRequest& request() const { return m_request; }
    const TrainingProgress& now() const { return m_now; }
    const std::vector<TrainingTrace>& traces() const { return m_traces; }
    Outcome outcome() const { return m_outcome; }
    const QString& error() const { return m_error; }         ///< Failed: its sentence
    const QStringList& remarks() const { return m_remarks; } ///< what the training had to say
    bool hasDiverged() const { return m_diverged; }
    int checkpoints() const { return m_checkpoints; } ///< Done: how many came out

Q_SIGNALS:
    void progressed(); ///< not for every step
    void recorded();   ///< a checkpoint has come into the project
    void ended();

private:
    void reset();
    void take(const TrainingProgress& told);
    void finish(const TrainingSummary& summary);
    void jobFinished(const JobState& job);

    JobRunner& m_jobs;
    quint64 m_job = 0;
    QString m_project;
    TrainingRequest m_request;
    TrainingProgress m_now;
    std::vector<TrainingTrace> m_traces;
    Outcome m_outcome = Outcome::None;
    QString m_error;
    QStringList m_remarks;
    bool m_diverged = false;
    int m_checkpoints = 0;
    bool m_isNew = false; ///< nothing of it was there when it was started
    QTimer m_tell;
};

} // namespace sparsight
