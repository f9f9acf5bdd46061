// SPDX-License-Identifier: GPL-3.0-or-later
// Experiments run end to end, tiny: the same seed gives the same bits whatever runs beside it, runs that were cut off
// or killed go on, and the theory is what it says.
#include "core/base/Error.h"
#include "core/base/File.h"
#include "core/lab/LabExperiment.h"
#include "core/lab/ShapeImages.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>

using namespace sparsight;

namespace {

namespace fs = std::filesystem;

const LabSteps steps{.steps = 12, .batch = 8};

/// Every kind of model and of data, and every measure.
LabPreset tiny()
{
    const LabData images{.kind = LabDataKind::Images, .examples = 40, .wrongLabels = 0.3, .noise = 0.5, .roll = true};
    const auto arm = [](const char* id, const LabModelShape& model, const LabData& data, LabMeasure measure) {
        return LabArm{.id = id, .title = id, .model = model, .data = data, .training = steps, .measure = measure};
    };
    return {.id = "width",
            .arms = {arm("mlp", {.kind = LabModelKind::Mlp, .dFf = 32}, images, LabMeasure::Training),
                     arm("vit", {.kind = LabModelKind::Vit, .width = 16, .dFf = 32, .layers = 1, .topK = 5}, images,
                         LabMeasure::Robustness),
                     arm("mixer", {.kind = LabModelKind::Mixer, .width = 16, .dFf = 16, .layers = 1},
                         {.kind = LabDataKind::ImageStream}, LabMeasure::Training),
                     arm("random", {.kind = LabModelKind::Mlp, .dFf = 16},
                         {.kind = LabDataKind::RandomImages, .examples = 16}, LabMeasure::Training),
                     arm("t5", {.kind = LabModelKind::T5, .width = 16, .dFf = 32, .layers = 1},
                         {.kind = LabDataKind::Text, .randomLabels = 0.5}, LabMeasure::Training),
                     arm("theory", {.kind = LabModelKind::Mlp, .dFf = 16}, {.kind = LabDataKind::ImageStream},
                         LabMeasure::Theory)}};
}

fs::path pathOf(const QTemporaryDir& folder)
{
    return folder.path().toStdString();
}

/// The file without the one thing that differs from time to time.
std::string resultOf(const fs::path& folder, const std::string& preset, int seed)
{
    const fs::path file = folder / preset / ("seed-" + std::to_string(seed) + ".json");
    LabSeedResult result = parseLabSeed(readTextFile(file, 1 << 24), file);
    result.seconds = 0;
    return toJson(result);
}

LabRequest requestFor(const fs::path& output, int seeds, int threads)
{
    return {.presets = {}, .seeds = seeds, .threads = threads, .output = output, .images = {}};
}

} // namespace

class TestLabExperiment : public QObject {
    Q_OBJECT

private slots:
    void sameSeedSameBits()
    {
        const QTemporaryDir one, side;
        const auto outcomes = runLab({tiny()}, requestFor(pathOf(one), 2, 1), {}, {});
        runLab({tiny()}, requestFor(pathOf(side), 3, 3), {}, {});
        QCOMPARE(resultOf(pathOf(one), "width", 1), resultOf(pathOf(side), "width", 1));
        QCOMPARE(resultOf(pathOf(one), "width", 2), resultOf(pathOf(side), "width", 2));
        QVERIFY(outcomes[0].seeds[0].arms != outcomes[0].seeds[1].arms);

        const LabSeedResult& seed = outcomes[0].seeds[0];
        for (const char* arm : {"mlp", "vit", "mixer", "random", "t5"}) {
            const LabArmResult& result = *seed.arm(arm);
            QVERIFY(result.curve.size() > 5 && !result.layers.empty());
            QCOMPARE(result.curve.back().step, 12);
            QVERIFY(std::isfinite(result.curve.back().loss) && result.numbers.contains("density.heldout"));
            const double start = result.numbers.at("density.start");
            const bool dense = std::string(arm) != "vit";
            QVERIFY2(dense ? start > 35 && start < 65 : start <= 100.0 * 5 / 32, arm);
        }
        QVERIFY(!seed.number({"t5", "accuracy.end"})); // text has no classes
        QCOMPARE(seed.arm("t5")->layers, (std::vector<std::string>{"encoder 1", "decoder 1"}));
        QVERIFY(seed.number({"vit", "ece.corrupted"}));
        const auto& series = seed.arm("vit")->series;
        QCOMPARE(series.size(), std::size_t(5));
        QCOMPARE(series[0].x.size(), std::size_t(5));
    }

    void theGradientIsThatOfTheClosedForm()
    {
        LabArm arm = tiny().arms.back();
        arm.training = {.steps = 40, .batch = 200};
        arm.model.dFf = 32;
        const LabPreset preset{.id = "theory", .arms = {arm}};
        const auto result =
            runLabSeed(preset, 1, std::make_shared<ShapeImages>(1), {}, [](const LabArm&, int, const LabPoint*) {});
        const auto number = [&](const char* name) { return result.number({"theory", name}).value(); };
        QVERIFY2(std::abs(number("gradient.slope") - 1) < 0.1, qPrintable(QString::number(number("gradient.slope"))));
        QCOMPARE(number("gradient.inactive"), 0.0);
        QVERIFY(number("gradient.positive") > 70);
        QVERIFY(number("gradient.entropy.error") > 0);
        QCOMPARE(result.arms[0].series[0].x.size(), result.arms[0].series[0].y.size());
    }

    void completeSeedsAreLeftAlone()
    {
        const QTemporaryDir folder;
        const LabPreset preset{.id = "width", .arms = {tiny().arms[0]}};
        runLab({preset}, requestFor(pathOf(folder), 1, 1), {}, {});
        const fs::path file = pathOf(folder) / "width" / "seed-1.json";
        const auto written = fs::last_write_time(file);
        int points = 0, completed = 0;
        double done = -1;
        const auto outcomes = runLab({preset}, requestFor(pathOf(folder), 2, 1), {}, [&](const LabProgress& progress) {
            points += progress.point ? 1 : 0;
            completed += progress.completed ? 1 : 0;
            QVERIFY(progress.done >= done && progress.done <= 1);
            done = progress.done;
        });
        QCOMPARE(fs::last_write_time(file), written);
        QCOMPARE(outcomes[0].seeds.size(), std::size_t(2));
        QVERIFY(points >= 12);
        QCOMPARE(completed, 2);
        QCOMPARE(done, 1.0);
        // A result of other settings is not overwritten.
        LabPreset other = preset;
        other.arms[0].training.learningRate = 1;
        QVERIFY_THROWS_EXCEPTION(Error, runLab({other}, requestFor(pathOf(folder), 1, 1), {}, {}));
        QCOMPARE(fs::last_write_time(file), written);
    }

    void stopLeavesCompleteSeeds()
    {
        const QTemporaryDir folder, whole;
        const LabPreset preset{.id = "width", .arms = {tiny().arms[0]}};
        std::stop_source stop;
        try {
            runLab({preset}, requestFor(pathOf(folder), 3, 1), stop.get_token(), [&](const LabProgress& progress) {
                if (progress.seed == 2 && progress.step == 5) stop.request_stop();
            });
            QFAIL("it was not stopped");
        } catch (const Error& error) {
            QVERIFY(error.code() == ErrorCode::Cancelled);
        }
        QVERIFY(fs::exists(pathOf(folder) / "width" / "seed-1.json") &&
                !fs::exists(pathOf(folder) / "width" / "seed-2.json"));
        runLab({preset}, requestFor(pathOf(folder), 3, 1), {}, {});
        runLab({preset}, requestFor(pathOf(whole), 3, 1), {}, {});
        for (const int seed : {1, 2, 3})
            QCOMPARE(resultOf(pathOf(folder), "width", seed), resultOf(pathOf(whole), "width", seed));
    }

    void killedRunGoesOn()
    {
        const QTemporaryDir folder, whole;
        const QStringList arguments{"0.02", "3", "1", "emergence-mlp"};
        QProcess helper;
        helper.start(SPARSIGHT_LAB_HELPER, QStringList(folder.path()) + arguments);
        QVERIFY(helper.waitForReadyRead(60'000)); // the first seed is complete
        helper.kill();
        helper.waitForFinished();
        QVERIFY(fs::exists(pathOf(folder) / "emergence-mlp" / "seed-1.json"));
        for (const QTemporaryDir* each : {&folder, &whole}) {
            QProcess again;
            again.start(SPARSIGHT_LAB_HELPER, QStringList(each->path()) + arguments);
            QVERIFY(again.waitForFinished(60'000));
            QCOMPARE(again.exitCode(), 0);
        }
        for (const int seed : {1, 2, 3})
            QCOMPARE(resultOf(pathOf(folder), "emergence-mlp", seed), resultOf(pathOf(whole), "emergence-mlp", seed));
        for (const auto& entry : fs::recursive_directory_iterator(pathOf(folder)))
            QVERIFY2(entry.is_directory() || entry.path().extension() == ".json",
                     entry.path().c_str()); // nothing is left behind
    }

    void imagesOfAFolderTakeThePlaceOfShapes()
    {
        const QTemporaryDir folder;
        LabRequest request = requestFor(pathOf(folder), 1, 1);
        request.images = std::string(SPARSIGHT_TEST_DATA) + "/lab/cifar10";
        LabPreset preset = tiny();
        preset.arms.erase(preset.arms.begin() + 3, preset.arms.end());
        const auto outcomes = runLab({preset}, request, {}, {});
        QVERIFY(outcomes[0].seeds[0].settings.find("files ") != std::string::npos);
        QVERIFY(std::isfinite(outcomes[0].seeds[0].number({"vit", "loss.end"}).value()));
    }
};

QTEST_GUILESS_MAIN(TestLabExperiment)
#include "tst_labexperiment.moc"
