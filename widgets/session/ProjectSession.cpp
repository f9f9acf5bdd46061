// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/session/ProjectSession.h"

#include <algorithm>
#include <filesystem>

namespace sparsight {

namespace {

template <class Row, class Id>
const Row* findRow(const std::vector<Row>& rows, Id id)
{
    const auto found = std::find_if(rows.begin(), rows.end(), [id](const Row& row) { return row.id == id; });
    return found == rows.end() ? nullptr : &*found;
}

std::filesystem::path toPath(const QString& file)
{
    return std::filesystem::path(file.toStdU16String());
}

} // namespace

ProjectSession::ProjectSession(QObject* parent)
    : QObject(parent)
{
}
ProjectSession::~ProjectSession() = default;

void ProjectSession::open(const QString& file, Project::Mode mode)
{
    take(Project::open(toPath(file), mode));
}

void ProjectSession::create(const QString& file)
{
    take(Project::create(toPath(file)));
}

void ProjectSession::take(Project project)
{
    m_project = std::make_unique<Project>(std::move(project));
    readLists();
    Q_EMIT opened();
    Q_EMIT changed();
}

void ProjectSession::close()
{
    if (!m_project) return;
    m_project.reset();
    readLists();
    Q_EMIT opened();
    Q_EMIT changed();
}

QString ProjectSession::file() const
{
    return m_project ? QString::fromStdU16String(m_project->file().u16string()) : QString();
}

const RunInfo* ProjectSession::run(RunId id) const
{
    return findRow(m_runs, id);
}

const DatasetInfo* ProjectSession::dataset(DatasetId id) const
{
    return findRow(m_datasets, id);
}

const CheckpointInfo* ProjectSession::checkpoint(CheckpointId id) const
{
    return findRow(m_checkpoints, id);
}

int ProjectSession::generation(CheckpointId checkpoint) const
{
    int trainings = 0;
    const auto made = [&] { return std::ranges::find(m_trainings, checkpoint, &TrainingInfo::checkpoint); };
    // A file from elsewhere may hold a circle of parents.
    for (auto its = made(); its != m_trainings.end() && trainings < int(m_trainings.size()); its = made()) {
        checkpoint = its->parent;
        ++trainings;
    }
    return trainings;
}

void ProjectSession::refresh()
{
    readLists();
    Q_EMIT changed();
}

void ProjectSession::readLists()
{
    const auto* project = m_project.get();
    m_datasets = project ? project->datasets() : std::vector<DatasetInfo>{};
    m_runs = project ? project->runs() : std::vector<RunInfo>{};
    m_checkpoints = project ? project->checkpoints() : std::vector<CheckpointInfo>{};
    m_topics = project ? project->topics() : std::vector<Topic>{};
    m_trainings = project ? project->trainings() : std::vector<TrainingInfo>{};
}

} // namespace sparsight
