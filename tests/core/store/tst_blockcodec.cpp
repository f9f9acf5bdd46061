// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Error.h"
#include "core/base/Half.h"
#include "core/store/BlockCodec.h"

#include <QtTest>

#include <cmath>
#include <cstring>
#include <limits>
#include <random>

using namespace sparsight;

namespace {

/// Values of relu neurons: each fires independently, and strongly differing neurons have log-normal values.
ColumnBlock randomBlock(std::uint32_t neurons, std::uint32_t sentences, double density, ValueFormat format,
                        bool negative = false, unsigned tokenCount = 15)
{
    std::mt19937 random(static_cast<unsigned>(density * 1000) + neurons + sentences);
    std::uniform_real_distribution<double> uniform;
    std::lognormal_distribution<float> value(-1, 1);
    ColumnBlock block(neurons, format);
    std::vector<float> values(neurons);
    std::vector<std::uint16_t> tokens(neurons);
    std::vector<std::uint32_t> firings(neurons);
    for (std::uint32_t s = 0; s < sentences; ++s) {
        for (std::uint32_t n = 0; n < neurons; ++n) {
            values[n] = uniform(random) < density ? value(random) : 0;
            if (negative && uniform(random) < 0.5) values[n] = -values[n];
            tokens[n] = static_cast<std::uint16_t>(random() % tokenCount);
            firings[n] = values[n] != 0 ? 1 + tokens[n] : 0;
        }
        block.append(values, tokens);
        block.addFirings(firings);
    }
    return block;
}

bool same(std::span<const ColumnEntry> expected, const DecodedColumn& column)
{
    if (expected.size() != column.size()) return false;
    for (std::size_t i = 0; i < expected.size(); ++i) {
        if (!(expected[i] == ColumnEntry{column.rows[i], column.values[i], column.tokens[i]})) return false;
    }
    return true;
}

void compareAll(const ColumnBlock& block)
{
    DecodedColumn column;
    for (std::uint32_t group = 0; group < groupCount(block.neurons()); ++group) {
        const Bytes blob = encodeGroup(block, group);
        const GroupView view(blob, block.sentences(), block.format());
        for (std::uint32_t i = 0; i < neuronsPerGroup && group * neuronsPerGroup + i < block.neurons(); ++i) {
            const NeuronId neuron(group * neuronsPerGroup + i);
            view.decode(i, column);
            QVERIFY(same(block.column(neuron), column));
            QCOMPARE(column.firings, block.firings()[neuron.value]);
            if (!block.firingSentences().empty())
                QCOMPARE(column.sentencesOfFirings(0), block.firingSentences()[neuron.value]);
        }
    }
}

} // namespace

class TestBlockCodec : public QObject {
    Q_OBJECT

private slots:
    void roundTrip_data()
    {
        QTest::addColumn<double>("density");
        QTest::addColumn<bool>("wide");
        QTest::addColumn<bool>("negative");
        for (const double density : {0.0, 0.001, 0.02, 0.15, 0.5, 0.97, 1.0}) {
            for (const bool wide : {false, true}) {
                for (const bool negative : {false, true}) {
                    QTest::addRow("%g %s %s", density, wide ? "f32" : "f16", negative ? "signed" : "positive")
                        << density << wide << negative;
                }
            }
        }
    }
    void roundTrip()
    {
        QFETCH(double, density);
        QFETCH(bool, wide);
        QFETCH(bool, negative);
        compareAll(randomBlock(100, 700, density, wide ? ValueFormat::F32 : ValueFormat::F16, negative));
    }

    void edges_data()
    {
        QTest::addColumn<QList<int>>("rows");
        QTest::addColumn<int>("sentences");
        QTest::addRow("only the last row") << QList<int>{1023} << 1024;
        QTest::addRow("first and last") << QList<int>{0, 1023} << 1024;
        QTest::addRow("one sentence") << QList<int>{0} << 1;
        QTest::addRow("largest block") << QList<int>{0, 65535} << 65536;
        QList<int> clustered; // a small k, and then a gap of many zeros in unary
        for (int i = 0; i < 600; ++i)
            clustered << i;
        QTest::addRow("cluster, then a long gap") << clustered + QList<int>{1020} << 1024;
        QTest::addRow("cluster after a long gap") << QList<int>{3, 700, 701, 702, 703, 704, 705, 706, 707, 708} << 1024;
    }
    void edges()
    {
        QFETCH(QList<int>, rows);
        QFETCH(int, sentences);
        ColumnBlock block(1, ValueFormat::F16);
        for (int row = 0; row < sentences; ++row) {
            const std::array<float, 1> value{rows.contains(row) ? 1.0f + float(row) : 0.0f};
            const std::array<std::uint16_t, 1> token{static_cast<std::uint16_t>(row)};
            block.append(value, token);
        }
        compareAll(block);
    }

    void withoutTokens()
    {
        ColumnBlock block(2, ValueFormat::F16);
        block.append(std::array<float, 2>{1, 0}, {});
        block.append(std::array<float, 2>{2, 3}, {});
        compareAll(block);
    }

    void firingWithoutValue()
    {
        ColumnBlock block(1, ValueFormat::F16);
        block.append(std::array<float, 1>{0}, {}); // the mean of a signed neuron may be exactly zero
        block.addFirings(std::array<std::uint32_t, 1>{7});
        compareAll(block);
    }

    /// Sentences in which neurons fire: kept where their values do not tell, and no byte more where they do.
    void firingSentences_data()
    {
        QTest::addColumn<QList<int>>("sentences"); // of the two neurons
        QTest::addColumn<bool>("kept");
        QTest::addRow("as many as values") << QList<int>{1, 2} << false;
        QTest::addRow("more") << QList<int>{3, 2} << true;
        QTest::addRow("fewer, below epsilon") << QList<int>{1, 0} << true;
    }
    void firingSentences()
    {
        QFETCH(QList<int>, sentences);
        QFETCH(bool, kept);
        for (const std::uint32_t before : {0U, 64U}) { // in the first group, and in one that is not full
            ColumnBlock block(before + 2, ValueFormat::F16), untold(before + 2, ValueFormat::F16);
            std::vector<std::uint32_t> firings(before + 2), told(before + 2);
            for (const std::vector<float>& values : std::vector<std::vector<float>>{{1, 1}, {0, 2}, {0, 0}}) {
                std::vector<float> row(before);
                row.insert(row.end(), values.begin(), values.end());
                block.append(row, {});
                untold.append(row, {});
            }
            for (const std::uint32_t neuron : {0U, 1U}) {
                told[before + neuron] = static_cast<std::uint32_t>(sentences[int(neuron)]);
                firings[before + neuron] = 7;
            }
            block.addFirings(firings, told);
            untold.addFirings(firings);
            compareAll(block);
            const std::uint32_t group = before / neuronsPerGroup;
            QCOMPARE(encodeGroup(block, group) != encodeGroup(untold, group), kept);
            DecodedColumn column; // files of before they were counted
            GroupView(encodeGroup(untold, group), 3, ValueFormat::F16).decode(1, column);
            QVERIFY(!column.firingSentences);
            QCOMPARE(column.sentencesOfFirings(0), 2U);
            QCOMPARE(column.sentencesOfFirings(1), 1U);
        }
    }

    void silentNeuronTakesNoBytes()
    {
        ColumnBlock block(64, ValueFormat::F16);
        block.append(std::vector<float>(64), {});
        QCOMPARE(encodeGroup(block, 0).size(), std::size_t(65 * 4 + 8));
    }

    void extremeValues()
    {
        ColumnBlock half(1, ValueFormat::F16), wide(1, ValueFormat::F32);
        constexpr float infinity = std::numeric_limits<float>::infinity();
        for (const float value : {65504.0f, -65504.0f, 0x1p-24f, -0x1p-24f, 1e-30f, -1e-30f, 1e30f, -infinity,
                                  std::numeric_limits<float>::max(), std::numeric_limits<float>::denorm_min()}) {
            half.append(std::array<float, 1>{value}, {});
            wide.append(std::array<float, 1>{value}, {});
        }
        compareAll(half);
        compareAll(wide);
        QCOMPARE(half.nonzeros(), std::uint64_t(10)); // nothing became zero
        QCOMPARE(half.saturated(), std::uint64_t(3));
        QCOMPARE(wide.saturated(), std::uint64_t(1));
        QCOMPARE(half.column(NeuronId(0))[4].value, 0x1p-24f);
        QCOMPARE(half.column(NeuronId(0))[7].value, -65504.0f);
    }

    /// The limit is 3 bytes for each non-zero at the density of a trained T5.
    void bytesPerNonzero_data()
    {
        QTest::addColumn<double>("density");
        QTest::addColumn<int>("tokens");
        QTest::addColumn<double>("limit");
        QTest::addRow("2 %%") << 0.02 << 15 << 4.0;
        QTest::addRow("5 %%") << 0.05 << 15 << 3.3;
        QTest::addRow("15 %%") << 0.15 << 15 << 3.0;
        QTest::addRow("15 %%, 30 tokens") << 0.15 << 30 << 3.0;
        QTest::addRow("30 %%") << 0.30 << 15 << 3.0;
        QTest::addRow("100 %%") << 1.0 << 15 << 3.0;
    }
    void bytesPerNonzero()
    {
        QFETCH(double, density);
        QFETCH(int, tokens);
        QFETCH(double, limit);
        const ColumnBlock block =
            randomBlock(64, 1024, density, ValueFormat::F16, false, static_cast<unsigned>(tokens));
        const double bytes = double(encodeGroup(block, 0).size()) / double(block.nonzeros());
        qInfo("%.3f bytes for a non-zero (values, rows, tokens, offsets)", bytes);
        QVERIFY(bytes <= limit);
    }

    /// Whatever the bytes are, decoding either gives rows in range or throws; the sanitizers watch the reads.
    void hostileBytes()
    {
        const ColumnBlock block = randomBlock(64, 300, 0.2, ValueFormat::F16);
        const Bytes good = encodeGroup(block, 0);
        std::mt19937 random(5);
        DecodedColumn column;
        int refused = 0;
        for (int trial = 0; trial < 20000; ++trial) {
            Bytes bad = good;
            const int flips = 1 + trial % 4;
            for (int i = 0; i < flips; ++i)
                bad[random() % bad.size()] = static_cast<std::byte>(random());
            if (trial % 7 == 0) bad.resize(random() % bad.size());
            try {
                const GroupView view(bad, 300, trial % 2 == 0 ? ValueFormat::F16 : ValueFormat::F32);
                for (std::uint32_t i = 0; i < neuronsPerGroup; ++i) {
                    view.decode(i, column);
                    for (const std::uint32_t row : column.rows)
                        QVERIFY(row < 300);
                    for (const float value : column.values)
                        QVERIFY(std::isfinite(value));
                }
            } catch (const Error& error) {
                QCOMPARE(error.code(), ErrorCode::Corrupt);
                ++refused;
            }
        }
        QVERIFY(refused > 1000);
    }

    void valueAt()
    {
        ColumnBlock block(1, ValueFormat::F16);
        for (const float value : {0.0f, 2.5f, 0.0f, 1.0f})
            block.append(std::array<float, 1>{value}, {});
        const Bytes blob = encodeGroup(block, 0);
        const GroupView view(blob, 4, ValueFormat::F16);
        DecodedColumn scratch;
        QCOMPARE(view.valueAt(0, 1, scratch), 2.5f);
        QCOMPARE(view.valueAt(0, 2, scratch), 0.0f);
        QCOMPARE(view.valueAt(0, 3, scratch), 1.0f);
    }

    void halfAgreesWithItsPattern()
    {
        for (std::uint32_t bits = 0; bits < 0x10000; ++bits) {
            const float value = halfToFloat(static_cast<std::uint16_t>(bits));
            if ((bits & 0x7c00) == 0x7c00) {
                QCOMPARE(std::isnan(value), (bits & 0x3ff) != 0);
                if ((bits & 0x3ff) != 0) continue;
            }
            QCOMPARE(floatToHalf(value), static_cast<std::uint16_t>(bits));
        }
    }
};

QTEST_APPLESS_MAIN(TestBlockCodec)
#include "tst_blockcodec.moc"
