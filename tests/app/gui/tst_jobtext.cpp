// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/JobText.h"
#include "widgets/common/Format.h"

#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace sparsight;

class TestJobText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// A stage that is new in the core is missed here before anybody reads it in the wrong language.
    void everyStageOfTheCoreIsKnown()
    {
        const QRegularExpression reported(QStringLiteral(
            "(?:progress, \\{(?:\\.stage = )?|stage = |tell\\(|return \\{)\"([a-z][a-zA-Z' -]+[a-z])\","));
        QSet<QString> found;
        QDirIterator files(QStringLiteral(SPARSIGHT_SOURCE_DIR "/core"), {QStringLiteral("*.cpp")}, QDir::Files,
                           QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QString text =
                QString::fromUtf8(file.readAll()).replace(QStringLiteral("\")"), QStringLiteral("\","));
            if (!text.contains(QStringLiteral("rogress"))) continue;
            for (auto matches = reported.globalMatch(text); matches.hasNext();)
                found << matches.next().captured(1);
        }
        QVERIFY2(found.size() >= 20, qPrintable(QString::number(found.size())));
        for (const char* sure : {"capturing", "saving", "matching neurons", "reading papers"})
            QVERIFY2(found.contains(QLatin1String(sure)), sure);
        QStringList unknown;
        for (const QString& stage : found)
            if (!isKnownStage(stage.toStdString())) unknown << stage;
        QVERIFY2(unknown.empty(), qPrintable(unknown.join(QStringLiteral(", "))));
    }

    void aFileThatIsReadIsNamed()
    {
        QCOMPARE(stageText("reading sentences"), QStringLiteral("reading sentences"));
        QCOMPARE(stageText("reading my own.tsv"), QStringLiteral("reading my own.tsv"));
        QCOMPARE(stageText("Schritt 2 von 6"), QStringLiteral("Schritt 2 von 6"));
    }

    void durationsAreWords()
    {
        using std::chrono::seconds;
        QCOMPARE(durationText(seconds(0)), QStringLiteral("1 s"));
        QCOMPARE(durationText(seconds(59)), QStringLiteral("59 s"));
        QCOMPARE(durationText(seconds(120)), QStringLiteral("2 min"));
        QCOMPARE(durationText(seconds(4800)), QStringLiteral("1 h 20 min"));
    }
};

QTEST_MAIN(TestJobText)
#include "tst_jobtext.moc"
