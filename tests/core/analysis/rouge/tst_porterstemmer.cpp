// SPDX-License-Identifier: GPL-3.0-or-later
// Against NLTK's PorterStemmer in its default mode; make_rouge_goldens.py wrote the stems.
#include "core/analysis/rouge/PorterStemmer.h"

#include <QTest>

#include <fstream>
#include <set>

using namespace sparsight;

class TestPorterStemmer : public QObject {
    Q_OBJECT

private slots:
    void stemsAreNltks()
    {
        std::ifstream file(SPARSIGHT_TEST_DATA "/rouge/stems.tsv");
        std::set<std::string> words;
        QStringList wrong;
        for (std::string line; std::getline(file, line);) {
            const std::size_t tab = line.find('\t');
            QVERIFY(tab != std::string::npos);
            const std::string word = line.substr(0, tab), expected = line.substr(tab + 1);
            words.insert(word);
            const std::string stem = porterStem(word);
            if (stem != expected) wrong.append(QString::fromStdString(word + ": " + stem + " instead of " + expected));
        }
        QVERIFY(words.size() >= 5000);
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.mid(0, 20).join('\n')));
    }

    // What NLTK adds to Porter's algorithm, and where libstemmer's Porter differs.
    void extensions_data()
    {
        QTest::addColumn<QString>("word");
        QTest::addColumn<QString>("stem");
        const auto row = [](const char* word, const char* stem) { QTest::newRow(word) << word << stem; };
        row("dying", "die");
        row("skies", "sky");
        row("news", "news");
        row("dies", "die");
        row("flies", "fli");
        row("died", "die");
        row("spied", "spi");
        row("enjoy", "enjoy");
        row("spy", "spi");
        row("geology", "geolog");
        row("theologies", "theolog");
        row("nationally", "nation");
        row("hopefully", "hope");
        row("aging", "age");
    }
    void extensions()
    {
        QFETCH(QString, word);
        QFETCH(QString, stem);
        QCOMPARE(QString::fromStdString(porterStem(word.toStdString())), stem);
    }

    void aWordOfAMillionLettersTakesAMoment()
    {
        QCOMPARE(porterStem(std::string(1'000'000, 'y') + "ing").size(), std::size_t(1'000'000));
    }
};

QTEST_APPLESS_MAIN(TestPorterStemmer)
#include "tst_porterstemmer.moc"
