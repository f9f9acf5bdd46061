// SPDX-License-Identifier: GPL-3.0-or-later
// info, verify and activations on the golden checkpoints.
#include "CliProcess.h"
#include "SafetensorsFile.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>

static const QString goldens = SPARSIGHT_TEST_DATA "/golden";

class TestCliCheckpoint : public QObject {
    Q_OBJECT

private:
    static void addCheckpoints()
    {
        QTest::addColumn<QString>("checkpoint");
        const QStringList names = QDir(goldens).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
        QVERIFY(names.size() >= 8);
        for (const QString& name : names)
            QTest::newRow(qPrintable(name)) << name;
    }

    static QJsonArray cases()
    {
        QFile file(goldens + "/cases.json");
        return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).array() : QJsonArray();
    }

    /// Compares the rows that the golden file kept of a tensor; tolerance is relative to its largest value.
    static void compareRows(const SafetensorsFile& expected, const SafetensorsFile& written, const QString& prefix,
                            const QString& name, const QString& rowsName)
    {
        const std::vector<int> shape = written.shape(name);
        QCOMPARE(shape.size(), 2U);
        const std::vector<float> want = expected.floats(prefix + name);
        const std::vector<float> got = written.floats(name);
        const std::vector<qint64> rows = expected.integers(prefix + rowsName);
        const auto width = static_cast<std::size_t>(shape[1]);
        QCOMPARE(want.size(), rows.size() * width);
        QCOMPARE(got.size(), static_cast<std::size_t>(shape[0]) * width);
        float largest = 0;
        for (const float value : want)
            largest = std::max(largest, std::abs(value));
        for (std::size_t i = 0; i < want.size(); ++i) {
            const float value = got[static_cast<std::size_t>(rows[i / width]) * width + i % width];
            QVERIFY2(std::abs(value - want[i]) <= 1e-4F * largest, qPrintable(prefix + name));
        }
    }

private slots:
    void info_data() { addCheckpoints(); }
    void info()
    {
        QFETCH(QString, checkpoint);
        const CliResult result = runCli({"info", goldens + '/' + checkpoint, "--json"});
        QVERIFY2(result.code == 0, result.err.constData());
        const QJsonObject info = result.json().object();
        QFile file(goldens + '/' + checkpoint + "/config.json");
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QJsonObject config = QJsonDocument::fromJson(file.readAll()).object();
        QCOMPARE(info["family"].toString(), config["model_type"].toString());
        QCOMPARE(info["d_ff"].toInt(), config["d_ff"].toInt());
        QCOMPARE(info["encoder_layers"].toInt(), config["num_layers"].toInt());
        QCOMPARE(info["decoder_layers"].toInt(), config["num_decoder_layers"].toInt(config["num_layers"].toInt()));
        QCOMPARE(info["layers"].toArray().size(), info["encoder_layers"].toInt() + info["decoder_layers"].toInt());
        QCOMPARE(info["layers"][0]["module"].toString(), "encoder.block.0.layer.1.DenseReluDense");
        QVERIFY(info["parameters"].toInt() > 0);
    }

    void infoAsText()
    {
        const CliResult result = runCli({"info", goldens + "/t5-relu"});
        QCOMPARE(result.code, 0);
        QVERIFY(result.out.contains("2 encoder, 2 decoder"));
    }

    void verify_data() { addCheckpoints(); }
    void verify()
    {
        QFETCH(QString, checkpoint);
        const CliResult result = runCli({"verify", goldens + '/' + checkpoint, "--json"});
        QVERIFY2(result.code == 0, result.err.constData());
        const QJsonObject report = result.json().object();
        QVERIFY(report["ok"].toBool());
        QCOMPARE(report["weights_sha256"].toString().size(), 64);
        QVERIFY(report["checks"].toArray().size() > 1);
    }

    void verifyTellsWhy()
    {
        const QTemporaryDir folder;
        for (const QString& name : QDir(goldens + "/t5-relu").entryList(QDir::Files))
            QVERIFY(QFile::copy(goldens + "/t5-relu/" + name, folder.filePath(name)));
        QFile weights(folder.filePath("model.safetensors"));
        QVERIFY(weights.setPermissions(weights.permissions() | QFile::WriteOwner));
        QVERIFY(weights.resize(weights.size() - 100));
        const CliResult result = runCli({"verify", folder.path(), "--json"});
        QCOMPARE(result.code, 1);
        QVERIFY(result.err.contains("model.safetensors"));
        QCOMPARE(result.err.count('\n'), 1);
        const QJsonObject report = result.json().object();
        QVERIFY(!report["ok"].toBool(true));
        QVERIFY(report["weights_sha256"].isNull());
        const CliResult table = runCli({"verify", folder.path()});
        QVERIFY(table.out.contains("refused  weights: "));
        QVERIFY(table.out.contains("cut short"));
        QVERIFY(table.err.contains(folder.path().toUtf8() + " does not pass verification (weights)."));
        QVERIFY2(!table.err.contains("cut short"), table.err.constData()); // told once
        QCOMPARE(runCli({"info", folder.path()}).code, 1);
    }

    void activations_data()
    {
        QTest::addColumn<QString>("checkpoint");
        QTest::addColumn<int>("number");
        for (const char* checkpoint : {"t5-relu", "t5-v1_1", "umt5", "t5-uneven"}) {
            for (int number = 0; number < cases().size(); ++number)
                QTest::addRow("%s %d", checkpoint, number) << QString(checkpoint) << number;
        }
    }

    void activations()
    {
        QFETCH(QString, checkpoint);
        QFETCH(int, number);
        const QJsonValue testCase = cases().at(number);
        const QTemporaryDir folder;
        const QString file = folder.filePath("a.safetensors");
        const QString text = testCase["text"].toString(), decoderText = testCase["decoder_text"].toString();
        const CliResult result = runCli(
            {"activations", goldens + '/' + checkpoint, "--text", text, "--decoder-text", decoderText, "-o", file});
        QVERIFY2(result.code == 0, result.err.constData());
        const SafetensorsFile expected(goldens + '/' + checkpoint + "/expected.safetensors"), written(file);
        const QString prefix = QString::number(number) + '.';
        QCOMPARE(written.integers("ids"), expected.integers(prefix + "ids"));
        QCOMPARE(written.integers("decoder_ids"), expected.integers(prefix + "decoder_ids"));
        int tensors = 2;
        for (const QString& name : expected.names()) {
            const QString own = name.mid(prefix.size());
            if (!name.startsWith(prefix) || own.endsWith("ids") || own.endsWith("rows") || own == "generated") continue;
            compareRows(expected, written, prefix, own,
                        own.startsWith("enc") ? "enc_rows"
                        : own == "logits"     ? "logit_rows"
                                              : "dec_rows");
            ++tensors;
        }
        QCOMPARE(written.names().size(), tensors);
        QVERIFY(tensors >= 5);
    }

    void activationsOfSomeLayers()
    {
        const QTemporaryDir folder;
        const QString file = folder.filePath("a.safetensors");
        const QString model = goldens + "/t5-relu";
        CliResult result =
            runCli({"activations", model, "--text", "A red kite.", "--layers", "enc2", "-o", file, "--json"});
        QVERIFY2(result.code == 0, result.err.constData());
        QCOMPARE(SafetensorsFile(file).names(), (QStringList{"enc2", "ids"}));
        QCOMPARE(result.json()["tensors"]["enc2"].toArray().size(), 2);

        // All layers without a decoder text are the encoder's.
        result = runCli({"activations", model, "--text", "A red kite.", "-o", file});
        QVERIFY2(result.code == 0, result.err.constData());
        QCOMPARE(SafetensorsFile(file).names(), (QStringList{"enc1", "enc2", "ids"}));
    }

    /// Both sides have the values that `activations` writes.
    void pairOfSentences()
    {
        const QTemporaryDir folder;
        const QString model = goldens + "/t5-relu", file = folder.filePath("a.safetensors");
        const QStringList texts{"A red kite.", "A green kite."};
        const CliResult result = runCli({"pair", model, "--a", texts[0], "--b", texts[1], "--layer", "enc2", "--json"});
        QVERIFY2(result.code == 0, result.err.constData());
        const QJsonDocument pair = result.json();
        const QJsonArray rows = pair["rows"].toArray(), tokens = pair["tokens"].toArray();
        const QString names[] = {"a", "b"};
        std::vector<std::vector<float>> values(2);
        for (int side = 0; side < 2; ++side) {
            QCOMPARE(runCli({"activations", model, "--text", texts[side], "--layers", "enc2", "-o", file}).code, 0);
            values[side] = SafetensorsFile(file).floats("enc2");
            const auto positions = int(values[side].size()) / int(rows.size());
            int counted = 0;
            for (const QJsonValue& token : tokens)
                counted += !token[names[side]].isNull();
            QCOMPARE(counted, positions);
            for (int n = 0; n < rows.size(); ++n) {
                float peak = 0;
                for (int t = 0; t < positions; ++t) {
                    const float a = values[side][std::size_t(t * rows.size() + n)];
                    if (std::abs(a) > std::abs(peak)) peak = a;
                }
                QCOMPARE(float(rows[n][names[side]].toDouble()), peak);
            }
        }
        for (int n = 0; n < rows.size(); ++n) {
            const QJsonValue where = tokens[rows[n]["token"].toInt()];
            const auto at = [&](int side) {
                const int position = where[names[side]]["position"].toInt(-1);
                return values[side][std::size_t(position * rows.size() + n)];
            };
            QCOMPARE(float(rows[n]["token_change"].toDouble()), at(1) - at(0));
        }
        const CliResult text = runCli({"pair", model, "--a", texts[0], "--b", texts[1], "--layer", "enc2"});
        QVERIFY2(text.out.contains("without a partner in a: "), text.out.constData());
    }

    void pairOfCheckpoints()
    {
        const QString model = goldens + "/t5-relu";
        const CliResult same = runCli({"pair", model, "--a", "A red kite.", "--model-b", model});
        QVERIFY2(same.code == 0, same.err.constData());
        QVERIFY2(same.out.contains(" 0 of "), same.out.constData()); // a checkpoint differs nowhere from itself
    }
};

QTEST_GUILESS_MAIN(TestCliCheckpoint)
#include "tst_clicheckpoint.moc"
