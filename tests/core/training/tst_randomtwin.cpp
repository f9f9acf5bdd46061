// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Error.h"
#include "core/capture/T5Engine.h"
#include "core/training/RandomTwin.h"

#include <QDir>
#include <QTemporaryDir>
#include <QtTest>

using namespace sparsight;
namespace fs = std::filesystem;

class TestRandomTwin : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    static fs::path golden(const QString& shape)
    {
        return fs::path(SPARSIGHT_TEST_DATA) / "golden" / shape.toStdString();
    }
    fs::path twin(const QString& name) const { return fs::path(m_folder.path().toStdString()) / name.toStdString(); }
    static std::unique_ptr<InferenceEngine> load(const fs::path& checkpoint)
    {
        return engineServices().load(checkpoint, {.device = "cpu", .threads = 1}, {}, {});
    }

private slots:
    void isTheSameModelWithOtherWeights_data()
    {
        QTest::addColumn<QString>("shape");
        for (const char* shape : {"t5-relu", "t5-bin", "t5-sharded", "t5-bf16", "t5-uneven", "t5-old-config", "t5-v1_1",
                                  "t5-v1_1-new-config", "mt5", "umt5"})
            QTest::newRow(shape) << QString(shape);
    }
    void isTheSameModelWithOtherWeights()
    {
        QFETCH(QString, shape);
        makeRandomTwin({.checkpoint = golden(shape), .output = twin(shape), .seed = 3}, {}, {});
        const auto original = load(golden(shape)), random = load(twin(shape));
        QCOMPARE(random->info().family, original->info().family);
        QCOMPARE(random->info().activation, original->info().activation);
        if (shape != "t5-old-config") // whose weights have a tensor that T5 does not use
            QCOMPARE(random->info().parameters, original->info().parameters);
        QCOMPARE(random->info().tiedEmbeddings, original->info().tiedEmbeddings);
        QVERIFY(random->weightsSha256({}, {}) != original->weightsSha256({}, {}));
        const std::string text = "A red kite over the river.";
        QCOMPARE(random->tokenize(text).size(), original->tokenize(text).size());
        const ActivationsResult result = random->activations(text, text, random->info().layers(), {});
        for (const LayerActivations& layer : result.layers)
            QVERIFY(std::all_of(layer.values.begin(), layer.values.end(), [](float a) { return std::isfinite(a); }));
    }

    void aboutHalfOfTheNeuronsFire()
    {
        makeRandomTwin({.checkpoint = SPARSIGHT_SOURCE_DIR "/resources/demo/base", .output = twin("demo"), .seed = 1},
                       {}, {});
        const auto engine = load(twin("demo"));
        const LiveResult live = engine->run({.text = "The speed of light is the same for every observer.",
                                             .decoderText = {},
                                             .layer = {Stack::Encoder, 6}},
                                            {});
        for (const LayerDensity& layer : live.densities)
            QVERIFY2(std::abs(layer.density - 0.5) < 0.05, qPrintable(QString::number(layer.density)));
    }

    void theSeedDecides()
    {
        for (const char* name : {"a", "b", "c"})
            makeRandomTwin({.checkpoint = golden("t5-relu"), .output = twin(name), .seed = *name == 'c' ? 2U : 1U}, {},
                           {});
        QCOMPARE(load(twin("a"))->weightsSha256({}, {}), load(twin("b"))->weightsSha256({}, {}));
        QVERIFY(load(twin("a"))->weightsSha256({}, {}) != load(twin("c"))->weightsSha256({}, {}));
    }

    void whatIsThereStays()
    {
        const QString folder = m_folder.filePath("mine");
        QVERIFY(QDir().mkpath(folder));
        QFile file(folder + "/notes.txt");
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.close();
        for (const QString& there : {folder, file.fileName()}) {
            QVERIFY_EXCEPTION_THROWN(
                makeRandomTwin({.checkpoint = golden("t5-relu"), .output = there.toStdString()}, {}, {}), Error);
        }
        QVERIFY(file.exists());
        QCOMPARE(QDir(folder).entryList(QDir::AllEntries | QDir::NoDotAndDotDot).size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestRandomTwin)
#include "tst_randomtwin.moc"
