// SPDX-License-Identifier: GPL-3.0-or-later
#include "StoreFixture.h"

#include "core/store/SentenceIdCodec.h"
#include "core/store/StatisticsCodec.h"

#include <QtTest>

#include <algorithm>

using namespace sparsight;
using namespace sparsight::testing;

namespace {

constexpr std::uint32_t sentenceCount = 400;

/// Neurons of rising density, the first one silent.
std::vector<NeuronAccumulator> randomNeurons(std::uint32_t count, ValueFormat format, bool negative)
{
    std::mt19937 random(count);
    std::lognormal_distribution<float> value(0, 2);
    std::vector<SentenceId> sentences;
    for (std::uint32_t i = 0; i < sentenceCount; ++i)
        sentences.emplace_back(i * 1000 % 400'003);
    std::vector<NeuronAccumulator> neurons(count);
    for (std::uint32_t n = 0; n < count; ++n) {
        ColumnBlock block(1, format);
        for (std::uint32_t i = 0; i < sentenceCount; ++i) {
            const float sign = negative && random() % 2 == 0 ? -1.0f : 1.0f;
            const std::array<float, 1> dense{random() % count < n ? sign * value(random) : 0.0f};
            const std::array<std::uint16_t, 1> token{static_cast<std::uint16_t>(random() % 500)};
            block.append(dense, token);
        }
        block.addFirings(std::array<std::uint32_t, 1>{n * 1000});
        const EncodedGroup encoded = encodeGroup(block, 0);
        GroupView view(encoded.rows, {sentenceCount, 1, format});
        view.addValues(encoded.values);
        DecodedColumn column;
        view.decode(0, column);
        neurons[n].add(column, sentences, {.signedValues = negative});
    }
    return neurons;
}

} // namespace

class TestStatisticsCodec : public QObject {
    Q_OBJECT

private slots:
    void roundTrip_data()
    {
        QTest::addColumn<bool>("wide");
        QTest::addColumn<bool>("negative");
        QTest::addRow("f16") << false << false;
        QTest::addRow("f16, signed") << false << true;
        QTest::addRow("f32") << true << false;
        QTest::addRow("f32, signed") << true << true;
    }
    void roundTrip()
    {
        QFETCH(bool, wide);
        QFETCH(bool, negative);
        const ValueFormat format = wide ? ValueFormat::F32 : ValueFormat::F16;
        const auto neurons = randomNeurons(64, format, negative);
        const Bytes blob = encodeStatistics(neurons, format);
        const auto decoded = decodeStatistics(blob, 64, format, negative);
        QCOMPARE(decoded.size(), neurons.size());
        for (std::size_t i = 0; i < neurons.size(); ++i) {
            const NeuronStatistics &a = decoded[i].statistics(), &b = neurons[i].statistics();
            QCOMPARE(a.sentences, b.sentences);
            QCOMPARE(a.firings, b.firings);
            QCOMPARE(a.sum, b.sum);
            QCOMPARE(a.maximum, b.maximum);
            QVERIFY(a.histogram == b.histogram);
            QVERIFY(std::ranges::equal(decoded[i].top(), neurons[i].top(), [](const auto& x, const auto& y) {
                return x.sentence == y.sentence && x.value == y.value && x.token == y.token;
            }));
        }
        QCOMPARE(decoded[63].top().size(), NeuronAccumulator::topCount);
        QVERIFY(decoded[0].top().empty());
    }

    void topKeepsTheFirstOfEqualValues()
    {
        NeuronAccumulator neuron;
        DecodedColumn column;
        column.resize(150);
        std::vector<SentenceId> sentences;
        for (std::uint32_t i = 0; i < 150; ++i) {
            column.rows[i] = i;
            column.values[i] = 1;
            sentences.emplace_back(149 - i);
        }
        neuron.add(column, sentences, {});
        for (SentenceId& sentence : sentences)
            sentence.value += 150;
        neuron.add(column, sentences, {});
        QCOMPARE(neuron.top().size(), std::size_t(100));
        for (std::uint32_t i = 0; i < 100; ++i)
            QCOMPARE(neuron.top()[i].sentence, SentenceId(i));
    }

    void hostileBytes()
    {
        const Bytes good = encodeStatistics(randomNeurons(64, ValueFormat::F16, false), ValueFormat::F16);
        std::mt19937 random(3);
        int refused = 0;
        for (int trial = 0; trial < 3000; ++trial) {
            Bytes bad = good;
            for (int i = 0; i < 3; ++i)
                bad[random() % bad.size()] = static_cast<std::byte>(random());
            if (trial % 5 == 0) bad.resize(random() % bad.size());
            try {
                decodeStatistics(bad, 64, trial % 2 == 0 ? ValueFormat::F16 : ValueFormat::F32, false);
            } catch (const Error& error) {
                QCOMPARE(error.code(), ErrorCode::Corrupt);
                ++refused;
            }
        }
        QVERIFY(refused > 500);
    }

    void sentenceIds()
    {
        std::vector<SentenceId> ids{SentenceId(7), SentenceId(0), SentenceId(1'000'000)};
        const Bytes blob = encodeSentenceIds(ids);
        QVERIFY(decodeSentenceIds(blob, 3, 1'000'001) == ids);
        for (const auto& [count, limit] : {std::pair(3u, 1'000'000u), std::pair(4u, 1'000'001u)}) {
            QCOMPARE(errorOf([&] { decodeSentenceIds(blob, count, limit); }).code(), ErrorCode::Corrupt);
        }
        QCOMPARE(errorOf([&] { decodeSentenceIds({}, 0, 1); }).code(), ErrorCode::Corrupt);
        QVERIFY(decodeSentenceIds(encodeSentenceIds({}), 0, 1).empty());
    }
};

QTEST_APPLESS_MAIN(TestStatisticsCodec)
#include "tst_statisticscodec.moc"
