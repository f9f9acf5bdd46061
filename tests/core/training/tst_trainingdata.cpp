// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/TrainingData.h"

#include "core/store/Project.h"
#include "tests/core/training/TrainingChecks.h"

#include <QtTest>

#include <algorithm>

using namespace sparsight;
using namespace sparsight::testing;

class TestTrainingData : public QObject {
    Q_OBJECT

private slots:
    void pairsOfADataSet()
    {
        const QTemporaryDir folder;
        Project project = Project::create(pathOf(folder) / "p.sparsight");
        const auto made = project.importDataset("d", "test", [](const Project::SentenceSink& sink) {
            sink({"one", "", "g", "1"});
            sink({"two", "", "", ""});
            sink({"three", "", "", "3"});
            return 0U;
        });
        const auto pairs = textPairs(project, made.id);
        QCOMPARE(pairs.size(), std::size_t(2));
        QCOMPARE(pairs[0].id, std::string("g"));
        QCOMPARE(pairs[1].source, std::string("three"));
        QCOMPARE(pairs[1].target, std::string("3"));
        const auto none = project.importDataset("none", "test", [](const Project::SentenceSink& sink) {
            sink({"one", "", "", ""});
            return 0U;
        });
        QCOMPARE(errorOf([&] { textPairs(project, none.id); }).code(), ErrorCode::BadInput);
    }

    void epochsAreShuffledAndGrouped()
    {
        TokenizedPairs pairs;
        std::mt19937 random(1);
        for (int i = 0; i < 333; ++i) {
            pairs.pairs.push_back({std::vector<std::int32_t>(1 + random() % 100), std::vector<std::int32_t>(3)});
        }
        const auto first = planEpoch(pairs, 8, 7, 1), again = planEpoch(pairs, 8, 7, 1),
                   next = planEpoch(pairs, 8, 7, 2);
        QCOMPARE(first, again);
        QVERIFY(first != next && first != planEpoch(pairs, 8, 8, 1));
        std::vector<int> seen(333);
        std::size_t padding = 0, tokens = 0, most = 0;
        for (const Batch& batch : first) {
            const std::size_t longest = pairs.pairs[batch[0]].source.size();
            most = std::max(most, longest);
            for (const std::uint32_t i : batch) {
                ++seen[i];
                QVERIFY(pairs.pairs[i].source.size() <= longest);
                padding += longest - pairs.pairs[i].source.size();
                tokens += pairs.pairs[i].source.size();
            }
        }
        QVERIFY(std::ranges::all_of(seen, [](int count) { return count == 1; }));
        QVERIFY(padding < tokens / 10);
        QCOMPARE(first.size(), std::size_t(42));
        QCOMPARE(pairs.pairs[first[0][0]].source.size(), most);
    }

    void splitIsSeeded()
    {
        const auto pairs = somePairs(40);
        const SplitPairs split = splitPairs(pairs, 0.25, 3), again = splitPairs(pairs, 0.25, 3),
                         other = splitPairs(pairs, 0.25, 4);
        QCOMPARE(split.validation.size(), std::size_t(10));
        QCOMPARE(split.training.size(), std::size_t(30));
        const auto ids = [](const std::vector<TextPair>& list) {
            std::vector<std::string> result;
            for (const TextPair& pair : list)
                result.push_back(pair.id);
            return result;
        };
        QCOMPARE(ids(split.validation), ids(again.validation));
        QVERIFY(ids(split.validation) != ids(other.validation));
        QVERIFY(splitPairs(pairs, 0, 3).validation.empty());
        QCOMPARE(splitPairs(somePairs(3), 0.1, 3).validation.size(), std::size_t(1));
    }
};

QTEST_GUILESS_MAIN(TestTrainingData)
#include "tst_trainingdata.moc"
