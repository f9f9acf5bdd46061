// SPDX-License-Identifier: GPL-3.0-or-later
#include "FinetuneFixture.h"
#include "widgets/pages/finetune/TrainingForm.h"
#include "widgets/pages/finetune/UnfinishedTraining.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFile>
#include <QSpinBox>

using namespace sparsight;

/// What can be chosen for a training, and what is refused beside its field.
class TestTrainingForm : public QObject, FinetuneFixture {
    Q_OBJECT

private Q_SLOTS:
    void init() { start(); }
    void cleanup() { stop(); }

    void whatIsImportedIsChosen()
    {
        prepare();
        auto* data = find<QComboBox>("trainingData");
        importPairs("more pairs");
        QCOMPARE(data->currentText(), QStringLiteral("more pairs"));
        data->setCurrentText(QStringLiteral("pairs"));
        session().refresh(); // nothing new
        QCOMPARE(data->currentText(), QStringLiteral("pairs"));
    }

    void withoutACheckpointThereIsNothingToTrain()
    {
        m_fixture->openProject(20, {});
        importPairs();
        if (find<QComboBox>("parent")->count() == 0) QVERIFY(!find<QPushButton>("train")->isEnabled());
        m_fixture->loadModel();
        QCOMPARE(find<QComboBox>("parent")->itemText(0), QStringLiteral("fake"));
        QVERIFY(find<QPushButton>("train")->isEnabled());
    }

    void badInputIsSaidBesideItsField_data()
    {
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("bad");
        QTest::addColumn<QString>("good");
        QTest::addColumn<QString>("sentence");
        const auto row = [](const char* name, const char* field, const char* bad, const char* good, const char* said) {
            QTest::newRow(name) << QString::fromLatin1(field) << QString::fromUtf8(bad) << QString::fromLatin1(good)
                                << QString::fromLatin1(said);
        };
        row("no number", "rates", "0.01, fast", "0.01", "fast");
        row("no rate", "rates", "", "0.01", "at least one");
        row("out of range", "rates", "0.01, 2000", "0.01", "above 0 and at most 1000, not 2000");
        row("as typed", "rates", "-1", "0.01", "not -1.");
        row("too small", "rates", "1e-400", "0.01", "not 1e-400.");
        row("decimal comma", "rates", "1,5", "0.01,0.001", "write 1.5 or 1, 5");
        row("gap", "rates", "0.01,,0.1", "0.01, 1", "between two commas");
        row("everything frozen", "frozen", "encoder,decoder,embedding,head", "encoder,decoder,embedding",
            "Every weight");
        row("twice", "rates", "0.1, 0.1", "0.1", "twice");
        row("dropout out of range", "dropout", "1.5", "0.1", "from 0 to 0.99");
        row("dropout no number", "dropout", "much", "", "not a number");
        row("seed", "seed", "-1", "0", "whole number");
        row("frozen", "frozen", "encoder, everything", "encoder, dec1", "everything");
    }

    void badInputIsSaidBesideItsField()
    {
        QFETCH(QString, field);
        QFETCH(QString, bad);
        QFETCH(QString, good);
        QFETCH(QString, sentence);
        prepare();
        click("more");
        const QByteArray name = field.toUtf8();
        auto* complaint = m_page->findChild<QLabel*>(field + QStringLiteral(".error"));
        QVERIFY(!complaint->isVisible());
        type(name.constData(), bad);
        QVERIFY(complaint->isVisible());
        QVERIFY2(complaint->text().contains(sentence), qPrintable(complaint->text()));
        QVERIFY(!find<QPushButton>("train")->isEnabled());
        type(name.constData(), good);
        QVERIFY(!complaint->isVisible());
        QVERIFY(find<QPushButton>("train")->isEnabled());
    }

    void accumulationMustFitTheBatch()
    {
        prepare();
        find<QSpinBox>("accumulation")->setValue(17);
        QVERIFY(m_page->findChild<QLabel*>(QStringLiteral("accumulation.error"))
                    ->text()
                    .contains(QStringLiteral("to the batch size")));
        QVERIFY(text("trainingHint").contains(QStringLiteral("More")));
        find<QSpinBox>("batch")->setValue(17);
        QVERIFY(find<QPushButton>("train")->isEnabled());
    }

    void whatThePartsAreDependsOnTheParent()
    {
        prepare();
        QFile config(m_fixture->directory.filePath(QStringLiteral("config.json")));
        QVERIFY(config.open(QIODevice::WriteOnly));
        config.write(R"({"num_layers": 2, "tie_word_embeddings": true})");
        config.close();
        m_page->findChild<TrainingForm*>()->show(
            {.parent = m_fixture->directory.path().toStdString(), .learningRates = {0.01}});
        const auto* complaint = find<QLabel>("frozen.error");
        click("more");
        type("frozen", QStringLiteral("encoder, decoder, embedding"));
        QVERIFY2(complaint->text().contains(QStringLiteral("Every weight")), qPrintable(complaint->text()));
        QVERIFY(!find<QPushButton>("train")->isEnabled());
        type("frozen", QStringLiteral("enc3"));
        QVERIFY2(complaint->text().contains(QStringLiteral("no layer enc3")), qPrintable(complaint->text()));
        type("frozen", QStringLiteral("enc2, dec2, head"));
        QVERIFY(find<QPushButton>("train")->isEnabled());
    }

    void anotherDataSetValidates()
    {
        prepare();
        importPairs("held out", 7);
        auto* validation = find<QComboBox>("validation");
        find<QComboBox>("trainingData")->setCurrentText(QStringLiteral("pairs"));
        validation->setCurrentIndex(validation->findText(QStringLiteral("pairs")));
        QVERIFY2(find<QLabel>("validation.error")->text().contains(QStringLiteral("are trained on")),
                 qPrintable(find<QLabel>("validation.error")->text()));
        QVERIFY(!find<QPushButton>("train")->isEnabled());
        validation->setCurrentIndex(validation->findText(QStringLiteral("held out")));
        QVERIFY(!find<QDoubleSpinBox>("validationShare")->isEnabled());
        trainer().holdsAt = 3;
        train();
        QTRY_COMPARE(int(trainer().steps), 3);
        QCOMPARE(int(trainer().validation), 7);
        click("cancelTraining");
        QVERIFY(waitForEnd());
        const auto cutOff = unfinishedTraining(session().file());
        QVERIFY(cutOff && cutOff->validationName == "held out");
        validation->setCurrentIndex(0);
        find<QDoubleSpinBox>("validationShare")->setValue(0);
        find<QSpinBox>("patience")->setValue(1);
        QVERIFY(find<QLabel>("patience.error")->text().contains(QStringLiteral("validation loss")));
    }

    void theUsualSettingsAreThoseOfThePublication()
    {
        prepare();
        QCOMPARE(find<QLineEdit>("rates")->text(), QStringLiteral("0.01, 0.001, 0.0001"));
        click("train");
        const TrainingRequest& request = m_page->runner().request();
        TrainingSettings expected;
        expected.learningRate = request.settings.learningRate;
        QCOMPARE(toJson(request.settings), toJson(expected));
        QCOMPARE(request.learningRates, (std::vector<double>{0.01, 0.001, 0.0001}));
        QCOMPARE(request.output,
                 std::filesystem::path(m_fixture->directory.filePath(QStringLiteral("test-trained")).toStdString()));
        QVERIFY(waitForEnd());
        QCOMPARE(int(trainer().pairs), 30);
    }

    void adafactorIsNotClipped()
    {
        prepare();
        auto* optimizer = find<QComboBox>("optimizer");
        optimizer->setFocus();
        QTest::keyClick(optimizer, Qt::Key_End);
        QCOMPARE(optimizer->currentText(), QStringLiteral("Adafactor"));
        click("train");
        QVERIFY(m_page->runner().request().settings.optimizer == OptimizerKind::Adafactor);
        QCOMPARE(m_page->runner().request().settings.clip, 0.0);
        QVERIFY(waitForEnd());
    }
};

QTEST_MAIN(TestTrainingForm)
#include "tst_trainingform.moc"
