// SPDX-License-Identifier: GPL-3.0-or-later
// The publication's experiment in the window: its choices, the job, and the report.
#include "PageFixture.h"
#include "widgets/experiment/PosterDialog.h"
#include "widgets/experiment/PosterJob.h"
#include "widgets/experiment/ReportWindow.h"

#include <QAbstractButton>
#include <QClipboard>
#include <QComboBox>
#include <QDir>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>
#include <memory>
#include <optional>

using namespace sparsight;

class TestPosterDialog : public QObject {
    Q_OBJECT

    std::unique_ptr<PageFixture> m_fixture;
    std::unique_ptr<PosterDialog> m_dialog;

    template <class Widget>
    Widget* find(const char* name) const
    {
        return m_dialog->findChild<Widget*>(QString::fromLatin1(name));
    }
    QPushButton* start() const { return find<QPushButton>("start"); }
    QString problem() const { return find<QLabel>("problem")->text(); }

    void addPairs()
    {
        m_fixture->session.project().importDataset("papers", "test", [](const Project::SentenceSink& sink) {
            for (int i = 0; i < 20; ++i)
                sink({.text = "An atom has an electron " + std::to_string(i), .target = "atoms"});
            return 0U;
        });
        m_fixture->session.refresh();
    }
    void loadModel()
    {
        const QString folder = m_fixture->directory.filePath(QStringLiteral("fake"));
        QVERIFY(QDir().mkpath(folder));
        QSignalSpy loaded(&m_fixture->jobs, &JobRunner::modelChanged);
        m_fixture->jobs.loadModel(folder, {});
        QVERIFY(!loaded.empty() || loaded.wait());
    }
    void makeDialog()
    {
        m_dialog = std::make_unique<PosterDialog>(m_fixture->context, nullptr);
        m_dialog->show();
    }
    /// What the dialog asks for with everything as it is.
    PosterChoices wanted()
    {
        std::optional<PosterChoices> choices;
        connect(m_dialog.get(), &PosterDialog::wanted, this, [&](const PosterChoices& asked) { choices = asked; });
        QTest::mouseClick(start(), Qt::LeftButton);
        return choices.value_or(PosterChoices{});
    }

private Q_SLOTS:
    void init()
    {
        m_fixture = std::make_unique<PageFixture>();
        m_fixture->openProject(200, {});
    }
    void cleanup()
    {
        m_dialog.reset();
        m_fixture.reset();
    }

    void whatIsMissingIsTold()
    {
        makeDialog();
        QVERIFY(!start()->isEnabled());
        QVERIFY(problem().contains(QStringLiteral("checkpoint")));
        loadModel();
        makeDialog();
        QVERIFY(!start()->isEnabled());
        QVERIFY(problem().contains(QStringLiteral("target")));
        addPairs();
        makeDialog();
        QVERIFY(start()->isEnabled());
        QVERIFY(find<QLabel>("problem")->isHidden());
    }

    void theChoicesAreThoseOfThePublication()
    {
        addPairs();
        loadModel();
        makeDialog();
        QCOMPARE(find<QComboBox>("pairs")->count(), 1); // only data sets with targets
        find<QComboBox>("sentences")->setCurrentText(QStringLiteral("sentences"));
        const PosterChoices choices = wanted();
        QVERIFY(choices.checkpoints == PosterCheckpoints::Train);
        QCOMPARE(choices.learningRates, (std::vector<double>{0.01, 0.001, 0.0001}));
        QCOMPARE(choices.training.epochs, 5);
        QCOMPARE(choices.training.batchSize, 16);
        QCOMPARE(choices.pairs, "papers");
        QCOMPARE(choices.sentences, "sentences");
        QCOMPARE(choices.topic, "STEM");
        QCOMPARE(choices.rule, "matched");
        QVERIFY(choices.neurons.empty() && !choices.keywordInGenerated);
        QCOMPARE(choices.model.filename().string(), "fake");
        QCOMPARE(choices.output.filename().string(), "test.checkpoints");
        QVERIFY(!m_dialog->isVisible());
    }

    void thePapersSentencesAreCaptured()
    {
        loadModel();
        addPairs();
        makeDialog();
        QCOMPARE(find<QComboBox>("sentences")->currentText(), QStringLiteral("sentences")); // rather than whole papers
        m_fixture->session.project().importDataset("papers-sentences", "test", [](const Project::SentenceSink& sink) {
            sink({.text = "An atom has an electron."});
            sink({.text = "It is so small."});
            return 0U;
        });
        m_fixture->session.refresh();
        makeDialog();
        QCOMPARE(find<QComboBox>("sentences")->currentText(), QStringLiteral("papers-sentences"));
        auto* share = find<QLabel>("share");
        QTRY_VERIFY2(share->text().startsWith(QStringLiteral("1 of 2 sentences")), qPrintable(share->text()));
        QCOMPARE(share->property("role").toString(), QStringLiteral("muted"));
        find<QComboBox>("sentences")->setCurrentText(QStringLiteral("papers"));
        QTRY_VERIFY2(share->text().startsWith(QStringLiteral("20 of 20 sentences")), qPrintable(share->text()));
        QVERIFY(share->text().contains(QStringLiteral("near 1")));
        QVERIFY(share->text().contains(QStringLiteral("whole texts")));
        QCOMPARE(share->property("role").toString(), QStringLiteral("error"));
        find<QComboBox>("keywordIn")->setCurrentIndex(1); // what will be written is not known
        QVERIFY(share->text().isEmpty());
    }

    void theTopicIsThePublications()
    {
        m_fixture->selection.setTopic(QStringLiteral("colours"));
        makeDialog();
        QCOMPARE(find<QComboBox>("topic")->currentText(), QStringLiteral("STEM"));
    }

    void whatWasEnteredIsThereAgain()
    {
        addPairs();
        loadModel();
        makeDialog();
        find<QLineEdit>("rates")->setText(QStringLiteral("0.5"));
        find<QSpinBox>("epochs")->setValue(3);
        find<QComboBox>("topic")->setCurrentText(QStringLiteral("colours"));
        find<QComboBox>("rule")->setCurrentText(QStringLiteral("top:7"));
        find<QComboBox>("sentences")->setCurrentText(QStringLiteral("papers"));
        find<QLineEdit>("neurons")->setText(QStringLiteral("7"));
        QTest::keyClick(m_dialog.get(), Qt::Key_Escape);
        makeDialog();
        QCOMPARE(find<QComboBox>("sentences")->currentText(), QStringLiteral("papers"));
        const PosterChoices choices = wanted();
        QCOMPARE(choices.learningRates, std::vector<double>{0.5});
        QCOMPARE(choices.training.epochs, 3);
        QCOMPARE(choices.topic, "colours");
        QCOMPARE(choices.rule, "top:7");
        QCOMPARE(choices.neurons, std::vector<std::uint32_t>{7});
    }

    void otherChoicesAreTaken()
    {
        addPairs();
        loadModel();
        makeDialog();
        find<QLineEdit>("rates")->setText(QStringLiteral(" 0.5 ,0.25 "));
        find<QSpinBox>("epochs")->setValue(2);
        find<QComboBox>("topic")->setCurrentText(QStringLiteral("colours"));
        find<QComboBox>("keywordIn")->setCurrentIndex(1);
        find<QComboBox>("rule")->setCurrentText(QStringLiteral("fixed/top:30"));
        find<QLineEdit>("neurons")->setText(QStringLiteral("17, 4"));
        const PosterChoices choices = wanted();
        QCOMPARE(choices.learningRates, (std::vector<double>{0.5, 0.25}));
        QCOMPARE(choices.training.epochs, 2);
        QCOMPARE(choices.topic, "colours");
        QVERIFY(choices.keywordInGenerated);
        QCOMPARE(choices.rule, "fixed/top:30");
        QCOMPARE(choices.neurons, (std::vector<std::uint32_t>{17, 4}));
    }

    void whatMakesNoSenseIsTold_data()
    {
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("text");
        QTest::newRow("no rate") << "rates"
                                 << " , ";
        QTest::newRow("a word as a rate") << "rates"
                                          << "0.1, high";
        QTest::newRow("a rate below 0") << "rates"
                                        << "-0.1";
        QTest::newRow("a word as a neuron") << "neurons"
                                            << "7, eight";
        QTest::newRow("a neuron that is not there") << "neurons"
                                                    << "7, 99999";
        QTest::newRow("rule") << "rule"
                              << "strongest";
        QTest::newRow("rule after matched") << "rule"
                                            << "matched/strongest";
        QTest::newRow("no trainings") << "checkpoints"
                                      << "Take those that were trained from it";
    }
    void whatMakesNoSenseIsTold()
    {
        QFETCH(QString, field);
        QFETCH(QString, text);
        addPairs();
        loadModel();
        makeDialog();
        if (auto* line = m_dialog->findChild<QLineEdit*>(field)) line->setText(text);
        if (auto* combo = m_dialog->findChild<QComboBox*>(field)) combo->setCurrentText(text);
        QVERIFY(!start()->isEnabled());
        QVERIFY(!problem().isEmpty());
    }

    void theExperimentRunsAsAJob()
    {
        addPairs();
        loadModel();
        makeDialog();
        find<QLineEdit>("rates")->setText(QStringLiteral("0.01, 0.001"));
        find<QComboBox>("sentences")->setCurrentText(QStringLiteral("sentences"));
        std::shared_ptr<const PosterReport> report;
        QString failure;
        QSignalSpy changes(&m_fixture->jobs, &JobRunner::jobsChanged);
        QStringList stages;
        connect(&m_fixture->jobs, &JobRunner::jobsChanged, this, [&] {
            for (const JobState& job : m_fixture->jobs.jobs())
                stages << QString::fromStdString(job.progress.stage);
        });
        runPoster(
            m_fixture->jobs, m_fixture->session.file(), wanted(), this, [&](const auto& result) { report = result; },
            [&](const QString& error) { failure = error; });
        QTRY_VERIFY(report || !failure.isEmpty());
        QVERIFY2(failure.isEmpty(), qPrintable(failure));
        QCOMPARE(report->columns.size(), std::size_t(3));
        QCOMPARE(report->columns[2].title, "lr 0.001");
        QCOMPARE(report->neurons.size(), std::size_t(10));
        QVERIFY(!stages.filter(QStringLiteral("step ")).isEmpty());
        m_fixture->session.refresh();
        QCOMPARE(m_fixture->session.runs().size(), std::size_t(3));
        QCOMPARE(m_fixture->session.trainings().size(), std::size_t(2));

        // Now the project knows them.
        makeDialog();
        find<QComboBox>("checkpoints")->setCurrentIndex(1);
        QVERIFY(start()->isEnabled());
        QVERIFY(!find<QLineEdit>("rates")->isEnabled());
        QVERIFY(wanted().checkpoints == PosterCheckpoints::Recorded);
    }

    void aFailureIsTold()
    {
        addPairs();
        loadModel();
        makeDialog();
        m_fixture->training->fails = true;
        QString failure;
        runPoster(
            m_fixture->jobs, m_fixture->session.file(), wanted(), this, [](const auto&) {},
            [&](const QString& error) { failure = error; });
        QTRY_VERIFY(failure.contains(QStringLiteral("space")));
    }

    void theReportIsReadCopiedAndSaved()
    {
        addPairs();
        loadModel();
        makeDialog();
        std::shared_ptr<const PosterReport> report;
        runPoster(m_fixture->jobs, m_fixture->session.file(), wanted(), this,
                  [&](const auto& result) { report = result; }, {});
        QTRY_VERIFY(report);
        ReportWindow window(report, nullptr);
        window.show();
        QVERIFY(window.text().contains(QStringLiteral("KT-score")));
        QVERIFY(window.text().contains(QStringLiteral("never fires")));
        QVERIFY(window.findChild<QPlainTextEdit*>()->isReadOnly());
        for (QAbstractButton* button : window.findChildren<QAbstractButton*>()) {
            if (button->text().contains(QStringLiteral("Copy"))) button->click();
        }
        QCOMPARE(QGuiApplication::clipboard()->text(), window.text());
        const QString folder = m_fixture->directory.filePath(QStringLiteral("report"));
        window.save(folder);
        QCOMPARE(QDir(folder).entryList(QDir::Files).size(), 6);
        auto* outcome = window.findChild<QLabel*>(QStringLiteral("outcome"));
        QVERIFY(outcome->text().contains(QStringLiteral("report")));
        window.save(m_fixture->session.file() + QStringLiteral("/report"));
        QVERIFY(outcome->text().contains(QStringLiteral("Cannot")));
    }
};

QTEST_MAIN(TestPosterDialog)
#include "tst_posterdialog.moc"
