// SPDX-License-Identifier: GPL-3.0-or-later
#include "GoldenPairs.h"

#include "core/analysis/rouge/RougeTokens.h"
#include "core/base/Error.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace sparsight;

namespace {

constexpr double tolerance = 1e-6;

double difference(const RougeScores& a, const RougeScores& b)
{
    double largest = 0;
    for (const RougeKind& kind : rougeKinds) {
        const RougeScore &x = a.*kind.score, &y = b.*kind.score;
        largest = std::max({largest, std::abs(x.precision - y.precision), std::abs(x.recall - y.recall),
                            std::abs(x.fmeasure - y.fmeasure)});
    }
    return largest;
}

RougeScores rougeOf(const std::string& prediction, const std::vector<std::string>& references, bool stem = false)
{
    return rouge(prediction, references, {.stem = stem});
}

/// Words of a vocabulary of this size, in an order that the step decides.
std::string manyWords(std::size_t count, std::size_t step, std::size_t vocabulary)
{
    std::string text;
    for (std::size_t i = 0; i < count; ++i) {
        text += "word";
        text += std::to_string(i * step % vocabulary);
        text += i % 20 == 0 ? '\n' : ' ';
    }
    return text;
}

} // namespace

class TestRouge : public QObject {
    Q_OBJECT

private slots:
    void equalsRougeScore()
    {
        QVERIFY(goldenPairs().size() >= 500);
        std::size_t unequal = 0, several = 0, stemmingMatters = 0, linesMatter = 0;
        for (const GoldenPair& pair : goldenPairs()) {
            const RougeScores plain = rougeOf(pair.prediction, pair.references);
            const RougeScores stemmed = rougeOf(pair.prediction, pair.references, true);
            const double worst = std::max(difference(plain, pair.plain), difference(stemmed, pair.stemmed));
            // !(<=), so that a NaN fails too
            QVERIFY2(!(worst > tolerance) && !std::isnan(worst), pair.prediction.c_str());
            unequal += plain.rouge1.fmeasure > 0 && plain.rouge1.fmeasure < 1;
            several += pair.references.size() > 1;
            stemmingMatters += difference(plain, stemmed) > 0.01;
            linesMatter += std::abs(plain.rougeL.fmeasure - plain.rougeLsum.fmeasure) > 0.01;
        }
        // The pairs are worth something.
        qInfo("%zu between 0 and 1, %zu of several references, %zu changed by stemming, %zu by line breaks", unequal,
              several, stemmingMatters, linesMatter);
        QVERIFY(unequal >= 250 && several >= 80 && stemmingMatters >= 100 && linesMatter >= 100);
    }

    void tokens_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QList<int>>("lines"); // tokens in each
        QTest::newRow("empty") << QByteArray() << QList<int>{};
        QTest::newRow("nothing but punctuation") << QByteArray("...\n?!\n") << QList<int>{};
        QTest::newRow("words") << QByteArray("It's 12.5 %") << QList<int>{4};
        QTest::newRow("lines") << QByteArray("a b\n\n.\nc\n") << QList<int>{2, 1};
        QTest::newRow("only LF ends a line") << QByteArray("a\rb\r\nc") << QList<int>{2, 1};
        QTest::newRow("other letters separate") << QByteArray("na\xC3\xAFve") << QList<int>{2};
        QTest::newRow("Kelvin is k") << QByteArray("k\xE2\x84\xAAk") << QList<int>{1};
        QTest::newRow("dotted I ends its word") << QByteArray("a\xC4\xB0x") << QList<int>{2};
        QTest::newRow("not UTF-8") << QByteArray("a\xFF\xE2") << QList<int>{1};
        QTest::newRow("NUL") << QByteArray("a\0b", 3) << QList<int>{2};
    }
    void tokens()
    {
        QFETCH(QByteArray, text);
        QFETCH(QList<int>, lines);
        const RougeText result = RougeTokenizer(false)(text.toStdString());
        QList<int> found;
        for (std::size_t i = 0; i < result.lines(); ++i)
            found.append(int(result.line(i).size()));
        QCOMPARE(found, lines);
    }

    void wordsOfThreeLettersStay()
    {
        RougeTokenizer tokenize(true);
        QVERIFY(tokenize("was").tokens != tokenize("wa").tokens); // the stem of "was"
        QVERIFY(tokenize("cats").tokens == tokenize("CAT").tokens);
    }

    void hitsAreClipped()
    {
        // The prediction has "a" once, though it is in the subsequence of both lines of the reference.
        const RougeScores scores = rougeOf("a", {"a x\na y"});
        QCOMPARE(scores.rougeLsum.precision, 1.0);
        QCOMPARE(scores.rougeLsum.recall, 0.25);
    }

    void bestReferenceByEachScore()
    {
        const RougeScores scores = rougeOf("a b c d", {"d c b a", "a b"});
        QCOMPARE(scores.rouge1.fmeasure, 1.0); // of the first
        QCOMPARE(scores.rouge2.recall, 1.0);   // of the second
        QCOMPARE(scores.rougeL.fmeasure, 2.0 / 3.0);
    }

    void aReferenceIsNeeded() { QVERIFY_EXCEPTION_THROWN(rougeOf("a", {}), Error); }

    void oneLineAgainstThousands()
    {
        const std::string lines = manyWords(100'000, 1, 100'000); // no word twice
        std::string line = lines;
        std::ranges::replace(line, '\n', ' ');
        for (const RougeScores& scores : {rougeOf(lines, {line}), rougeOf(line, {lines})}) {
            QCOMPARE(scores.rougeL.fmeasure, 1.0);
            QCOMPARE(scores.rougeLsum.fmeasure, 1.0);
        }
    }

    void twoThousandTokens()
    {
        const std::string text = manyWords(2000, 31, 450), other = manyWords(2000, 17, 450);
        QBENCHMARK
        {
            QVERIFY(rougeOf(other, {text}, true).rougeL.fmeasure > 0);
        }
    }
};

QTEST_APPLESS_MAIN(TestRouge)
#include "tst_rouge.moc"
