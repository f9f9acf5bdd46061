// SPDX-License-Identifier: GPL-3.0-or-later
// The publication's experiment on a checkpoint of seconds: fresh, resumed, with checkpoints that are there, refused.
#include "CliProcess.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

static const QString model = SPARSIGHT_TEST_DATA "/golden/t5-relu";

static QByteArray bytesOf(const QString& file)
{
    QFile opened(file);
    return opened.open(QIODevice::ReadOnly) ? opened.readAll() : QByteArray();
}

class TestCliExperiment : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    QByteArray m_fresh, m_freshText; // what an undisturbed experiment says

    QString file(const QString& name) const { return m_folder.filePath(name); }

    /// Texts whose summary is their first word. Some are about light.
    void writePairs(const QString& name) const
    {
        QFile csv(file(name));
        QVERIFY(csv.open(QIODevice::WriteOnly));
        csv.write("text,target,label,group\n");
        const QList<QByteArray> words{"red", "apple", "copper", "kite", "milk", "magnet", "lantern", "shines"};
        for (int i = 0; i < 120; ++i) {
            const QByteArray& first = words[i * 5 % 8];
            csv.write(first + " " + words[i % 7] + " " + words[i * 3 % 8] + (i % 3 == 0 ? " light" : "") + "," + first +
                      "," + (i % 2 == 0 ? "even" : "odd") + ",paper " + QByteArray::number(i / 4) + "\n");
        }
    }

    /// A project with data sets and topics, which every test copies.
    void makeBlankProject() const
    {
        QFile bare(file("bare.txt"));
        QVERIFY(bare.open(QIODevice::WriteOnly) && bare.write("A light.\nA kite.\n") > 0);
        bare.close();
        const QString project = file("blank.sparsight");
        for (const QStringList& command : {QStringList{"import", project, "--data", file("pairs.csv")},
                                           QStringList{"import", project, "--data", file("bare.txt")},
                                           QStringList{"topic", project, "--name", "Light", "--words", "light"},
                                           QStringList{"topic", project, "--name", "Red", "--words", "red"}})
            QVERIFY2(runCli(command).code == 0, qPrintable(command.join(' ')));
    }

    void makeProject(const QString& project) const { QVERIFY(QFile::copy(file("blank.sparsight"), project)); }

    /// With `more` in place of the usual choices, or after them.
    static QStringList arguments(const QString& project, const QStringList& more = {})
    {
        QStringList all{"experiment", "poster",    project, "--model",      model,        "--data",
                        "pairs",      "--topic",   "Light", "--lr",         "0.01,0.001", "--epochs",
                        "3",          "--batch",   "8",     "--max-target", "6",          "--evaluate",
                        "3",          "--threads", "1",     "--device",     "cpu",        "--save-every",
                        "0.05"};
        for (qsizetype i = 0; i < more.size(); ++i) {
            const qsizetype usual = all.indexOf(more[i]);
            if (usual < 0 || i + 1 == more.size())
                all.append(more[i]);
            else
                all[usual + 1] = more[++i];
        }
        return all;
    }

private slots:
    void initTestCase()
    {
        writePairs("pairs.csv");
        makeBlankProject();
        makeProject(file("fresh.sparsight"));
        const CliResult result = runCli(arguments(file("fresh.sparsight"), {"--json", "-o", file("report")}));
        QVERIFY2(result.code == 0, result.err.constData());
        m_fresh = result.out;
        m_freshText = bytesOf(file("report/report.txt"));
    }

    void theReportHasEverything()
    {
        const QJsonObject json = QJsonDocument::fromJson(m_fresh).object();
        QCOMPARE(json["topic"].toString(), "Light");
        QCOMPARE(json["layer"].toString(), "enc2"); // the last of this model
        QCOMPARE(json["rule"].toString(), "matched:t5-relu-pairs/threshold:0");
        QCOMPARE(json["sentences"].toInt(), 120);
        const QJsonArray checkpoints = json["checkpoints"].toArray();
        QCOMPARE(checkpoints.size(), 3);
        QCOMPARE(checkpoints[0]["title"].toString(), "initial");
        QCOMPARE(checkpoints[1]["title"].toString(), "lr 0.01");
        QCOMPARE(checkpoints[2]["learning_rate"].toDouble(), 0.001);
        for (const QJsonValue& checkpoint : checkpoints) {
            QCOMPARE(checkpoint["with_keyword"].toInt(), 40);
            int neurons = 0;
            for (const QJsonValue& kind : checkpoint["census"]["classes"].toArray())
                neurons += kind["count"].toInt();
            QCOMPARE(neurons, 32);
        }
        for (int trained : {1, 2}) {
            const QJsonArray epochs = checkpoints[trained]["epochs"].toArray();
            QCOMPARE(epochs.size(), 3);
            QVERIFY(epochs[2]["measures"]["rouge1"].toObject().contains("low"));
            QCOMPARE(checkpoints[trained]["end"].toString(), "finished");
            const QJsonObject before = checkpoints[trained]["before"].toObject(); // the parent, so the same for all
            QVERIFY(before["measures"]["rougeLsum"].toObject().contains("mean"));
            QVERIFY(before["validation_loss"].isDouble() && before["training_loss"].isNull());
            QCOMPARE(before, checkpoints[1]["before"].toObject());
        }
        const QJsonArray rows = json["rows"].toArray();
        QCOMPARE(rows.size(), 10);
        for (const QJsonValue& row : rows) {
            const QJsonObject scores = row["checkpoints"].toObject();
            QCOMPARE(scores["lr 0.01"]["n"].isDouble(), true);
            // As many captured as in the parent, unless it fires on fewer.
            QVERIFY(scores["lr 0.01"]["n"].toInt() <= scores["initial"]["n"].toInt());
        }
        QVERIFY(m_fresh.indexOf("seconds") < 0); // nothing depends on the clock
    }

    void theTextIsReadable()
    {
        const QString text = QString::fromUtf8(m_freshText);
        for (const char* expected : {"KT-score", "initial", "lr 0.01", "lr 0.001", "ROUGE-1", "ROUGE-Lsum", "Loss",
                                     "Census of enc2", "never fires", "general", "topic neurons", "Light"})
            QVERIFY2(text.contains(expected), expected);
        // Of every measure and of the loss, beside the epochs.
        QCOMPARE(text.count(QRegularExpression("^initial +[0-9–]", QRegularExpression::MultilineOption)), 5);
        for (const QString& line : text.split('\n'))
            QVERIFY2(line.size() <= 100, qPrintable(line));
    }

    void theFolderHoldsTheTables()
    {
        QCOMPARE(QDir(file("report")).entryList(QDir::Files, QDir::Name),
                 (QStringList{"census-neurons.csv", "census.csv", "kt.csv", "report.json", "report.txt", "rouge.csv"}));
        QCOMPARE(bytesOf(file("report/kt.csv")).count('\n'), 1 + 10 * 3);
        QCOMPARE(bytesOf(file("report/census-neurons.csv")).count('\n'), 1 + 32);
        QCOMPARE(bytesOf(file("report/census.csv")).count('\n'), 1 + 3 * 6);
        QCOMPARE(bytesOf(file("report/rouge.csv")).count('\n'), 1 + 2 * (3 * 6 + 5));
        QCOMPARE(QJsonDocument::fromJson(bytesOf(file("report/report.json"))).object()["rows"],
                 QJsonDocument::fromJson(m_fresh).object()["rows"]);
    }

    void theSameAgainDoesNothingAnew()
    {
        const QString trained = file("fresh.checkpoints/t5-relu-lr0.01/model.safetensors");
        const QDateTime before = QFileInfo(trained).lastModified();
        const CliResult again = runCli(arguments(file("fresh.sparsight")));
        QVERIFY2(again.code == 0, again.err.constData());
        QCOMPARE(again.out, m_freshText);
        QVERIFY(!again.err.contains("epoch 1 of 3"));
        QCOMPARE(QFileInfo(trained).lastModified(), before);
        QCOMPARE(runCli({"list", file("fresh.sparsight"), "--json"}).json()["runs"].toArray().size(), 3);
    }

    void killedAndResumed_data()
    {
        QTest::addColumn<int>("signal");
        QTest::addColumn<QString>("when"); // a file whose appearance is waited for
        QTest::newRow("kill -9 in the first training") << SIGKILL << "t5-relu-lr0.01.state";
        QTest::newRow("kill -9 in the second training") << SIGKILL << "t5-relu-lr0.001.state";
        QTest::newRow("interrupted") << SIGINT << "t5-relu-lr0.01.state";
    }

    void killedAndResumed()
    {
        QFETCH(int, signal);
        QFETCH(QString, when);
        // The same name, because it is part of the report.
        const QTemporaryDir folder;
        const QString project = folder.filePath("fresh.sparsight");
        makeProject(project);
        QProcess process;
        process.start(SPARSIGHT_CLI, arguments(project));
        const QString awaited = folder.filePath("fresh.checkpoints/" + when);
        while (process.state() != QProcess::NotRunning && !QFileInfo::exists(awaited))
            process.waitForFinished(2);
        ::kill(static_cast<pid_t>(process.processId()), signal);
        QVERIFY(process.waitForFinished(60'000));
        QVERIFY(process.readAllStandardOutput().isEmpty()); // it was in time
        if (signal == SIGINT) QCOMPARE(process.exitCode(), 130);

        const CliResult resumed = runCli(arguments(project));
        QVERIFY2(resumed.code == 0, resumed.err.constData());
        QCOMPARE(resumed.out, m_freshText);
    }

    void checkpointsThatAreThere()
    {
        const QString trained =
            file("fresh.checkpoints/t5-relu-lr0.01") + "," + file("fresh.checkpoints/t5-relu-lr0.001");
        const QString project = file("given.sparsight");
        makeProject(project);
        const QStringList arguments{"experiment",  "poster",   project,   "--model", model,
                                    "--sentences", "pairs",    "--topic", "light",   "--threads",
                                    "1",           "--device", "cpu",     "--json"};
        const CliResult given = runCli(arguments + QStringList{"--trained", trained});
        QVERIFY2(given.code == 0, given.err.constData());
        const QJsonObject fresh = QJsonDocument::fromJson(m_fresh).object();
        QCOMPARE(given.json()["rows"].toArray(), fresh["rows"].toArray());
        for (const char* same : {"epochs", "census", "learning_rate", "weights_sha256"})
            QCOMPARE(given.json()["checkpoints"][1][same], fresh["checkpoints"].toArray().at(1).toObject()[same]);
        // The project has learnt where they come from.
        const CliResult recorded = runCli(arguments + QStringList{"--recorded"});
        QVERIFY2(recorded.code == 0, recorded.err.constData());
        QCOMPARE(recorded.json()["rows"].toArray(), fresh["rows"].toArray());
    }

    void chosenNeuronsUnderAnotherRule()
    {
        const CliResult result = runCli(arguments(file("fresh.sparsight"), {"--neurons", "31,4", "--rule", "top:20",
                                                                            "--census-topics", "Light,Red", "--json"}));
        QVERIFY2(result.code == 0, result.err.constData());
        const QJsonArray rows = result.json()["rows"].toArray();
        QCOMPARE(rows.size(), 2);
        QCOMPARE(rows[0]["neuron"].toInt(), 31);
        QVERIFY(result.json()["neurons_chosen"].toBool());
        QCOMPARE(result.json()["rule"].toString(), "top:20");
        QCOMPARE(result.json()["checkpoints"][0]["census"]["topics"].toArray().size(), 2);
    }

    void keywordsInGeneratedText()
    {
        const CliResult result =
            runCli(arguments(file("fresh.sparsight"), {"--keyword-in", "generated", "--max-new-tokens", "4", "--rule",
                                                       "fixed/top:20", "--topic", "Red", "--json"}));
        QVERIFY2(result.code == 0, result.err.constData());
        QCOMPARE(result.json()["keyword_in"].toString(), "generated");
        QVERIFY(result.json()["rule"].toString().startsWith("fixed:"));
        for (const QJsonValue& row : result.json()["rows"].toArray())
            QCOMPARE(row["checkpoints"]["lr 0.01"]["n"], row["checkpoints"]["initial"]["n"]);
    }

    void divergedTrainingsAreTold()
    {
        const QString project = file("diverged.sparsight");
        makeProject(project);
        const CliResult result = runCli(arguments(project, {"--lr", "1000,0.0001", "--optimizer", "adamw",
                                                            "--weight-decay", "1000", "--clip", "0", "--epochs", "6"}));
        QVERIFY2(result.code == 0, result.err.constData());
        QVERIFY2(result.out.contains("note: lr 1000: training diverged in epoch"), result.out.constData());
        QCOMPARE(result.out.contains("lr 1000: no checkpoint"), result.out.contains("there is no checkpoint."));
    }

    void fromPapersAndATopicFile()
    {
        const QString project = file("papers.sparsight"), papers = SPARSIGHT_SOURCE_DIR "/resources/demo/papers";
        const QStringList arguments{"experiment",   "poster",     project,
                                    "--model",      model,        "--papers",
                                    papers,         "--topic",    SPARSIGHT_SOURCE_DIR "/resources/topics/stem.txt",
                                    "--epochs",     "1",          "--lr",
                                    "0.001",        "--evaluate", "2",
                                    "--max-target", "8",          "--max-source",
                                    "32",           "--device",   "cpu",
                                    "--json"};
        const CliResult result = runCli(arguments);
        QVERIFY2(result.code == 0, result.err.constData());
        QCOMPARE(result.json()["pairs"].toString(), "papers");
        QCOMPARE(result.json()["data"].toString(), "papers-sentences");
        QCOMPARE(result.json()["topic"].toString(), "STEM");
        QVERIFY(result.json()["sentences"].toInt() > 1000);
    }

    void refusals_data()
    {
        QTest::addColumn<QStringList>("more");
        QTest::addColumn<QString>("named");
        const auto row = [](const char* name, const QStringList& more, const char* named) {
            QTest::newRow(name) << more << named;
        };
        row("unknown topic", {"--topic", "Dark"}, "\"Dark\"");
        row("unknown topic of the census", {"--census-topics", "Light,Dark"}, "\"Dark\"");
        row("unknown data set", {"--data", "texts"}, "texts");
        row("unknown sentences", {"--sentences", "texts"}, "texts");
        row("no targets", {"--data", "bare"}, "no target texts");
        row("unknown run", {"--rule", "matched:elsewhere"}, "elsewhere");
        row("unknown neuron", {"--neurons", "5,32"}, "32");
        row("unknown layer", {"--layer", "enc7"}, "enc7");
        row("decoder layer without its text", {"--layer", "dec1"}, "dec1");
        row("no such model", {"--model", "/nonexistent/model"}, "/nonexistent/model");
        row("no such papers", {"--papers", "/nonexistent/papers"}, "/nonexistent/papers");
        row("a file where the report goes", {"-o", SPARSIGHT_SOURCE_DIR "/README.md"}, "README.md");
    }

    void refusals()
    {
        QFETCH(QStringList, more);
        QFETCH(QString, named);
        const QTemporaryDir folder;
        const QString project = folder.filePath("p.sparsight");
        makeProject(project);
        const CliResult result = runCli(arguments(project, more));
        QCOMPARE(result.code, 1);
        QVERIFY(result.out.isEmpty());
        QVERIFY2(result.err.contains(named.toUtf8()), result.err.constData());
        QVERIFY(!QFileInfo::exists(folder.filePath("p.checkpoints")));
        QVERIFY(runCli({"list", project, "--json"}).json()["runs"].toArray().isEmpty()); // nothing was begun
    }

    void checkpointsOfAnotherParentAreRefused()
    {
        const QString project = file("given.sparsight");
        const CliResult result =
            runCli({"experiment", "poster", project, "--model", SPARSIGHT_TEST_DATA "/golden/t5-one-layer",
                    "--sentences", "pairs", "--topic", "Light", "--trained", file("fresh.checkpoints/t5-relu-lr0.01")});
        QCOMPARE(result.code, 1);
        QVERIFY2(result.err.contains("another checkpoint"), result.err.constData());
        const CliResult none =
            runCli({"experiment", "poster", project, "--model", SPARSIGHT_TEST_DATA "/golden/t5-one-layer",
                    "--sentences", "pairs", "--topic", "Light", "--recorded"});
        QCOMPARE(none.code, 1);
        QVERIFY2(none.err.contains("no checkpoint that was trained from"), none.err.constData());
    }

    void wrongUsage_data()
    {
        QTest::addColumn<QStringList>("more");
        QTest::newRow("rule") << QStringList{"--rule", "strongest"};
        QTest::newRow("matched with a wrong rule") << QStringList{"--rule", "matched/strongest"};
        QTest::newRow("keyword in") << QStringList{"--keyword-in", "summary"};
        QTest::newRow("layer") << QStringList{"--layer", "middle"};
        QTest::newRow("neurons and best") << QStringList{"--neurons", "1", "--best", "3"};
        QTest::newRow("trained and recorded") << QStringList{"--trained", "a", "--recorded"};
        QTest::newRow("input") << QStringList{"--input", "body"};
    }

    void wrongUsage()
    {
        QFETCH(QStringList, more);
        const CliResult result = runCli(arguments(file("nowhere.sparsight"), more));
        QCOMPARE(result.code, 2);
        QVERIFY(!QFileInfo::exists(file("nowhere.sparsight")));
    }

    void aNewProjectGoesAwayWithARefusal()
    {
        const CliResult result = runCli(arguments(file("new.sparsight")));
        QCOMPARE(result.code, 1);
        QVERIFY(!QFileInfo::exists(file("new.sparsight")));
        const CliResult none = runCli({"experiment", "poster", file("new.sparsight"), "--model", model});
        QCOMPARE(none.code, 2);
        const CliResult other = runCli({"experiment", "talk", file("new.sparsight"), "--model", model});
        QCOMPARE(other.code, 2);
    }
};

QTEST_GUILESS_MAIN(TestCliExperiment)
#include "tst_cliexperiment.moc"
