// SPDX-License-Identifier: GPL-3.0-or-later
#include "PageFixture.h"
#include "widgets/session/RunSource.h"

#include <QTest>

using namespace sparsight;

class TestRunChoice : public QObject {
    Q_OBJECT

    std::unique_ptr<PageFixture> m_fixture;

    QString file() const { return m_fixture->directory.filePath(QStringLiteral("test.sparsight")); }

    /// Of the checkpoint in /models/<name>.
    void capture(const char* checkpoint, std::vector<LayerId> layers = {{Stack::Encoder, 6}})
    {
        Project project = Project::open(file().toStdString(), Project::Mode::ReadWrite);
        FakeEngine engine(std::string("/models/") + checkpoint, m_fixture->control);
        CaptureRequest request{.runName = checkpoint, .dataset = project.dataset("sentences").id};
        request.settings.layers = std::move(layers);
        engine.capture(project, request, {}, {});
    }

    void load(const char* checkpoint)
    {
        m_fixture->jobs.loadModel(QStringLiteral("/models/") + QLatin1String(checkpoint), {});
        QTRY_VERIFY(m_fixture->jobs.model() && m_fixture->jobs.model()->name == checkpoint);
    }

    void open()
    {
        m_fixture->session.close();
        m_fixture->session.open(file(), Project::Mode::ReadWrite);
    }

    QString shown() const
    {
        const auto& focus = m_fixture->selection.focus().run;
        const RunInfo* run = focus ? m_fixture->session.run(*focus) : nullptr;
        return run ? QString::fromStdString(run->name) : QString();
    }

    RunId idOf(const char* name) const
    {
        for (const RunInfo& run : m_fixture->session.runs())
            if (run.name == name) return run.id;
        return {};
    }

private Q_SLOTS:
    void init()
    {
        m_fixture = std::make_unique<PageFixture>();
        makeTestProject(file().toStdString(), 40);
    }
    void cleanup() { m_fixture.reset(); }

    void theRunMadeFirstIsShownWithoutACheckpoint()
    {
        open();
        QCOMPARE(shown(), QString());
        capture("first");
        capture("second");
        m_fixture->session.refresh();
        QCOMPARE(shown(), QStringLiteral("first"));
    }

    void theRunOfTheLoadedCheckpointIsShown()
    {
        capture("first");
        capture("second");
        load("second");
        open();
        QCOMPARE(shown(), QStringLiteral("second"));
        load("first");
        QCOMPARE(shown(), QStringLiteral("first"));
        load("third"); // has none
        QCOMPARE(shown(), QStringLiteral("first"));
    }

    void theRunOfTheCheckpointThatWasLoadedLastIsShown()
    {
        capture("first");
        capture("second");
        load("second");
        ProjectSession session;
        Selection selection;
        JobRunner jobs(fakeServices(m_fixture->control)); // as after another start
        const LayerFacts facts(session, selection, jobs);
        session.open(file(), Project::Mode::ReadWrite);
        QCOMPARE(session.run(*selection.focus().run)->name, std::string("second"));
    }

    void theChosenRunStays()
    {
        capture("first");
        capture("second");
        load("second");
        open();
        m_fixture->selection.setRun(idOf("first"));
        load("third");
        load("second");
        QCOMPARE(shown(), QStringLiteral("first"));
        open();
        QCOMPARE(shown(), QStringLiteral("first"));
    }

    void whatIsShownUnaskedIsNotKept()
    {
        capture("first");
        open();
        QCOMPARE(shown(), QStringLiteral("first"));
        capture("second");
        load("second");
        open();
        QCOMPARE(shown(), QStringLiteral("second"));
    }

    void aRunWithoutTheLayerIsNotGoneTo()
    {
        capture("first");
        capture("second", {{Stack::Encoder, 2}});
        load("first");
        open();
        load("second");
        QCOMPARE(shown(), QStringLiteral("first"));
    }

    void aRemovedRunIsReplaced()
    {
        capture("first");
        capture("second");
        open();
        m_fixture->session.project().removeRun(idOf("first"));
        m_fixture->session.refresh();
        QCOMPARE(shown(), QStringLiteral("second"));
    }

    void figuresNameTheirSource()
    {
        capture("first");
        open();
        const RunSource source(m_fixture->session, *m_fixture->session.run(idOf("first")));
        QCOMPARE(source.run, QStringLiteral("first"));
        QCOMPARE(source.dataset, QStringLiteral("sentences"));
        QVERIFY2(source.text().contains(QStringLiteral("data set sentences")), qPrintable(source.text()));
    }
};

QTEST_MAIN(TestRunChoice)
#include "tst_runchoice.moc"
