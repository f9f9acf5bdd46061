// SPDX-License-Identifier: GPL-3.0-or-later
// Every text of the window has its German, and every plural its forms: the .ts files are brought up to date with the
// sources in a copy, where nothing may be left unfinished.
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QTranslator>
#include <QXmlStreamReader>

namespace {

struct Message {
    QString source;
    QStringList translations;
    bool unfinished = false;
};

Message readMessage(QXmlStreamReader& xml)
{
    Message message;
    while (!(xml.isEndElement() && xml.name() == QLatin1String("message")) && !xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement) continue;
        if (xml.name() == QLatin1String("source"))
            message.source = xml.readElementText();
        else if (xml.name() == QLatin1String("translation")) {
            message.unfinished = xml.attributes().value(QLatin1String("type")) == QLatin1String("unfinished");
            message.translations = xml.readElementText(QXmlStreamReader::IncludeChildElements).split(QLatin1Char('\n'));
        }
    }
    return message;
}

QList<Message> readMessages(const QString& file)
{
    QFile input(file);
    if (!input.open(QIODevice::ReadOnly)) return {};
    QXmlStreamReader xml(&input);
    QList<Message> messages;
    while (!xml.atEnd()) {
        xml.readNext();
        if (xml.isStartElement() && xml.name() == QLatin1String("message")) messages << readMessage(xml);
    }
    return messages;
}

QStringList placeholders(const QString& text)
{
    QStringList found;
    static const QRegularExpression pattern(QStringLiteral("%L?(\\d|n)"));
    for (auto match = pattern.globalMatch(text); match.hasNext();)
        found << match.next().captured();
    found.removeDuplicates();
    found.sort();
    return found;
}

} // namespace

class TestTranslations : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    QString updated(const QString& language)
    {
        const QString name = QStringLiteral("sparsight_%1.ts").arg(language);
        const QString copy = m_folder.filePath(name);
        QFile::copy(QStringLiteral(SPARSIGHT_SOURCE_DIR "/translations/") + name, copy);
        QFile::setPermissions(copy, QFile::ReadOwner | QFile::WriteOwner);
        QStringList arguments{QStringLiteral("-silent"),    QStringLiteral("-I"),   QStringLiteral("."),
                              QStringLiteral("-locations"), QStringLiteral("none"), QStringLiteral("-no-obsolete")};
        if (language == QLatin1String("en")) arguments << QStringLiteral("-pluralonly");
        arguments << QStringLiteral("-recursive") << QStringLiteral("app/gui") << QStringLiteral("widgets")
                  << QStringLiteral("core/analysis") << QStringLiteral("core/probe") << QStringLiteral("-ts")
                  << copy;
        QProcess lupdate;
        lupdate.setWorkingDirectory(QStringLiteral(SPARSIGHT_SOURCE_DIR));
        lupdate.start(QStringLiteral(SPARSIGHT_LUPDATE), arguments);
        return lupdate.waitForFinished(120'000) && lupdate.exitCode() == 0 ? copy : QString();
    }

private Q_SLOTS:
    void nothingIsLeftUntranslated_data()
    {
        QTest::addColumn<QString>("language");
        QTest::newRow("German") << QStringLiteral("de");
        QTest::newRow("English plurals") << QStringLiteral("en");
    }

    void nothingIsLeftUntranslated()
    {
        QFETCH(QString, language);
        const QString file = updated(language);
        QVERIFY(!file.isEmpty());
        const auto messages = readMessages(file);
        QVERIFY(messages.size() > 5);
        QStringList missing;
        for (const Message& message : messages) {
            const bool empty = message.translations.join(QString()).trimmed().isEmpty();
            if (message.unfinished || empty) missing << message.source;
        }
        QVERIFY2(missing.isEmpty(), qPrintable(missing.join(QLatin1Char('\n'))));
    }

    void placeholdersAreKept()
    {
        for (const Message& message :
             readMessages(QStringLiteral(SPARSIGHT_SOURCE_DIR "/translations/sparsight_de.ts"))) {
            const bool plural =
                message.source.contains(QLatin1String("%n")) || message.source.contains(QLatin1String("%Ln"));
            if (plural) continue; // "one" may be written out
            QVERIFY2(placeholders(message.source) == placeholders(message.translations.join(QLatin1Char(' '))),
                     qPrintable(message.source));
        }
    }
};

QTEST_GUILESS_MAIN(TestTranslations)
#include "tst_translations.moc"
