// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/dataset/Topic.h"

#include "core/base/Error.h"
#include "core/base/File.h"

#include <QTemporaryDir>
#include <QTest>

using namespace sparsight;

class TestTopic : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    std::filesystem::path write(const char* name, const std::string& text)
    {
        const std::filesystem::path path = std::filesystem::path(m_folder.path().toStdString()) / name;
        writeFileAtomically(path, text);
        return path;
    }

private slots:
    void reads_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("match");
        QTest::addColumn<QStringList>("keywords");
        QTest::newRow("plain") << "red\ngreen\n"
                               << "colours" << int(KeywordMatch::Word) << QStringList{"red", "green"};
        QTest::newRow("settings") << "#name:STEM\n# Match: Stem\nlaser beam\n"
                                  << "STEM" << int(KeywordMatch::Stem) << QStringList{"laser beam"};
        QTest::newRow("comments and blanks") << "\n# a: b\n#\n  red \r\n\n"
                                             << "colours" << int(KeywordMatch::Word) << QStringList{"red"};
        QTest::newRow("keyword with a hash")
            << "\\#1\nC#\n\\\\#x\n\\d\n"
            << "colours" << int(KeywordMatch::Word) << QStringList{"#1", "C#", "\\#x", "\\d"};
    }
    void reads()
    {
        QFETCH(QString, text);
        QFETCH(QString, name);
        QFETCH(int, match);
        QFETCH(QStringList, keywords);
        const Topic topic = readTopicFile(write("colours.txt", text.toStdString()));
        QCOMPARE(QString::fromStdString(topic.name), name);
        QCOMPARE(int(topic.match), match);
        QStringList read;
        for (const std::string& keyword : topic.keywords)
            read += QString::fromStdString(keyword);
        QCOMPARE(read, keywords);
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("words");
        QTest::newRow("no keyword") << QByteArray("# name: x\n\n") << "no keyword";
        QTest::newRow("unknown match") << QByteArray("red\n# match: fuzzy\n") << "line 2";
        QTest::newRow("not UTF-8") << QByteArray("red\nros\xE9\n") << "line 2";
    }
    void refuses()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, words);
        try {
            readTopicFile(write("t.txt", text.toStdString()));
            QFAIL("was read");
        } catch (const Error& error) {
            QVERIFY2(QString(error.what()).contains(words), error.what());
        }
    }

    void comesBackAsWritten()
    {
        for (const KeywordMatch match : {KeywordMatch::Word, KeywordMatch::Stem, KeywordMatch::Regex}) {
            const Topic topic{.name = "Farben: grün",
                              .match = match,
                              .keywords = {"rot", "hell blau", "#", "\\#a", "\\\\#", "C#", "\\w+", "# name: x"}};
            QVERIFY(readTopicFile(write("t.txt", formatTopicFile(topic))) == topic);
        }
    }
    void lineBreaksCannotMakeNewLines()
    {
        const Topic topic{.name = "a\n# match: regex", .keywords = {"b\nc"}};
        const Topic read = readTopicFile(write("t.txt", formatTopicFile(topic)));
        QVERIFY(read.match == KeywordMatch::Word);
        QCOMPARE(read.keywords, std::vector<std::string>{"b c"});
    }
};

QTEST_APPLESS_MAIN(TestTopic)
#include "tst_topic.moc"
