// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/CapturePlan.h"

#include <QTest>
#include <algorithm>
#include <random>

using namespace sparsight;

class TestCapturePlan : public QObject {
    Q_OBJECT

private slots:
    void holdsItsPromises_data();
    void holdsItsPromises();
    void isTheSameEachTime();
    void emptyDataSet();
    void longSentencesStandAlone();
};

namespace {

std::vector<SentenceLength> randomLengths(std::size_t count, std::uint32_t longest, bool decoder)
{
    std::mt19937 random(5);
    std::vector<SentenceLength> lengths(count);
    for (auto& length : lengths) {
        length.encoder = 1 + random() % longest;
        if (decoder) length.decoder = 1 + random() % longest;
    }
    return lengths;
}

} // namespace

void TestCapturePlan::holdsItsPromises_data()
{
    QTest::addColumn<int>("count");
    QTest::addColumn<int>("longest");
    QTest::addColumn<bool>("decoder");
    QTest::newRow("one sentence") << 1 << 5 << false;
    QTest::newRow("few") << 40 << 60 << false;
    QTest::newRow("many") << 5000 << 60 << false;
    QTest::newRow("many of a few lengths") << 5000 << 2 << false;
    QTest::newRow("with decoder") << 3000 << 12 << true;
}

void TestCapturePlan::holdsItsPromises()
{
    QFETCH(int, count);
    QFETCH(int, longest);
    QFETCH(bool, decoder);
    const auto lengths = randomLengths(std::size_t(count), std::uint32_t(longest), decoder);
    constexpr std::uint32_t batchTokens = 512;
    const CapturePlan plan = makeCapturePlan(lengths, batchTokens);

    std::vector<bool> seen(lengths.size(), false); // every sentence once
    for (SentenceId id : plan.order) {
        QVERIFY(!seen.at(id.value));
        seen[id.value] = true;
    }
    QCOMPARE(plan.order.size(), lengths.size());

    std::size_t next = 0;
    for (const auto& batch : plan.batches) { // batches follow each other, of equal encoder length, not too large
        QCOMPARE(batch.first, next);
        QVERIFY(batch.count >= 1);
        next += batch.count;
        std::size_t tokens = 0;
        for (std::size_t i = batch.first; i < next; ++i) {
            const SentenceLength& length = lengths[plan.order[i].value];
            QCOMPARE(length.encoder, lengths[plan.order[batch.first].value].encoder);
            tokens += length.encoder + length.decoder;
        }
        QVERIFY(tokens <= batchTokens || batch.count == 1);
    }
    QCOMPARE(next, lengths.size());

    for (std::size_t block = 0; block < plan.blockEnds.size(); ++block) { // blocks close at 1024 or more, but the last
        const std::size_t sentences = plan.firstSentence(block + 1) - plan.firstSentence(block);
        QVERIFY(sentences >= blockSentences || block + 1 == plan.blockEnds.size());
        QVERIFY(sentences < 2 * blockSentences);
    }
    QCOMPARE(plan.blockEnds.back(), plan.batches.size());
    QCOMPARE(plan.firstSentence(plan.blockEnds.size()), lengths.size());
}

void TestCapturePlan::isTheSameEachTime()
{
    const auto lengths = randomLengths(3000, 9, true);
    const CapturePlan a = makeCapturePlan(lengths, 300), b = makeCapturePlan(lengths, 300);
    QVERIFY(a.order == b.order);
    QCOMPARE(a.blockEnds, b.blockEnds);
    for (std::size_t i = 1; i < a.order.size(); ++i) { // equal lengths: in the data set's order
        const auto &one = lengths[a.order[i - 1].value], &two = lengths[a.order[i].value];
        if (one.encoder == two.encoder && one.decoder == two.decoder) QVERIFY(a.order[i - 1] < a.order[i]);
        QVERIFY(one.encoder >= two.encoder);
    }
}

void TestCapturePlan::emptyDataSet()
{
    const CapturePlan plan = makeCapturePlan({}, 512);
    QVERIFY(plan.batches.empty() && plan.blockEnds.empty());
    QCOMPARE(plan.firstSentence(0), std::size_t(0));
}

void TestCapturePlan::longSentencesStandAlone()
{
    const std::vector<SentenceLength> lengths{{600, 0}, {600, 0}, {0, 0}};
    const CapturePlan plan = makeCapturePlan(lengths, 512);
    QCOMPARE(plan.batches.size(), std::size_t(3));
}

QTEST_APPLESS_MAIN(TestCapturePlan)
#include "tst_captureplan.moc"
