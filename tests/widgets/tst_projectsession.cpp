// SPDX-License-Identifier: GPL-3.0-or-later
#include "FakeEngine.h"
#include "widgets/session/ProjectSession.h"

#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace sparsight;

class TestProjectSession : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    QString path(const char* name) const { return m_folder.filePath(QString::fromLatin1(name)); }

private Q_SLOTS:
    void initTestCase()
    {
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_folder.path());
    }

    void opensAndReadsTheLists()
    {
        makeTestProject(path("a.sparsight").toStdString(), 30);
        ProjectSession session;
        const QSignalSpy opened(&session, &ProjectSession::opened);
        session.open(path("a.sparsight"), Project::Mode::ReadWrite);
        QCOMPARE(opened.count(), 1);
        QVERIFY(session.isOpen());
        QCOMPARE(session.datasets().size(), std::size_t(1));
        QCOMPARE(session.topics().size(), std::size_t(2));
        QCOMPARE(session.dataset(session.datasets().front().id)->sentences, 30U);
        QVERIFY(!session.dataset(DatasetId(999)));
        QVERIFY(!session.run(RunId(1)));
    }

    void aRefusalKeepsTheOpenProject()
    {
        makeTestProject(path("b.sparsight").toStdString(), 10);
        QFile bad(path("bad.sparsight"));
        QVERIFY(bad.open(QIODevice::WriteOnly));
        bad.write("this is no project");
        bad.close();
        ProjectSession session;
        session.open(path("b.sparsight"), Project::Mode::ReadWrite);
        QVERIFY_EXCEPTION_THROWN(session.open(path("bad.sparsight"), Project::Mode::ReadWrite), Error);
        QVERIFY_EXCEPTION_THROWN(session.create(path("b.sparsight")), Error);
        QVERIFY(session.file().endsWith(QStringLiteral("b.sparsight")));
        QCOMPARE(session.datasets().size(), std::size_t(1));
    }

    void seesWhatAnotherConnectionWrote()
    {
        makeTestProject(path("c.sparsight").toStdString(), 70);
        ProjectSession session;
        session.open(path("c.sparsight"), Project::Mode::ReadWrite);
        const RunId run = captureTestRun(path("c.sparsight").toStdString(), "base");
        QVERIFY(session.runs().empty());
        const QSignalSpy changed(&session, &ProjectSession::changed);
        session.refresh();
        QCOMPARE(changed.count(), 1);
        QVERIFY(session.run(run));
        QVERIFY(session.run(run)->complete);
        QVERIFY(session.checkpoint(session.run(run)->checkpoint));
    }

    void closes()
    {
        makeTestProject(path("d.sparsight").toStdString(), 10);
        ProjectSession session;
        session.open(path("d.sparsight"), Project::Mode::ReadOnly);
        QVERIFY(session.isReadOnly());
        const QSignalSpy opened(&session, &ProjectSession::opened);
        session.close();
        session.close();
        QCOMPARE(opened.count(), 1);
        QVERIFY(!session.isOpen());
        QVERIFY(session.datasets().empty());
        QCOMPARE(session.file(), QString());
    }
};

QTEST_GUILESS_MAIN(TestProjectSession)
#include "tst_projectsession.moc"
