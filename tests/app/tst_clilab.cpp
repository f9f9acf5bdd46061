// SPDX-License-Identifier: GPL-3.0-or-later
// The lab on the command line: experiments are listed, run, not run again, shown, replayed and reported.
#include "CliProcess.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

class TestCliLab : public QObject {
    Q_OBJECT

private slots:
    void listsAndShowsExperiments()
    {
        const CliResult list = runCli({"lab", "list", "--json"});
        QCOMPARE(list.code, 0);
        const QJsonArray rows = list.json().array();
        QVERIFY(rows.size() >= 8);
        for (const QJsonValue& row : rows) {
            const QString id = row["preset"].toString();
            QVERIFY(!id.isEmpty() && !row["criterion"].toString().isEmpty() && !row["arms"].toArray().isEmpty());
            const CliResult shown = runCli({"lab", "show", id});
            QCOMPARE(shown.code, 0);
            QVERIFY(shown.out.contains(row["claim"].toString().toUtf8()));
        }
    }

    void runsShowsAndReports()
    {
        const QTemporaryDir folder;
        const QString results = folder.filePath("results"), seed = results + "/emergence-mlp/seed-1.json";
        const QStringList run{"lab", "run", "emergence-mlp", "--seeds", "1", "--effort", "0.005", "-o", results};
        const CliResult first = runCli(run);
        QVERIFY2(first.code == 0, first.err.constData());
        QVERIFY(first.out.contains("emergence-mlp"));
        for (const char* file : {"numbers.csv", "curves.csv", "emergence-mlp/summary.json"})
            QVERIFY2(QFileInfo::exists(results + '/' + file), file);

        const auto written = QFileInfo(seed).lastModified();
        const CliResult again = runCli(run + QStringList{"--json"});
        QCOMPARE(again.code, 0);
        QCOMPARE(QFileInfo(seed).lastModified(), written);
        const QJsonObject outcome = again.json()["experiments"][0].toObject();
        QCOMPARE(outcome["preset"].toString(), "emergence-mlp");
        QVERIFY(outcome["verdict"].toString().contains("of 1 seed"));
        QCOMPARE(outcome["usual_settings"].toBool(true), false);
        QVERIFY(outcome["seeds"][0]["arms"]["model"]["density.start"].toDouble() > 40);
        QCOMPARE(runCli({"lab", "show", results, "--json"}).json().object(), again.json().object());

        const CliResult replay = runCli({"lab", "show", results, "--replay"});
        QCOMPARE(replay.code, 0);
        QVERIFY(replay.out.startsWith("emergence-mlp seed 1 model step 0: loss "));
        QVERIFY(replay.out.count('\n') > 5);

        const QString page = folder.filePath("lab.html");
        QCOMPARE(runCli({"lab", "report", results, "-o", page}).code, 0);
        QFile html(page);
        QVERIFY(html.open(QIODevice::ReadOnly) && html.readAll().contains("<polyline"));

        QStringList longer = run;
        longer.replace(longer.indexOf("0.005"), "0.01");
        const CliResult other = runCli(longer);
        QCOMPARE(other.code, 1);
        QVERIFY2(other.err.contains("other settings"), other.err.constData());
        QCOMPARE(QFileInfo(seed).lastModified(), written);
    }

    void followsAndBeginsAtAnotherSeed()
    {
        const QTemporaryDir folder;
        const CliResult result = runCli({"lab", "run", "emergence-mlp", "--seeds", "2", "--first-seed", "11",
                                         "--effort", "0.005", "--follow", "-o", folder.path()});
        QVERIFY2(result.code == 0, result.err.constData());
        QVERIFY(QFileInfo::exists(folder.filePath("emergence-mlp/seed-11.json")) &&
                QFileInfo::exists(folder.filePath("emergence-mlp/seed-12.json")));
        QCOMPARE(QDir(folder.filePath("emergence-mlp")).entryList({"seed-*"}).size(), 2);
        QVERIFY2(result.err.contains("emergence-mlp seed 12 model step 20: loss "), result.err.constData());

        const CliResult markdown = runCli({"lab", "show", folder.path(), "--markdown"});
        QVERIFY(markdown.out.startsWith("| Experiment | Verdict |") && markdown.out.count("\n| emergence-mlp |") == 5);
        const CliResult report =
            runCli({"lab", "report", folder.path(), "-o", folder.filePath("r.csv"), "--figures", folder.filePath("f")});
        QVERIFY2(report.code == 0, report.err.constData());
        QCOMPARE(QDir(folder.filePath("f")).entryList({"*.svg"}),
                 (QStringList{"emergence-mlp-loss.svg", "emergence-mlp-model-layers.svg"}));
    }

    void cancelKeepsCompleteSeeds()
    {
        const QTemporaryDir folder;
        QProcess process;
        process.start(SPARSIGHT_CLI, {"lab", "run", "emergence-mlp", "--seeds", "500", "--effort", "0.01", "--threads",
                                      "1", "-o", folder.path()});
        process.setReadChannel(QProcess::StandardError);
        QByteArray told;
        while (!told.contains("seed 1: ") && process.waitForReadyRead(60'000))
            told += process.readAllStandardError();
        ::kill(static_cast<pid_t>(process.processId()), SIGINT);
        QVERIFY(process.waitForFinished(60'000));
        QCOMPARE(process.exitCode(), 130);
        told = process.readAllStandardError();
        QVERIFY2(told.contains("Cancelled") && told.contains("kept"), told.constData());
        const CliResult shown = runCli({"lab", "show", folder.path(), "--json"});
        QCOMPARE(shown.code, 0);
        QCOMPARE(shown.json()["experiments"][0]["seeds"][0]["seed"].toInt(), 1);
    }

    void damagedResultIsNamedAndLeft()
    {
        const QTemporaryDir folder;
        const QString seed = folder.filePath("theory/seed-1.json");
        QVERIFY(QDir(folder.path()).mkpath("theory"));
        QFile file(seed);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("{\"preset\": \"theory\", \"se") > 0);
        file.close();
        for (const QStringList& command : {QStringList{"run", "theory", "-o", folder.path()},
                                           {"show", folder.path()},
                                           {"report", folder.path(), "-o", folder.filePath("r.html")}}) {
            const CliResult result = runCli(QStringList("lab") + command);
            QCOMPARE(result.code, 1);
            QVERIFY2(result.err.contains(seed.toUtf8() + " is no result of the lab") && result.err.count('\n') == 1,
                     result.err.constData());
        }
        QVERIFY(file.open(QIODevice::ReadOnly) && file.readAll() == "{\"preset\": \"theory\", \"se");
        QVERIFY(!QFileInfo::exists(folder.filePath("r.html")));
    }

    void refusals_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArray>("word");
        const auto row = [](const char* name, const QStringList& arguments, int code, const char* word) {
            QTest::newRow(name) << QStringList("lab") + arguments << code << QByteArray(word);
        };
        row("nothing to do", {}, 2, "subcommand");
        row("no such experiment", {"run", "nothing", "-o", "/nowhere/x"}, 2, "emergence-mlp");
        row("no folder", {"run", "all"}, 2, "--output");
        row("no seeds", {"run", "all", "--seeds", "0", "-o", "/nowhere/x"}, 2, "--seeds");
        row("neither experiment nor folder", {"show", "/nowhere/x"}, 1, "/nowhere/x");
        row("replay of an experiment", {"show", "width", "--replay"}, 2, "folder");
        row("report of no folder", {"report", "/nowhere/x", "-o", "f.html"}, 1, "/nowhere/x");
        row("report of another format", {"report", "/tmp", "-o", "f.txt"}, 1, "f.txt");
        row("a folder that cannot be made", {"run", "theory", "-o", "/proc/x"}, 1, "/proc/x");
        row("a folder that cannot be written", {"run", "theory", "-o", "/proc"}, 1, "/proc/theory");
        row("a file for a folder", {"run", "theory", "-o", "/etc/passwd"}, 1, "/etc/passwd");
        row("seed nought", {"run", "all", "--first-seed", "0", "-o", "/nowhere/x"}, 2, "--first-seed");
        row("tables of an experiment", {"show", "width", "--markdown"}, 2, "folder");
        row("no images", {"run", "theory", "--data", "/proc", "-o", "/tmp/sparsight-no-results"}, 1, "/proc");
    }
    void refusals()
    {
        QFETCH(QStringList, arguments);
        QFETCH(int, code);
        QFETCH(QByteArray, word);
        const CliResult result = runCli(arguments);
        QCOMPARE(result.code, code);
        QVERIFY2(result.err.contains(word), result.err.constData());
        QVERIFY(!QFileInfo::exists("/tmp/sparsight-no-results")); // refused before anything is made
    }
};

QTEST_GUILESS_MAIN(TestCliLab)
#include "tst_clilab.moc"
