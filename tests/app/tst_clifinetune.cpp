// SPDX-License-Identifier: GPL-3.0-or-later
// What a sweep has completed is in the project at once, and stays there when the rest is interrupted.
#include "CliProcess.h"

#include "core/store/Project.h"

#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace sparsight;

class TestCliFinetune : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    QString file(const char* name) const { return m_folder.filePath(QString::fromLatin1(name)); }

    QStringList arguments() const
    {
        return {"finetune",     file("p.sparsight"),
                "--model",      SPARSIGHT_TEST_DATA "/golden/t5-relu",
                "--data",       "pairs",
                "--output",     file("out"),
                "--lr",         "0.01,0.001",
                "--epochs",     "40",
                "--batch",      "2",
                "--threads",    "1",
                "--evaluate",   "1",
                "--max-target", "4",
                "--device",     "cpu",
                "--json"};
    }

    std::vector<TrainingInfo> trainings() const
    {
        return Project::open(file("p.sparsight").toStdString(), Project::Mode::ReadOnly).trainings();
    }

private slots:
    void initTestCase()
    {
        QFile table(file("pairs.tsv"));
        QVERIFY(table.open(QIODevice::WriteOnly));
        table.write("text\ttarget\n");
        for (int i = 0; i < 20; ++i)
            table.write(QByteArray("red kite copper milk ") + QByteArray::number(i) + "\tred kite\n");
        table.close();
        const CliResult made = runCli({"import", file("p.sparsight"), "--data", table.fileName(), "--name", "pairs",
                                       "--text-column", "text", "--target-column", "target"});
        QVERIFY2(made.code == 0, made.err.constData());
    }

    void theListSaysWhatCanBeTrainedOn()
    {
        const CliResult list = runCli({"list", file("p.sparsight")});
        QVERIFY2(list.out.split('\n')[0].contains("targets"), list.out.constData());
        QVERIFY(list.out.split('\n')[1].contains("yes"));
    }

    /// Wherever texts are read, the encoding that a refusal speaks of can be chosen.
    void otherEncodings_data()
    {
        QTest::addColumn<QStringList>("arguments");
        const QString text = file("latin.txt");
        QTest::newRow("generate") << QStringList{
            "generate", SPARSIGHT_TEST_DATA "/golden/t5-relu", "--file", text, "--max-new-tokens", "2"};
        QTest::newRow("rouge") << QStringList{"rouge", "--predictions", text, "--references", text};
        QTest::newRow("pretrain") << QStringList{
            "pretrain", "--data",    text, "--output", file("latin"), "--pieces",  "40", "--d-ff",
            "4",        "--d-model", "4",  "--layers", "1",           "--heads",   "1",  "--d-kv",
            "4",        "--steps",   "1",  "--device", "cpu",         "--threads", "1"};
    }
    void otherEncodings()
    {
        QFETCH(QStringList, arguments);
        QFile latin(file("latin.txt"));
        QVERIFY(latin.open(QIODevice::WriteOnly));
        for (int i = 0; i < 20; ++i)
            latin.write("caf\xe9 au lait, th\xe9 noir, na\xefve fa\xe7"
                        "ade\n");
        latin.close();
        const CliResult refused = runCli(arguments);
        QCOMPARE(refused.code, 1);
        QVERIFY2(refused.err.contains("latin-1"), refused.err.constData());
        const CliResult read = runCli(arguments + QStringList{"--encoding", "latin-1"});
        QVERIFY2(read.code == 0, read.err.constData());
    }

    void whatIsCompleteIsRecordedAtOnce()
    {
        QProcess process;
        process.start(SPARSIGHT_CLI, arguments());
        QElapsedTimer waited;
        waited.start();
        while (!QFileInfo::exists(file("out/t5-relu-lr0.001.state")) && waited.elapsed() < 60'000)
            process.waitForFinished(5);
        ::kill(static_cast<pid_t>(process.processId()), SIGINT);
        QVERIFY(process.waitForFinished(60'000));
        QCOMPARE(process.exitCode(), 130);
        const auto known = trainings();
        QCOMPARE(known.size(), std::size_t(1));
        QCOMPARE(known[0].learningRate, 0.01);
        QCOMPARE(known[0].end, std::string("finished"));
    }

    void theRestIsGoneOnWith()
    {
        const CliResult result = runCli(arguments());
        QVERIFY2(result.code == 0, result.err.constData());
        QCOMPARE(trainings().size(), std::size_t(2));
        QVERIFY(!QFileInfo::exists(file("out/t5-relu-lr0.001.state")));
    }

    void listTellsWhatWasTrained()
    {
        const CliResult text = runCli({"list", file("p.sparsight")});
        QVERIFY2(text.out.contains("trained ") && text.out.contains("finished"), text.out.constData());
        const QJsonArray listed = runCli({"list", file("p.sparsight"), "--json"}).json()["trainings"].toArray();
        QCOMPARE(listed.size(), qsizetype(2));
        const QJsonObject second = listed[1].toObject();
        QCOMPARE(second["checkpoint"].toString(), "t5-relu-lr0.001");
        QCOMPARE(second["parent"].toString(), "t5-relu");
        QCOMPARE(second["settings"]["learning_rate"].toDouble(), 0.001);
        QCOMPARE(second["epochs"][0]["epoch"].toInt(-1), 0); // the parent
        QVERIFY(second["epochs"][1]["training_loss"].isDouble());
    }
};

QTEST_GUILESS_MAIN(TestCliFinetune)
#include "tst_clifinetune.moc"
