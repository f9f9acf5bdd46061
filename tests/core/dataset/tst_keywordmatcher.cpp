// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/dataset/KeywordMatcher.h"

#include "core/base/Error.h"

#include <QTest>
#include <thread>

using namespace sparsight;

namespace {

Topic topicOf(const char* match, const QString& keywords)
{
    Topic topic{.name = "T", .match = parseKeywordMatch(match)};
    for (const QString& keyword : keywords.split(';', Qt::SkipEmptyParts))
        topic.keywords.push_back(keyword.toStdString());
    return topic;
}

} // namespace

class TestKeywordMatcher : public QObject {
    Q_OBJECT

private slots:
    void finds_data()
    {
        QTest::addColumn<QString>("match");
        QTest::addColumn<QString>("keywords"); // parted by ;
        QTest::addColumn<QString>("sentence");
        QTest::addColumn<QString>("expected"); // the text of each hit and its keyword's index
        const auto row = [](const char* name, const char* match, const char* keywords, const char* sentence,
                            const char* expected) { QTest::newRow(name) << match << keywords << sentence << expected; };
        row("whole word", "word", "light", "The light of lightning, Light!", "light0 Light0");
        row("word characters around", "word", "light", "_light light2 2light light_", "");
        row("punctuation around", "word", "light", "\"light\"-light's (light).", "light0 light0 light0");
        row("begin and end", "word", "a;b", "a b", "a0 b1");
        row("folded keyword", "word", "LIGHT", "light", "light0");
        row("digits", "word", "3d", "A 3D model", "3D0");
        row("folding beyond ASCII", "word", "straße;ÉCLAIR;Σοφός", "STRASSE, éclair, ΣΟΦΌΣ", "STRASSE0 éclair1 ΣΟΦΌΣ2");
        row("letters of Unicode bound words", "word", "caf;light", "café élight lightж 光light", "");
        row("composed and decomposed", "word", "café", "cafe\u0301 cafe", "cafe\u03010");
        row("Chinese runs are words", "word", "光", "光 光速", "光0");
        row("several words", "word", "machine learning;learning", "Machine  learning and machine-learning",
            "Machine  learning0 learning1 learning1");
        row("several words, no-break space", "word", "machine learning", "machine\u00a0learning",
            "machine\u00a0learning0");
        row("several words, not whole", "word", "machine learning", "machine learnings amachine learning", "");
        row("first word again", "word", "very very good", "very very very good", "very very good0");
        row("hyphen", "word", "e-mail;T cell", "E-mail, e mail, T-cell, t cell", "E-mail0 t cell1");
        row("symbols count", "word", "C++;.NET;C", "Vitamin C, C++ and .NET, net", "C2 C2 C++0 .NET1");
        row("only symbols", "word", "→;++", "a→b c++", "→0 ++1");
        row("blanks around a keyword", "word", "  light ", "light", "light0");
        row("same keyword twice", "word", "a;A", "a", "a0 a1");
        row("one keyword begins another", "word", "a b;a b c", "a b c", "a b0 a b c1");
        row("broken bytes are no letters", "word", "a",
            "\xff"
            "a\xe2\x82",
            "a0");

        row("stem", "stem", "computing;fly", "Computers compute; flies fly.", "Computers0 compute0 flies1 fly1");
        row("stem, irregular", "stem", "die", "dying dice", "dying0");
        row("stem of several words", "stem", "neural network", "Neural networks", "Neural networks0");
        row("stem is not a prefix", "stem", "compute", "computerize compost", "");

        row("regex", "regex", "gr[ae]y;\\bcolou?rs?\\b", "Grey COLORS, gray colour", "Grey0 COLORS1 gray0 colour1");
        row("regex anywhere", "regex", "ight", "lightning", "ight0");
        row("regex with Unicode classes", "regex", "\\p{Greek}+", "a σ b", "σ0");
        row("regex, quoting does not spill", "regex", "\\Qa;b", "b a", "b1 a0");
        row("regex that matches nothing long", "regex", "x*", "ab", "0 0 0");
    }
    void finds()
    {
        QFETCH(QString, match);
        QFETCH(QString, keywords);
        QFETCH(QString, sentence);
        QFETCH(QString, expected);
        const KeywordMatcher matcher(topicOf(qPrintable(match), keywords));
        const std::string text = QString(QTest::currentDataTag()).startsWith("broken") ? "\xff"
                                                                                         "a\xe2\x82"
                                                                                       : sentence.toStdString();
        QStringList hits;
        for (const auto& hit : matcher.find(text))
            hits += QString::fromStdString(text.substr(hit.begin, hit.length)) + QString::number(hit.keyword);
        QCOMPARE(hits.join(' '), expected);
        QCOMPARE(matcher.matches(text), !expected.isEmpty());
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("match");
        QTest::addColumn<QString>("keyword");
        QTest::addColumn<QString>("words");
        QTest::newRow("empty") << "word"
                               << ""
                               << "Keyword 2";
        QTest::newRow("blank") << "stem"
                               << " \t"
                               << "Keyword 2";
        QTest::newRow("empty expression") << "regex"
                                          << ""
                                          << "Keyword 2";
        QTest::newRow("bad expression") << "regex"
                                        << "a(b"
                                        << "\"a(b\"";
        QTest::newRow("back reference") << "regex"
                                        << "(a)\\1"
                                        << "\"(a)\\1\"";
        QTest::newRow("too large") << "regex"
                                   << "((a{1000}){1000})"
                                   << "a{1000}";
    }
    void refuses()
    {
        QFETCH(QString, match);
        QFETCH(QString, keyword);
        QFETCH(QString, words);
        Topic topic = topicOf(qPrintable(match), "fine");
        topic.keywords.push_back(keyword.toStdString());
        try {
            const KeywordMatcher matcher(topic);
            QFAIL("was accepted");
        } catch (const Error& error) {
            QVERIFY2(QString(error.what()).contains(words), error.what());
        }
    }

    void noKeywordMatchesNothing()
    {
        for (const char* match : {"word", "stem", "regex"})
            QVERIFY(!KeywordMatcher(topicOf(match, "")).matches("a"));
    }

    void aWordOfTenThousandLetters()
    {
        const std::string word(10'000, 'a');
        const KeywordMatcher matcher(Topic{.name = "T", .match = KeywordMatch::Stem, .keywords = {word}});
        QCOMPARE(matcher.find("x " + word + " y").size(), std::size_t(1));
        QVERIFY(!matcher.matches(word + "a"));
    }

    /// Expressions that send a backtracking engine into exponential time.
    void hostileExpressionsStayLinear()
    {
        const KeywordMatcher matcher(topicOf("regex", "(a*)*b;(a|aa)+$;(x+x+)+y"));
        QVERIFY(!matcher.matches(std::string(100'000, 'a') + "c" + std::string(100'000, 'x')));
    }

    void threadsShareAMatcher()
    {
        const KeywordMatcher matcher(topicOf("stem", "computing;light"));
        std::array<int, 4> found{};
        {
            std::vector<std::jthread> threads;
            for (int& count : found)
                threads.emplace_back([&] {
                    for (int i = 0; i < 500; ++i)
                        count += matcher.matches(i % 2 ? "Computers" : "dark" + std::to_string(i));
                });
        }
        for (int count : found)
            QCOMPARE(count, 250);
    }
};

QTEST_APPLESS_MAIN(TestKeywordMatcher)
#include "tst_keywordmatcher.moc"
