// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/EngineModule.h"
#include "core/base/Error.h"

#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace sparsight;

/// The engine as the window gets it: loaded late, and its errors are the window's own.
class TestEngineModule : public QObject {
    Q_OBJECT

    static bool isLoaded()
    {
        QFile maps(QStringLiteral("/proc/self/maps"));
        return maps.open(QIODevice::ReadOnly) && maps.readAll().contains("libtorch");
    }

private Q_SLOTS:
    void nothingIsLoadedBeforeItIsNeeded()
    {
        const Services services = deferredServices(QStringLiteral(SPARSIGHT_ENGINE));
        QVERIFY(!isLoaded());
        QVERIFY(!services.engine.hubCache().empty());
        QVERIFY(isLoaded());
    }

    void itComputes()
    {
        const Services services = deferredServices(QStringLiteral(SPARSIGHT_ENGINE));
        const auto engine = services.engine.load(SPARSIGHT_TEST_DATA "/golden/t5-relu", {}, {}, {});
        LiveRequest request;
        request.text = "A kite.";
        request.layer = {Stack::Encoder, 1};
        QVERIFY(engine->run(request, {}).activations.tokens > 1);
    }

    void itTrains()
    {
        const Services services = deferredServices(QStringLiteral(SPARSIGHT_ENGINE));
        const QTemporaryDir folder;
        TrainingRequest request{.parent = SPARSIGHT_TEST_DATA "/golden/t5-relu",
                                .pairs = {{"1", "red kite", "red"}, {"2", "copper milk", "copper"}},
                                .output = folder.path().toStdString()};
        request.settings.epochs = 1;
        request.settings.device = "cpu";
        request.settings.validationShare = 0;
        int completed = 0;
        services.training.finetune(request, {}, [&](const TrainingProgress& told) { completed += !!told.completed; });
        QCOMPARE(completed, 1);
        QVERIFY(QFileInfo::exists(folder.filePath(QStringLiteral("t5-relu-lr0.001/model.safetensors"))));
    }

    void itsErrorsAreOurs()
    {
        const Services services = deferredServices(QStringLiteral(SPARSIGHT_ENGINE));
        try {
            services.engine.load("/nowhere", {}, {}, {});
            QFAIL("a folder that is not there was loaded");
        } catch (const Error& error) {
            QCOMPARE(error.code(), ErrorCode::NotFound);
            QVERIFY(QByteArray(error.what()).contains("/nowhere"));
        }
    }

    void aMissingModuleIsSaid()
    {
        const Services services = deferredServices(QStringLiteral("/nowhere/engine.so"));
        try {
            services.engine.hubCache();
            QFAIL("a module that is not there was loaded");
        } catch (const Error& error) {
            QVERIFY(QByteArray(error.what()).contains("/nowhere/engine.so"));
        }
    }
};

QTEST_GUILESS_MAIN(TestEngineModule)
#include "tst_enginemodule.moc"
