// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/BlockWriter.h"

#include "core/base/Error.h"

#include <QTest>
#include <cmath>
#include <map>

using namespace sparsight;
using namespace std::chrono_literals;

namespace {

constexpr std::uint32_t neurons = 3;

/// What a store would hold: the last commit of each block.
using Commits = std::map<std::uint32_t, RunBlock>;

CapturePlan makePlan()
{
    std::vector<SentenceLength> lengths;
    for (std::uint32_t i = 0; i < 3000; ++i)
        lengths.push_back({1 + i % 9, 0});
    return makeCapturePlan(lengths, 512);
}

float value(SentenceId sentence, std::uint32_t neuron)
{
    return (sentence.value + neuron) % 3 == 0 ? 0.0F : float(sentence.value + neuron);
}

BatchResult makeBatch(const CapturePlan& plan, std::size_t index)
{
    const CapturePlan::Batch& batch = plan.batches[index];
    BatchResult result{.layers = std::vector<SentenceValues>(1), .tokens = batch.count * 2, .truncatedSentences = 1};
    for (std::size_t i = 0; i < batch.count; ++i) {
        const SentenceId sentence = plan.order[batch.first + i];
        for (std::uint32_t n = 0; n < neurons; ++n) {
            result.layers[0].values.push_back(value(sentence, n));
            result.layers[0].tokens.push_back(std::uint16_t(n));
        }
        result.generated.push_back(std::to_string(sentence.value));
    }
    result.layers[0].firings.assign(neurons, 1);
    return result;
}

RunBlock emptyBlock(std::uint32_t index = 0)
{
    RunBlock block{.index = index};
    block.layers.emplace_back(neurons, ValueFormat::F32);
    return block;
}

bool sameBlock(const RunBlock& a, const RunBlock& b)
{
    for (std::uint32_t n = 0; n < neurons; ++n) {
        const auto one = a.layers[0].column(NeuronId(n)), two = b.layers[0].column(NeuronId(n));
        if (!std::equal(one.begin(), one.end(), two.begin(), two.end())) return false;
    }
    return a.index == b.index && a.sentences == b.sentences && a.generated == b.generated && a.tokens == b.tokens &&
           a.truncatedSentences == b.truncatedSentences &&
           std::ranges::equal(a.layers[0].firings(), b.layers[0].firings());
}

Commits writeAll(const CapturePlan& plan, std::chrono::steady_clock::duration patience)
{
    Commits commits;
    BlockWriter writer([&](const RunBlock& block, bool) { commits.insert_or_assign(block.index, block); }, plan, 0,
                       emptyBlock(), patience);
    for (std::size_t i = 0; i < plan.batches.size(); ++i)
        writer.push(makeBatch(plan, i));
    writer.close();
    return commits;
}

} // namespace

class TestBlockWriter : public QObject {
    Q_OBJECT

private slots:
    void blocksHoldTheirSentences();
    void resultDoesNotDependOnTheTimeOfCommits();
    void resumesInMidBlock();
    void failuresReachTheCaller();
    void destructionCommitsWhatWasPushed();
};

void TestBlockWriter::blocksHoldTheirSentences()
{
    const CapturePlan plan = makePlan();
    const Commits commits = writeAll(plan, 1h);
    QCOMPARE(commits.size(), plan.blockEnds.size());
    for (const auto& [index, block] : commits) {
        const std::size_t first = plan.firstSentence(index), end = plan.firstSentence(index + 1);
        QCOMPARE(block.sentences.size(), end - first);
        std::vector<std::vector<ColumnEntry>> columns(neurons);
        for (std::uint32_t row = 0; row < block.sentences.size(); ++row) {
            QVERIFY(block.sentences[row] == plan.order[first + row]);
            QCOMPARE(block.generated[row], std::to_string(block.sentences[row].value));
            for (std::uint32_t n = 0; n < neurons; ++n) {
                const float v = value(block.sentences[row], n);
                if (v != 0) columns[n].push_back({row, v, std::uint16_t(n)});
            }
        }
        for (std::uint32_t n = 0; n < neurons; ++n) {
            const auto column = block.layers[0].column(NeuronId(n));
            QVERIFY(std::ranges::equal(column, columns[n]));
        }
        QCOMPARE(block.tokens, std::uint64_t(2 * block.sentences.size()));
        QVERIFY(block.seconds >= 0);
    }
}

void TestBlockWriter::resultDoesNotDependOnTheTimeOfCommits()
{
    const CapturePlan plan = makePlan();
    const Commits seldom = writeAll(plan, 1h), always = writeAll(plan, 0s);
    QCOMPARE(seldom.size(), always.size());
    for (const auto& [index, block] : seldom)
        QVERIFY(sameBlock(block, always.at(index)));
}

void TestBlockWriter::resumesInMidBlock()
{
    const CapturePlan plan = makePlan();
    const Commits whole = writeAll(plan, 1h);
    for (const std::size_t cut : {std::size_t(1), plan.blockEnds[0], plan.blockEnds[0] + 2, plan.batches.size() - 1}) {
        Commits commits;
        std::map<std::uint32_t, bool> full;
        const auto store = [&](const RunBlock& block, bool isFull) {
            commits.insert_or_assign(block.index, block);
            full[block.index] = isFull;
        };
        {
            BlockWriter writer(store, plan, 0, emptyBlock(), 1h);
            for (std::size_t i = 0; i < cut; ++i)
                writer.push(makeBatch(plan, i));
        }
        const std::uint32_t last = commits.rbegin()->first;
        BlockWriter writer(store, plan, cut, full[last] ? emptyBlock(last + 1) : commits.at(last), 1h);
        for (std::size_t i = cut; i < plan.batches.size(); ++i)
            writer.push(makeBatch(plan, i));
        writer.close();
        QCOMPARE(commits.size(), whole.size());
        for (const auto& [index, block] : whole)
            QVERIFY(sameBlock(block, commits.at(index)));
    }
}

void TestBlockWriter::failuresReachTheCaller()
{
    const CapturePlan plan = makePlan();
    const auto fail = [](const RunBlock&, bool) { throw Error(ErrorCode::DiskFull, "The disk is full."); };
    BlockWriter writer(fail, plan, 0, emptyBlock(), 0s);
    const auto pushAll = [&] {
        for (std::size_t i = 0; i < plan.batches.size(); ++i)
            writer.push(makeBatch(plan, i));
    };
    QVERIFY_EXCEPTION_THROWN(pushAll(), Error);
    QVERIFY_EXCEPTION_THROWN(writer.close(), Error);
}

void TestBlockWriter::destructionCommitsWhatWasPushed()
{
    const CapturePlan plan = makePlan();
    Commits commits;
    {
        BlockWriter writer([&](const RunBlock& block, bool) { commits.insert_or_assign(block.index, block); }, plan, 0,
                           emptyBlock(), 1h);
        writer.push(makeBatch(plan, 0));
    }
    QCOMPARE(commits.size(), std::size_t(1));
    QCOMPARE(commits.at(0).sentences.size(), plan.batches[0].count);
}

QTEST_APPLESS_MAIN(TestBlockWriter)
#include "tst_blockwriter.moc"
