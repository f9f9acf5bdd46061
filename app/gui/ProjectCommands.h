// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/gui/RecentProjects.h"
#include "widgets/pages/WindowCommands.h"

#include <QObject>
#include <QPointer>
#include <QString>
#include <functional>

class QFileDialog;

namespace sparsight {

class JobRunner;
class NoticeBar;
class ProjectSession;

/// Opening and making projects, the demo, imports and dropped files, with every refusal told in the notice bar.
class ProjectCommands : public QObject, public WindowCommands {
    Q_OBJECT
public:
    ProjectCommands(ProjectSession& session, JobRunner& jobs, NoticeBar& notice, QWidget& window);

    void newProject() override;
    void openProject() override;
    void openProject(const QString& file) override;
    void openDemo() override;
    void importData(const QStringList& files) override;
    void importPapers() override;
    bool openAnything(const QStringList& paths) override;
    QStringList recentProjects() const override { return m_recent.files(); }
    void forgetRecent(const QString& file) override { m_recent.remove(file); }
    void tellWritten(const QString& sentence, const QString& file) override;
    void trainingBegun() override;

    void createProject(const QString& file);
    void openReadOnly(const QString& file);
    void closeProject();
    const RecentProjects& recent() const { return m_recent; }
    /// Where the demo project lies: in the application's data folder, unless it is told otherwise.
    void setDemoFile(const QString& file) { m_demoFile = file; }

Q_SIGNALS:
    void imported();       ///< a data set was added
    void trainingWanted(); ///< the page of trainings is to be shown

private:
    void afterOpening(const QString& file);
    void offerToGoOn();
    QString cutOffTraining() const;
    void offerTraining();
    void checkInBackground(); ///< quick_check reads the whole file
    void showDemo();
    void captureDemoOnce();
    QFileDialog* importFrom(const QString& title);
    void showImport(const QStringList& files);

    ProjectSession& m_session;
    JobRunner& m_jobs;
    NoticeBar& m_notice;
    QWidget& m_window;
    RecentProjects m_recent;
    QString m_demoFile;
    QString m_trainingOffer;            ///< the sentence of the last one
    QPointer<QFileDialog> m_importFrom; ///< what to import is being chosen there
    QStringList m_pendingImport;        ///< waits for a project to go into
    bool m_demoCaptureWanted = false;
    quint64 m_check = 0; ///< the job that checks the project
};

} // namespace sparsight
