// SPDX-License-Identifier: GPL-3.0-or-later
#include "PageFixture.h"
#include "core/dataset/SentenceReader.h"
#include "widgets/pages/data/CellText.h"
#include "widgets/pages/data/ImportDialog.h"
#include "widgets/pages/data/PreviewModel.h"

#include <QComboBox>
#include <QDir>
#include <QFileInfo>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <algorithm>
#include <future>

using namespace sparsight;

class TestImportDialog : public QObject {
    Q_OBJECT

    std::unique_ptr<PageFixture> m_fixture;

    QString write(const char* name, const QByteArray& content)
    {
        QFile file(m_fixture->directory.filePath(QString::fromLatin1(name)));
        if (!file.open(QIODevice::WriteOnly)) return {};
        file.write(content);
        return file.fileName();
    }

private Q_SLOTS:
    void init() { m_fixture = std::make_unique<PageFixture>(); }
    void cleanup() { m_fixture.reset(); }

    void previewsBeforeItImports()
    {
        m_fixture->openProject(10, {});
        const QString file = write("animals.csv", "text,label\nThe cat sleeps.,pets\n\nA dog barks.,pets\n");
        auto* dialog = new ImportDialog(m_fixture->session, m_fixture->jobs, {file}, nullptr);
        const QSignalSpy imported(dialog, &ImportDialog::imported);
        const QPointer<ImportDialog> alive(dialog);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->show();
        auto* button = dialog->findChild<QPushButton*>(QStringLiteral("import"));
        QVERIFY(!button->isEnabled());
        QTRY_VERIFY(button->isEnabled());
        const auto* table = dialog->findChild<QTableView*>();
        QCOMPARE(table->model()->rowCount(), 2);
        QCOMPARE(table->model()->columnCount(), 3); // number, text, label
        QCOMPARE(table->model()->index(0, 1).data().toString(), QStringLiteral("The cat sleeps."));
        QCOMPARE(m_fixture->session.datasets().size(), std::size_t(1)); // nothing committed yet

        auto* name = dialog->findChild<QLineEdit*>(QStringLiteral("name"));
        QCOMPARE(name->text(), QStringLiteral("animals"));
        name->selectAll();
        QTest::keyClicks(name, QStringLiteral("pets"));
        QTRY_VERIFY(button->isEnabled());
        QTest::mouseClick(button, Qt::LeftButton);
        QTRY_VERIFY(!alive);
        QCOMPARE(imported.count(), 1);
        QCOMPARE(m_fixture->session.datasets().size(), std::size_t(2));
        QCOMPARE(m_fixture->session.datasets().back().name, std::string("pets"));
        QCOMPARE(m_fixture->session.datasets().back().blankLines, 1U);
    }

    void thePreviewSaysHowManyRowsThereAre_data()
    {
        QTest::addColumn<int>("rows");
        QTest::addColumn<QString>("said");
        QTest::newRow("one") << 1 << "all 1 row(s)";
        QTest::newRow("as many as are shown") << 100 << "all 100 row(s)";
        QTest::newRow("more") << 1250 << "the first 100 of 1,250 rows";
    }

    void thePreviewSaysHowManyRowsThereAre()
    {
        QFETCH(int, rows);
        QFETCH(QString, said);
        m_fixture->openProject(10, {});
        const QString file = write("rows.txt", QByteArray("A sentence.\n").repeated(rows));
        ImportDialog dialog(m_fixture->session, m_fixture->jobs, {file}, nullptr);
        dialog.show();
        const auto* found = dialog.findChild<QLabel*>(QStringLiteral("found"));
        QTRY_VERIFY2(found->text().endsWith(said), qPrintable(found->text()));
    }

    void aRowThatIsWrongFurtherDownIsFoundBeforeTheImport()
    {
        m_fixture->openProject(10, {});
        const QString file = write("late.csv", "text,label\n" + QByteArray("fine,a\n").repeated(300) + "short\n");
        ImportDialog dialog(m_fixture->session, m_fixture->jobs, {file}, nullptr);
        dialog.show();
        const auto* problem = dialog.findChild<QLabel*>(QStringLiteral("problem"));
        QTRY_VERIFY(problem->isVisible());
        QVERIFY2(problem->text().contains(QStringLiteral("302")), qPrintable(problem->text()));
        QVERIFY2(problem->text().contains(QStringLiteral("1 cell ")), qPrintable(problem->text()));
        QCOMPARE(dialog.findChild<QTableView*>()->model()->rowCount(), 100);
        QVERIFY(!dialog.findChild<QPushButton*>(QStringLiteral("import"))->isEnabled());
    }

    void papersAreChosenPreviewedAndSkippedOnesNamed()
    {
        m_fixture->openProject(10, {});
        const QString folder = QStringLiteral(SPARSIGHT_TEST_DATA "/scisumm");
        auto* dialog = new ImportDialog(m_fixture->session, m_fixture->jobs, {folder + QLatin1Char('/')}, nullptr);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        const QPointer<ImportDialog> alive(dialog);
        dialog->show();
        QCOMPARE(dialog->findChild<QLineEdit*>(QStringLiteral("name"))->text(), QStringLiteral("scisumm"));
        QVERIFY(!dialog->findChild<QComboBox*>(QStringLiteral("format"))); // there is but one for a folder
        auto* model = dialog->findChild<QTableView*>()->model();
        QTRY_COMPARE(model->rowCount(), 1);
        QCOMPARE(model->columnCount(), 4); // number, text, group, target

        auto* input = dialog->findChild<QComboBox*>(QStringLiteral("input"));
        auto* sections = dialog->findChild<QLineEdit*>(QStringLiteral("sections"));
        QVERIFY(!sections->isEnabled());
        input->setFocus();
        QTest::keyClick(input, Qt::Key_End); // chosen sections
        QVERIFY(sections->isEnabled());
        QTRY_COMPARE(model->rowCount(), 2);
        auto* unit = dialog->findChild<QComboBox*>(QStringLiteral("unit"));
        unit->setFocus();
        QTest::keyClick(unit, Qt::Key_End); // sentences
        QTRY_COMPARE(model->rowCount(), 4);
        QCOMPARE(model->index(0, 1).data().toString(), QStringLiteral("Bronze is older than iron."));

        auto* problem = dialog->findChild<QLabel*>(QStringLiteral("problem"));
        auto* button = dialog->findChild<QPushButton*>(QStringLiteral("import"));
        sections->clear();
        QTest::keyClicks(sections, QStringLiteral(" ,"));
        QTRY_VERIFY(problem->isVisible());
        QVERIFY(!button->isEnabled());
        sections->clear();
        QTest::keyClicks(sections, QStringLiteral("conclusion"));
        QTRY_VERIFY(button->isEnabled());
        QVERIFY(!problem->isVisible());
        QTest::mouseClick(button, Qt::LeftButton);
        auto* skipped = dialog->findChild<QPlainTextEdit*>(QStringLiteral("skipped"));
        QTRY_VERIFY(skipped->isVisible());
        QVERIFY(alive); // until the reasons have been read
        QVERIFY2(skipped->toPlainText().contains(QStringLiteral("N01-0003.xml, line 5:")),
                 qPrintable(skipped->toPlainText()));
        QCOMPARE(skipped->toPlainText().count(QLatin1Char('\n')), 1); // N01-0001 has no conclusion
        QCOMPARE(m_fixture->session.datasets().back().sentences, 1U);
        QVERIFY(m_fixture->session.datasets().back().hasGroups);
    }

    void papersBecomePairsAndSentences()
    {
        m_fixture->openProject(10, {});
        const QString folder = QStringLiteral(SPARSIGHT_TEST_DATA "/scisumm");
        const auto import = [&](const QString& name) {
            ImportDialog dialog(m_fixture->session, m_fixture->jobs, {folder}, nullptr);
            dialog.show();
            auto* button = dialog.findChild<QPushButton*>(QStringLiteral("import"));
            QTRY_VERIFY(button->isEnabled());
            QCOMPARE(dialog.findChild<QLineEdit*>(QStringLiteral("name"))->text(), name);
            QTest::mouseClick(button, Qt::LeftButton);
            QTRY_VERIFY(m_fixture->jobs.isIdle());
        };
        import(QStringLiteral("scisumm"));
        const auto& datasets = m_fixture->session.datasets();
        QCOMPARE(datasets.size(), std::size_t(3));
        QCOMPARE(datasets[1].name, "scisumm");
        QVERIFY(datasets[1].hasTargets);
        QCOMPARE(datasets[2].name, "scisumm-sentences"); // as `experiment poster --papers` calls it
        QVERIFY(!datasets[2].hasTargets && datasets[2].hasGroups);
        QVERIFY(datasets[2].sentences > datasets[1].sentences);
        m_fixture->session.project().removeDataset(datasets[1].id);
        m_fixture->session.refresh();
        import(QStringLiteral("scisumm 2")); // the name of the sentences is taken
        QCOMPARE(datasets.size(), std::size_t(4));
    }

    void aPaperWithoutASummaryIsNamed()
    {
        const QString known = QStringLiteral(SPARSIGHT_TEST_DATA "/scisumm/top1000_complete/N01-0001/");
        const QTemporaryDir folder;
        const auto copy = [&](const QString& from, const QString& paper, const QString& to) {
            const QString target = folder.filePath(QStringLiteral("top1000_complete/") + paper + QLatin1Char('/') + to);
            return QDir().mkpath(QFileInfo(target).path()) && QFile::copy(known + from, target);
        };
        const QString article = QStringLiteral("Documents_xml/N01-0001.xml");
        const QString summary = QStringLiteral("summary/N01-0001.gold.txt");
        QVERIFY(copy(article, QStringLiteral("N01-0001"), article));
        QVERIFY(copy(summary, QStringLiteral("N01-0001"), summary));
        const QString citances = QStringLiteral("citing_sentences_annotated.json");
        for (const char* paper : {"N01-0001", "N01-0004"})
            QVERIFY(copy(citances, QString::fromLatin1(paper), citances));
        QVERIFY(copy(article, QStringLiteral("N01-0004"), QStringLiteral("Documents_xml/N01-0004.xml")));

        m_fixture->openProject(10, {});
        ImportDialog dialog(m_fixture->session, m_fixture->jobs, {folder.path()}, nullptr);
        dialog.show();
        auto* button = dialog.findChild<QPushButton*>(QStringLiteral("import"));
        QTRY_VERIFY(button->isEnabled());
        QTest::mouseClick(button, Qt::LeftButton);
        auto* skipped = dialog.findChild<QPlainTextEdit*>(QStringLiteral("skipped"));
        QTRY_VERIFY(skipped->isVisible()); // though its sentences were taken
        QVERIFY2(skipped->toPlainText().contains(QStringLiteral("N01-0004")), qPrintable(skipped->toPlainText()));
        QCOMPARE(skipped->toPlainText().count(QLatin1Char('\n')), 0);
    }

    void longTextsAreCutInCells()
    {
        QCOMPARE(cellText("one\ntwo"), QStringLiteral("one two"));
        for (std::size_t before = 1990; before <= 2001; ++before) {
            const QString text = cellText(std::string(before, 'x') + "€€€€€");
            QVERIFY(text.startsWith(QString(qsizetype(std::min<std::size_t>(before, 2000)), QLatin1Char('x'))));
            QVERIFY(text.endsWith(QStringLiteral("…")) && !text.contains(QChar::ReplacementCharacter));
        }
    }

    void anImportThatWasCancelledCanBeBegunAnew()
    {
        m_fixture->openProject(10, {});
        const QString file = write("animals.csv", "text\nThe cat sleeps.\n");
        ImportDialog dialog(m_fixture->session, m_fixture->jobs, {file}, nullptr);
        auto* button = dialog.findChild<QPushButton*>(QStringLiteral("import"));
        QTRY_VERIFY(button->isEnabled());
        std::promise<void> end; // what the import waits for
        m_fixture->jobs.query<bool>(
            QStringLiteral("before"), this,
            [wait = end.get_future().share()](const std::stop_token&, const ProgressCallback&) {
                wait.wait();
                return true;
            },
            [](bool) {});
        button->click();
        QVERIFY(!button->isEnabled());
        m_fixture->jobs.cancel(m_fixture->jobs.jobs().front().id); // where jobs are listed
        end.set_value();
        QTRY_VERIFY(m_fixture->jobs.isIdle());
        QVERIFY(button->isEnabled());
        QCOMPARE(m_fixture->session.datasets().size(), std::size_t(1));
        button->click();
        QTRY_COMPARE(m_fixture->session.datasets().size(), std::size_t(2));
    }

    void aProblemIsShownAndNothingIsImported()
    {
        m_fixture->openProject(10, {});
        const QString file = write("bad.csv", "text,label\nfine,a\n\"never closed,b\n");
        ImportDialog dialog(m_fixture->session, m_fixture->jobs, {file}, nullptr);
        dialog.show();
        auto* problem = dialog.findChild<QLabel*>(QStringLiteral("problem"));
        QTRY_VERIFY(problem->isVisible());
        QVERIFY2(problem->text().contains(QStringLiteral("3")), qPrintable(problem->text())); // the line
        QVERIFY(!dialog.findChild<QPushButton*>(QStringLiteral("import"))->isEnabled());
    }

    void anotherFormatIsPreviewedAgain()
    {
        m_fixture->openProject(10, {});
        const QString file = write("list.csv", "text,label\nThe cat sleeps.,pets\n");
        ImportDialog dialog(m_fixture->session, m_fixture->jobs, {file}, nullptr);
        dialog.show();
        const auto* model = dialog.findChild<QTableView*>()->model();
        QTRY_COMPARE(model->rowCount(), 1);
        auto* format = dialog.findChild<QComboBox*>(QStringLiteral("format"));
        format->setFocus();
        format->setCurrentIndex(0);
        QTest::keyClick(format, Qt::Key_Down); // text, a sentence a line
        QTRY_COMPARE(model->rowCount(), 2);
        QCOMPARE(model->columnCount(), 2);
    }

    void aTakenNameGetsANumber()
    {
        m_fixture->openProject(10, {});
        const QString file = write("sentences.txt", "One.\nTwo.\n");
        const ImportDialog dialog(m_fixture->session, m_fixture->jobs, {file}, nullptr);
        QCOMPARE(dialog.findChild<QLineEdit*>(QStringLiteral("name"))->text(), QStringLiteral("sentences 2"));
    }
};

QTEST_MAIN(TestImportDialog)
#include "tst_importdialog.moc"
