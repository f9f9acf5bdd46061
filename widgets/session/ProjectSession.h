// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/Project.h"

#include <QObject>
#include <QString>
#include <memory>
#include <vector>

namespace sparsight {

/// The open project as the window sees it: a connection of the GUI thread for small reads, and lists that are kept up
/// to date. Long reads go through JobRunner::query with a connection of their own. GUI thread.
class ProjectSession : public QObject {
    Q_OBJECT
public:
    explicit ProjectSession(QObject* parent = nullptr);
    ~ProjectSession() override;

    /// Throw Error; the project that was open stays open then.
    void open(const QString& file, Project::Mode mode);
    void create(const QString& file);
    void close();

    bool isOpen() const { return m_project != nullptr; }
    bool isReadOnly() const { return m_project && m_project->isReadOnly(); }
    QString file() const;
    Project& project() const { return *m_project; } ///< only while isOpen()

    const std::vector<DatasetInfo>& datasets() const { return m_datasets; }
    const std::vector<RunInfo>& runs() const { return m_runs; }
    const std::vector<CheckpointInfo>& checkpoints() const { return m_checkpoints; }
    const std::vector<Topic>& topics() const { return m_topics; }
    const std::vector<TrainingInfo>& trainings() const { return m_trainings; }
    const RunInfo* run(RunId id) const; ///< nullptr when there is none
    const DatasetInfo* dataset(DatasetId id) const;
    const CheckpointInfo* checkpoint(CheckpointId id) const;

    /// How many trainings of this project led to the checkpoint: 0 for one that was not trained here.
    int generation(CheckpointId checkpoint) const;

    /// Reads the lists again and emits changed(); call it after any write, and when a job committed.
    void refresh();

Q_SIGNALS:
    void opened(); ///< another project, or none: isOpen() tells
    void changed();

private:
    void take(Project project);
    void readLists();

    std::unique_ptr<Project> m_project;
    std::vector<DatasetInfo> m_datasets;
    std::vector<RunInfo> m_runs;
    std::vector<CheckpointInfo> m_checkpoints;
    std::vector<Topic> m_topics;
    std::vector<TrainingInfo> m_trainings;
};

} // namespace sparsight
