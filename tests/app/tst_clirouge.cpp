// SPDX-License-Identifier: GPL-3.0-or-later
// The rouge command, on the pairs whose scores rouge_score gave (make_rouge_goldens.py).
#include "CliProcess.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

static const QStringList kinds{"rouge1", "rouge2", "rougeL", "rougeLsum"};
static const QStringList numbers{"precision", "recall", "fmeasure"};

class TestCliRouge : public QObject {
    Q_OBJECT

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void equalsRougeScore_data()
    {
        QTest::addColumn<bool>("stem");
        QTest::newRow("plain") << false;
        QTest::newRow("stemmed") << true;
    }
    void equalsRougeScore()
    {
        QFETCH(bool, stem);
        const QJsonArray golden = goldenPairs();
        QVERIFY(golden.size() >= 500);
        QByteArray predictions, references;
        for (const auto& pair : golden) {
            predictions += jsonLine(pair.toObject()["prediction"]);
            references += jsonLine(pair.toObject()["references"]);
        }
        QStringList arguments = files(predictions, references) + QStringList{"--format", "jsonl", "--each", "--json"};
        if (stem) arguments.append("--stem");
        const CliResult result = runCli(arguments);
        QVERIFY2(result.code == 0, result.err.constData());
        QCOMPARE(result.out.count('\n'), 1);
        const QJsonObject out = result.json().object();
        const QJsonArray rows = out["rows"].toArray();
        QCOMPARE(rows.size(), golden.size());
        QCOMPARE(out["pairs"].toInt(), golden.size());
        QCOMPARE(out["stem"].toBool(), stem);
        for (const QString& kind : kinds) {
            for (int number = 0; number < 3; ++number) {
                double sum = 0;
                for (int i = 0; i < rows.size(); ++i) {
                    const double expected = golden[i][stem ? "stemmed" : "plain"][kind][number].toDouble(-1);
                    const double actual = rows[i][kind][numbers[number]].toDouble(-2);
                    QVERIFY2(std::abs(actual - expected) <= 1e-6,
                             qPrintable(QString("%1 of pair %2").arg(kind).arg(i + 1)));
                    sum += expected;
                }
                const double mean = out[kind][numbers[number]].toDouble(-2);
                QVERIFY(std::abs(mean - sum / double(rows.size())) <= 1e-6);
                QVERIFY(out["bootstrap"]["low"][kind][numbers[number]].toDouble(2) < mean);
                QVERIFY(out["bootstrap"]["high"][kind][numbers[number]].toDouble(-1) > mean);
            }
        }
        QCOMPARE(rows[4]["pair"].toInt(), 5);
    }

    void linesKeepBlanksAndQuotes()
    {
        const CliResult result = runCli(files("a b\n\n\"c\"\n", "a b\nx\nc\n") + QStringList{"--json"});
        QVERIFY2(result.code == 0, result.err.constData());
        const QJsonObject out = result.json().object();
        QCOMPARE(out["pairs"].toInt(), 3);
        QCOMPARE(out["rouge1"]["fmeasure"].toDouble(), 2.0 / 3);
        QVERIFY(!out.contains("rows"));
    }

    void stemming()
    {
        const QStringList arguments = files("dying cats\n", "die cat\n");
        QCOMPARE(runCli(arguments + QStringList{"--json"}).json()["rouge2"]["recall"].toDouble(-1), 0.0);
        QCOMPARE(runCli(arguments + QStringList{"--json", "--stem"}).json()["rouge2"]["recall"].toDouble(-1), 1.0);
    }

    void table()
    {
        const CliResult result = runCli(files("a b c d\n", "a b x y\n"));
        QCOMPARE(result.code, 0);
        QCOMPARE(QString::fromUtf8(result.out), QString("1 pair, words as they are\n\n"
                                                        "           precision  recall       F  95 % interval of F\n"
                                                        "rouge1        0.5000  0.5000  0.5000     0.5000 – 0.5000\n"
                                                        "rouge2        0.3333  0.3333  0.3333     0.3333 – 0.3333\n"
                                                        "rougeL        0.5000  0.5000  0.5000     0.5000 – 0.5000\n"
                                                        "rougeLsum     0.5000  0.5000  0.5000     0.5000 – 0.5000\n"));
    }

    void tableOfPairs()
    {
        const CliResult result = runCli(files("a b\nc\n", "a b\nd\n") + QStringList{"--each", "--stem"});
        QCOMPARE(result.code, 0);
        QVERIFY2(result.out.startsWith("pair  rouge1  rouge2  rougeL  rougeLsum\n"
                                       "   1  1.0000  1.0000  1.0000     1.0000\n"
                                       "   2  0.0000  0.0000  0.0000     0.0000\n"
                                       "\n2 pairs, words stemmed\n"),
                 result.out.constData());
    }

    void sameBytesEachTime()
    {
        const QStringList arguments = files("a b\nc d\ne\n", "a c\nc d\nf\n") + QStringList{"--json"};
        QCOMPARE(runCli(arguments).out, runCli(arguments).out);
    }

    void refusals_data()
    {
        QTest::addColumn<QByteArray>("predictions");
        QTest::addColumn<QByteArray>("references");
        QTest::addColumn<QString>("format");
        QTest::addColumn<QStringList>("named");
        QTest::newRow("unequal") << QByteArray("a\nb\n") << QByteArray("a\nb\nc\n") << "lines"
                                 << QStringList{"predictions has 2 lines", "references has 3"};
        QTest::newRow("not JSON") << QByteArray("\"a\"\nb\n") << QByteArray("\"a\"\n\"b\"\n") << "jsonl"
                                  << QStringList{"predictions, line 2", "not valid JSON"};
        QTest::newRow("empty") << QByteArray() << QByteArray() << "lines" << QStringList{"predictions is empty"};
        QTest::newRow("no reference") << QByteArray("\"a\"\n") << QByteArray("[]\n") << "jsonl"
                                      << QStringList{"references, line 1"};
    }
    void refusals()
    {
        QFETCH(QByteArray, predictions);
        QFETCH(QByteArray, references);
        QFETCH(QString, format);
        QFETCH(QStringList, named);
        const CliResult result = runCli(files(predictions, references) + QStringList{"--format", format});
        QCOMPARE(result.code, 1);
        QVERIFY(result.out.isEmpty());
        QCOMPARE(result.err.count('\n'), 1);
        for (const QString& part : named)
            QVERIFY2(result.err.contains(part.toUtf8()), result.err.constData());
    }

private:
    QStringList files(const QByteArray& predictions, const QByteArray& references) const
    {
        return {"rouge", "--predictions", write("predictions", predictions), "--references",
                write("references", references)};
    }

    QString write(const QString& name, const QByteArray& content) const
    {
        const QString path = m_folder->filePath(name);
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size()) qFatal("cannot write");
        return path;
    }

    static QJsonArray goldenPairs()
    {
        QFile file(SPARSIGHT_TEST_DATA "/rouge/pairs.jsonl");
        if (!file.open(QIODevice::ReadOnly)) qFatal("no golden pairs");
        QJsonArray pairs;
        while (!file.atEnd())
            pairs.append(QJsonDocument::fromJson(file.readLine()).object());
        return pairs;
    }

    /// The value on a line of its own.
    static QByteArray jsonLine(const QJsonValue& value)
    {
        const QByteArray array = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
        return array.mid(1, array.size() - 2) + '\n';
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(TestCliRouge)
#include "tst_clirouge.moc"
