// SPDX-License-Identifier: GPL-3.0-or-later
#include "FlipBit.h"
#include "RunSnapshot.h"
#include "StoreFixture.h"

#include "core/store/RunReader.h"

#include <QtTest>

#include <optional>

using namespace sparsight;
using namespace sparsight::testing;

namespace {

/// A project with one run of random values, in its own folder.
struct Capture {
    explicit Capture(std::uint32_t sentences, std::uint32_t neurons, const std::function<void(RunInfo&)>& change = {})
        : project(Project::create(folder / "p.sparsight"))
        , info(makeInfo(sentences, neurons, change))
        , run(project.createRun(info))
        , synthetic(info, sentences)
    {
    }
    RunInfo makeInfo(std::uint32_t sentences, std::uint32_t neurons, const std::function<void(RunInfo&)>& change)
    {
        RunInfo made = runInfo(project, addDataset(project, sentences), neurons);
        if (change) change(made);
        return made;
    }

    TemporaryFolder folder;
    Project project;
    RunInfo info;
    RunId run;
    SyntheticRun synthetic;
};

void generating(RunInfo& run)
{
    run.settings.decoder = DecoderMode::Generate;
}

void signedAndWide(RunInfo& run)
{
    run.signedValues = true;
    run.settings.epsilon = 0.5;
    run.settings.values = ValueFormat::F32;
}

} // namespace

class TestRunWriter : public QObject {
    Q_OBJECT

private slots:
    void totals()
    {
        Capture capture(100, 70);
        capture.synthetic.write(capture.project, capture.run, 32);
        const RunInfo info = capture.project.run(capture.run);
        QVERIFY(info.complete);
        QCOMPARE(info.sentencesDone, 100u);
        QCOMPARE(info.truncatedSentences, 10u); // 0, 11, … 99
        QCOMPARE(info.tokens, std::uint64_t(100 * 12));
        QCOMPARE(info.seconds, 2.0);
        QVERIFY(info.nonzeros > 0 && info.bytesStored > info.nonzeros);
    }

    /// Partial commits, new writers and re-opened projects at random places leave no trace in the result.
    void timingLeavesNoTrace_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addRow("relu, f16") << 0;
        QTest::addRow("generating") << 1;
        QTest::addRow("signed, f32, epsilon") << 2;
    }
    void timingLeavesNoTrace()
    {
        QFETCH(int, kind);
        const std::function<void(RunInfo&)> changes[] = {{}, generating, signedAndWide};
        constexpr std::uint32_t sentences = 230, blockSize = 50;
        Capture whole(sentences, 150, changes[kind]);
        whole.synthetic.write(whole.project, whole.run, blockSize);
        const QString expected = snapshotOf(whole.project.file());
        for (unsigned seed = 0; seed < 5; ++seed) {
            Capture cut(sentences, 150, changes[kind]);
            std::mt19937 random(seed);
            std::optional<RunWriter> writer(std::in_place, cut.project, cut.run);
            while (writer->position().sentencesBefore + writer->position().partial < sentences) {
                const auto at = writer->position();
                RunBlock block = writer->partialBlock();
                block.seconds = 0.25;
                const std::uint32_t end = std::min(blockSize, sentences - at.sentencesBefore);
                const std::uint32_t reach = std::min(end, at.partial + 1 + static_cast<std::uint32_t>(random() % 40));
                for (std::uint32_t row = at.partial; row < reach; ++row) {
                    cut.synthetic.append(block, cut.synthetic.planned(at.sentencesBefore + row));
                }
                writer->commit(block, reach == blockSize); // the last block stays partial until finish()
                if (random() % 2 == 0) writer.emplace(cut.project, cut.run);
                if (random() % 4 == 0) {
                    writer.reset();
                    const auto file = cut.project.file();
                    cut.project = Project::open(file, Project::Mode::ReadWrite);
                    writer.emplace(cut.project, cut.run);
                }
            }
            writer->finish();
            QCOMPARE(snapshotOf(cut.project.file()), expected);
        }
    }

    void partialBlockComesBack()
    {
        Capture capture(100, 70, generating);
        RunWriter(capture.project, capture.run).commit(capture.synthetic.block(0, 40, 13), false);
        const RunWriter writer(capture.project, capture.run);
        QCOMPARE(writer.position().partial, 13u);
        const RunBlock stored = writer.partialBlock(), expected = capture.synthetic.block(0, 40, 13);
        QVERIFY(stored.sentences == expected.sentences && stored.generated == expected.generated);
        QCOMPARE(stored.tokens, expected.tokens);
        QCOMPARE(stored.truncatedSentences, expected.truncatedSentences);
        for (std::size_t layer = 0; layer < 2; ++layer) {
            QCOMPARE(stored.layers[layer].nonzeros(), expected.layers[layer].nonzeros());
            QVERIFY(std::ranges::equal(stored.layers[layer].firings(), expected.layers[layer].firings()));
            for (std::uint32_t i = 0; i < 70; ++i) {
                QVERIFY(std::ranges::equal(stored.layers[layer].column(NeuronId(i)),
                                           expected.layers[layer].column(NeuronId(i))));
            }
        }
        QCOMPARE(capture.project.generatedText(capture.run, stored.sentences[3]).value(), stored.generated[3]);
        QVERIFY(!capture.project.generatedText(capture.run, capture.synthetic.planned(50)).has_value());
    }

    void refusesBlocksThatDoNotFit()
    {
        Capture capture(100, 70);
        RunWriter writer(capture.project, capture.run);
        const auto codeOf = [&](const RunBlock& block) { return errorOf([&] { writer.commit(block, true); }).code(); };
        QCOMPARE(codeOf(capture.synthetic.block(1, 20)), ErrorCode::BadInput); // block 0 comes first
        QCOMPARE(codeOf(RunBlock{}), ErrorCode::BadInput);
        RunBlock block = capture.synthetic.block(0, 20);
        block.layers.pop_back();
        QCOMPARE(codeOf(block), ErrorCode::BadInput);
        block = capture.synthetic.block(0, 20);
        block.layers[0] = ColumnBlock(71, ValueFormat::F16);
        QCOMPARE(codeOf(block), ErrorCode::BadInput);
        block = capture.synthetic.block(0, 20);
        block.sentences[5] = SentenceId(100);
        QCOMPARE(codeOf(block), ErrorCode::BadInput);
        writer.commit(capture.synthetic.block(0, 20, 10), false);
        block = capture.synthetic.block(0, 20);
        std::swap(block.sentences[0], block.sentences[1]);
        QCOMPARE(codeOf(block), ErrorCode::BadInput);
        const Error early = errorOf([&] { writer.finish(); });
        QCOMPARE(early.code(), ErrorCode::BadInput);
        QVERIFY2(QByteArray(early.what())
                     .contains("\"" + QByteArray::fromStdString(capture.info.name) + "\" has 10 of 100 sentences"),
                 early.what());
        QCOMPARE(capture.project.run(capture.run).sentencesDone, 10u);
    }

    /// A flipped bit is found, its block is passed over, and capturing it again restores every byte.
    void aRunThatWasDeletedMeanwhileIsRefused()
    {
        Capture capture(40, 70);
        RunWriter writer(capture.project, capture.run);
        writer.commit(capture.synthetic.block(0, 40, 20), false);
        {
            Project other = Project::open(capture.folder / "p.sparsight", Project::Mode::ReadWrite);
            other.removeRun(capture.run);
        }
        const Error error = errorOf([&] { writer.commit(capture.synthetic.block(0, 40), true); });
        QCOMPARE(error.code(), ErrorCode::NotFound);
        QVERIFY2(std::string(error.what()).find("was deleted") != std::string::npos, error.what());
        QVERIFY(capture.project.runs().empty());
    }

    void damagedBlockIsCapturedAgain_data()
    {
        QTest::addColumn<QByteArray>("table");
        QTest::addColumn<QByteArray>("where");
        QTest::addRow("activations") << QByteArray("activation SET data") << QByteArray("id >> 16 & 0xffffff = 2");
        QTest::addRow("sentence ids") << QByteArray("block SET sentence_ids") << QByteArray("number = 2");
    }
    void damagedBlockIsCapturedAgain()
    {
        QFETCH(QByteArray, table);
        QFETCH(QByteArray, where);
        Capture capture(200, 70);
        capture.synthetic.write(capture.project, capture.run, 50);
        const QString expected = snapshotOf(capture.project.file());
        flipBit(capture.project.file(), table, where);

        const RunReader reader(capture.project, capture.run, {Stack::Encoder, 1});
        const auto column = reader.column(NeuronId(1));
        QVERIFY((reader.damagedBlocks() == std::map<std::uint32_t, std::uint32_t>{{2, 50}}));
        for (const ColumnEntry& entry : column) {
            for (std::uint32_t row = 0; row < 50; ++row)
                QVERIFY(SentenceId(entry.row) != capture.synthetic.planned(100 + row));
        }
        QVERIFY(column.size() > 10);

        RunWriter writer(capture.project, capture.run);
        QVERIFY(writer.damagedBlocks() == std::vector<std::uint32_t>{2});
        QCOMPARE(writer.startOf(2).sentencesBefore, 100u);
        QCOMPARE(errorOf([&] { writer.commit(capture.synthetic.block(2, 49), true); }).code(), ErrorCode::BadInput);
        writer.commit(capture.synthetic.block(2, 50), true);
        QVERIFY(writer.damagedBlocks().empty());
        QCOMPARE(snapshotOf(capture.project.file()), expected);
    }

    void damagedPartialBlockStartsAgain()
    {
        Capture capture(100, 70);
        {
            RunWriter writer(capture.project, capture.run);
            writer.commit(capture.synthetic.block(0, 50), true);
            writer.commit(capture.synthetic.block(1, 50, 30), false);
        }
        flipBit(capture.project.file(), "activation SET data", "id >> 16 & 0xffffff = 1");
        RunWriter writer(capture.project, capture.run);
        QCOMPARE(writer.position().block, 1u);
        QCOMPARE(writer.position().partial, 0u);
        QVERIFY(writer.partialBlock().layers.empty());
        writer.commit(capture.synthetic.block(1, 50, 10), false);
        QCOMPARE(writer.position().partial, 10u);
        writer.commit(capture.synthetic.block(1, 50), true);
        writer.finish();
        Capture whole(100, 70);
        whole.synthetic.write(whole.project, whole.run, 50);
        QCOMPARE(snapshotOf(capture.project.file()), snapshotOf(whole.project.file()));
    }

    void damagedStatisticsAreMadeAnew()
    {
        Capture capture(200, 70);
        {
            RunWriter writer(capture.project, capture.run);
            for (std::uint32_t i = 0; i < 2; ++i)
                writer.commit(capture.synthetic.block(i, 50), true);
        }
        const RunReader reader(capture.project, capture.run, {Stack::Encoder, 1});
        const NeuronStatistics before = reader.statistics(NeuronId(1));
        flipBit(capture.project.file(), "statistics SET data", "id = id");
        const NeuronStatistics after = reader.statistics(NeuronId(1));
        QCOMPARE(after.sum, before.sum);
        QCOMPARE(after.firings, before.firings);
        QVERIFY(after.histogram == before.histogram);
        QVERIFY(reader.damagedBlocks().empty());

        RunWriter writer(capture.project, capture.run);
        for (std::uint32_t i = 2; i < 4; ++i)
            writer.commit(capture.synthetic.block(i, 50), true);
        writer.finish();
        Capture whole(200, 70);
        whole.synthetic.write(whole.project, whole.run, 50);
        QCOMPARE(snapshotOf(capture.project.file()), snapshotOf(whole.project.file()));
    }

    void damagedStatisticsAreStoredAgain_data()
    {
        QTest::addColumn<bool>("writable");
        QTest::addColumn<bool>("blockToo");
        QTest::addColumn<bool>("repaired");
        QTest::newRow("writable") << true << false << true;
        QTest::newRow("read-only") << false << false << false;
        QTest::newRow("a block is damaged as well") << true << true << false; // its values would be missing unnoticed
    }
    void damagedStatisticsAreStoredAgain()
    {
        QFETCH(bool, writable);
        QFETCH(bool, blockToo);
        QFETCH(bool, repaired);
        Capture capture(200, 70);
        capture.synthetic.write(capture.project, capture.run, 50);
        const QString expected = snapshotOf(capture.project.file());
        flipBit(capture.project.file(), "statistics SET data", "id = (SELECT min(id) FROM statistics)");
        if (blockToo) flipBit(capture.project.file(), "activation SET data", "id = (SELECT min(id) FROM activation)");
        const QString damaged = snapshotOf(capture.project.file());
        QVERIFY(damaged != expected);
        {
            const Project project =
                capture.project.reopen(writable ? Project::Mode::ReadWrite : Project::Mode::ReadOnly);
            const RunReader reader(project, capture.run, {Stack::Encoder, 1});
            QCOMPARE(reader.statistics().size(), std::size_t(70));
            QCOMPARE(reader.damagedBlocks().size(), std::size_t(blockToo));
        }
        QCOMPARE(snapshotOf(capture.project.file()), repaired ? expected : damaged);
        RunWriter(capture.project, capture.run).repairStatistics();
        QCOMPARE(snapshotOf(capture.project.file()), blockToo ? damaged : expected);
    }
};

QTEST_APPLESS_MAIN(TestRunWriter)
#include "tst_runwriter.moc"
