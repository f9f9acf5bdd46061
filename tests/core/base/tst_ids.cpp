// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Ids.h"

#include "core/base/Error.h"
#include "core/base/NeuronName.h"

#include <QTest>
#include <unordered_set>

using namespace sparsight;

class TestIds : public QObject {
    Q_OBJECT

private slots:
    void layers_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("stack");
        QTest::addColumn<int>("number");
        QTest::addColumn<QString>("module");
        QTest::newRow("enc6") << "enc6" << int(Stack::Encoder) << 6 << "encoder.block.5.layer.1.DenseReluDense";
        QTest::newRow("dec1") << "dec1" << int(Stack::Decoder) << 1 << "decoder.block.0.layer.2.DenseReluDense";
        QTest::newRow("enc24") << "enc24" << int(Stack::Encoder) << 24 << "encoder.block.23.layer.1.DenseReluDense";
    }
    void layers()
    {
        QFETCH(QString, name);
        QFETCH(int, stack);
        QFETCH(int, number);
        QFETCH(QString, module);
        const LayerId layer = LayerId::parse(name.toStdString());
        QCOMPARE(int(layer.stack), stack);
        QCOMPARE(layer.number, number);
        QCOMPARE(QString::fromStdString(layer.toString()), name);
        QCOMPARE(QString::fromStdString(layer.huggingFaceModule()), module);
    }
    void refusesLayers_data()
    {
        QTest::addColumn<QString>("name");
        for (const char* name :
             {"", "enc", "enc0", "enc-1", "enc1x", "ENC1", "6", "encoder6", "enc 6", "enc99999999999"})
            QTest::newRow(name) << name;
    }
    void refusesLayers()
    {
        QFETCH(QString, name);
        QVERIFY_EXCEPTION_THROWN(LayerId::parse(name.toStdString()), Error);
    }

    void neurons()
    {
        const NeuronName name = NeuronName::parse("dec2/0017");
        QCOMPARE(name.layer, (LayerId{Stack::Decoder, 2}));
        QCOMPARE(name.neuron, NeuronId(17));
        QCOMPARE(QString::fromStdString(name.toString()), QStringLiteral("dec2/17"));
    }
    void refusesNeurons_data()
    {
        QTest::addColumn<QString>("name");
        for (const char* name :
             {"", "enc6", "enc6/", "/3", "enc6/x", "enc6/-1", "enc6/1/2", "enc0/1", "enc6/4294967296"})
            QTest::newRow(name) << name;
    }
    void refusesNeurons()
    {
        QFETCH(QString, name);
        QVERIFY_EXCEPTION_THROWN(NeuronName::parse(name.toStdString()), Error);
    }

    void idsCompareAndHash()
    {
        QVERIFY(NeuronId(3) < NeuronId(4));
        QVERIFY(NeuronId() == NeuronId(0));
        const std::unordered_set<SentenceId> set = {SentenceId(1), SentenceId(2), SentenceId(1)};
        QCOMPARE(set.size(), std::size_t(2));
        static_assert(!std::is_convertible_v<NeuronId, SentenceId>);
        static_assert(!std::is_convertible_v<int, NeuronId>);
    }
};

QTEST_APPLESS_MAIN(TestIds)
#include "tst_ids.moc"
