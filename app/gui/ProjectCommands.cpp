// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/ProjectCommands.h"

#include "app/gui/NoticeBar.h"
#include "core/capture/DemoProject.h"
#include "core/dataset/SentenceReader.h"
#include "widgets/common/Folders.h"
#include "widgets/jobs/ErrorText.h"
#include "widgets/jobs/JobRunner.h"
#include "widgets/pages/data/ImportDialog.h"
#include "widgets/pages/finetune/UnfinishedTraining.h"
#include "widgets/session/ProjectSession.h"

#include <QDesktopServices>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QSettings>
#include <QStandardPaths>
#include <QUrl>
#include <algorithm>

namespace sparsight {

namespace {

constexpr auto folderKey = "folders/project";

std::filesystem::path toPath(const QString& file)
{
    return std::filesystem::path(file.toStdU16String());
}

bool isProject(const QFileInfo& file)
{
    return file.isFile() && file.suffix() == QLatin1String("sparsight");
}

bool isCheckpoint(const QFileInfo& file)
{
    return file.isDir() && (QFileInfo::exists(file.filePath() + QStringLiteral("/config.json")) ||
                            QFileInfo::exists(file.filePath() + QStringLiteral("/snapshots")));
}

bool isData(const QFileInfo& file)
{
    static const QStringList suffixes{QStringLiteral("txt"),   QStringLiteral("csv"),    QStringLiteral("tsv"),
                                      QStringLiteral("jsonl"), QStringLiteral("ndjson"), QStringLiteral("json"),
                                      QStringLiteral("text")};
    if (file.exists() && !file.isDir())
        return suffixes.contains(file.suffix().toLower()); // the import says what a FIFO is
    try {
        return isPaperFolder(toPath(file.filePath()));
    } catch (const Error&) {
        return false; // a folder that cannot be read
    }
}

/// A dialog that does not block: what runs goes on, and the window stays usable.
QFileDialog* projectDialog(QWidget& window, const QString& title, QFileDialog::AcceptMode mode)
{
    const QString folder = QSettings().value(QLatin1String(folderKey), QDir::homePath()).toString();
    auto* dialog = new QFileDialog(&window, title, folder, ProjectCommands::tr("Sparsight projects (*.sparsight)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(mode);
    dialog->setDefaultSuffix(QStringLiteral("sparsight"));
    return dialog;
}

} // namespace

ProjectCommands::ProjectCommands(ProjectSession& session, JobRunner& jobs, NoticeBar& notice, QWidget& window)
    : QObject(&window)
    , m_session(session)
    , m_jobs(jobs)
    , m_notice(notice)
    , m_window(window)
    , m_recent(this)
{
    m_demoFile = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) +
                 QStringLiteral("/sparsight/demo.sparsight");
    connect(&jobs, &JobRunner::modelChanged, this, &ProjectCommands::captureDemoOnce);
}

void ProjectCommands::newProject()
{
    auto* dialog = projectDialog(m_window, tr("New project"), QFileDialog::AcceptSave);
    dialog->setOption(QFileDialog::DontConfirmOverwrite); // it is refused, not overwritten
    dialog->selectFile(tr("untitled") + QStringLiteral(".sparsight"));
    connect(dialog, &QFileDialog::fileSelected, this, &ProjectCommands::createProject);
    dialog->show();
}

void ProjectCommands::createProject(const QString& file)
{
    if (QFileInfo::exists(file)) {
        m_notice.offer(tr("%1 exists already; nothing was overwritten.").arg(QDir::toNativeSeparators(file)),
                       tr("Open it"), [this, file] { openProject(file); });
        return;
    }
    try {
        m_session.create(file);
        afterOpening(file);
    } catch (const Error& error) {
        m_notice.showError(errorSentence(error));
    }
}

void ProjectCommands::openProject()
{
    auto* dialog = projectDialog(m_window, tr("Open a project"), QFileDialog::AcceptOpen);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& file) { openProject(file); });
    dialog->show();
}

void ProjectCommands::openProject(const QString& file)
{
    try {
        m_session.open(file, Project::Mode::ReadWrite);
        afterOpening(file);
    } catch (const Error& error) {
        const bool readable = error.code() == ErrorCode::Busy || error.code() == ErrorCode::ReadOnly ||
                              error.code() == ErrorCode::Unsupported; // of a newer version
        if (readable) {
            m_notice.offer(errorSentence(error), tr("Open read-only"), [this, file] { openReadOnly(file); });
        } else if (error.code() == ErrorCode::NotFound && m_recent.files().contains(file)) {
            m_notice.offer(errorSentence(error), tr("Remove from the list"), [this, file] { m_recent.remove(file); });
        } else {
            m_notice.showError(errorSentence(error));
        }
    }
}

void ProjectCommands::openReadOnly(const QString& file)
{
    try {
        m_session.open(file, Project::Mode::ReadOnly);
        afterOpening(file);
    } catch (const Error& error) {
        m_notice.showError(errorSentence(error));
    }
}

void ProjectCommands::closeProject()
{
    m_session.close();
}

void ProjectCommands::afterOpening(const QString& file)
{
    m_notice.hide();
    m_recent.add(file);
    QSettings().setValue(QLatin1String(folderKey), QFileInfo(file).absolutePath());
    offerToGoOn();
    checkInBackground();
    if (!m_pendingImport.isEmpty()) showImport(std::exchange(m_pendingImport, {}));
}

/// A capture that was cut off, by Cancel or by the program's end, goes on where it stopped.
void ProjectCommands::offerToGoOn()
{
    const auto& runs = m_session.runs();
    const auto cutOff = std::find_if(runs.rbegin(), runs.rend(), [](const RunInfo& run) { return !run.complete; });
    const CheckpointInfo* checkpoint = cutOff == runs.rend() ? nullptr : m_session.checkpoint(cutOff->checkpoint);
    const DatasetInfo* data = cutOff == runs.rend() ? nullptr : m_session.dataset(cutOff->dataset);
    if (m_session.isReadOnly()) return;
    if (!checkpoint || !data || m_session.file() == m_demoFile) {
        offerTraining();
        return;
    }
    QStringList sentences{tr("The capture “%1” stopped at %L2 of %L3 sentences.")
                              .arg(QString::fromStdString(cutOff->name))
                              .arg(cutOff->sentencesDone)
                              .arg(data->sentences)};
    if (const QString training = cutOffTraining(); !training.isEmpty()) sentences << training;
    m_notice.offer(sentences.join(QLatin1Char('\n')), tr("Resume"),
                   [this, file = m_session.file(), run = *cutOff, checkpoint = *checkpoint] {
                       if (m_session.file() != file) return;
                       m_jobs.captureAgain(file, run, checkpoint);
                       offerTraining();
                   });
}

/// What there is to say of it; empty when there is none.
QString ProjectCommands::cutOffTraining() const
{
    const auto training = unfinishedTraining(m_session.file());
    if (!training) return {};
    return tr("The training of %1 on “%2” was cut off.")
        .arg(QString::fromStdU16String(training->parent.filename().u16string()),
             QString::fromStdString(training->dataName));
}

void ProjectCommands::offerTraining()
{
    m_trainingOffer = cutOffTraining();
    if (m_trainingOffer.isEmpty()) return;
    m_notice.offer(m_trainingOffer, tr("Show it"), [this] { Q_EMIT trainingWanted(); });
}

void ProjectCommands::tellWritten(const QString& sentence, const QString& file)
{
    m_notice.offer(sentence, tr("Open"), [file] { QDesktopServices::openUrl(QUrl::fromLocalFile(file)); });
}

void ProjectCommands::trainingBegun()
{
    if (m_notice.text() == m_trainingOffer) m_notice.hide();
}

void ProjectCommands::checkInBackground()
{
    auto connection = std::make_shared<Project>(m_session.project().reopen());
    m_jobs.cancel(m_check);
    m_check = m_jobs.query<bool>(
        tr("Check %1").arg(QFileInfo(m_session.file()).fileName()), this,
        [connection](const std::stop_token& stop, const ProgressCallback&) {
            connection->checkIntegrity(stop);
            return true;
        },
        [this](bool) { m_jobs.dismiss(m_check); },
        [this, file = m_session.file()](const QString& error) {
            if (m_session.file() != file || m_session.isReadOnly())
                m_notice.showError(error);
            else
                m_notice.offer(error, tr("Open read-only"), [this, file] { openReadOnly(file); });
        });
}

void ProjectCommands::openDemo()
{
    const QString file = m_demoFile;
    QDir().mkpath(QFileInfo(file).absolutePath());
    m_jobs.query<bool>(
        tr("Prepare the demo"), this,
        [path = toPath(file)](const std::stop_token&, const ProgressCallback&) {
            openDemoProject(path); // makes what is missing
            return true;
        },
        [this](bool) { showDemo(); }, [this](const QString& error) { m_notice.showError(error); });
}

void ProjectCommands::showDemo()
{
    openProject(m_demoFile);
    m_demoCaptureWanted = m_session.isOpen() && !m_session.isReadOnly();
    const auto& model = m_jobs.model();
    const auto directory = demoCheckpoint();
    if (model && isSameFolder(model->directory, directory)) {
        captureDemoOnce();
    } else {
        m_jobs.loadModel(QString::fromStdU16String(directory.u16string()), {}); // whatever else is being loaded
    }
}

/// The demo's run is captured the first time, and gone on with when it was cut off.
void ProjectCommands::captureDemoOnce()
{
    if (!m_demoCaptureWanted || !m_session.isOpen() || m_session.isReadOnly()) return;
    if (!m_jobs.model() || !isSameFolder(m_jobs.model()->directory, demoCheckpoint())) return;
    m_demoCaptureWanted = false;
    const auto& runs = m_session.runs();
    const auto run = std::find_if(runs.begin(), runs.end(), [](const RunInfo& r) { return r.name == demoRunName; });
    if (run == runs.end() || !run->complete) m_jobs.capture(m_session.file(), demoCapture(m_session.project()));
}

void ProjectCommands::importData(const QStringList& files)
{
    if (!m_session.isOpen()) {
        m_pendingImport = files;
        m_notice.offer(tr("Sentences are kept in a project; make one first, and the import goes on."),
                       tr("New project…"), [this] { newProject(); });
        return;
    }
    if (m_session.isReadOnly()) {
        m_notice.showError(tr("%1 is open read-only; sentences can be imported where it is open for writing.")
                               .arg(QFileInfo(m_session.file()).fileName()));
        return;
    }
    if (!files.isEmpty()) {
        showImport(files);
        return;
    }
    QFileDialog* dialog = importFrom(tr("Import sentences"));
    dialog->setNameFilter(tr("Sentences (*.txt *.csv *.tsv *.jsonl *.ndjson *.json);;All files (*)"));
    dialog->setFileMode(QFileDialog::ExistingFiles);
    connect(dialog, &QFileDialog::filesSelected, this, &ProjectCommands::showImport);
    dialog->show();
}

void ProjectCommands::importPapers()
{
    QFileDialog* dialog = importFrom(tr("Import a folder of papers"));
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& folder) { importData({folder}); });
    dialog->show();
}

/// In place of the one that was opened before.
QFileDialog* ProjectCommands::importFrom(const QString& title)
{
    if (m_importFrom) m_importFrom->close();
    m_importFrom = new QFileDialog(&m_window, title);
    m_importFrom->setAttribute(Qt::WA_DeleteOnClose);
    return m_importFrom;
}

void ProjectCommands::showImport(const QStringList& files)
{
    auto* dialog = new ImportDialog(m_session, m_jobs, files, &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ImportDialog::imported, this, &ProjectCommands::imported);
    dialog->show();
}

bool ProjectCommands::openAnything(const QStringList& paths)
{
    QStringList data;
    for (const QString& path : paths) {
        const QFileInfo file(path);
        if (isProject(file)) {
            openProject(path);
            return true;
        }
        if (isCheckpoint(file)) {
            m_jobs.loadModel(path, {});
            return true;
        }
        if (isData(file)) data << path;
    }
    if (data.isEmpty()) {
        m_notice.showError(
            tr("%1 is neither a project (.sparsight), nor sentences (.txt, .csv, .tsv, .jsonl), nor a folder "
               "of papers (ScisummNet), nor that of a checkpoint (with config.json).")
                .arg(paths.isEmpty() ? QString() : QFileInfo(paths.first()).fileName()));
        return false;
    }
    importData(data);
    return true;
}

} // namespace sparsight
