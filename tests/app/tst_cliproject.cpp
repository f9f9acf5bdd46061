// SPDX-License-Identifier: GPL-3.0-or-later
// A project through the command line: import, topic, capture, and every command that reads the result.
#include "../core/store/FlipBit.h"
#include "CliProcess.h"
#include "SafetensorsFile.h"

#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>

static const QString model = SPARSIGHT_TEST_DATA "/golden/t5-relu";
static constexpr int sentenceCount = 300;
static constexpr int neuronCount = 32;

/// Sentences of varied length; every third one holds the keyword "kite".
static QString sentenceText(int number)
{
    static const QStringList things{"lantern", "apple", "notebook", "magnet", "telescope"};
    static const QStringList places{"harbour", "garden", "library", "old railway station by the river"};
    return QString("The %1 %2 shines over the %3%4.")
        .arg(number % 3 == 0 ? "kite and the" : "blue", things[number % 5], places[number % 4])
        .arg(number % 7 == 0 ? QString(" %1").arg(number) : QString());
}

class TestCliProject : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    QString m_project = m_folder.filePath("p.sparsight");

    QString file(const QString& name) const { return m_folder.filePath(name); }
    CliResult run(const QStringList& arguments) const { return runCli(arguments, file("cache")); }
    void writeFile(const QString& name, const QByteArray& content) const
    {
        QFile out(file(name));
        QVERIFY(out.open(QIODevice::WriteOnly));
        out.write(content);
    }
    QJsonObject runNamed(const QString& name) const
    {
        for (const QJsonValue value : run({"list", m_project, "--json"}).json()["runs"].toArray()) {
            if (value["name"].toString() == name) return value.toObject();
        }
        return {};
    }
    std::vector<float> storedLayer(const QString& runName, const QString& layer) const
    {
        const QString out = file("layer.safetensors");
        if (run({"values", m_project, "--run", runName, "--layer", layer, "-o", out}).code != 0) return {};
        return SafetensorsFile(out).floats("values");
    }

private slots:
    void initTestCase()
    {
        QByteArray tsv = "text\tlabel\n";
        for (int i = 0; i < sentenceCount; ++i)
            tsv += sentenceText(i).toUtf8() + '\t' + (i % 3 == 0 ? "kite" : "other") + '\n';
        writeFile("s.tsv", tsv);
        CliResult result = run({"import", m_project, "--data", file("s.tsv"), "--name", "s", "--json"});
        QVERIFY2(result.code == 0, result.err.constData());
        QCOMPARE(result.json()["sentences"].toInt(), sentenceCount);
        result = run({"topic", m_project, "--name", "Kites", "--words", "kite,no such word", "--json"});
        QVERIFY2(result.code == 0, result.err.constData());
        QCOMPARE(result.json()["datasets"][0]["with_keyword"].toInt(), sentenceCount / 3);
        result =
            run({"capture", m_project, "--model", model, "--data", "s", "--layers", "all", "--name", "A", "--json"});
        QVERIFY2(result.code == 0, result.err.constData());
        const QJsonObject last = QJsonDocument::fromJson(result.out.trimmed().split('\n').last()).object();
        QCOMPARE(last["sentences"].toInt(), sentenceCount);
        for (const char* key :
             {"tokens", "seconds", "sentences_per_second", "tokens_per_second", "nonzeros", "bytes_stored"})
            QVERIFY2(last[key].toDouble() > 0, key);
    }

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

    void neurons()
    {
        const std::vector<float> layer = storedLayer("A", "enc2");
        const QJsonArray rows =
            run({"neurons", m_project, "--run", "A", "--layer", "enc2", "--json"}).json()["rows"].toArray();
        QCOMPARE(rows.size(), neuronCount);
        for (int n = 0; n < neuronCount; ++n) {
            int fires = 0;
            float largest = 0;
            double sum = 0;
            for (int s = 0; s < sentenceCount; ++s) {
                const float value = layer[s * neuronCount + n];
                fires += value != 0;
                largest = std::max(largest, value);
                sum += value;
            }
            QCOMPARE(rows[n]["neuron"].toInt(), n);
            QCOMPARE(rows[n]["sentences"].toInt(), fires);
            QCOMPARE(rows[n]["sentence_density"].toDouble(), double(fires) / sentenceCount);
            QCOMPARE(float(rows[n]["max"].toDouble()), largest);
            QVERIFY(std::abs(rows[n]["mean"].toDouble() - sum / sentenceCount) <= 1e-6 * (1 + sum));
            const double density = rows[n]["density"].toDouble();
            QVERIFY(density <= 1 && (density > 0) == (fires > 0));
        }
        QCOMPARE(run({"neurons", m_project, "--run", "A", "--layer", "enc2"}).out.count('\n'), neuronCount + 1);
    }

    void neuron()
    {
        const std::vector<float> layer = storedLayer("A", "enc2");
        const QJsonArray rows =
            run({"neurons", m_project, "--run", "A", "--layer", "enc2", "--json"}).json()["rows"].toArray();
        int strongest = 0;
        for (int n = 0; n < neuronCount; ++n) {
            if (rows[n]["max"].toDouble() > rows[strongest]["max"].toDouble()) strongest = n;
        }
        const QStringList arguments{"neuron", m_project, "--run", "A", "--neuron", QString("enc2/%1").arg(strongest),
                                    "--top",  "5"};
        const QJsonObject shown = run(arguments + QStringList{"--json"}).json().object();
        QCOMPARE(shown["sentences"].toInt(), rows[strongest]["sentences"].toInt());
        const QJsonArray top = shown["top"].toArray();
        QCOMPARE(top.size(), 5);
        for (int i = 0; i < top.size(); ++i) {
            const int s = top[i]["sentence"].toInt();
            QCOMPARE(top[i]["text"].toString(), sentenceText(s));
            QCOMPARE(float(top[i]["value"].toDouble()), layer[s * neuronCount + strongest]);
            if (i > 0) QVERIFY(top[i]["value"].toDouble() <= top[i - 1]["value"].toDouble());
        }
        int counted = 0;
        for (const QJsonValue bin : shown["histogram"].toArray())
            counted += bin["sentences"].toInt();
        QCOMPARE(counted, shown["sentences"].toInt());
        QVERIFY(run(arguments).out.contains(top[0]["text"].toString().toUtf8()));
        QCOMPARE(run({"neuron", m_project, "--run", "A", "--neuron", "enc2/32"}).code, 1);
    }

    void kt_data()
    {
        QTest::addColumn<QString>("rule");
        QTest::newRow("threshold") << "threshold:0";
        QTest::newRow("top") << "top:40";
        QTest::newRow("fixed") << "fixed:A/top:25";
        QTest::newRow("nothing captured") << "threshold:1000000";
    }

    void kt()
    {
        QFETCH(QString, rule);
        const QJsonObject table =
            run({"kt", m_project, "--layer", "enc2", "--topic", "Kites", "--runs", "A", "--rule", rule, "--json"})
                .json()
                .object();
        QCOMPARE(table["topic"].toString(), "Kites");
        QVERIFY(table["rule"].toString().startsWith(rule.section(':', 0, 0)));
        QCOMPARE(table["layer"].toString(), "enc2");
        QCOMPARE(table["sentences"].toInt(), sentenceCount);
        QCOMPARE(table["with_keyword"].toInt(), sentenceCount / 3);
        const QJsonArray rows = table["rows"].toArray();
        QCOMPARE(rows.size(), neuronCount);
        const std::vector<float> layer = storedLayer("A", "enc2");
        for (int n = 0; n < neuronCount; ++n) {
            QCOMPARE(rows[n]["neuron"].toInt(), n);
            const QJsonObject score = rows[n]["runs"]["A"].toObject();
            QCOMPARE(score.keys(), (QStringList{"ap", "auroc", "coverage", "f1", "high", "iou", "k", "kt", "lift",
                                                "low", "n", "p", "pearson", "q"}));
            // Counted again from the stored values, by the rule's definition.
            const auto value = [&](int s) { return layer[s * neuronCount + n]; };
            std::vector<int> captured;
            for (int s = 0; s < sentenceCount; ++s) {
                if (value(s) > 0 && !rule.endsWith("000")) captured.push_back(s);
            }
            std::stable_sort(captured.begin(), captured.end(), [&](int a, int b) { return value(a) > value(b); });
            const std::size_t most = rule == "top:40" ? 40 : rule == "fixed:A/top:25" ? 25 : sentenceCount;
            captured.resize(std::min(captured.size(), most));
            const auto k = std::count_if(captured.begin(), captured.end(), [](int s) { return s % 3 == 0; });
            QCOMPARE(score["n"].toInt(), int(captured.size()));
            QCOMPARE(score["k"].toInt(), int(k));
            if (captured.empty()) {
                for (const char* key : {"kt", "low", "high", "lift", "q"})
                    QVERIFY2(score[key].isNull(), key);
                QCOMPARE(score["p"].toDouble(), 1.0);
            } else {
                QCOMPARE(score["kt"].toDouble(), double(k) / double(captured.size()));
                QVERIFY(score["low"].toDouble() <= score["kt"].toDouble());
                QVERIFY(score["kt"].toDouble() <= score["high"].toDouble());
            }
        }
    }

    void ktOfSomeNeurons()
    {
        const QStringList arguments{"kt",    m_project, "--layer", "enc2",      "--topic",
                                    "kites", "--runs",  "A",       "--neurons", "9,3"};
        const QJsonArray rows = run(arguments + QStringList{"--json"}).json()["rows"].toArray();
        QCOMPARE(rows.size(), 2);
        QCOMPARE(rows[0]["neuron"].toInt(), 9);
        QVERIFY(run(arguments).out.contains("threshold:0")); // the rule is printed beside the numbers
        CliResult refused =
            run({"kt", m_project, "--layer", "enc2", "--topic", "Kites", "--runs", "A", "--neurons", "99"});
        QCOMPARE(refused.code, 1);
        QVERIFY(refused.err.contains("99"));
    }

    void ktWithControls()
    {
        const QStringList command{"kt",   m_project, "--runs", "A",          "--layer",
                                  "enc2", "--topic", "Kites",  "--controls", "shuffled,held-out"};
        const QJsonDocument json = run(command + QStringList{"--shuffles", "7", "--seed", "3", "--json"}).json();
        const QJsonValue controls = json["controls"]["A"];
        QCOMPARE(controls["shuffled"]["passing"].toArray().size(), 7);
        QCOMPARE(controls["shuffled"]["seed"].toInt(), 3);
        QCOMPARE(controls["held_out"]["sentences"][0].toInt() + controls["held_out"]["sentences"][1].toInt(),
                 sentenceCount);
        int passing = 0;
        for (const QJsonValue row : json["rows"].toArray()) {
            const QJsonValue score = row["runs"]["A"];
            passing += score["q"].isDouble() && score["q"].toDouble() < 0.05;
            QCOMPARE(score["shuffled"]["n"], score["n"]);
            QCOMPARE(score["chosen"]["k"].toInt() + score["held_out"]["k"].toInt(), score["k"].toInt());
        }
        QCOMPARE(controls["real"]["passing"].toInt(), passing);
        QVERIFY(passing > 0);

        const CliResult text = run(command);
        QVERIFY2(text.out.contains("shuffled keywords (20 times, seed 0)") && text.out.contains("2nd half"), text.out);
        QVERIFY(!run({"kt", m_project, "--runs", "A", "--layer", "enc2", "--topic", "Kites"}).out.contains("shuffled"));
        QCOMPARE(run(command + QStringList{"--shuffles", "500"}).code, 2);
    }

    void compare()
    {
        const CliResult captured = run({"capture", m_project, "--model", model, "--data", "s", "--layers", "all",
                                        "--positions", "content", "--name", "C"});
        QVERIFY2(captured.code == 0, captured.err.constData());
        const QStringList command{"compare", m_project, "--runs", "A,C", "--topic", "Kites"};
        const CliResult result = run(command + QStringList{"--json", "--draws", "300", "--seed", "5"});
        QVERIFY2(result.code == 0, result.err.constData());
        const QJsonDocument json = result.json();
        QCOMPARE(json["layer"].toString(), "enc2"); // there is no enc6
        QCOMPARE(json["reference"].toString(), "A");
        QCOMPARE(json["bootstrap"]["draws"].toInt(), 300);
        QCOMPARE(json["bootstrap"]["seed"].toInt(), 5);
        QCOMPARE(json["bootstrap"]["clusters"].toInt(), sentenceCount);
        QCOMPARE(json["runs"]["A"]["with_keyword"].toInt(), sentenceCount / 3);
        QVERIFY(json["runs"]["C"]["layer_density"]["enc1"].toDouble() > 0);
        const QJsonArray rows = json["comparisons"][0]["rows"].toArray();
        QCOMPARE(rows.size(), neuronCount);
        const QJsonDocument kt =
            run({"kt", m_project, "--runs", "A,C", "--layer", "enc2", "--topic", "Kites", "--json"}).json();
        for (int n = 0; n < neuronCount; ++n) {
            QCOMPARE(rows[n]["neuron"].toInt(), n);
            for (const char* name : {"A", "C"})
                for (const char* id : {"k", "n", "q"})
                    QCOMPARE(rows[n]["runs"][name][id], kt["rows"][n]["runs"][name][id]);
            if (rows[n]["kt_change"].isNull()) continue;
            QCOMPARE(rows[n]["kt_change"].toDouble(),
                     rows[n]["runs"]["C"]["kt"].toDouble() - rows[n]["runs"]["A"]["kt"].toDouble());
        }

        const CliResult text = run(command + QStringList{"--top", "3"});
        QVERIFY2(text.out.contains("run C compared with A") && text.out.contains("3 of 32 neurons"), text.out);
        QCOMPARE(run(command + QStringList{"--rule", "matched", "--json"}).json()["rule"].toString(),
                 "matched:A/threshold:0");
        const CliResult sorted = run({"compare", m_project, "--runs", "A,C,A", "--sort", "correlation", "--json"});
        QCOMPARE(sorted.json()["comparisons"].toArray().size(), 2);
        const QJsonArray byCorrelation = sorted.json()["comparisons"][0]["rows"].toArray();
        QVERIFY(byCorrelation[0]["correlation"].toDouble() <= byCorrelation[1]["correlation"].toDouble());
        QVERIFY(byCorrelation[0]["kt_change"].isNull());

        QCOMPARE(run({"compare", m_project, "--runs", "A"}).code, 2);
        QCOMPARE(run(command + QStringList{"--sort", "nothing"}).code, 2);
        QCOMPARE(run(command + QStringList{"--draws", "0"}).code, 2);
        QCOMPARE(run(command + QStringList{"--neurons", "99"}).code, 1);
    }

    void relatedNeurons()
    {
        const QJsonDocument matched = run({"match", m_project, "--runs", "A,A", "--layer", "enc2", "--json"}).json();
        QCOMPARE(matched["moved"].toInt(), 0);
        QVERIFY(matched["matched"].toInt() > 0);
        QCOMPARE(matched["rows"].toArray().size(), neuronCount);
        for (const QJsonValue row : matched["rows"].toArray())
            if (!row["match"].isNull()) QVERIFY(std::abs(row["correlation"].toDouble() - 1) < 1e-9);
        QVERIFY(run({"match", m_project, "--runs", "A,A", "--top", "3"}).out.contains("3 of 32 neurons"));
        QCOMPARE(run({"match", m_project, "--runs", "A"}).code, 2);

        const QJsonArray rows = run({"cofire", m_project, "--run", "A", "--neuron", "enc2/1", "--top", "4", "--json"})
                                    .json()["rows"]
                                    .toArray();
        QCOMPARE(rows.size(), 4);
        QVERIFY(rows[0]["correlation"].toDouble() >= rows[1]["correlation"].toDouble());
        QVERIFY(run({"cofire", m_project, "--run", "A", "--neuron", "enc2/1"}).out.contains("20 of 31 other neurons"));
        QCOMPARE(run({"cofire", m_project, "--run", "A", "--neuron", "enc2/99"}).code, 1);
    }

    void compareTwoDatasets()
    {
        const QString project = file("two.sparsight"); // other tests rely on one data set
        QVERIFY(QFile::copy(m_project, project));
        writeFile("t.txt", "The kite shines over the harbour.\nThe blue lantern shines.\nA kite.\n");
        QCOMPARE(run({"import", project, "--data", file("t.txt"), "--name", "t"}).code, 0);
        QCOMPARE(run({"capture", project, "--model", model, "--data", "t", "--layers", "enc2", "--name", "T"}).code, 0);
        const QStringList command{"compare", project, "--runs", "A,T", "--topic", "Kites", "--minimum", "2"};
        const QJsonDocument json = run(command + QStringList{"--json"}).json();
        QCOMPARE(json["runs"]["T"]["with_keyword"].toInt(), 2);
        QCOMPARE(json["samples"].toArray().size(), neuronCount);
        int tested = 0;
        for (const QJsonValue row : json["samples"].toArray()) {
            tested += !row["fisher_q"].isNull();
            QCOMPARE(row["fisher_p"].isNull(), row["kt_change"].isNull());
        }
        QVERIFY(tested > 0);
        const CliResult text = run(command);
        QVERIFY2(text.out.contains("independent samples") && text.out.contains("20 of 32 neurons"), text.out);
        QCOMPARE(run({"compare", project, "--runs", "A,T"}).code, 2); // without a topic
    }

    void census()
    {
        const CliResult result = run({"census", m_project, "--run", "A", "--layer", "enc2", "--json"});
        QVERIFY2(result.code == 0, result.err.constData());
        const QJsonObject json = result.json().object();
        QCOMPARE(json["rule"].toString(), "threshold:0");
        QCOMPARE(json["topics"][0]["name"].toString(), "Kites");
        // The classes are a division of the neurons, and "never" is what the statistics say.
        QList<int> all, never;
        for (const QJsonValue& kind : json["classes"].toArray()) {
            QCOMPARE(kind["neurons"].toArray().size(), kind["count"].toInt());
            for (const QJsonValue& neuron : kind["neurons"].toArray())
                (kind["class"] == "never" ? never : all).append(neuron.toInt());
        }
        for (const QJsonValue& row :
             run({"neurons", m_project, "--run", "A", "--layer", "enc2", "--json"}).json()["rows"].toArray())
            QCOMPARE(never.contains(row["neuron"].toInt()), row["sentences"].toInt() == 0);
        QCOMPARE(all.size() + never.size(), neuronCount);
        const double tokens = json["tokens"].toDouble();
        QVERIFY(std::abs(json["never_bound"].toDouble() - (1 - std::pow(0.05, 1 / tokens))) < 1e-9);

        const QStringList everything{"census", m_project, "--run", "A", "--always-on", "0", "--list", "always"};
        const CliResult text = run(everything);
        QVERIFY2(text.code == 0, text.err.constData());
        QVERIFY(text.out.contains("fires on at least 0 % of the sentences"));
        QVERIFY(text.out.contains("always on: "));
        QCOMPARE(run(everything + QStringList{"--topics", "Ships"}).code, 1);
        QCOMPARE(run(everything + QStringList{"--topic-q", "2"}).code, 2);
        QCOMPARE(run({"census", m_project, "--run", "A", "--list", "dead"}).code, 2);
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
        QVERIFY2(result.err.contains("1 damaged blocks of run \"A\""), result.err.constData());
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
