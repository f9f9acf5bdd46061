// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/session/LayerFacts.h"

#include "widgets/jobs/JobRunner.h"
#include "widgets/session/ProjectSession.h"

#include <algorithm>

namespace sparsight {
namespace {

std::shared_ptr<const LayerData> readLayer(const Project& project, RunId run, LayerId layer,
                                           const std::vector<Topic>& topics, const std::stop_token& stop)
{
    auto data = std::make_shared<LayerData>();
    const RunReader reader(project, run, layer);
    data->run = reader.run();
    data->layer = layer;
    data->statistics = reader.statistics();
    KtOptions options;
    options.ranking = false;
    const std::vector<TopicLabels> labels = labelSentences(project, data->run.dataset, topics, stop);
    std::vector<KtColumn> columns = computeKt(project, data->run, layer, labels, options, stop);
    for (std::size_t i = 0; i < topics.size(); ++i)
        data->topics.push_back({QString::fromStdString(topics[i].name), std::move(columns[i])});
    addDamage(data->damage, damageOf(reader));
    for (const auto& topic : data->topics)
        addDamage(data->damage, topic.column.damage);
    return data;
}

} // namespace

LayerFacts::LayerFacts(ProjectSession& session, Selection& selection, JobRunner& jobs, QObject* parent)
    : QObject(parent)
    , m_session(session)
    , m_selection(selection)
    , m_jobs(jobs)
    , m_choice(session, selection, jobs)
{
    connect(&session, &ProjectSession::opened, this, [this] {
        m_key.reset(); // ids of another project mean something else
        update();
    });
    connect(&session, &ProjectSession::changed, this, &LayerFacts::update);
    connect(&jobs, &JobRunner::modelChanged, this, [this] {
        m_modelSha256.clear();
        update();
        Q_EMIT changed(); // the note is another one
    });
    connect(this, &LayerFacts::changed, this, &LayerFacts::compareCheckpoints);
    connect(&jobs, &JobRunner::captureFinished, this, [this] {
        ++m_captures;
        update();
    });
    connect(&selection, &Selection::changed, this, [this](const Focus& now, const Focus& before) {
        if (now.run != before.run || now.layer != before.layer) update();
    });
    update();
}

void LayerFacts::update()
{
    if (!m_session.isOpen()) {
        setAbsent(tr("No project is open."));
        return;
    }
    const Focus& focus = m_selection.focus();
    const RunInfo* run = focus.run ? m_session.run(*focus.run) : nullptr;
    if (!run) {
        setAbsent(tr("Nothing has been captured yet: capture a data set first."));
        return;
    }
    if (!hasLayer(*run, focus.layer)) {
        setAbsent(tr("The run “%1” did not capture %2.")
                      .arg(QString::fromStdString(run->name), QString::fromStdString(focus.layer.toString())));
        return;
    }
    if (run->sentencesDone == 0) {
        setAbsent(tr("The run “%1” has no finished block yet.").arg(QString::fromStdString(run->name)));
        return;
    }
    const Key key{run->id, focus.layer, run->sentencesDone, m_session.topics(), m_captures};
    if (m_key && *m_key == key) return;
    const bool sameLayer = m_key && m_key->run == key.run && m_key->layer == key.layer;
    m_key = key;
    if (!sameLayer) m_data.reset(); // figures of another layer must not stand under this one's name
    load(*run, focus.layer);
}

/// Weights tell checkpoints apart. Their hash takes a second of the engine's time for each gigabyte, so it is only
/// asked for where the folders differ.
void LayerFacts::compareCheckpoints()
{
    const CheckpointInfo* own = m_data ? m_session.checkpoint(m_data->run.checkpoint) : nullptr;
    const auto& model = m_jobs.model();
    if (!own || !model || own->path == model->directory.string() || !m_modelSha256.empty() || m_hashing) return;
    m_hashing = m_jobs.engineQuery<std::string>(
        this, [](InferenceEngine& engine, const std::stop_token& stop) { return engine.weightsSha256(stop, {}); },
        [this](const std::string& hash) {
            m_hashing = 0;
            m_modelSha256 = hash;
            Q_EMIT changed();
        },
        [this](const QString&) { m_hashing = 0; }); // what cannot be read is told where it is used
}

QString LayerFacts::foreignNote() const
{
    const CheckpointInfo* own = m_data ? m_session.checkpoint(m_data->run.checkpoint) : nullptr;
    const auto& model = m_jobs.model();
    if (!own || !model || m_modelSha256.empty() || own->weightsSha256 == m_modelSha256) return {};
    return tr("Captured with “%1”; the checkpoint that is loaded is “%2”.")
        .arg(QString::fromStdString(own->name), QString::fromStdString(model->name));
}

void LayerFacts::load(const RunInfo& run, LayerId layer)
{
    if (m_query) m_jobs.cancel(m_query);
    m_loading = true;
    m_absence.clear();
    auto connection = std::make_shared<Project>(m_session.project().reopen());
    using Result = std::shared_ptr<const LayerData>;
    m_query = m_jobs.query<Result>(
        {}, this,
        [connection, id = run.id, layer, topics = m_session.topics()](const std::stop_token& stop,
                                                                      const ProgressCallback&) -> Result {
            return readLayer(*connection, id, layer, topics, stop);
        },
        [this](const Result& data) {
            m_data = data;
            m_loading = false;
            Q_EMIT changed();
        },
        [this](const QString& error) { setAbsent(error); });
    Q_EMIT changed();
}

void LayerFacts::setAbsent(const QString& reason)
{
    if (m_query) m_jobs.cancel(m_query);
    m_query = 0;
    m_key.reset();
    m_data.reset();
    m_loading = false;
    m_absence = reason;
    Q_EMIT changed();
}

} // namespace sparsight
