// SPDX-License-Identifier: GPL-3.0-or-later
// Notes and lists of neurons through the command line.
#include "CliProcess.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

class TestCliNotes : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    QString m_project = m_folder.filePath("p.sparsight"); ///< with a checkpoint "synthetic"

    QJsonObject listed() const { return runCli({"list", m_project, "--json"}).json().object(); }

private slots:
    void init()
    {
        QFile::remove(m_project);
        QVERIFY(QFile::copy(SPARSIGHT_TEST_DATA "/projects/v2.sparsight", m_project));
    }

    void notes()
    {
        const QStringList note{"note", m_project, "--checkpoint", "synthetic", "--neuron", "enc2/7", "--text"};
        const CliResult result = runCli(note + QStringList{"kites <b>\x1b[31m", "--json"});
        QCOMPARE(result.code, 0);
        QCOMPARE(result.json()["neuron"].toString(), "enc2/7");
        QCOMPARE(listed()["notes"][0]["text"].toString(), "kites <b>\x1b[31m");
        const QByteArray text = runCli({"list", m_project}).out;
        QVERIFY(text.contains("kites <b>") && !text.contains('\x1b'));
        QCOMPARE(runCli(note + QStringList{""}).code, 0);
        QVERIFY(listed()["notes"].toArray().isEmpty());
    }

    void lists()
    {
        CliResult result = runCli({"neuron-list", m_project, "--name", "kites", "--neurons", "enc2/7,enc2/3,enc2/7"});
        QVERIFY2(result.out.contains("2 neurons"), result.out);
        result = runCli({"neuron-list", m_project, "--name", "Kites", "--neurons", "enc1/1", "--add", "--json"});
        QCOMPARE(result.json()["neurons"].toArray(), (QJsonArray{"enc2/7", "enc2/3", "enc1/1"}));
        QCOMPARE(listed()["neuron_lists"].toArray().size(), 1);
        QVERIFY(runCli({"list", m_project}).out.contains("Kites"));
        QCOMPARE(runCli({"neuron-list", m_project, "--name", "KITES", "--remove"}).code, 0);
        QVERIFY(listed()["neuron_lists"].toArray().isEmpty());
    }

    /// Notes and lists are of neurons that there are, as far as the project knows its checkpoints.
    void noSuchNeuron_data()
    {
        QTest::addColumn<QString>("neuron");
        QTest::addColumn<QByteArray>("says"); // nothing where there is one
        QTest::newRow("the last") << "enc2/31" << QByteArray();
        QTest::newRow("neuron") << "enc2/32" << QByteArray("0 to 31");
        QTest::newRow("encoder layer") << "enc77/9" << QByteArray("2 encoder and");
        QTest::newRow("decoder layer") << "dec77/9" << QByteArray("decoder layers");
    }
    void noSuchNeuron()
    {
        QFETCH(QString, neuron);
        QFETCH(QByteArray, says);
        const QString project = m_folder.filePath("shape.sparsight"), text = m_folder.filePath("s.txt");
        if (!QFile::exists(project)) {
            QFile lines(text);
            QVERIFY(lines.open(QIODevice::WriteOnly));
            lines.write("The kite is in the garden.\n");
            lines.close();
            QCOMPARE(runCli({"import", project, "--data", text, "--name", "s"}).code, 0);
            QCOMPARE(runCli({"capture", project, "--model", SPARSIGHT_TEST_DATA "/golden/t5-relu", "--data", "s",
                             "--layers", "enc2"})
                         .code,
                     0);
        }
        for (const QStringList& command :
             {QStringList{"note", project, "--checkpoint", "t5-relu", "--text", "x", "--neuron", neuron},
              QStringList{"neuron-list", project, "--name", "l", "--neurons", neuron}}) {
            const CliResult result = runCli(command);
            QCOMPARE(result.code, says.isEmpty() ? 0 : 1);
            QVERIFY2(result.err.contains(says), result.err);
        }
    }

    void refusals_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArray>("names");
        const auto row = [](const char* name, const QStringList& arguments, int code, const QByteArray& names) {
            QTest::newRow(name) << arguments << code << names;
        };
        row("checkpoint", {"note", "--checkpoint", "base", "--neuron", "enc2/7", "--text", "x"}, 1, "\"synthetic\"");
        row("neuron", {"note", "--checkpoint", "synthetic", "--neuron", "enc2", "--text", "x"}, 2, "enc6/2384");
        row("no list to add to", {"neuron-list", "--name", "a", "--neurons", "enc2/1", "--add"}, 1, "\"a\"");
        row("no list to remove", {"neuron-list", "--name", "a", "--remove"}, 1, "\"a\"");
        row("no neurons", {"neuron-list", "--name", "a"}, 2, "--neurons");
        row("no name", {"neuron-list", "--name", " ", "--neurons", "enc2/1"}, 1, "no name");
    }
    void refusals()
    {
        QFETCH(QStringList, arguments);
        QFETCH(int, code);
        QFETCH(QByteArray, names);
        arguments.insert(1, m_project);
        const CliResult result = runCli(arguments);
        QCOMPARE(result.code, code);
        QVERIFY2(result.err.contains(names), result.err);
        QVERIFY(listed()["notes"].toArray().isEmpty() && listed()["neuron_lists"].toArray().isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestCliNotes)
#include "tst_clinotes.moc"
