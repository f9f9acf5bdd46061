// SPDX-License-Identifier: GPL-3.0-or-later
// ROUGE over a data set as a checkpoint is, and with neurons set to a value.
#include "core/capture/T5Engine.h"
#include "core/probe/RougeAblation.h"
#include "tests/core/store/StoreFixture.h"

#include <QTest>
#include <cmath>

using namespace sparsight;
using namespace sparsight::testing;

namespace {

const std::vector<std::pair<std::string, std::string>> pairs{
    {"At noon the red lantern shines over the harbour, and warm bread grows beside another kitchen.",
     "the red lantern shines over the harbour."},
    {"In 1987 a silver coin fell into the museum, and grey smoke waits outside another library.",
     "a silver coin and grey smoke."},
    {"Tonight her bicycle belongs to the classroom, and fresh milk was found near another garden.",
     "fresh milk was found near another garden."},
    {"no target", ""}};

DatasetId addPairs(Project& project, bool withTargets = true)
{
    return project
        .importDataset("pairs", "test",
                       [&](const Project::SentenceSink& sink) {
                           for (const auto& [text, target] : pairs)
                               sink({text, "", "", withTargets ? target : ""});
                           return 0U;
                       })
        .id;
}

std::unique_ptr<InferenceEngine> loadTrained()
{
    return loadT5Engine(std::filesystem::path(SPARSIGHT_TEST_DATA) / "golden" / "t5-trained",
                        {.device = "cpu", .threads = 1}, {}, {});
}

/// Half of a layer that matters.
std::vector<Intervention> manyOff()
{
    std::vector<Intervention> all;
    for (std::uint32_t n = 0; n < 32; ++n)
        all.push_back({{Stack::Decoder, 1}, NeuronId(n), 0});
    return all;
}

} // namespace

class TestRougeAblation : public QObject {
    Q_OBJECT

private slots:
    void comparesTheSamePairs();
    void sameSideChangesNothing();
    void takesTheFirstPairs();
    void refusesWithoutTargets();
    void stops();
};

void TestRougeAblation::comparesTheSamePairs()
{
    const TemporaryFolder folder;
    Project project = Project::create(folder / "p.sparsight");
    const auto engine = loadTrained();
    RougeAblationRequest request{.dataset = addPairs(project), .interventions = manyOff()};
    request.controls = {{{{Stack::Decoder, 1}, NeuronId(40), 0}}};
    request.generation.maximumTokens = 40;
    std::vector<std::uint64_t> seen;
    const auto result = ablateRouge(*engine, project, request, {}, [&](const Progress& progress) {
        QCOMPARE(progress.total, std::uint64_t(9)); // three pairs, three sides
        seen.push_back(progress.done);
    });
    QVERIFY(std::ranges::is_sorted(seen));
    QCOMPARE(seen.back(), std::uint64_t(9));
    QCOMPARE(result.before.pairs, std::uint64_t(3));
    QCOMPARE(result.withoutTarget, 1U);
    QCOMPARE(result.controls.size(), std::size_t(1));

    double before = 0, after = 0;
    std::uint64_t differ = 0;
    for (const auto& [text, target] : pairs) {
        if (target.empty()) continue;
        const std::string plain = engine->generate(text, request.generation, {});
        const std::string set =
            engine->generate(std::span(&text, 1), request.generation, request.interventions, {}, {}).front().text;
        before += rouge(plain, std::span(&target, 1), {.stem = true}).rouge1.fmeasure / 3;
        after += rouge(set, std::span(&target, 1), {.stem = true}).rouge1.fmeasure / 3;
        differ += plain != set;
    }
    QVERIFY(differ > 0);
    QCOMPARE(result.switched.differ, differ);
    QVERIFY(std::abs(result.before.mean.rouge1.fmeasure - before) < 1e-12);
    QVERIFY(std::abs(result.switched.after.mean.rouge1.fmeasure - after) < 1e-12);
    const RougeSummary& change = result.switched.change;
    QVERIFY(std::abs(change.mean.rouge1.fmeasure - (after - before)) < 1e-12);
    QVERIFY(change.low.rouge1.fmeasure <= change.mean.rouge1.fmeasure);
    QVERIFY(change.high.rouge1.fmeasure >= change.mean.rouge1.fmeasure);
}

/// The interval is of pairs: where every pair stays the same it has no width, however the scores scatter.
void TestRougeAblation::sameSideChangesNothing()
{
    const TemporaryFolder folder;
    Project project = Project::create(folder / "p.sparsight");
    const auto engine = loadTrained();
    const auto result = ablateRouge(*engine, project, {.dataset = addPairs(project), .interventions = {}});
    QCOMPARE(result.switched.differ, std::uint64_t(0));
    QCOMPARE(result.switched.change.low.rougeL.fmeasure, 0.0);
    QCOMPARE(result.switched.change.high.rougeL.fmeasure, 0.0);
    QVERIFY(result.before.low.rougeL.fmeasure < result.before.high.rougeL.fmeasure);
}

void TestRougeAblation::takesTheFirstPairs()
{
    const TemporaryFolder folder;
    Project project = Project::create(folder / "p.sparsight");
    const auto engine = loadTrained();
    const auto result =
        ablateRouge(*engine, project, {.dataset = addPairs(project), .interventions = manyOff(), .pairs = 2});
    QCOMPARE(result.before.pairs, std::uint64_t(2));
}

void TestRougeAblation::refusesWithoutTargets()
{
    const TemporaryFolder folder;
    Project project = Project::create(folder / "p.sparsight");
    const auto engine = loadTrained();
    const RougeAblationRequest request{.dataset = addPairs(project, false), .interventions = manyOff()};
    QVERIFY(QString(errorOf([&] { ablateRouge(*engine, project, request); }).what()).contains("no target texts"));
}

void TestRougeAblation::stops()
{
    const TemporaryFolder folder;
    Project project = Project::create(folder / "p.sparsight");
    const auto engine = loadTrained();
    std::stop_source source;
    const RougeAblationRequest request{.dataset = addPairs(project), .interventions = manyOff()};
    const auto stopInTheMiddle = [&](const Progress& progress) {
        if (progress.done >= 3) source.request_stop();
    };
    const Error error = errorOf([&] { ablateRouge(*engine, project, request, source.get_token(), stopInTheMiddle); });
    QCOMPARE(error.code(), ErrorCode::Cancelled);
}

QTEST_GUILESS_MAIN(TestRougeAblation)
#include "tst_rougeablation.moc"
