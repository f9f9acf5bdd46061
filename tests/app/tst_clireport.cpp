// SPDX-License-Identifier: GPL-3.0-or-later
// Reports through the command line: what the formats hold, replay, and what is refused.
#include "CliProcess.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

class TestCliReport : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    QString m_project = m_folder.filePath("p.sparsight");

    QString file(const QString& name) const { return m_folder.filePath(name); }
    QByteArray content(const QString& name) const
    {
        QFile in(file(name));
        return in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray();
    }
    CliResult report(const QStringList& arguments) const
    {
        return runCli(QStringList{"report", m_project} + arguments, file("cache"));
    }
    static QByteArray sentences(const QJsonObject& report) // with the pieces that carry the shades
    {
        for (const QJsonValue block : report["sections"][0]["blocks"].toArray()) {
            if (block.toObject().contains("sentences")) return QJsonDocument(block["rows"].toArray()).toJson();
        }
        return {};
    }

private slots:
    void initTestCase()
    {
        const QString model = file("model");
        QProcess::execute("cp", {"-r", SPARSIGHT_TEST_DATA "/golden/t5-relu", model});
        QFile lines(file("s.txt"));
        QVERIFY(lines.open(QIODevice::WriteOnly));
        for (int i = 0; i < 40; ++i)
            lines.write(i % 2 ? "The kite is in the garden.\n" : "A magnet lies by the river.\n");
        lines.close();
        QCOMPARE(runCli({"import", m_project, "--data", file("s.txt"), "--name", "s"}).code, 0);
        QCOMPARE(runCli({"topic", m_project, "--name", "Kites", "--words", "kite"}).code, 0);
        QCOMPARE(
            runCli({"capture", m_project, "--model", model, "--data", "s", "--layers", "enc1", "--name", "A"}).code, 0);
    }

    void sentencesAreShadedByTheCheckpoint()
    {
        CliResult result = report({"--runs", "A", "--layer", "enc1", "--best", "2", "-o", file("r.json")});
        QVERIFY2(result.code == 0, result.err);
        const QJsonObject json = QJsonDocument::fromJson(content("r.json")).object();
        const QJsonArray rows = QJsonDocument::fromJson(sentences(json)).array();
        QVERIFY(!rows.isEmpty());
        double largest = 0;
        for (const QJsonValue piece : rows[0]["pieces"].toArray())
            largest = std::max(largest, piece["value"].toDouble());
        // The strongest token is the sentence's value, which is stored as fp16.
        QVERIFY(std::abs(largest - rows[0]["value"].toDouble()) <= 1e-3 * largest);
    }

    void aReplayHasTheSameNumbers()
    {
        QCOMPARE(report({"--runs", "A", "--layer", "enc1", "--neurons", "3,1", "-o", file("a.html")}).code, 0);
        const CliResult again = report({"--replay", file("a.html"), "-o", file("b.html")});
        QVERIFY2(again.code == 0, again.err);
        QVERIFY2(again.out.contains("a.html again, byte for byte"), again.out);
        QCOMPARE(content("b.html"), content("a.html"));
        QVERIFY(report({"--replay", file("a.html"), "-o", file("b.csv")}).out.contains("byte for byte"));
        QVERIFY(report({"--replay", file("b.csv"), "-o", file("b.json")}).out.contains("byte for byte"));
    }

    /// The numbers that a report shows are its own, whatever its recipe says.
    void aReplayTellsOfAChangedFile()
    {
        const QStringList made{"--runs", "A", "--layer", "enc1", "--neurons", "3", "--plain", "-o", file("a.html")};
        QCOMPARE(report(made).code, 0);
        QVERIFY(
            report({"--replay", file("a.html"), "-o", file("b.html")}).out.contains("byte for byte")); // with shades
        QFile page(file("a.html"));
        QVERIFY(page.open(QIODevice::ReadWrite));
        const QByteArray before = page.readAll();
        const qsizetype cell = before.indexOf("<td class=\"n\">") + 14;
        page.seek(cell);
        page.write(before[cell] == '9' ? "8" : "9");
        page.close();
        const CliResult again = report({"--replay", file("a.html"), "-o", file("b.html")});
        QVERIFY2(again.out.contains("Its numbers come out again, but") && again.out.contains("another document"),
                 again.out);
        QByteArray recipe = before;
        recipe.replace("\"threshold:0\"", "\"top:7\""); // other n
        QVERIFY(recipe != before && page.open(QIODevice::WriteOnly));
        page.write(recipe);
        page.close();
        const CliResult other = report({"--replay", file("a.html"), "-o", file("b.html")});
        QVERIFY2(other.out.contains("Its numbers are not those of"), other.out + other.err);
    }

    void aCsvIsReplayedByTheFileBesideIt()
    {
        QCOMPARE(report({"--runs", "A", "--layer", "enc1", "--neurons", "3", "--plain", "-o", file("c.csv")}).code, 0);
        const CliResult again = report({"--replay", file("c.csv"), "--plain", "-o", file("d.csv")});
        QVERIFY2(again.out.contains("again, byte for byte"), again.out);
        QCOMPARE(content("d.csv"), content("c.csv"));
    }

    void aReplayKeepsTheKeywordsOfThen()
    {
        QCOMPARE(report({"--runs", "A", "--layer", "enc1", "--neurons", "3", "--plain", "-o", file("a.json")}).code, 0);
        QCOMPARE(runCli({"topic", m_project, "--name", "Kites", "--words", "magnet,river"}).code, 0);
        const CliResult again = report({"--replay", file("a.json"), "--plain", "-o", file("b.json")});
        QVERIFY2(again.out.contains("byte for byte"), again.out);
        QCOMPARE(runCli({"topic", m_project, "--name", "Kites", "--words", "kite"}).code, 0);
    }

    void withoutItsCheckpointSentencesStayPlain()
    {
        QVERIFY(QDir().rename(file("model"), file("elsewhere")));
        const CliResult result = report({"--runs", "A", "--layer", "enc1", "--neurons", "3", "-o", file("p.html")});
        QVERIFY(QDir().rename(file("elsewhere"), file("model")));
        QCOMPARE(result.code, 0);
        QVERIFY2(result.err.contains("without shades"), result.err);
        QVERIFY(content("p.html").contains("Without shades"));
    }

    void refusals_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("says");
        const auto row = [](const char* name, const QStringList& arguments, int code, const char* says) {
            QTest::newRow(name) << arguments << code << QString(says);
        };
        row("no run", {"--layer", "enc1", "-o", "r.html"}, 2, "--runs and --layer");
        row("replay and a run", {"--replay", "x", "--runs", "A", "-o", "r.html"}, 2, "--replay excludes --runs");
        row("format", {"--runs", "A", "--layer", "enc1", "-o", "r.docx"}, 1, ".html, .json, .csv");
        row("unknown run", {"--runs", "B", "--layer", "enc1", "-o", "r.html"}, 1, "\"B\"");
        row("layer", {"--runs", "A", "--layer", "enc2", "-o", "r.html"}, 1, "enc2");
        row("neuron", {"--runs", "A", "--layer", "enc1", "--neurons", "999", "-o", "r.html"}, 1, "not 999");
        row("no neurons", {"--runs", "A", "--layer", "enc1", "--best", "0", "-o", "r.html"}, 2, "--best");
        row("a run twice", {"--runs", "A,A", "--layer", "enc1", "-o", "r.html"}, 2, "\"A\" is named twice");
        row("no generated text", {"--runs", "A", "--layer", "enc1", "--keyword-in", "generated", "-o", "r.html"}, 1,
            "no generated text");
        row("topic", {"--runs", "A", "--layer", "enc1", "--topics", "No", "-o", "r.html"}, 1, "\"No\"");
        row("no such report", {"--replay", "/none.html", "-o", "r.html"}, 1, "/none.html");
        row("no place", {"--runs", "A", "--layer", "enc1", "--plain", "-o", "/none/r.html"}, 1, "/none");
    }
    void refusals()
    {
        QFETCH(QStringList, arguments);
        QFETCH(int, code);
        QFETCH(QString, says);
        const CliResult result = report(arguments);
        QCOMPARE(result.code, code);
        QVERIFY2(result.err.contains(says.toUtf8()), result.err);
        QVERIFY(!QFile::exists("r.html"));
    }
};

QTEST_GUILESS_MAIN(TestCliReport)
#include "tst_clireport.moc"
