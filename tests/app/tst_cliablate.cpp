// SPDX-License-Identifier: GPL-3.0-or-later
// ablate and writes on the golden checkpoints, and match by weights.
#include "CliProcess.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

static const QString goldens = SPARSIGHT_TEST_DATA "/golden";
static const QString model = goldens + "/t5-trained";

class TestCliAblate : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    QString m_project = m_folder.filePath("p.sparsight");

    CliResult run(const QStringList& arguments) const { return runCli(arguments, m_folder.filePath("cache")); }

private slots:
    void initTestCase()
    {
        QFile out(m_folder.filePath("pairs.tsv"));
        QVERIFY(out.open(QIODevice::WriteOnly));
        out.write("text\ttarget\n");
        for (const char* thing :
             {"the red lantern", "a green apple", "the old telescope", "warm bread", "grey smoke"}) {
            for (const char* place : {"garden", "harbour"}) {
                out.write(QStringLiteral(
                              "At noon %1 shines over the %2, and her bicycle fell into another museum.\t%1 shines "
                              "over the %2.\n")
                              .arg(thing, place)
                              .toUtf8());
            }
        }
        out.close();
        CliResult result = run({"import", m_project, "--data", m_folder.filePath("pairs.tsv"), "--name", "pairs"});
        QVERIFY2(result.code == 0, result.err.constData());
        for (const auto& [name, shape] : {std::pair("R", "t5-trained"), {"S", "t5-uneven"}, {"T", "t5-relu"}}) {
            result = run({"capture", m_project, "--model", goldens + '/' + shape, "--data", "pairs", "--layers", "all",
                          "--decoder", "teacher", "--name", name, "--values", "f32"});
            QVERIFY2(result.code == 0, result.err.constData());
        }
    }

    void text()
    {
        const QStringList command{"ablate",           model,    "--neurons",
                                  "dec1/3,enc1/7",    "--text", "At noon warm bread fell.",
                                  "--max-new-tokens", "12"};
        const CliResult result = run(command + QStringList{"--json", "--top", "5"});
        QVERIFY2(result.code == 0, result.err.constData());
        const QJsonObject json = result.json().object();
        QCOMPARE(json["kind"].toString(), "intervention");
        QCOMPARE(json["interventions"].toArray().size(), 2);
        QCOMPARE(json["interventions"][0]["layer"].toString(), "dec1");
        QCOMPARE(json["layers"].toArray().size(), 4);
        QCOMPARE(json["changed_neurons"].toArray().size(), 5);
        const QJsonObject p = json["log_probability"].toObject();
        QCOMPARE(p["of"].toString(), "written_before");
        QVERIFY(p["before"].toDouble() < 0);
        QVERIFY(std::abs(p["after"].toDouble() - p["before"].toDouble() - p["change"].toDouble()) < 1e-12);
        const CliResult plain =
            run({"generate", model, "--text", "At noon warm bread fell.", "--max-new-tokens", "12"});
        QCOMPARE(json["written"]["before"].toString() + "\n", QString(plain.out));

        const CliResult text = run(command);
        QCOMPARE(text.code, 0);
        QVERIFY(text.out.contains("intervention, not observation: dec1/3, enc1/7 set to off"));
        QVERIFY(text.out.contains("written after:"));
    }

    void decoderText()
    {
        const CliResult result = run({"ablate", model, "--neurons", "enc1/7", "--to", "2.5", "--text", "warm bread",
                                      "--decoder-text", "bread fell", "--json"});
        QVERIFY2(result.code == 0, result.err.constData());
        QCOMPARE(result.json()["log_probability"]["of"].toString(), "decoder_text");
        QCOMPARE(result.json()["interventions"][0]["value"].toDouble(), 2.5);
    }

    void means()
    {
        const QStringList command{"ablate", model,    "--neurons",  "enc1/7", "--to",
                                  "mean",   "--text", "warm bread", "--json"};
        QCOMPARE(run(command).code, 2); // of what?
        const CliResult result = run(command + QStringList{"--project", m_project, "--run", "R"});
        QVERIFY2(result.code == 0, result.err.constData());
        QVERIFY2(result.err.contains("keeps each sentence's maximum"), result.err.constData());
        const CliResult neuron = run({"neuron", m_project, "--run", "R", "--neuron", "enc1/7", "--json"});
        const double mean = neuron.json()["mean"].toDouble();
        QVERIFY(std::abs(result.json()["interventions"][0]["value"].toDouble() - mean) < 1e-5);
    }

    void data()
    {
        const QStringList command{"ablate",    m_project,       "--data",           "pairs", "--run", "R",
                                  "--neurons", "dec1/3,dec1/5", "--max-new-tokens", "24"};
        const CliResult result = run(command + QStringList{"--controls", "2", "--json"});
        QVERIFY2(result.code == 0, result.err.constData());
        const QJsonObject json = result.json().object();
        QCOMPARE(json["kind"].toString(), "intervention");
        QCOMPARE(json["pairs"].toInt(), 10);
        QCOMPARE(json["controls"].toArray().size(), 2);
        for (const QJsonValue control : json["controls"].toArray()) {
            for (const QJsonValue each : control["interventions"].toArray()) {
                QCOMPARE(each["layer"].toString(), "dec1");
                QVERIFY(each["neuron"].toInt() != 3 && each["neuron"].toInt() != 5);
            }
        }
        const QJsonObject switched = json["switched"].toObject();
        const double change = switched["change"]["rouge1"].toDouble();
        QVERIFY(std::abs(switched["after"]["rouge1"].toDouble() - json["before"]["rouge1"].toDouble() - change) < 1e-9);
        QVERIFY(switched["change_low"]["rouge1"].toDouble() <= change);
        QVERIFY(switched["change_high"]["rouge1"].toDouble() >= change);
        QCOMPARE(run(command + QStringList{"--controls", "2", "--json"}).out, result.out); // the same seed

        const CliResult text = run(command + QStringList{"--pairs", "3"});
        QVERIFY2(text.out.contains("over 3 pairs of pairs"), text.out.constData());
        QVERIFY(text.out.contains("control 1: dec1/"));
    }

    void refusals_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("code");
        QTest::newRow("neither text nor data") << QStringList{model, "--neurons", "enc1/1"} << 2;
        QTest::newRow("both") << QStringList{model, "--neurons", "enc1/1", "--text", "a", "--data", "pairs"} << 2;
        QTest::newRow("a project and a text") << QStringList{m_project, "--neurons", "enc1/1", "--text", "a"} << 2;
        QTest::newRow("data without a run") << QStringList{m_project, "--neurons", "enc1/1", "--data", "pairs"} << 2;
        QTest::newRow("no neuron") << QStringList{model, "--neurons", "17", "--text", "a"} << 2;
        QTest::newRow("to what") << QStringList{model, "--neurons", "enc1/1", "--to", "on", "--text", "a"} << 2;
        QTest::newRow("run without a project")
            << QStringList{model, "--neurons", "enc1/1", "--run", "R", "--text", "a"} << 2;
        QTest::newRow("no such layer") << QStringList{model, "--neurons", "enc9/1", "--text", "a"} << 1;
        QTest::newRow("no such neuron") << QStringList{model, "--neurons", "enc1/999", "--text", "a"} << 1;
    }
    void refusals()
    {
        QFETCH(QStringList, arguments);
        QFETCH(int, code);
        const CliResult result = run(QStringList{"ablate"} + arguments);
        QCOMPARE(result.code, code);
        QVERIFY(!result.err.isEmpty());
    }

    void writes()
    {
        const CliResult result = run({"writes", model, "--neuron", "dec2/17", "--top", "4", "--json"});
        QVERIFY2(result.code == 0, result.err.constData());
        const QJsonObject json = result.json().object();
        QCOMPARE(json["top"].toArray().size(), 4);
        QVERIFY(json["top"][0]["score"].toDouble() >= json["top"][3]["score"].toDouble());
        QVERIFY(json["bottom"][0]["score"].toDouble() <= json["bottom"][3]["score"].toDouble());
        QVERIFY(json["top"][3]["score"].toDouble() > json["bottom"][3]["score"].toDouble());
        QVERIFY(json["formula"].toString().contains("decoder's final norm"));
        const CliResult text = run({"writes", model, "--neuron", "enc1/17"});
        QVERIFY(text.out.contains("The encoder has no head"));
        QCOMPARE(run({"writes", model, "--neuron", "dec9/17"}).code, 1);
        QCOMPARE(run({"writes", model, "--neuron", "17"}).code, 2);
    }

    void matchByWeights()
    {
        const QStringList command{"match", m_project, "--layer", "enc1", "--by", "weights", "--json"};
        const CliResult result = run(command + QStringList{"--runs", "T,S"});
        QVERIFY2(result.code == 0, result.err.constData());
        QCOMPARE(result.json()["by"].toString(), "weights");
        int counterparts = 0; // of weights that were drawn apart
        const QJsonArray rows = result.json()["rows"].toArray();
        for (const QJsonValue row : rows)
            counterparts += row["cosine"].toDouble() >= 0.5;
        QCOMPARE(rows.size(), 32);
        QCOMPARE(result.json()["matched"].toInt(), counterparts);
        QVERIFY(result.json()["rows"][0]["cosine"].toDouble() >= result.json()["rows"][0]["same_cosine"].toDouble());
        const CliResult same = run(command + QStringList{"--runs", "T,T"});
        QCOMPARE(same.json()["moved"].toInt(), 0);
        QCOMPARE(same.json()["matched"].toInt(), 32);
        QCOMPARE(same.json()["mutual"].toInt(), 32);
        QVERIFY(same.json()["chance"].isNull());                       // no sentences to shuffle
        QCOMPARE(run(command + QStringList{"--runs", "T,R"}).code, 1); // not as wide
        QCOMPARE(run({"match", m_project, "--runs", "T,S", "--by", "name"}).code, 2);
    }
};

QTEST_GUILESS_MAIN(TestCliAblate)
#include "tst_cliablate.moc"
