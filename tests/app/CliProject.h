// SPDX-License-Identifier: GPL-3.0-or-later
// A project for tests of the command line: sentences, a topic, and run A over all layers.
#pragma once

#include "CliProcess.h"
#include "SafetensorsFile.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

inline const QString model = SPARSIGHT_TEST_DATA "/golden/t5-relu";
inline constexpr int sentenceCount = 300;
inline constexpr int neuronCount = 32;

/// Sentences of varied length; every third one holds the keyword "kite".
inline QString sentenceText(int number)
{
    static const QStringList things{"lantern", "apple", "notebook", "magnet", "telescope"};
    static const QStringList places{"harbour", "garden", "library", "old railway station by the river"};
    return QString("The %1 %2 shines over the %3%4.")
        .arg(number % 3 == 0 ? "kite and the" : "blue", things[number % 5], places[number % 4])
        .arg(number % 7 == 0 ? QString(" %1").arg(number) : QString());
}

class CliProject {
protected:
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

    void makeProject()
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
};
