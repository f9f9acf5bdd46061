// SPDX-License-Identifier: GPL-3.0-or-later
// sparsity on the golden checkpoints: files and data sets, the twin, and what is refused.
#include "CliProject.h"

#include <QJsonArray>
#include <QJsonObject>

static const QString gated = SPARSIGHT_TEST_DATA "/golden/t5-v1_1";

class TestCliSparsity : public QObject, private CliProject {
    Q_OBJECT

private:
    QList<QJsonObject> profiles(const QStringList& arguments) const
    {
        const CliResult result = run(QStringList{"sparsity"} + arguments + QStringList{"--json"});
        if (result.code != 0) qWarning("%s", result.err.constData());
        QList<QJsonObject> found;
        for (const QJsonValue profile : result.json().object()["profiles"].toArray())
            found.append(profile.toObject());
        return found;
    }

private slots:
    void initTestCase() { makeProject(); }

    void file()
    {
        const QList<QJsonObject> found = profiles({model, "--data", CliProject::file("s.tsv")});
        QCOMPARE(found.size(), 1);
        const QJsonObject profile = found[0];
        QCOMPARE(profile["sentences"].toInt(), sentenceCount);
        QCOMPARE(profile["layers"].toArray().size(), 2); // the encoder's
        QVERIFY(profile["mean_density"]["decoder"].isNull());
        for (const QJsonValue layer : profile["layers"].toArray()) {
            const double density = layer["density"].toDouble();
            QVERIFY(density > 0.2 && density < 0.8);
            QCOMPARE(layer["flops_skipped"].toDouble(), 1 - density);
            QVERIFY(qAbs(layer["firing_neurons"].toDouble() - density * neuronCount) < 1e-9);
            QVERIFY(layer["cett"]["kept"].toDouble() < density);
            QVERIFY(layer["cett"]["error"].toDouble() <= 0.2);
            int neurons = layer["rates"]["never"].toInt();
            for (const QJsonValue bin : layer["rates"]["histogram"].toArray())
                neurons += bin["neurons"].toInt();
            QCOMPARE(neurons, neuronCount);
            qint64 tokens = 0;
            for (const QJsonValue kind : layer["kinds"].toObject())
                tokens += kind["tokens"].toInteger();
            QCOMPARE(tokens, layer["tokens"].toInteger());
            QCOMPARE(layer["kinds"]["special"]["tokens"].toInt(), sentenceCount); // a </s> each
            QCOMPARE(layer["positions"][0]["tokens"].toInt(), sentenceCount);
        }
    }

    /// The density is that of a captured run, which counts in another way.
    void agreesWithACapture()
    {
        const QJsonObject profile = profiles({model, "--project", m_project, "--data", "s"}).value(0);
        const CliResult rows = run({"neurons", m_project, "--run", "A", "--layer", "enc2", "--json"});
        QVERIFY2(rows.code == 0, rows.err.constData());
        double sum = 0;
        const QJsonArray neurons = rows.json().isArray() ? rows.json().array() : rows.json()["rows"].toArray();
        QCOMPARE(neurons.size(), neuronCount);
        for (const QJsonValue neuron : neurons)
            sum += neuron["density"].toDouble();
        QVERIFY(qAbs(profile["layers"][1]["density"].toDouble() - sum / neuronCount) < 1e-9);
    }

    void sample()
    {
        const QStringList some{gated, "--project", m_project, "--data", "s", "--sentences", "20", "--no-cett"};
        const auto tokens = [&](const QStringList& more) { return profiles(some + more).value(0)["tokens"].toInt(); };
        QCOMPARE(profiles(some).value(0)["sentences"].toInt(), 20);
        QVERIFY(profiles(some).value(0)["layers"][0]["cett"].isNull());
        QCOMPARE(tokens({"--seed", "4"}), tokens({"--seed", "4"}));
        QVERIFY(profiles(some + QStringList{"--seed", "4"}).value(0)["layers"] !=
                profiles(some + QStringList{"--seed", "5"}).value(0)["layers"]);
    }

    void twinBesideTwoDataSets()
    {
        writeFile("other.txt", "The kite is over the harbour.\nA magnet shines.\n");
        const QList<QJsonObject> found =
            profiles({model, "--data", CliProject::file("s.tsv"), CliProject::file("other.txt"), "--twin", "--decoder",
                      "teacher", "--sentences", "50"});
        QCOMPARE(found.size(), 4);
        for (int i = 0; i < 4; ++i) {
            QCOMPARE(found[i]["twin"].toBool(), i % 2 == 1);
            QCOMPARE(found[i]["layers"].toArray().size(), 4);
            QCOMPARE(found[i]["data"].toString(), CliProject::file(i < 2 ? "s.tsv" : "other.txt"));
        }
        const double twin = found[1]["mean_density"]["encoder"].toDouble();
        QVERIFY2(twin > 0.4 && twin < 0.6, qPrintable(QString::number(twin)));
    }

    void text()
    {
        const CliResult result =
            run({"sparsity", gated, "--data", CliProject::file("s.tsv"), "--sentences", "30", "--twin"});
        QVERIFY2(result.code == 0, result.err.constData());
        for (const char* part : {"layer", "twin's density", "CETT kept", "Top 90 %", "word start", "mean of the layers",
                                 "published (arXiv 2210.06313): T5-Base 2.7 to 3.0 %"})
            QVERIFY2(result.out.contains(part), part);
        QVERIFY(result.err.contains("hardly ever exactly zero"));
    }

    void topK()
    {
        const CliResult result =
            run({"topk", model, "--project", m_project, "--data", "s", "--sentences", "12", "--k", "4,32", "--json"});
        QVERIFY2(result.code == 0, result.err.constData());
        const QJsonObject curve = result.json().object()["curves"][0].toObject();
        QCOMPARE(curve["sentences"].toInt(), 12);
        const QJsonArray points = curve["points"].toArray();
        QCOMPARE(points.size(), 3);
        QVERIFY(points[0].toObject()["k"].isNull());
        QCOMPARE(points[0].toObject()["agreement"].toDouble(), 1.0);
        QVERIFY(points[1].toObject()["agreement"].toDouble() < 1);
        QCOMPARE(points[2].toObject()["loss"], points[0].toObject()["loss"]); // 32 are all there are
        const CliResult text = run({"topk", model, "--data", CliProject::file("s.tsv"), "--sentences", "3"});
        QVERIFY2(text.code == 0, text.err.constData());
        QVERIFY(text.out.contains("agreement") && text.out.contains("1024"));
        QVERIFY(text.err.contains("have no target text"));
        QCOMPARE(run({"topk", model, "--data", CliProject::file("s.tsv"), "--k", "0"}).code, 2);
    }

    void refusals_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("decoder layer without the decoder")
            << QStringList{"--data", CliProject::file("s.tsv"), "--layers", "dec1"} << 2 << "--decoder teacher";
        QTest::newRow("no such layer") << QStringList{"--data", CliProject::file("s.tsv"), "--layers", "enc9"} << 1
                                       << "no layer enc9";
        QTest::newRow("no such file") << QStringList{"--data", "/nonexistent.txt"} << 1 << "nonexistent";
        QTest::newRow("no such data set") << QStringList{"--project", m_project, "--data", "t"} << 1 << "\"t\"";
        QTest::newRow("no data") << QStringList{} << 2 << "--data";
        QTest::newRow("part over the whole")
            << QStringList{"--data", CliProject::file("s.tsv"), "--top-part", "1.5"} << 2 << "--top-part";
        QTest::newRow("negative epsilon")
            << QStringList{"--data", CliProject::file("s.tsv"), "--epsilon", "-1"} << 2 << "0 or more";
    }
    void refusals()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, sentence);
        const CliResult result = run(QStringList{"sparsity", model} + arguments);
        QTEST(result.code, "code");
        QVERIFY2(result.err.contains(sentence.toUtf8()), result.err.constData());
    }
};

QTEST_GUILESS_MAIN(TestCliSparsity)
#include "tst_clisparsity.moc"
