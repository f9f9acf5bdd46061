// SPDX-License-Identifier: GPL-3.0-or-later
// A capture that was killed or interrupted goes on after its last committed block, and ends like one that was not.
#include "CliProcess.h"

#include "core/store/Project.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace sparsight;

static const QString model = SPARSIGHT_TEST_DATA "/golden/t5-relu";
static constexpr int sentenceCount = 40'000;

class TestCliResume : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    QByteArray m_uninterrupted; // the stored values of both layers

    QString file(const QString& name) const { return m_folder.filePath(name); }

    static QStringList captureArguments(const QString& project)
    {
        return {"capture", project,     "--model", model,    "--data", "s",     "--layers",
                "all",     "--threads", "1",       "--name", "A",      "--json"};
    }

    void makeProject(const QString& project) const
    {
        const CliResult result = runCli({"import", project, "--data", file("s.txt")});
        QVERIFY2(result.code == 0, result.err.constData());
    }

    QByteArray storedValues(const QString& project) const
    {
        QByteArray all;
        for (const char* layer : {"enc1", "enc2"}) {
            const QString out = file("values.safetensors");
            if (runCli({"values", project, "--run", "A", "--layer", layer, "-o", out}).code != 0) return {};
            QFile values(out);
            if (!values.open(QIODevice::ReadOnly)) return {};
            all += values.readAll();
        }
        return all;
    }

    /// Sentences committed by now; 0 before the run exists.
    static std::uint32_t committed(const QString& project)
    {
        try {
            const Project open = Project::open(project.toStdString(), Project::Mode::ReadOnly);
            const std::vector<RunInfo> runs = open.runs();
            return runs.empty() ? 0 : runs.front().sentencesDone;
        } catch (const Error&) {
            return 0;
        }
    }

    /// Captures, and sends the signal once some blocks are committed; returns the sentences committed at the end.
    std::uint32_t interrupt(const QString& project, int signal, int& exitCode) const
    {
        QProcess process;
        process.start(SPARSIGHT_CLI, captureArguments(project));
        while (process.state() != QProcess::NotRunning && committed(project) < 3000)
            process.waitForFinished(5);
        ::kill(static_cast<pid_t>(process.processId()), signal);
        process.waitForFinished(60'000);
        exitCode = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
        return committed(project);
    }

private slots:
    void initTestCase()
    {
        QFile text(file("s.txt"));
        QVERIFY(text.open(QIODevice::WriteOnly));
        for (int i = 0; i < sentenceCount; ++i)
            text.write(QByteArray("The red kite ") + QByteArray("shines over the old harbour ").repeated(i % 4) +
                       QByteArray::number(i) + ".\n");
        text.close();
        makeProject(file("whole.sparsight"));
        const CliResult result = runCli(captureArguments(file("whole.sparsight")));
        QVERIFY2(result.code == 0, result.err.constData());
        m_uninterrupted = storedValues(file("whole.sparsight"));
        QVERIFY(m_uninterrupted.size() > sentenceCount);
    }

    void resumes_data()
    {
        QTest::addColumn<int>("signal");
        QTest::addColumn<int>("code");
        QTest::newRow("kill -9") << SIGKILL << -1;
        QTest::newRow("interrupt") << SIGINT << 130;
        QTest::newRow("terminate") << SIGTERM << 130;
    }

    void resumes()
    {
        QFETCH(int, signal);
        QFETCH(int, code);
        const QString project = file(QString("signal%1.sparsight").arg(signal));
        makeProject(project);
        int exitCode = 0;
        const std::uint32_t done = interrupt(project, signal, exitCode);
        QCOMPARE(exitCode, code);
        QVERIFY2(done > 0 && done < sentenceCount, qPrintable(QString::number(done)));

        const CliResult result = runCli(captureArguments(project));
        QVERIFY2(result.code == 0, result.err.constData());
        QVERIFY(result.json()["resumed"].toBool());
        QCOMPARE(result.json()["sentences"].toInt(), int(sentenceCount - done));
        QCOMPARE(storedValues(project), m_uninterrupted);
        for (const char* key : {"tokens", "nonzeros", "bytes_stored", "complete"}) {
            const auto ofRun = [key](const QString& p) {
                return runCli({"list", p, "--json"}).json()["runs"][0][key].toVariant();
            };
            QCOMPARE(ofRun(project), ofRun(file("whole.sparsight")));
        }
    }
};

QTEST_GUILESS_MAIN(TestCliResume)
#include "tst_cliresume.moc"
