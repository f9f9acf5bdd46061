// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/BatchThreads.h"

#include "core/base/Error.h"
#include "core/capture/BlockWriter.h"

#include <QTest>
#include <atomic>
#include <chrono>
#include <set>
#include <thread>

using namespace sparsight;

/// Order, bounds and failures of the threads that compute batches.
class TestBatchThreads : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void handsOutInOrder_data();
    void handsOutInOrder();
    void throwsAtTheBatchThatFailed();
    void runsAheadOnlySoFar();
    void endsWithoutComputingTheRest();
    void preparesEveryThread();

private:
    static BatchResult numbered(std::size_t batch)
    {
        BatchResult result;
        result.tokens = batch;
        return result;
    }
};

void TestBatchThreads::handsOutInOrder_data()
{
    QTest::addColumn<int>("threads");
    QTest::addColumn<int>("first");
    QTest::addColumn<int>("end");
    QTest::newRow("one thread") << 1 << 0 << 20;
    QTest::newRow("several threads") << 4 << 0 << 200;
    QTest::newRow("more threads than batches") << 8 << 5 << 7;
    QTest::newRow("no batch") << 3 << 4 << 4;
}

void TestBatchThreads::handsOutInOrder()
{
    QFETCH(int, threads);
    QFETCH(int, first);
    QFETCH(int, end);
    BatchThreads<BatchResult> batches(
        first, end, threads, [] {},
        [](std::size_t batch) {
            if (batch % 3 == 0) std::this_thread::sleep_for(std::chrono::microseconds(200)); // later batches overtake
            return numbered(batch);
        });
    for (int i = first; i < end; ++i)
        QCOMPARE(batches.take().tokens, std::uint64_t(i));
}

void TestBatchThreads::throwsAtTheBatchThatFailed()
{
    BatchThreads<BatchResult> batches(
        0, 10, 3, [] {},
        [](std::size_t batch) {
            if (batch == 4) throw Error(ErrorCode::OutOfMemory, "no room");
            return numbered(batch);
        });
    for (std::uint64_t i = 0; i < 4; ++i)
        QCOMPARE(batches.take().tokens, i);
    QVERIFY_EXCEPTION_THROWN(batches.take(), Error);
    QCOMPARE(batches.take().tokens, std::uint64_t(5));
}

void TestBatchThreads::runsAheadOnlySoFar()
{
    std::atomic<int> computed = 0;
    BatchThreads<BatchResult> batches(
        0, 1000, 2, [] {},
        [&](std::size_t batch) {
            ++computed;
            return numbered(batch);
        });
    batches.take();
    QTest::qWait(50);
    QVERIFY2(computed <= 1 + 4, qPrintable(QString::number(computed)));
    QVERIFY(computed >= 1);
}

void TestBatchThreads::endsWithoutComputingTheRest()
{
    std::atomic<int> computed = 0;
    {
        BatchThreads<BatchResult> batches(
            0, 1'000'000, 2, [] {},
            [&](std::size_t batch) {
                ++computed;
                return numbered(batch);
            });
        batches.take();
    }
    QVERIFY(computed < 100);
}

void TestBatchThreads::preparesEveryThread()
{
    std::mutex mutex;
    std::set<std::thread::id> prepared, used;
    {
        BatchThreads<BatchResult> batches(
            0, 40, 3,
            [&] {
                const std::lock_guard lock(mutex);
                prepared.insert(std::this_thread::get_id());
            },
            [&](std::size_t batch) {
                const std::lock_guard lock(mutex);
                used.insert(std::this_thread::get_id());
                return numbered(batch);
            });
        for (int i = 0; i < 40; ++i)
            batches.take();
    }
    QCOMPARE(prepared.size(), std::size_t(3));
    QVERIFY(std::ranges::includes(prepared, used));
    QVERIFY(!used.contains(std::this_thread::get_id()));
}

QTEST_GUILESS_MAIN(TestBatchThreads)
#include "tst_batchthreads.moc"
