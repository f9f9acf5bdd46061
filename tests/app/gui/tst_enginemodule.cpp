// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/EngineModule.h"
#include "core/base/Error.h"

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
        const EngineServices services = deferredEngine(QStringLiteral(SPARSIGHT_ENGINE));
        QVERIFY(!isLoaded());
        QVERIFY(!services.hubCache().empty());
        QVERIFY(isLoaded());
    }

    void itComputes()
    {
        const EngineServices services = deferredEngine(QStringLiteral(SPARSIGHT_ENGINE));
        const auto engine = services.load(SPARSIGHT_TEST_DATA "/golden/t5-relu", {}, {}, {});
        LiveRequest request;
        request.text = "A kite.";
        request.layer = {Stack::Encoder, 1};
        QVERIFY(engine->run(request, {}).activations.tokens > 1);
    }

    void itsErrorsAreOurs()
    {
        const EngineServices services = deferredEngine(QStringLiteral(SPARSIGHT_ENGINE));
        try {
            services.load("/nowhere", {}, {}, {});
            QFAIL("a folder that is not there was loaded");
        } catch (const Error& error) {
            QCOMPARE(error.code(), ErrorCode::NotFound);
            QVERIFY(QByteArray(error.what()).contains("/nowhere"));
        }
    }

    void aMissingModuleIsSaid()
    {
        const EngineServices services = deferredEngine(QStringLiteral("/nowhere/engine.so"));
        try {
            services.hubCache();
            QFAIL("a module that is not there was loaded");
        } catch (const Error& error) {
            QVERIFY(QByteArray(error.what()).contains("/nowhere/engine.so"));
        }
    }
};

QTEST_GUILESS_MAIN(TestEngineModule)
#include "tst_enginemodule.moc"
