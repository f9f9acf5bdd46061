// SPDX-License-Identifier: GPL-3.0-or-later
// What training.json says of the checkpoints that ship with the demo is true of their weights.
#include "core/model/CheckpointDirectory.h"
#include "core/model/ModelConfig.h"
#include "core/model/WeightTable.h"
#include "core/training/TrainingManifest.h"

#include <QtTest>

#include <nlohmann/json.hpp>

using namespace sparsight;

namespace {

namespace fs = std::filesystem;

const fs::path demo = fs::path(SPARSIGHT_SOURCE_DIR) / "resources" / "demo";

std::string weightsOf(const fs::path& folder)
{
    return openWeights(CheckpointDirectory(folder)).sha256({}, {});
}

} // namespace

class TestDemoCheckpoints : public QObject {
    Q_OBJECT

private slots:
    void base()
    {
        const auto manifest = readManifest(demo / "base");
        QVERIFY(manifest);
        const TrainedCheckpoint& trained = manifest->trained;
        QCOMPARE(trained.checkpoint.name, std::string("base"));
        QCOMPARE(trained.checkpoint.weightsSha256, weightsOf(demo / "base"));
        QVERIFY(trained.parent.path.empty() && trained.parent.weightsSha256.empty());
        QVERIFY(trained.complete && trained.end == TrainingEnd::Finished);
        const nlohmann::json shape = nlohmann::json::parse(trained.pretraining);
        const ModelConfig config = readModelConfig(demo / "base" / "config.json");
        QCOMPARE(shape["d_model"].get<int>(), config.dModel);
        QCOMPARE(shape["d_ff"].get<int>(), config.dFf);
        QCOMPARE(shape["num_layers"].get<int>(), config.encoderLayers);
    }

    void fineTuned_data()
    {
        QTest::addColumn<double>("rate");
        for (const double rate : {0.01, 0.001, 0.0001})
            QTest::addRow("%g", rate) << rate;
    }
    void fineTuned()
    {
        QFETCH(double, rate);
        const fs::path folder = demo / ("lr" + rateText(rate));
        const auto manifest = readManifest(folder);
        QVERIFY(manifest);
        const TrainedCheckpoint& trained = manifest->trained;
        QCOMPARE(trained.checkpoint.name, "base-lr" + rateText(rate));
        QCOMPARE(trained.checkpoint.weightsSha256, weightsOf(folder));
        QCOMPARE(trained.parent.path, std::string("base"));
        QCOMPARE(trained.parent.weightsSha256, weightsOf(demo / "base"));
        QCOMPARE(trained.settings.learningRate, rate);
        QCOMPARE(trained.dataName, std::string("papers"));
        QVERIFY(trained.complete && trained.end == TrainingEnd::Finished);
        QCOMPARE(trained.history.size(), static_cast<std::size_t>(trained.settings.epochs));
        QVERIFY(trained.history.back().kept);
        QVERIFY(trained.before && trained.before->validationLoss > trained.history.front().validationLoss);
        QCOMPARE(trained.before->measures.size(), std::size_t(4));
        // What decided the result is what is told of it.
        const std::string expected = identityOf(trained.settings) + " " + trained.parent.weightsSha256 + " ";
        QVERIFY2(manifest->identity.starts_with(expected), manifest->identity.c_str());
    }

    void theyAreSmall()
    {
        std::uintmax_t bytes = 0;
        for (const char* name : {"base", "lr0.01", "lr0.001", "lr0.0001"}) {
            for (const auto& entry : fs::directory_iterator(demo / name))
                bytes += entry.file_size();
        }
        QVERIFY2(bytes <= 40'000'000, qPrintable(QString::number(bytes)));
    }
};

QTEST_GUILESS_MAIN(TestDemoCheckpoints)
#include "tst_democheckpoints.moc"
