// SPDX-License-Identifier: GPL-3.0-or-later
// What is read back is held against the dense values that were written.
#include "StoreFixture.h"

#include "core/base/Half.h"
#include "core/store/NeuronAccumulator.h"
#include "core/store/RunReader.h"

#include <QtTest>

#include <algorithm>
#include <map>

using namespace sparsight;
using namespace sparsight::testing;

namespace {

constexpr std::uint32_t sentenceCount = 300, neuronCount = 140, blockSize = 64;

/// The dense truth of a layer, [sentences][neurons], as it is stored.
using Dense = std::vector<std::vector<float>>;

Dense truthOf(const SyntheticRun& run, ValueFormat format, std::size_t layer, std::uint32_t captured)
{
    Dense dense(sentenceCount, std::vector<float>(neuronCount));
    for (std::uint32_t position = 0; position < captured; ++position) {
        const SentenceId sentence = run.planned(position);
        dense[sentence.value] = run.values(sentence, layer);
        if (format == ValueFormat::F16) {
            for (float& value : dense[sentence.value])
                value = halfToFloat(floatToHalf(value));
        }
    }
    return dense;
}

NeuronStatistics expectedStatistics(const Dense& dense, std::uint32_t neuron, const RunInfo& run)
{
    NeuronStatistics expected;
    for (const auto& row : dense) {
        const float value = row[neuron];
        if (value == 0) continue;
        const float magnitude = std::fabs(value);
        expected.sentences += magnitude > run.settings.epsilon;
        expected.sum += run.signedValues ? magnitude : value;
        expected.maximum = std::max(expected.maximum, run.signedValues ? magnitude : value);
        const int bin = static_cast<int>(std::floor(2 * (std::log2(double(magnitude)) + 12)));
        ++expected.histogram[static_cast<std::size_t>(std::clamp(bin, 0, 47))];
    }
    return expected;
}

} // namespace

class TestRunReader : public QObject {
    Q_OBJECT

private slots:
    void init_data() {}

    void agreesWithTheDenseValues_data()
    {
        QTest::addColumn<bool>("signedValues");
        QTest::addColumn<bool>("wide");
        QTest::addColumn<int>("captured");
        QTest::addRow("relu") << false << false << 300;
        QTest::addRow("signed, f32") << true << true << 300;
        QTest::addRow("in the first block") << false << false << 20;
        QTest::addRow("in a later block") << true << false << 150;
        QTest::addRow("between blocks") << false << false << 128;
        QTest::addRow("nothing yet") << false << false << 0;
    }
    void agreesWithTheDenseValues()
    {
        QFETCH(bool, signedValues);
        QFETCH(bool, wide);
        QFETCH(int, captured);
        const TemporaryFolder folder;
        Project project = Project::create(folder / "p.sparsight");
        RunInfo info = runInfo(project, addDataset(project, sentenceCount), neuronCount);
        info.signedValues = signedValues;
        info.settings.epsilon = signedValues ? 0.5 : 0;
        info.settings.values = wide ? ValueFormat::F32 : ValueFormat::F16;
        const RunId run = project.createRun(info);
        const SyntheticRun synthetic(info, sentenceCount, 0.6);
        const auto done = static_cast<std::uint32_t>(captured);
        RunWriter writer(project, run);
        for (std::uint32_t index = 0; index * blockSize < done; ++index) {
            const std::uint32_t count = std::min(blockSize, done - index * blockSize);
            writer.commit(synthetic.block(index, blockSize, count), count == blockSize);
        }
        if (done == sentenceCount) writer.finish();

        for (std::size_t layer = 0; layer < 2; ++layer) {
            const RunReader reader(project, run, info.settings.layers[layer]);
            compare(reader, truthOf(synthetic, info.settings.values, layer, done), info);
            compareSentences(reader, truthOf(synthetic, info.settings.values, layer, done), synthetic, done);
        }
    }

    void seesBlocksThatComeLater()
    {
        const TemporaryFolder folder;
        Project project = Project::create(folder / "p.sparsight");
        const RunInfo info = runInfo(project, addDataset(project, sentenceCount), neuronCount);
        const RunId run = project.createRun(info);
        const SyntheticRun synthetic(info, sentenceCount, 0.6);
        RunWriter writer(project, run);
        const Project other = project.reopen();
        const RunReader reader(other, run, {Stack::Encoder, 1});
        for (const std::uint32_t count : {10u, 30u, 64u}) {
            writer.commit(synthetic.block(0, blockSize, count), count == blockSize);
            compare(reader, truthOf(synthetic, ValueFormat::F16, 0, count), info);
        }
    }

    void refusesWhatIsNotThere()
    {
        const TemporaryFolder folder;
        Project project = Project::create(folder / "p.sparsight");
        const RunInfo info = runInfo(project, addDataset(project, 10), 70);
        const RunId run = project.createRun(info);
        const Error layer = errorOf([&] { RunReader(project, run, {Stack::Encoder, 6}); });
        QCOMPARE(layer.code(), ErrorCode::NotFound);
        QVERIFY2(QByteArray(layer.what()).contains("enc1"), layer.what());
        const RunReader reader(project, run, {Stack::Encoder, 1});
        QCOMPARE(errorOf([&] { reader.column(NeuronId(70)); }).code(), ErrorCode::NotFound);
        QCOMPARE(errorOf([&] { reader.statistics(NeuronId(70)); }).code(), ErrorCode::NotFound);
        QCOMPARE(errorOf([&] { reader.sentenceValues(SentenceId(10)); }).code(), ErrorCode::NotFound);
        QCOMPARE(errorOf([&] { reader.sentenceValues(SentenceId(9)); }).code(), ErrorCode::NotFound); // not captured
        QCOMPARE(errorOf([&] { RunReader(project, RunId(99), {Stack::Encoder, 1}); }).code(), ErrorCode::NotFound);
    }

    void passCanBeStopped()
    {
        const TemporaryFolder folder;
        Project project = Project::create(folder / "p.sparsight");
        const RunInfo info = runInfo(project, addDataset(project, sentenceCount), neuronCount);
        const RunId run = project.createRun(info);
        SyntheticRun(info, sentenceCount).write(project, run, blockSize);
        const RunReader reader(project, run, {Stack::Encoder, 1});
        std::stop_source source;
        int visited = 0;
        const Error error = errorOf([&] {
            reader.forEachColumn(
                NeuronId(0), NeuronId(neuronCount),
                [&](NeuronId, auto) {
                    if (++visited == 5) source.request_stop();
                },
                source.get_token());
        });
        QCOMPARE(error.code(), ErrorCode::Cancelled);
        QCOMPARE(visited, 5);
        addDataset(project, 3, "the read is over, so this can be written");
    }

    void histogramBins_data()
    {
        QTest::addColumn<float>("value");
        QTest::addColumn<int>("bin");
        QTest::addRow("one") << 1.0f << 24;
        QTest::addRow("below root of two") << 1.41421354f << 24;
        QTest::addRow("above root of two") << 1.41421366f << 25;
        QTest::addRow("two") << 2.0f << 26;
        QTest::addRow("just below two") << std::nextafter(2.0f, 0.0f) << 25;
        QTest::addRow("least") << 1e-40f << 0;
        QTest::addRow("2^-12") << 0x1p-12f << 0;
        QTest::addRow("largest") << 3e38f << 47;
    }
    void histogramBins()
    {
        QFETCH(float, value);
        QFETCH(int, bin);
        QCOMPARE(histogramBin(value), bin);
    }

private:
    static void compare(const RunReader& reader, const Dense& dense, const RunInfo& info)
    {
        const std::vector<NeuronStatistics> all = reader.statistics();
        QCOMPARE(all.size(), std::size_t(neuronCount));
        std::uint32_t visited = 0;
        reader.forEachColumn(NeuronId(3), NeuronId(neuronCount - 1),
                             [&](NeuronId neuron, std::span<const ColumnEntry> column) {
                                 QCOMPARE(neuron.value, 3 + visited++);
                                 const auto alone = reader.column(neuron);
                                 QVERIFY(std::ranges::equal(column, alone));
                             });
        QCOMPARE(visited, neuronCount - 4);
        for (std::uint32_t neuron = 0; neuron < neuronCount; ++neuron) {
            compareColumn(reader, dense, NeuronId(neuron), info);
            const NeuronStatistics expected = expectedStatistics(dense, neuron, info);
            QCOMPARE(all[neuron].sentences, expected.sentences);
            QCOMPARE(all[neuron].maximum, expected.maximum);
            QVERIFY(std::fabs(all[neuron].sum - expected.sum) <= 1e-9 * expected.sum);
            QVERIFY(all[neuron].histogram == expected.histogram);
            QCOMPARE(reader.statistics(NeuronId(neuron)).sum, all[neuron].sum);
        }
        QVERIFY(reader.damagedBlocks().empty());
    }

    static void compareColumn(const RunReader& reader, const Dense& dense, NeuronId neuron, const RunInfo& info)
    {
        std::vector<TopSentence> expected;
        std::size_t next = 0;
        const auto column = reader.column(neuron);
        for (std::uint32_t sentence = 0; sentence < sentenceCount; ++sentence) {
            const float value = dense[sentence][neuron.value];
            if (value == 0) continue;
            const auto token = static_cast<std::uint16_t>((sentence + neuron.value) % 15);
            QVERIFY(next < column.size());
            QVERIFY((column[next++] == ColumnEntry{sentence, value, token}));
            expected.push_back({SentenceId(sentence), value, token});
        }
        QCOMPARE(next, column.size());
        std::ranges::stable_sort(expected, [&](const TopSentence& a, const TopSentence& b) {
            return info.signedValues ? std::fabs(a.value) > std::fabs(b.value) : a.value > b.value;
        });
        for (const std::size_t count : {5u, 100u, 101u, 1000u}) {
            const auto top = reader.top(neuron, count);
            QCOMPARE(top.size(), std::min(count, expected.size()));
            for (std::size_t i = 0; i < top.size(); ++i) {
                QVERIFY(top[i].sentence == expected[i].sentence && top[i].value == expected[i].value);
                QCOMPARE(top[i].token, expected[i].token);
            }
        }
    }

    static void compareSentences(const RunReader& reader, const Dense& dense, const SyntheticRun& run,
                                 std::uint32_t captured)
    {
        for (std::uint32_t position = 0; position < captured; position += 17) {
            const SentenceId sentence = run.planned(position);
            QVERIFY(reader.sentenceValues(sentence) == dense[sentence.value]);
        }
    }
};

QTEST_APPLESS_MAIN(TestRunReader)
#include "tst_runreader.moc"
