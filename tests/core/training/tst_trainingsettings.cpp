// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/TrainingSettings.h"

#include "core/base/Error.h"
#include "core/training/ParentShape.h"
#include "core/training/TrainingService.h"

#include <QTemporaryDir>
#include <QtTest>

#include <fstream>

using namespace sparsight;

namespace {

/// What is thrown; without it, an empty item and sentence.
template <class Function>
Error errorOf(const Function& function)
{
    try {
        function();
    } catch (const Error& error) {
        return error;
    }
    return {ErrorCode::Io, ""};
}

} // namespace

class TestTrainingSettings : public QObject {
    Q_OBJECT

private slots:
    void ratesAreWrittenAsPeopleDo_data()
    {
        QTest::addColumn<double>("rate");
        QTest::addColumn<QString>("text");
        QTest::newRow("0.0001") << 0.0001 << "0.0001";
        QTest::newRow("a third") << 1.0 / 3 << "0.3333333333333333";
        QTest::newRow("whole") << 2.0 << "2";
        QTest::newRow("tiny") << 1e-20 << "1e-20";
        QTest::newRow("below 0") << -1.0 << "-1";
        QTest::newRow("tiny below 0") << -1e-20 << "-1e-20";
    }
    void ratesAreWrittenAsPeopleDo()
    {
        QFETCH(double, rate);
        QFETCH(QString, text);
        QCOMPARE(QString::fromStdString(rateText(rate)), text);
        QCOMPARE(text.toDouble(), rate);
    }

    void settingsAreReadAgain()
    {
        TrainingSettings settings;
        QCOMPARE(toJson(parseTrainingSettings(toJson(settings))), toJson(settings));
        settings = {.optimizer = OptimizerKind::Adafactor,
                    .learningRate = 0.0003,
                    .epochs = 7,
                    .batchSize = 3,
                    .accumulation = 2,
                    .gradientCheckpointing = true,
                    .warmUpSteps = 9,
                    .schedule = ScheduleKind::Cosine,
                    .clip = 0.5,
                    .weightDecay = 0.02,
                    .dropout = 0.3,
                    .labelSmoothing = 0.1,
                    .seed = 18446744073709551615U,
                    .precision = Precision::Bf16,
                    .weights = Precision::Bf16,
                    .device = "cuda:1",
                    .threads = 3,
                    .maximumSourceTokens = 33,
                    .maximumTargetTokens = 22,
                    .sourcePrefix = "übersetze: ",
                    .validationShare = 0.25,
                    .patience = 2,
                    .frozen = {"encoder", "dec1"},
                    .evaluationPairs = 5};
        const TrainingSettings read = parseTrainingSettings(toJson(settings));
        QCOMPARE(toJson(read), toJson(settings));
        QCOMPARE(read.dropout, settings.dropout);
        QCOMPARE(read.seed, settings.seed);
        QCOMPARE(errorOf([] { parseTrainingSettings("{}"); }).code(), ErrorCode::Corrupt);
        QCOMPARE(errorOf([] { parseTrainingSettings("no json"); }).code(), ErrorCode::Corrupt);
    }

    void frozenParts_data()
    {
        QTest::addColumn<QByteArray>("config");
        QTest::addColumn<QStringList>("frozen");
        QTest::addColumn<QString>("refusal"); // empty: allowed
        const QByteArray tied = R"({"num_layers": 3, "num_decoder_layers": 2})";
        const QByteArray own = R"({"num_layers": 3, "tie_word_embeddings": false})";
        const QString everything = "Every weight";
        const QStringList stacks{"encoder", "decoder"};
        QTest::newRow("the stacks") << tied << stacks << "";
        QTest::newRow("and the embedding, which is the head")
            << tied << stacks + QStringList{"embedding"} << everything;
        QTest::newRow("and the head, which is the embedding") << tied << stacks + QStringList{"head"} << everything;
        QTest::newRow("own head") << own << stacks + QStringList{"embedding"} << "";
        QTest::newRow("own head, all") << own << stacks + QStringList{"embedding", "head"} << everything;
        QTest::newRow("last layers") << tied << QStringList{"enc3", "dec2"} << "";
        QTest::newRow("past the encoder") << tied << QStringList{"enc4"} << "no layer enc4";
        QTest::newRow("past the decoder") << tied << QStringList{"dec3"} << "no layer dec3";
        QTest::newRow("as many as the encoder") << own << QStringList{"dec3"} << "";
        QTest::newRow("no configuration") << QByteArray() << QStringList{"enc99", "decoder", "embedding"} << "";
        QTest::newRow("no configuration, all")
            << QByteArray("{") << stacks + QStringList{"embedding", "head"} << everything;
    }
    void frozenParts()
    {
        QFETCH(QByteArray, config);
        QFETCH(QStringList, frozen);
        QFETCH(QString, refusal);
        const QTemporaryDir folder;
        const std::filesystem::path place = folder.path().toStdString();
        if (!config.isEmpty()) std::ofstream(place / "config.json") << config.constData();
        std::vector<std::string> parts;
        for (const QString& part : frozen)
            parts.push_back(part.toStdString());
        const Error error = errorOf([&] { checkFrozen(parts, readParentShape(place)); });
        QCOMPARE(error.context().item, refusal.isEmpty() ? std::string() : "frozen");
        QVERIFY2(QString(error.what()).startsWith(refusal) || QString(error.what()).contains(refusal), error.what());
    }

    void validationNeedsOtherPairs()
    {
        TrainingRequest request{.dataName = "pairs"};
        QVERIFY(errorOf([&] { checkValidation(request); }).context().item.empty());
        request.validationName = "pairs";
        QCOMPARE(errorOf([&] { checkValidation(request); }).context().item, std::string("validation data set"));
        request.validationName = "others";
        request.settings.patience = 1;
        request.settings.validationShare = 0;
        QVERIFY(errorOf([&] { checkValidation(request); }).context().item.empty());
        request.validationName.clear();
        QCOMPARE(errorOf([&] { checkValidation(request); }).context().item, std::string("patience"));
    }

    void theParentStandsBeforeTheEpochs()
    {
        TrainedCheckpoint trained{.before = EpochRecord{.validationLoss = 3.5},
                                  .history = {{.epoch = 1}, {.epoch = 2}}};
        std::vector<EpochRecord> history = parseHistory(historyJson(wholeHistory(trained)));
        QCOMPARE(history.size(), std::size_t(3));
        const auto before = takeBefore(history);
        QVERIFY(before && before->validationLoss == 3.5);
        QCOMPARE(history.size(), std::size_t(2));
        QVERIFY(!takeBefore(history));
        trained.before.reset();
        QCOMPARE(wholeHistory(trained).size(), std::size_t(2));
    }
};

QTEST_GUILESS_MAIN(TestTrainingSettings)
#include "tst_trainingsettings.moc"
