// SPDX-License-Identifier: GPL-3.0-or-later
// What the command line computes from a project: neurons, KT-scores, comparisons, the census.
#include "CliProject.h"

#include <algorithm>
#include <cmath>

class TestCliAnalysis : public QObject, CliProject {
    Q_OBJECT

private slots:
    void initTestCase() { makeProject(); }

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

    /// What the score rests on agrees with the table.
    void evidence()
    {
        const QStringList command{"evidence", m_project, "--run", "A", "--neuron", "enc2/3", "--topic", "Kites"};
        const QJsonDocument json = run(command + QStringList{"--json"}).json();
        const QJsonValue table =
            run({"kt", m_project, "--runs", "A", "--layer", "enc2", "--topic", "Kites", "--neurons", "3", "--json"})
                .json()["rows"][0]["runs"]["A"];
        QCOMPARE(json["k"], table["k"]);
        QCOMPARE(json["n"], table["n"]);
        const QJsonValue first = json["rules"][0];
        QCOMPARE(first["rule"].toString(), "threshold:0");
        for (const char* key : {"k", "n", "kt", "low", "high", "lift", "p", "q"})
            QCOMPARE(first[key], table[key]);
        // "kite" is the only keyword that occurs, so it is all of the score.
        QCOMPARE(json["keywords"][0]["keyword"].toString(), "kite");
        QCOMPARE(json["keywords"][0]["captured"], json["k"]);
        QCOMPARE(json["keywords"][0]["alone"], json["k"]);
        QCOMPARE(json["keywords"][0]["kt_without"].toDouble(), 0.0);
        QCOMPARE(json["keywords"][1]["sentences"].toInt(), 0);
        QVERIFY(json["keywords"][1]["lift"].isNull());
        const QByteArray text = run(command).out;
        QVERIFY(text.contains("kite") && !text.contains("no such word") && text.contains("winner"));
        QCOMPARE(run(command + QStringList{"--rule", "nonsense"}).code, 2);
    }

    /// Of a project of its own, because it makes a run. The second time the run is used that is there.
    void randomTwin()
    {
        const QString project = file("twins.sparsight");
        QVERIFY(QFile::copy(m_project, project));
        const QStringList command{"kt",     project, "--layer",    "enc2", "--topic", "Kites",
                                  "--runs", "A",     "--controls", "twin", "--json"};
        const CliResult first = run(command);
        QVERIFY2(first.code == 0, first.err.constData());
        QVERIFY(first.err.contains("capturing \"A random twin\""));
        const QJsonObject twin = first.json()["controls"]["A"]["twin"].toObject();
        QCOMPARE(twin["run"].toString(), "A random twin");
        QCOMPARE(twin["tested"].toInt() > 0, true);
        const QJsonArray rows =
            run({"kt", project, "--layer", "enc2", "--topic", "Kites", "--runs", "A random twin", "--json"})
                .json()["rows"]
                .toArray();
        int passing = 0;
        for (int n = 0; n < rows.size(); ++n) {
            const QJsonValue own = rows[n]["runs"]["A random twin"];
            passing += !own["q"].isNull() && own["q"].toDouble() < 0.05;
            QCOMPARE(first.json()["rows"][n]["runs"]["A"]["twin"]["k"].toInt(), own["k"].toInt());
        }
        QCOMPARE(twin["passing"].toInt(), passing);
        const CliResult second = run(command);
        QCOMPARE(second.out, first.out);
        QVERIFY(!second.err.contains("capturing"));
        QVERIFY(QFileInfo(file("twins.checkpoints/t5-relu-random-twin/config.json")).exists());
    }

    void probe()
    {
        const QStringList command{"probe", m_project, "--run", "A", "--layer", "enc2", "--topic", "Kites"};
        const QJsonDocument json = run(command + QStringList{"--json"}).json();
        QCOMPARE(json["sentences"][0].toInt() + json["sentences"][1].toInt(), sentenceCount);
        QCOMPARE(json["neurons"].toArray().size(), 16);
        QCOMPARE(json["steps"].toArray().size(), 5);
        QCOMPARE(json["steps"][4]["neurons"].toInt(), 16);
        QVERIFY(json["steps"][4]["f1"].toDouble() > json["f1_of_all"].toDouble());
        QVERIFY(run(command).out.contains("yes to all of them"));
        QCOMPARE(run({"probe", m_project, "--run", "A", "--topic", "none"}).code, 1);
    }

    /// Evidence, probe and reports look where kt looks.
    void keywordsInGeneratedText()
    {
        for (const char* command : {"evidence", "probe"}) {
            QStringList source{command, m_project, "--run", "A", "--topic", "Kites", "--keyword-in", "generated"};
            if (source[0] == "evidence") source += {"--neuron", "enc2/3"};
            QVERIFY(run(source).err.contains("no generated text"));
        }
        const QString project = file("generated.sparsight");
        QVERIFY(QFile::copy(m_project, project));
        QCOMPARE(run({"capture", project, "--model", model, "--data", "s", "--layers", "enc2", "--decoder", "generate",
                      "--max-new-tokens", "4", "--name", "G"})
                     .code,
                 0);
        QCOMPARE(run({"topic", project, "--name", "Vowels", "--words", "[aeo]", "--match", "regex"}).code, 0);
        const QStringList common{"--topic", "Vowels", "--keyword-in", "generated", "--json"};
        const QJsonDocument kt =
            run(QStringList{"kt", project, "--runs", "G", "--layer", "enc2", "--neurons", "3"} + common).json();
        QVERIFY(kt["with_keyword"].toInt() < sentenceCount); // all of the source have one
        const QJsonDocument evidence =
            run(QStringList{"evidence", project, "--run", "G", "--neuron", "enc2/3"} + common).json();
        QCOMPARE(evidence["with_keyword"].toInt(), kt["with_keyword"].toInt());
        QCOMPARE(evidence["k"], kt["rows"][0]["runs"]["G"]["k"]);
        QCOMPARE(evidence["rules"][0]["kt"], kt["rows"][0]["runs"]["G"]["kt"]);
        const QJsonDocument probe = run(QStringList{"probe", project, "--run", "G", "--layer", "enc2"} + common).json();
        QCOMPARE(probe["with_keyword"][0].toInt() + probe["with_keyword"][1].toInt(), kt["with_keyword"].toInt());
        const QStringList report{"report",       project,     "--runs",  "G",         "--layer",
                                 "enc2",         "--topics",  "Vowels",  "--neurons", "3",
                                 "--keyword-in", "generated", "--plain", "-o"};
        QCOMPARE(run(report + QStringList{file("g.csv")}).code, 0);
        QFile csv(file("g.csv"));
        QVERIFY(csv.open(QIODevice::ReadOnly));
        const QList<QByteArray> head = csv.readLine().trimmed().split(','), row = csv.readLine().trimmed().split(',');
        QCOMPARE(row[head.indexOf("keyword_in")], "generated");
        QCOMPARE(row[head.indexOf("k")].toInt(), evidence["k"].toInt());
    }

    void compare()
    {
        for (const char* name : {"B", "C"}) {
            const CliResult captured = run({"capture", m_project, "--model", model, "--data", "s", "--layers", "all",
                                            "--positions", "content", "--name", name});
            QVERIFY2(captured.code == 0, captured.err.constData());
        }
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
        const CliResult sorted = run({"compare", m_project, "--runs", "A,C,B", "--sort", "correlation", "--json"});
        QCOMPARE(sorted.json()["comparisons"].toArray().size(), 2);
        const QJsonArray byCorrelation = sorted.json()["comparisons"][0]["rows"].toArray();
        QVERIFY(byCorrelation[0]["correlation"].toDouble() <= byCorrelation[1]["correlation"].toDouble());
        QVERIFY(byCorrelation[0]["kt_change"].isNull());

        QCOMPARE(run({"compare", m_project, "--runs", "A"}).code, 2);
        QCOMPARE(run(command + QStringList{"--sort", "nothing"}).code, 2);
        QCOMPARE(run(command + QStringList{"--draws", "99"}).code, 2);
        const CliResult refused = run(command + QStringList{"--neurons", "99"});
        QCOMPARE(refused.code, 1);
        QVERIFY(refused.out.isEmpty()); // nothing looks done
        QVERIFY(run({"compare", m_project, "--runs", "A,C,A"}).err.contains("\"A\" is named twice"));
    }

    /// The numbers are held against transformers in tst_runtokens.
    void tokens()
    {
        const QStringList command{"tokens", m_project, "--run", "A", "--neuron", "enc2/1", "--top", "3"};
        const QJsonObject all = run(command + QStringList{"--json"}).json().object();
        const QJsonObject fires =
            run({"neuron", m_project, "--run", "A", "--neuron", "enc2/1", "--json"}).json().object();
        QCOMPARE(all["sentences"].toInt(), fires["sentences"].toInt());
        QCOMPARE(all["positions"].toInt(), runNamed("A")["tokens"].toInt());
        QCOMPARE(all["tokens"].toArray().size(), 3);
        for (const char* spread : {"tenths", "from_start"}) {
            double maxima = 0, expected = 0;
            for (const QJsonValue bin : all[spread]["bins"].toArray()) {
                maxima += bin["maxima"].toDouble();
                expected += bin["expected"].toDouble();
            }
            QCOMPARE(maxima, all["sentences"].toDouble());
            QVERIFY(std::abs(expected - maxima) < 1e-6);
        }
        QVERIFY(run(command).out.contains("tenth of the sentence"));
        QCOMPARE(run({"tokens", m_project, "--run", "A", "--neuron", "enc2/99"}).code, 1);
    }

    void relatedNeurons()
    {
        const QJsonDocument matched = run({"match", m_project, "--runs", "A,A", "--layer", "enc2", "--json"}).json();
        QCOMPARE(matched["moved"].toInt(), 0);
        QVERIFY(matched["matched"].toInt() > 0);
        QCOMPARE(matched["candidates"].toInt(), neuronCount);
        QVERIFY(matched["chance"]["best"].toDouble() > 0 && matched["chance"]["best"].toDouble() < 1);
        int mutual = 0;
        QCOMPARE(matched["rows"].toArray().size(), neuronCount);
        for (const QJsonValue row : matched["rows"].toArray())
            if (!row["match"].isNull()) QVERIFY(std::abs(row["correlation"].toDouble() - 1) < 1e-9);
        for (const QJsonValue row : matched["rows"].toArray()) {
            QCOMPARE(row["mutual"].isNull(), row["match"].isNull());
            mutual += row["mutual"].toBool();
        }
        QCOMPARE(matched["mutual"].toInt(), mutual);
        QVERIFY(mutual > 0);
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
        QVERIFY(!text.out.contains("warning") && json["shared_sentences"] == 0);
        QCOMPARE(run({"compare", project, "--runs", "A,T"}).code, 2);          // without a topic
        QCOMPARE(run(command + QStringList{"--sort", "correlation"}).code, 2); // of paired runs
        QVERIFY(run({"report", project, "--runs", "A,T", "--layer", "enc2", "-o", file("r.html")})
                    .err.contains("over different data sets"));

        writeFile("u.txt", sentenceText(3).toUtf8() + "\nThe blue lantern shines.\n");
        QCOMPARE(run({"import", project, "--data", file("u.txt"), "--name", "u"}).code, 0);
        QCOMPARE(run({"capture", project, "--model", model, "--data", "u", "--layers", "enc2", "--name", "U"}).code, 0);
        const QStringList shared{"compare", project, "--runs", "A,U", "--topic", "Kites", "--minimum", "2"};
        const QByteArray warned = run(shared).out;
        QVERIFY2(warned.contains("warning: 1 of the 2 sentences of u are in s too"), warned);
        QCOMPARE(run(shared + QStringList{"--json"}).json()["shared_sentences"].toInt(), 1);
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
};

QTEST_GUILESS_MAIN(TestCliAnalysis)
#include "tst_clianalysis.moc"
