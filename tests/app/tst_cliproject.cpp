// SPDX-License-Identifier: GPL-3.0-or-later
// A project through the command line: import, topic, capture, and the stored values.
#include "../core/store/FlipBit.h"
#include "CliProject.h"

#include <algorithm>
#include <cmath>

class TestCliProject : public QObject, CliProject {
    Q_OBJECT

private slots:
    void initTestCase() { makeProject(); }

    void list()
    {
        const QJsonDocument listed = run({"list", m_project, "--json"}).json();
        QCOMPARE(listed["datasets"][0]["name"].toString(), "s");
        QCOMPARE(listed["topics"][0]["keywords"].toArray(), (QJsonArray{"kite", "no such word"}));
        QCOMPARE(listed["checkpoints"][0]["weights_sha256"].toString().size(), 64);
        const QJsonObject stored = runNamed("A");
        QVERIFY(stored["complete"].toBool());
        QCOMPARE(stored["layers"].toString(), "enc1,enc2");
        QCOMPARE(stored["neurons"].toInt(), neuronCount);
        const CliResult text = run({"list", m_project});
        QCOMPARE(text.code, 0);
        for (const char* word : {"Kites", "t5-relu", "complete"})
            QVERIFY2(text.out.contains(word), word);
    }

    void captureAgainDoesNothing()
    {
        const CliResult result =
            run({"capture", m_project, "--model", model, "--data", "s", "--layers", "all", "--name", "A", "--json"});
        QVERIFY2(result.code == 0, result.err.constData());
        QCOMPARE(result.json()["sentences"].toInt(-1), 0);
        QCOMPARE(result.json()["nonzeros"].toInt(-1), 0);
        const QJsonObject stored = runNamed("A");
        for (const char* key : {"sentences", "nonzeros", "bytes_stored"})
            QCOMPARE(result.json()["whole_run"][key], stored[key]);
        QCOMPARE(result.json()["whole_run"]["sentences"].toInt(), sentenceCount);
        QCOMPARE(run({"list", m_project, "--json"}).json()["runs"].toArray().size(), 1);
    }

    void capturesWithTheDecoder()
    {
        writeFile("pairs.tsv", "text\ttarget\nA red kite.\tKite.\nA lantern.\t\nAn apple.\t\n");
        const QString project = file("decoder.sparsight");
        QCOMPARE(run({"import", project, "--data", file("pairs.tsv"), "--target-column", "target"}).code, 0);
        const auto capture = [&](const QStringList& more) {
            return run(QStringList{"capture", project, "--model", model, "--data", "pairs", "--layers", "dec1"} + more);
        };
        const QStringList teacher{"--decoder", "teacher", "--name", "teacher"};
        const CliResult told = capture(teacher);
        QVERIFY2(told.out.contains("read the sentence itself where there is no target: 2 of 3 sentences"), told.out);
        QCOMPARE(capture(teacher + QStringList{"--json"}).json()["sentences_without_target"].toInt(), 2);
        const CliResult generated =
            capture({"--decoder", "generate", "--max-new-tokens", "5", "--name", "generate", "--json"});
        QVERIFY2(generated.code == 0, generated.err.constData());
        QVERIFY(generated.json()["sentences_without_target"].isNull());
        const QJsonArray runs = run({"list", project, "--json"}).json()["runs"].toArray();
        QVERIFY(runs[0]["max_new_tokens"].isNull());
        QCOMPARE(runs[1]["max_new_tokens"].toInt(), 5);
        QVERIFY(run({"list", project}).out.contains("generate, at most 5 tokens"));
        const CliResult other = capture({"--decoder", "generate", "--name", "generate"});
        QCOMPARE(other.code, 1);
        QVERIFY2(other.err.contains("new tokens 5, not 64"), other.err.constData());
        QCOMPARE(capture({"--decoder", "generate", "--max-new-tokens", "0"}).code, 2);
    }

    void importCountsBlankLinesAndKeepsDuplicates()
    {
        writeFile("a.txt", "One.\n\n  \nTwo.\nOne.\n");
        writeFile("b.jsonl", "{\"sentence\": \"Three.\", \"kind\": \"x\"}\n");
        const QString project = file("import.sparsight");
        CliResult result = run({"import", project, "--data", file("a.txt"), file("b.jsonl"), "--json"});
        QVERIFY2(result.code == 0, result.err.constData());
        QCOMPARE(result.json()["dataset"].toString(), "a");
        QCOMPARE(result.json()["sentences"].toInt(), 4);
        QCOMPARE(result.json()["blank_lines"].toInt(), 2);
        QCOMPARE(result.json()["files"][1]["format"].toString(), "jsonl");

        writeFile("c.csv", "id,words,group\n1,\"Four, five.\",d1\n");
        result = run({"import", project, "--data", file("c.csv"), "--text-column", "words", "--label-column", "id"});
        QVERIFY2(result.code == 0, result.err.constData());
        result = run({"search", project, "five", "--json"});
        QCOMPARE(result.json()["hits"][0]["text"].toString(), "Four, five.");
        QCOMPARE(result.json()["hits"][0]["label"].toString(), "1");
    }

    void importOfPapersTellsWhichWereSkipped()
    {
        const QString project = file("papers.sparsight"), papers = SPARSIGHT_TEST_DATA "/scisumm/";
        CliResult result = run({"import", project, "--data", papers, "--input", "full", "--json"});
        QVERIFY2(result.code == 0, result.err.constData());
        QCOMPARE(result.json()["dataset"].toString(), "scisumm");
        QCOMPARE(result.json()["sentences"].toInt(), 2);
        const QJsonValue read = result.json()["files"][0];
        QCOMPARE(read["format"].toString(), "scisummnet");
        QCOMPARE(read["papers"].toInt(), 2);
        QCOMPARE(read["skipped"].toArray().size(), 1);
        QCOMPARE(read["skipped"][0]["paper"].toString(), "N01-0003");
        QCOMPARE(read["skipped"][0]["line"].toInt(), 5);
        QVERIFY(read["warnings"].toArray().last().toString().contains("overlap"));

        result = run({"import", project, "--data", papers, "--format", "scisummnet", "--input", "sections:Introduction",
                      "--unit", "sentence", "--name", "introductions"});
        QVERIFY2(result.code == 0, result.err.constData());
        QVERIFY2(result.out.contains("3 sentences"), result.out.constData());
        QVERIFY2(result.err.contains("skipped N01-0003:"), result.err.constData());
        const QJsonDocument listed = run({"list", project, "--json"}).json();
        QCOMPARE(listed["datasets"].toArray().size(), 2);

        result = run({"import", project, "--data", papers, "--format", "csv", "--name", "c"});
        QCOMPARE(result.code, 1);
        result = run({"import", project, "--data", file("s.tsv"), "--unit", "sentence", "--name", "c"});
        QCOMPARE(result.code, 1);
        QVERIFY2(result.err.contains("input and unit"), result.err.constData());
    }

    void refusedImportChangesNothing()
    {
        const QByteArray before = run({"list", m_project, "--json"}).out;
        writeFile("bad.csv", "text,label\nfine,a\n\"never closed,b\n");
        const CliResult result = run({"import", m_project, "--data", file("bad.csv")});
        QCOMPARE(result.code, 1);
        QVERIFY2(result.err.contains("bad.csv") && result.err.contains('3'), result.err.constData());
        QCOMPARE(run({"list", m_project, "--json"}).out, before);
    }

    void valuesAgree()
    {
        const std::vector<float> layer = storedLayer("A", "enc1");
        QCOMPARE(layer.size(), std::size_t(sentenceCount * neuronCount));
        QVERIFY(std::any_of(layer.begin(), layer.end(), [](float value) { return value > 0; }));

        const QStringList common{"values", m_project, "--run", "A", "--layer", "enc1"};
        QCOMPARE(run(common + QStringList{"--neuron", "7", "-o", file("n.safetensors")}).code, 0);
        const std::vector<float> neuron = SafetensorsFile(file("n.safetensors")).floats("values");
        QCOMPARE(neuron.size(), std::size_t(sentenceCount));
        for (int s = 0; s < sentenceCount; ++s)
            QCOMPARE(neuron[s], layer[s * neuronCount + 7]);

        QCOMPARE(run(common + QStringList{"--sentence", "42", "-o", file("s.safetensors")}).code, 0);
        const std::vector<float> sentence = SafetensorsFile(file("s.safetensors")).floats("values");
        QCOMPARE(sentence.size(), std::size_t(neuronCount));
        for (int n = 0; n < neuronCount; ++n)
            QCOMPARE(sentence[n], layer[42 * neuronCount + n]);

        QCOMPARE(run(common + QStringList{"-o", file("layer.csv")}).code, 0);
        QFile csv(file("layer.csv"));
        QVERIFY(csv.open(QIODevice::ReadOnly));
        const QList<QByteArray> lines = csv.readAll().trimmed().split('\n');
        QCOMPARE(lines.size(), sentenceCount + 1);
        const QList<QByteArray> cells = lines[43].trimmed().split(',');
        QCOMPARE(cells.size(), neuronCount + 1);
        QCOMPARE(cells[0], "42");
        for (int n = 0; n < neuronCount; ++n)
            QCOMPARE(cells[n + 1].toFloat(), sentence[n]);
    }

    void valuesAreTheActivationsMaxima()
    {
        const std::vector<float> layer = storedLayer("A", "enc2");
        for (const int s : {0, 11, 28}) {
            QCOMPARE(run({"activations", model, "--text", sentenceText(s), "-o", file("a.safetensors")}).code, 0);
            const SafetensorsFile written(file("a.safetensors"));
            const std::vector<float> values = written.floats("enc2");
            QCOMPARE(values.size(), written.integers("ids").size() * neuronCount);
            for (int n = 0; n < neuronCount; ++n) {
                float largest = 0;
                for (std::size_t at = n; at < values.size(); at += neuronCount)
                    largest = std::max(largest, values[at]);
                // fp16 keeps 11 bits; batches change the last bits of fp32.
                QVERIFY(std::abs(layer[s * neuronCount + n] - largest) <= largest / 1024);
            }
        }
    }

    void namesThatExistAreTold_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("existing");
        const QString p = "%PROJECT%";
        QTest::newRow("topic") << QStringList{"kt", p, "--layer", "enc2", "--topic", "Ships", "--runs", "A"}
                               << QByteArray("Kites");
        QTest::newRow("run") << QStringList{"neurons", p, "--run", "B", "--layer", "enc2"} << QByteArray("A");
        QTest::newRow("layer") << QStringList{"neurons", p, "--run", "A", "--layer", "dec1"} << QByteArray("dec1");
        QTest::newRow("data set") << QStringList{"capture", p, "--model", model, "--data", "t"} << QByteArray("s");
        QTest::newRow("sentence") << QStringList{"values",     p,     "--run", "A",    "--layer", "enc2",
                                                 "--sentence", "300", "-o",    "a.csv"}
                                  << QByteArray("299");
    }
    void namesThatExistAreTold()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, existing);
        arguments.replaceInStrings("%PROJECT%", m_project);
        const CliResult result = run(arguments);
        QCOMPARE(result.code, 1);
        QCOMPARE(result.err.count('\n'), 1);
        QVERIFY2(result.err.contains(existing), result.err.constData());
    }

    /// Values that a damaged block takes with it are missed aloud, whichever command reads them.
    void damageIsTold_data()
    {
        QTest::addColumn<QStringList>("arguments");
        const QStringList values{"values", "%PROJECT%", "--run", "A", "--layer", "enc1", "-o", file("damaged.csv")};
        QTest::addRow("values of a layer") << values;
        QTest::addRow("values of a neuron") << values + QStringList{"--neuron", "3"};
        QTest::addRow("values of a sentence") << values + QStringList{"--sentence", "0"};
        QTest::addRow("kt") << QStringList{"kt",    "%PROJECT%", "--layer", "enc1",    "--topic",
                                           "Kites", "--runs",    "A",       "--limit", "1"};
        QTest::addRow("report") << QStringList{
            "report", "%PROJECT%", "--runs", "A", "--layer", "enc1", "--plain", "-o", file("damaged.html")};
        QTest::addRow("more sentences than the statistics keep")
            << QStringList{"neuron", "%PROJECT%", "--run", "A", "--neuron", "enc1/3", "--top", "200"};
    }
    void damageIsTold()
    {
        QFETCH(QStringList, arguments);
        const QString copy = file("damaged.sparsight");
        QFile::remove(copy);
        QVERIFY(QFile::copy(m_project, copy));
        sparsight::testing::flipBit(copy.toStdString(), "activation SET data", "1");
        arguments.replaceInStrings("%PROJECT%", copy);
        const CliResult result = run(arguments);
        QCOMPARE(result.code, 0);
        QVERIFY2(result.err.contains("1 damaged block of run \"A\""), result.err.constData());
        if (arguments.front() == "report") return; // its JSON is a file: tst_report
        const QJsonDocument json = run(arguments + QStringList{"--json"}).json();
        QCOMPARE(json["damaged_blocks"].toInt(), 1);
        QCOMPARE(json["damage"].toArray(), QJsonArray({QJsonObject{{"run", "A"}, {"blocks", 1}, {"sentences", 300}}}));
        arguments.replaceInStrings(copy, m_project);
        const QJsonDocument whole = run(arguments + QStringList{"--json"}).json();
        QCOMPARE(whole["damaged_blocks"].toInt(-1), 0);
        QVERIFY(whole["damage"].isArray() && whole["damage"].toArray().isEmpty());
    }

    void search()
    {
        const QJsonArray hits =
            run({"search", m_project, "kite", "telescope", "--limit", "1000", "--json"}).json()["hits"].toArray();
        int expected = 0;
        for (int s = 0; s < sentenceCount; ++s)
            expected += sentenceText(s).contains("kite") && sentenceText(s).contains("telescope");
        QCOMPARE(hits.size(), expected);
        for (const QJsonValue hit : hits)
            QCOMPARE(hit["text"].toString(), sentenceText(hit["sentence"].toInt()));
        // A word that spells a command's name is a word; nothing found is no failure.
        const CliResult none = run({"search", m_project, "import", "--json"});
        QCOMPARE(none.code, 0);
        QVERIFY(none.json()["hits"].toArray().isEmpty());
    }

    void topicFromFile()
    {
        writeFile("ships.txt", "# name: Ships\n# match: stem\nship\nharbour\n");
        const CliResult result = run({"topic", m_project, "--file", file("ships.txt"), "--json"});
        QVERIFY2(result.code == 0, result.err.constData());
        QCOMPARE(result.json()["topic"].toString(), "Ships");
        QCOMPARE(result.json()["match"].toString(), "stem");
        QCOMPARE(result.json()["datasets"][0]["with_keyword"].toInt(), sentenceCount / 4);
        QCOMPARE(run({"topic", m_project, "--name", "Bad", "--match", "regex", "--words", "(", "--json"}).code, 1);
        QVERIFY(!run({"list", m_project}).out.contains("Bad"));
    }
};

QTEST_GUILESS_MAIN(TestCliProject)
#include "tst_cliproject.moc"
