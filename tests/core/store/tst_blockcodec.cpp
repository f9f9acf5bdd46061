// SPDX-License-Identifier: GPL-3.0-or-later
#include "GroupEncoderV1.h"

#include "core/base/Error.h"
#include "core/base/Half.h"
#include "core/store/BlockCodec.h"

#include <QtTest>

#include <cmath>
#include <cstring>
#include <limits>
#include <random>

using namespace sparsight;
using namespace sparsight::testing;

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

/// A group's blobs and the view of them.
struct OpenGroup {
    OpenGroup(const ColumnBlock& block, std::uint32_t group, bool version1 = false)
        : encoded(version1 ? EncodedGroup{.rows = encodeGroupV1(block, group), .values = {}}
                           : encodeGroup(block, group))
        , neurons(std::min(neuronsPerGroup, block.neurons() - group * neuronsPerGroup))
        , view(encoded.rows, {block.sentences(), neurons, block.format()})
    {
        QCOMPARE(view.hasValuesApart(), !version1);
        if (!version1) view.addValues(encoded.values);
    }
    EncodedGroup encoded;
    std::uint32_t neurons;
    GroupView view;
};

void compareMarks(const GroupView& view, std::uint32_t neuron, std::uint32_t sentences, const DecodedColumn& column)
{
    std::vector<std::uint64_t> bits((sentences + 63) / 64, 0xdeadbeef), expected(bits.size());
    for (const std::uint32_t row : column.rows)
        expected[row / 64] |= std::uint64_t(1) << row % 64;
    view.mark(neuron, bits);
    QCOMPARE(bits, expected);
}

void compareAll(const ColumnBlock& block)
{
    DecodedColumn column;
    for (const bool version1 : {false, true}) {
        for (std::uint32_t group = 0; group < groupCount(block.neurons()); ++group) {
            const OpenGroup open(block, group, version1);
            for (std::uint32_t i = 0; i < open.neurons; ++i) {
                const NeuronId neuron(group * neuronsPerGroup + i);
                open.view.decode(i, column);
                QVERIFY(same(block.column(neuron), column));
                QCOMPARE(column.firings, block.firings()[neuron.value]);
                compareMarks(open.view, i, block.sentences(), column);
            }
        }
    }
}

void spoil(Bytes& blob, int trial, std::mt19937& random)
{
    for (int flips = 1 + trial % 4; flips > 0; --flips)
        blob[random() % blob.size()] = static_cast<std::byte>(random());
    if (trial % 7 == 0) blob.resize(random() % blob.size());
}

/// Decodes 64 neurons of 300 sentences.
void readAll(const EncodedGroup& encoded, ValueFormat format)
{
    GroupView view(encoded.rows, {300, 64, format});
    if (view.hasValuesApart()) view.addValues(encoded.values);
    DecodedColumn column;
    std::vector<std::uint64_t> bits(5);
    for (std::uint32_t i = 0; i < neuronsPerGroup; ++i) {
        view.mark(i, bits);
        QVERIFY(bits.back() < std::uint64_t(1) << (300 - 256));
        view.decode(i, column);
        for (const std::uint32_t row : column.rows)
            QVERIFY(row < 300);
        for (const float value : column.values)
            QVERIFY(std::isfinite(value));
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
        QTest::addRow("no sentence of many") << QList<int>{} << 1000;
        QTest::addRow("every other, not a whole word") << QList<int>{0, 2, 4, 6, 8, 10, 12} << 13;
        QTest::addRow("a word's last bit") << QList<int>{63} << 64;
        QTest::addRow("all but one") << QList<int>{0, 1, 2, 4} << 5;
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

    /// Sentences in which neurons fire are not always those with a value: a mean may be 0, or within epsilon.
    void firingSentences()
    {
        for (const std::uint32_t before : {0U, 64U}) { // in the first group, and in one that is not full
            ColumnBlock block(before + 2, ValueFormat::F16), untold(before + 2, ValueFormat::F16);
            std::vector<std::uint32_t> firings(before + 2), told(before + 2);
            for (const std::vector<float>& values : std::vector<std::vector<float>>{{1, 1}, {0, 2}, {0, 0}}) {
                std::vector<float> row(before);
                row.insert(row.end(), values.begin(), values.end());
                block.append(row, {});
                untold.append(row, {});
            }
            told[before] = 3;
            told[before + 1] = 0;
            firings[before] = firings[before + 1] = 7;
            block.addFirings(firings, told);
            untold.addFirings(firings);
            compareAll(block);
            const OpenGroup open(block, before / neuronsPerGroup), openUntold(untold, before / neuronsPerGroup);
            DecodedColumn column;
            open.view.decode(0, column);
            QCOMPARE(column.sentencesOfFirings(0), 3U);
            open.view.decode(1, column);
            QCOMPARE(column.sentencesOfFirings(0), 0U);
            openUntold.view.decode(1, column); // of a run from before they were counted
            QVERIFY(!column.firingSentences);
            QCOMPARE(column.sentencesOfFirings(0), 2U);
            QCOMPARE(column.sentencesOfFirings(1), 1U);
        }
    }

    /// Version, sizes of zero, and padding; the values' blob also has two codes of no symbol.
    void silentNeuronTakesNoBytes()
    {
        ColumnBlock block(64, ValueFormat::F16);
        block.append(std::vector<float>(64), {});
        const EncodedGroup encoded = encodeGroup(block, 0);
        QCOMPARE(encoded.rows.size(), std::size_t(4 + 64 + 8));
        QCOMPARE(encoded.values.size(), std::size_t(4 + 2 * 5 + 64 + 8));
    }

    void emptyBlock() { compareAll(ColumnBlock(70, ValueFormat::F16)); }

    /// Positions beyond what a code has symbols for, and one that stands alone.
    void farTokens()
    {
        std::mt19937 random(3);
        ColumnBlock block(40, ValueFormat::F16);
        std::vector<float> values(40, 1.5f);
        std::vector<std::uint16_t> tokens(40);
        for (int sentence = 0; sentence < 300; ++sentence) {
            for (std::size_t n = 0; n < tokens.size(); ++n)
                tokens[n] = n < 32 ? static_cast<std::uint16_t>(random()) : std::uint16_t(40000);
            block.append(values, tokens);
        }
        compareAll(block);
    }

    /// A neuron whose values have nothing to do with its neighbours', and one value many thousand times.
    void unlikeNeighbours()
    {
        for (const ValueFormat format : {ValueFormat::F16, ValueFormat::F32}) {
            ColumnBlock block(3, format);
            for (int i = 0; i < 5000; ++i) {
                const float rare = i % 1000 == 0 ? std::ldexp(1.0f, i / 1000 * 5 - 14) : 0.0f;
                block.append(std::array<float, 3>{1e-6f * float(i + 1), 30000.0f + float(i), rare}, {});
            }
            compareAll(block);
        }
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

    /// The limit is 2.5 bytes for each non-zero at the density of a trained T5, where a neuron that fires at 3 % of the
    /// tokens does so in about a third of the sentences.
    void bytesPerNonzero_data()
    {
        QTest::addColumn<double>("density");
        QTest::addColumn<int>("tokens");
        QTest::addColumn<double>("limit");
        QTest::addRow("2 %%") << 0.02 << 15 << 3.6;
        QTest::addRow("5 %%") << 0.05 << 15 << 3.05;
        QTest::addRow("15 %%") << 0.15 << 15 << 2.7;
        QTest::addRow("15 %%, 30 tokens") << 0.15 << 30 << 2.8;
        QTest::addRow("30 %%") << 0.30 << 15 << 2.5;
        QTest::addRow("100 %%") << 1.0 << 15 << 2.3;
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
    void hostileBytes_data()
    {
        QTest::addColumn<bool>("version1");
        QTest::addColumn<int>("blob");
        QTest::addRow("version 1") << true << 0;
        QTest::addRow("rows") << false << 0;
        QTest::addRow("values") << false << 1;
    }
    void hostileBytes()
    {
        QFETCH(bool, version1);
        QFETCH(int, blob);
        const OpenGroup good(randomBlock(64, 300, 0.2, ValueFormat::F16), 0, version1);
        std::mt19937 random(5);
        int refused = 0;
        for (int trial = 0; trial < 20000; ++trial) {
            EncodedGroup bad = good.encoded;
            spoil(blob == 0 ? bad.rows : bad.values, trial, random);
            try {
                readAll(bad, trial % 2 == 0 ? ValueFormat::F16 : ValueFormat::F32);
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
        const OpenGroup open(block, 0);
        const GroupView& view = open.view;
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
