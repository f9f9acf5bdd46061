// SPDX-License-Identifier: GPL-3.0-or-later
// What people say neurons are set to, means of a stored run, and neurons of like density.
#include "core/probe/InterventionChoice.h"
#include "tests/core/store/StoreFixture.h"

#include <QTest>
#include <algorithm>
#include <cmath>

using namespace sparsight;
using namespace sparsight::testing;

namespace {

constexpr LayerId enc1{Stack::Encoder, 1}, enc2{Stack::Encoder, 2}, dec2{Stack::Decoder, 2};

} // namespace

class TestInterventionChoice : public QObject {
    Q_OBJECT

private slots:
    void levels_data();
    void levels();
    void names_data();
    void names();
    void means();
    void controls();
    void interventions();
    void refusals();
};

void TestInterventionChoice::levels_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("again"); // empty: refused
    QTest::newRow("off") << "off"
                         << "off";
    QTest::newRow("mean") << "mean"
                          << "mean";
    QTest::newRow("number") << "-1.5"
                            << "-1.5";
    QTest::newRow("exponent") << "2e3"
                              << "2000";
    QTest::newRow("word") << "on"
                          << "";
    QTest::newRow("empty") << ""
                           << "";
    QTest::newRow("rest") << "1.5x"
                          << "";
    QTest::newRow("not finite") << "inf"
                                << "";
}

void TestInterventionChoice::levels()
{
    QFETCH(QString, text);
    QFETCH(QString, again);
    if (again.isEmpty()) {
        const Error error = errorOf([&] { InterventionLevel::parse(text.toStdString()); });
        QVERIFY(QString(error.what()).contains("off, mean or a number"));
    } else {
        const auto level = InterventionLevel::parse(text.toStdString());
        QCOMPARE(QString::fromStdString(level.toString()), again);
        QCOMPARE(InterventionLevel::parse(level.toString()), level);
    }
}

void TestInterventionChoice::names_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("count"); // 0: refused
    QTest::newRow("one") << "enc6/2384" << 1;
    QTest::newRow("several") << "enc6/1, dec1/2 ,enc6/3" << 3;
    QTest::newRow("twice") << "enc6/1,enc6/1" << 1;
    QTest::newRow("comma at the end") << "enc6/1," << 1;
    QTest::newRow("none") << " , " << 0;
    QTest::newRow("no layer") << "2384" << 0;
    QTest::newRow("no number") << "enc6/" << 0;
}

void TestInterventionChoice::names()
{
    QFETCH(QString, text);
    QFETCH(int, count);
    if (count == 0)
        QVERIFY_EXCEPTION_THROWN(parseNeuronNames(text.toStdString()), Error);
    else
        QCOMPARE(parseNeuronNames(text.toStdString()).size(), std::size_t(count));
}

void TestInterventionChoice::means()
{
    for (const bool isSigned : {false, true}) {
        const TemporaryFolder folder;
        Project project = Project::create(folder / "p.sparsight");
        RunInfo info = runInfo(project, addDataset(project, 90), 40);
        info.settings.values = ValueFormat::F32;
        info.signedValues = isSigned;
        const SyntheticRun run(info, 90);
        run.write(project, project.createRun(info), 32);
        const RunNeurons neurons(project, project.run("run"));
        for (std::size_t layer = 0; layer < 2; ++layer) {
            for (std::uint32_t n : {0U, 7U, 39U}) {
                double sum = 0;
                for (std::uint32_t s = 0; s < 90; ++s)
                    sum += double(run.values(SentenceId(s), layer)[n]);
                QVERIFY(std::abs(double(neurons.mean({layer == 0 ? enc1 : dec2, NeuronId(n)})) - sum / 90) < 1e-5);
            }
        }
    }
}

void TestInterventionChoice::controls()
{
    const TemporaryFolder folder;
    Project project = Project::create(folder / "p.sparsight");
    const RunInfo info = runInfo(project, addDataset(project, 90), 200);
    SyntheticRun(info, 90).write(project, project.createRun(info), 32);
    const RunNeurons neurons(project, project.run("run"));
    const std::vector<NeuronName> names{{enc1, NeuronId(3)}, {enc1, NeuronId(4)}, {dec2, NeuronId(3)}};
    const auto drawn = neurons.controls(names, 1);
    QCOMPARE(drawn.size(), names.size());
    QVERIFY(neurons.controls(names, 1) == drawn);
    QVERIFY(neurons.controls(names, 2) != drawn || neurons.controls(names, 3) != drawn);
    for (std::size_t i = 0; i < names.size(); ++i) {
        QCOMPARE(drawn[i].layer, names[i].layer);
        QVERIFY(std::ranges::find(names, drawn[i]) == names.end());
        QCOMPARE(std::ranges::count(drawn, drawn[i]), std::ptrdiff_t(1));
        const auto statistics = RunReader(project, neurons.run().id, names[i].layer).statistics();
        const auto distance = [&](std::uint32_t n) {
            return std::abs(double(statistics[n].sentences) - double(statistics[names[i].neuron.value].sentences));
        };
        std::vector<double> all;
        for (std::uint32_t n = 0; n < 200; ++n)
            all.push_back(distance(n));
        std::ranges::sort(all);
        QVERIFY(distance(drawn[i].neuron.value) <= all[20 + names.size() + i]); // among the nearest
    }
    std::vector<NeuronName> most;
    for (std::uint32_t n = 0; n < 120; ++n)
        most.push_back({enc1, NeuronId(n)});
    QVERIFY(QString(errorOf([&] { neurons.controls(most, 0); }).what()).contains("too few other neurons"));
}

void TestInterventionChoice::interventions()
{
    const TemporaryFolder folder;
    Project project = Project::create(folder / "p.sparsight");
    const RunInfo info = runInfo(project, addDataset(project, 20), 40);
    SyntheticRun(info, 20).write(project, project.createRun(info), 32);
    const RunNeurons neurons(project, project.run("run"));
    const std::vector<NeuronName> names{{enc1, NeuronId(3)}, {dec2, NeuronId(5)}};
    const auto off = interventionsOf(names, {}, nullptr);
    QCOMPARE(off, (std::vector<Intervention>{{enc1, NeuronId(3), 0}, {dec2, NeuronId(5), 0}}));
    const auto set = interventionsOf(names, InterventionLevel::parse("2.5"), nullptr);
    QCOMPARE(set[1].value, 2.5F);
    const auto mean = interventionsOf(names, InterventionLevel::parse("mean"), &neurons);
    QCOMPARE(mean[0].value, neurons.mean(names[0]));
}

void TestInterventionChoice::refusals()
{
    const TemporaryFolder folder;
    Project project = Project::create(folder / "p.sparsight");
    const RunInfo info = runInfo(project, addDataset(project, 20), 40);
    SyntheticRun(info, 20).write(project, project.createRun(info), 32);
    const RunNeurons neurons(project, project.run("run"));
    QVERIFY(QString(errorOf([&] { neurons.mean({enc2, NeuronId(0)}); }).what()).contains("has not captured enc2"));
    QVERIFY(QString(errorOf([&] { neurons.mean({enc1, NeuronId(40)}); }).what()).contains("no neuron enc1/40"));
    const std::vector<NeuronName> tooHigh{{enc1, NeuronId(40)}};
    QVERIFY(QString(errorOf([&] { neurons.controls(tooHigh, 0); }).what()).contains("no neuron enc1/40"));
    const auto mean = InterventionLevel::parse("mean");
    QVERIFY(QString(errorOf([&] { interventionsOf(tooHigh, mean, nullptr); }).what()).contains("captured run"));
}

QTEST_GUILESS_MAIN(TestInterventionChoice)
#include "tst_interventionchoice.moc"
