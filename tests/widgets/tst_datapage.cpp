// SPDX-License-Identifier: GPL-3.0-or-later
#include "PageFixture.h"
#include "core/base/Error.h"
#include "core/dataset/SentenceReader.h"
#include "widgets/pages/data/CellText.h"
#include "widgets/pages/data/DataPage.h"
#include "widgets/pages/data/ImportDialog.h"
#include "widgets/pages/data/KeywordModel.h"
#include "widgets/pages/data/MatchListModel.h"
#include "widgets/pages/data/PreviewModel.h"
#include "widgets/pages/data/ProjectListModel.h"
#include "widgets/pages/data/SentenceExport.h"
#include "widgets/pages/data/SentenceTableModel.h"
#include "widgets/pages/data/SentencesPane.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QToolButton>
#include <QWindow>
#include <algorithm>

using namespace sparsight;

class TestDataPage : public QObject {
    Q_OBJECT

    std::unique_ptr<PageFixture> m_fixture;

    QString write(const char* name, const QByteArray& content)
    {
        QFile file(m_fixture->directory.filePath(QString::fromLatin1(name)));
        if (!file.open(QIODevice::WriteOnly)) return {};
        file.write(content);
        return file.fileName();
    }

    Topic storedTopic(const char* name) { return m_fixture->session.project().topic(name); }

    /// Writes into the empty last row, as a person does, and leaves the field open.
    static QPointer<QLineEdit> writeKeyword(QTableView* table, const QString& keyword)
    {
        table->setCurrentIndex(table->model()->index(table->model()->rowCount() - 1, 0));
        table->setFocus();
        QTest::keyClick(table, Qt::Key_F2);
        const QPointer<QLineEdit> editor = table->findChild<QLineEdit*>();
        if (editor) QTest::keyClicks(editor, keyword);
        return editor;
    }

    static void typeKeyword(QTableView* table, const QString& keyword)
    {
        const QPointer<QLineEdit> editor = writeKeyword(table, keyword);
        QVERIFY(editor);
        QTest::keyClick(editor, Qt::Key_Return);
        QTRY_VERIFY(!editor); // committed and gone
    }

    std::unique_ptr<DataPage> openPage()
    {
        auto page = std::make_unique<DataPage>(m_fixture->context, nullptr);
        page->resize(900, 600);
        page->show();
        page->activateWindow();
        return page;
    }

    /// Chooses the entry that begins so, with keys.
    static void choose(QComboBox* box, const QString& beginning)
    {
        QTRY_VERIFY(box->findText(beginning, Qt::MatchStartsWith) >= 0);
        box->setFocus();
        const int row = box->findText(beginning, Qt::MatchStartsWith);
        while (box->currentIndex() < row)
            QTest::keyClick(box, Qt::Key_Down);
        while (box->currentIndex() > row)
            QTest::keyClick(box, Qt::Key_Up);
    }

    QByteArray exported(DataPage& page, const char* name)
    {
        const QString file = m_fixture->directory.filePath(QString::fromLatin1(name));
        QSignalSpy finished(&m_fixture->jobs, &JobRunner::jobFinished);
        page.findChild<SentencesPane*>()->exportTo(file);
        if (finished.empty()) finished.wait();
        QFile written(file);
        return written.open(QIODevice::ReadOnly) ? written.readAll() : QByteArray();
    }

private Q_SLOTS:
    void initTestCase() { qputenv("XDG_CACHE_HOME", QByteArray(m_cache.path().toUtf8())); }
    void init() { m_fixture = std::make_unique<PageFixture>(); }
    void cleanup() { m_fixture.reset(); }

    void emptyPageTeaches()
    {
        DataPage page(m_fixture->context, nullptr);
        page.show();
        bool button = false;
        for (const auto* candidate : page.findChildren<QPushButton*>())
            button |= candidate->isVisible() && candidate->text().contains(QStringLiteral("New project"));
        QVERIFY(button);
    }

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

    void longTextsAreCutInCells()
    {
        QCOMPARE(cellText("one\ntwo"), QStringLiteral("one two"));
        for (std::size_t before = 1990; before <= 2001; ++before) {
            const QString text = cellText(std::string(before, 'x') + "€€€€€");
            QVERIFY(text.startsWith(QString(qsizetype(std::min<std::size_t>(before, 2000)), QLatin1Char('x'))));
            QVERIFY(text.endsWith(QStringLiteral("…")) && !text.contains(QChar::ReplacementCharacter));
        }
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

    void sentencesAreListedAndFound()
    {
        m_fixture->openProject(100, {});
        DataPage page(m_fixture->context, nullptr);
        page.resize(900, 600);
        page.show();
        auto* search = page.findChild<QLineEdit*>(QStringLiteral("search"));
        const auto* model = page.findChild<SentenceTableModel*>();
        QCOMPARE(model->rowCount(), 100);
        QCOMPARE(model->columnCount(), 4); // number, sentence, label, group
        QVERIFY(model->index(7, 1).data().toString().endsWith(QStringLiteral(" 7.")));
        QTest::keyClicks(search, QStringLiteral("peru chemist"));
        QTRY_COMPARE(model->rowCount(), 5);
        QVERIFY(model->index(0, 1).data().toString().contains(QStringLiteral("chemist")));
        search->clear();
        QTRY_COMPARE(model->rowCount(), 100);
    }

    void aSearchWithoutHitsSaysSo()
    {
        m_fixture->openProject(100, {});
        const auto page = openPage();
        auto* none = page->findChild<QLabel*>(QStringLiteral("none"));
        QVERIFY(!none->isVisible());
        auto* search = page->findChild<QLineEdit*>(QStringLiteral("search"));
        QTest::keyClicks(search, QStringLiteral("zebra"));
        QTRY_VERIFY(none->isVisible());
        QCOMPARE(none->text(), QStringLiteral("No sentence contains “zebra”."));
        QCOMPARE(page->findChild<QLabel*>(QStringLiteral("count"))->text(), QStringLiteral("0 of 100"));
        search->clear();
        QTRY_VERIFY(!none->isVisible());
    }

    void sentencesAreFilteredByLabelAndGroup()
    {
        m_fixture->openProject(100, {});
        const auto page = openPage();
        const auto* model = page->findChild<SentenceTableModel*>();
        const auto* count = page->findChild<QLabel*>(QStringLiteral("count"));
        auto* label = page->findChild<QComboBox*>(QStringLiteral("labelFilter"));
        auto* group = page->findChild<QComboBox*>(QStringLiteral("groupFilter"));
        choose(label, QStringLiteral("stem (50)"));
        QCOMPARE(model->rowCount(), 50);
        QCOMPARE(count->text(), QStringLiteral("50 of 100"));
        choose(group, QStringLiteral("document 2 (10)"));
        QCOMPARE(model->rowCount(), 5); // 20 … 24
        QCOMPARE(model->sentenceAt(4), SentenceId(24));

        QTest::keyClicks(page->findChild<QLineEdit*>(QStringLiteral("search")), QStringLiteral("peru"));
        auto* none = page->findChild<QLabel*>(QStringLiteral("none"));
        QTRY_VERIFY(none->isVisible()); // every sentence of Peru is of another label
        QVERIFY2(none->text().contains(QStringLiteral("label or group")), qPrintable(none->text()));
        choose(label, QStringLiteral("any label"));
        QCOMPARE(model->rowCount(), 5); // 25 … 29
        QCOMPARE(model->sentenceAt(0), SentenceId(25));
    }

    void shownSentencesAreCopiedAndExported()
    {
        m_fixture->openProject(100, {});
        const QString file = write("formula.csv", "text,target\n=1+1,\"one, two\"\nplain,three\n");
        m_fixture->session.project().importDataset("formula", "formula.csv", [&](const Project::SentenceSink& sink) {
            readSentences(file.toStdString(), {}, sink);
            return 0U;
        });
        m_fixture->session.refresh();
        const auto page = openPage();
        auto* table = page->findChild<QTableView*>(QStringLiteral("sentences"));
        page->findChild<SentencesPane*>()->setDataset(m_fixture->session.datasets().front().id);
        choose(page->findChild<QComboBox*>(QStringLiteral("groupFilter")), QStringLiteral("document 1 (10)"));
        table->setFocus();
        table->selectRow(3);
        QTest::keyClick(table, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(),
                 QStringLiteral("number\tsentence\tlabel\tgroup\r\n"
                                "14\tOur teacher explains the speed of an electron 13.\tstem\tdocument 1\r\n"));
        table->clearSelection();
        QTest::mouseClick(page->findChild<QToolButton*>(QStringLiteral("copy")), Qt::LeftButton);
        QCOMPARE(QGuiApplication::clipboard()->text().count(QLatin1Char('\n')), 11);

        const QByteArray ten = exported(*page, "ten.csv");
        QVERIFY2(ten.startsWith("number,sentence,label,group\r\n11,The light"), ten.constData());
        QCOMPARE(ten.count('\n'), 11);
        QVERIFY(page->findChild<QLabel*>(QStringLiteral("notice"))->text().startsWith(QStringLiteral("10 row")));

        page->findChild<SentencesPane*>()->setDataset(m_fixture->session.datasets().back().id);
        QCOMPARE(exported(*page, "formula-out.csv"),
                 QByteArray("number,sentence,target\r\n1,'=1+1,\"one, two\"\r\n2,plain,three\r\n"));
    }

    void anExportThatIsCancelledLeavesTheFile()
    {
        m_fixture->openProject(100, {});
        const QString file = write("kept.csv", "kept");
        std::stop_source stop;
        stop.request_stop();
        QVERIFY_THROWS_EXCEPTION(Error, exportSentences(m_fixture->session.project().file(),
                                                        m_fixture->session.datasets().front(), {}, file.toStdString(),
                                                        stop.get_token(), {}));
        QFile kept(file);
        QVERIFY(kept.open(QIODevice::ReadOnly));
        QCOMPARE(kept.readAll(), QByteArray("kept"));
    }

    void columnsAreChosen()
    {
        m_fixture->openProject(100, {});
        const auto page = openPage();
        auto* table = page->findChild<QTableView*>(QStringLiteral("sentences"));
        QTest::mouseClick(page->findChild<QToolButton*>(QStringLiteral("columns")), Qt::LeftButton);
        auto* menu = page->findChild<QMenu*>();
        QVERIFY(menu && menu->isVisible());
        QCOMPARE(menu->actions().size(), 4);
        QVERIFY(!menu->actions().at(1)->isEnabled()); // the sentence stays
        QTest::mouseClick(menu, Qt::LeftButton, Qt::NoModifier, menu->actionGeometry(menu->actions().at(2)).center());
        QVERIFY(table->isColumnHidden(2));
        page->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(page.get()));
        table->selectRow(0);
        table->setFocus();
        QTest::keyClick(table, Qt::Key_C, Qt::ControlModifier);
        QVERIFY(QGuiApplication::clipboard()->text().startsWith(QStringLiteral("number\tsentence\tgroup\r\n")));
    }

    void aDataSetIsRemovedOnlyOnPurpose()
    {
        m_fixture->openProject(20, {QStringLiteral("base")});
        const auto page = openPage();
        QVERIFY(QTest::qWaitForWindowActive(page.get()));
        auto* remove = page->findChild<QToolButton*>(QStringLiteral("removeDataset"));
        QTest::mouseClick(remove, Qt::LeftButton);
        QPointer<QMessageBox> box = page->findChild<QMessageBox*>();
        QVERIFY(box && box->isVisible());
        QCOMPARE(box->windowModality(), Qt::WindowModal);
        // The question stands before it. Through the window, as a person's click comes.
        QTest::mouseClick(page->windowHandle(), Qt::LeftButton, Qt::NoModifier,
                          remove->mapTo(page.get(), remove->rect().center()));
        QCOMPARE(page->findChildren<QMessageBox*>().size(), 1);
        QTest::keyClick(box.data(), Qt::Key_Return);
        QTRY_VERIFY(!box);
        QCOMPARE(m_fixture->session.datasets().size(), std::size_t(1));

        QTest::mouseClick(remove, Qt::LeftButton);
        box = page->findChild<QMessageBox*>();
        QVERIFY(box);
        for (auto* button : box->findChildren<QPushButton*>())
            if (button->text().contains(QStringLiteral("Remove"))) QTest::mouseClick(button, Qt::LeftButton);
        QTRY_VERIFY(!box);
        QVERIFY(m_fixture->session.datasets().empty());
        QVERIFY(m_fixture->session.runs().empty());
    }

    void aDataSetThatIsCapturedStays()
    {
        m_fixture->openProject(400, {});
        m_fixture->loadModel();
        const auto page = openPage();
        const auto* remove = page->findChild<QToolButton*>(QStringLiteral("removeDataset"));
        QVERIFY(remove->isEnabled());
        m_fixture->control->captureDelayMs = 5;
        CaptureRequest request;
        request.dataset = m_fixture->session.datasets().front().id;
        request.settings.layers = {{Stack::Encoder, 6}};
        const quint64 job = m_fixture->jobs.capture(m_fixture->session.file(), request);
        QVERIFY(!remove->isEnabled());
        QVERIFY2(remove->toolTip().contains(QStringLiteral("running")), qPrintable(remove->toolTip()));
        m_fixture->jobs.cancel(job);
        QTRY_VERIFY(remove->isEnabled());
    }

    void whatIsReadOnlySaysWhy()
    {
        m_fixture->openProject(20, {});
        const auto page = openPage();
        const char* const names[] = {"importData", "newTopic", "removeDataset", "removeTopic"};
        for (const char* name : names)
            QVERIFY(page->findChild<QToolButton*>(QString::fromLatin1(name))->isEnabled());
        m_fixture->session.open(m_fixture->session.file(), Project::Mode::ReadOnly);
        for (const char* name : names) {
            const auto* button = page->findChild<QToolButton*>(QString::fromLatin1(name));
            QVERIFY2(!button->isEnabled(), name);
            QVERIFY2(button->toolTip().contains(QStringLiteral("read-only")), name);
        }
        m_fixture->session.close();
        QVERIFY(!page->findChild<QToolButton*>(QStringLiteral("newTopic"))->isEnabled());
        QVERIFY(page->findChild<QToolButton*>(QStringLiteral("importData"))->isEnabled()); // leads to a new project
    }

    void aKeywordCountsWhileItIsWritten()
    {
        m_fixture->openProject(100, {});
        const auto page = openPage();
        QTest::mouseClick(page->findChild<QToolButton*>(QStringLiteral("newTopic")), Qt::LeftButton);
        auto* table = page->findChild<QTableView*>(QStringLiteral("keywords"));
        typeKeyword(table, QStringLiteral("door"));
        const auto* total = page->findChild<QLabel*>(QStringLiteral("total"));
        QTRY_VERIFY2(total->text().startsWith(QStringLiteral("25 of 100")), qPrintable(total->text()));
        const QPointer<QLineEdit> editor = writeKeyword(table, QStringLiteral("peru"));
        QVERIFY(editor);
        QTRY_VERIFY2(total->text().startsWith(QStringLiteral("50 of 100")), qPrintable(total->text()));
        QCOMPARE(table->model()->index(1, 1).data().toString(), QStringLiteral("25"));
        QCOMPARE(editor->text(), QStringLiteral("peru")); // the field keeps what is written
        QCOMPARE(storedTopic("New topic").keywords, std::vector<std::string>{"door"});
        QTest::keyClick(editor, Qt::Key_Backspace);
        QTRY_COMPARE(table->model()->index(1, 1).data().toString(), QStringLiteral("0"));
        QTest::keyClick(editor, Qt::Key_Escape);
        QTRY_VERIFY(!table->model()->index(1, 1).data().isValid());
        QCOMPARE(table->model()->index(0, 1).data().toString(), QStringLiteral("25"));
    }

    void anExpressionThatIsHalfWrittenIsForgiven()
    {
        m_fixture->openProject(100, {});
        const auto page = openPage();
        QTest::mouseClick(page->findChild<QToolButton*>(QStringLiteral("newTopic")), Qt::LeftButton);
        auto* match = page->findChild<QComboBox*>(QStringLiteral("match"));
        match->setFocus();
        QTest::keyClick(match, Qt::Key_End);
        auto* table = page->findChild<QTableView*>(QStringLiteral("keywords"));
        const QPointer<QLineEdit> editor = writeKeyword(table, QStringLiteral("(peru"));
        const auto told = [&] {
            const auto labels = page->findChildren<QLabel*>();
            return std::any_of(labels.begin(), labels.end(), [](const QLabel* label) {
                return label->isVisible() && label->text().contains(QStringLiteral("(peru"));
            });
        };
        QTRY_VERIFY(told());
        QTest::keyClicks(editor, QStringLiteral(")"));
        QTRY_VERIFY(!told());
        QCOMPARE(table->model()->index(0, 1).data().toString(), QStringLiteral("25"));
    }

    void keywordsAreEditedWithLiveCounts()
    {
        m_fixture->openProject(100, {});
        DataPage page(m_fixture->context, nullptr);
        page.resize(900, 600);
        page.show();
        auto* add = page.findChild<QToolButton*>(QStringLiteral("newTopic"));
        QTest::mouseClick(add, Qt::LeftButton);
        QCOMPARE(m_fixture->session.topics().size(), std::size_t(3));
        auto* name = page.findChild<QLineEdit*>(QStringLiteral("topicName"));
        QVERIFY(name->isVisible());
        QTest::keyClicks(name, QStringLiteral("places"));
        QTest::keyClick(name, Qt::Key_Return);
        QCOMPARE(storedTopic("places").name, std::string("places"));

        auto* table = page.findChild<QTableView*>(QStringLiteral("keywords"));
        typeKeyword(table, QStringLiteral("peru"));
        typeKeyword(table, QStringLiteral("valley"));
        QCOMPARE(storedTopic("places").keywords, (std::vector<std::string>{"peru", "valley"}));
        QTRY_COMPARE(table->model()->index(0, 1).data().toString(), QStringLiteral("25"));
        auto* total = page.findChild<QLabel*>(QStringLiteral("total"));
        QVERIFY2(total->text().startsWith(QStringLiteral("25 of 100")), qPrintable(total->text()));

        table->selectRow(1);
        table->setFocus();
        QTest::keyClick(table, Qt::Key_Delete);
        QCOMPARE(storedTopic("places").keywords, std::vector<std::string>{"peru"});
    }

    void aBadExpressionIsToldAndNotStored()
    {
        m_fixture->openProject(20, {});
        DataPage page(m_fixture->context, nullptr);
        page.resize(900, 600);
        page.show();
        QTest::mouseClick(page.findChild<QToolButton*>(QStringLiteral("newTopic")), Qt::LeftButton);
        auto* match = page.findChild<QComboBox*>(QStringLiteral("match"));
        match->setFocus();
        QTest::keyClick(match, Qt::Key_End);
        auto* table = page.findChild<QTableView*>(QStringLiteral("keywords"));
        typeKeyword(table, QStringLiteral("(open"));
        QVERIFY(storedTopic("New topic").keywords.empty());
        bool told = false;
        for (const auto* label : page.findChildren<QLabel*>())
            told |= label->isVisible() && label->text().contains(QStringLiteral("(open"));
        QVERIFY(told);
    }

    void aRemovedTopicComesBack()
    {
        m_fixture->openProject(20, {});
        DataPage page(m_fixture->context, nullptr);
        page.resize(900, 600);
        page.show();
        QTest::mouseClick(page.findChild<QToolButton*>(QStringLiteral("newTopic")), Qt::LeftButton);
        QTest::mouseClick(page.findChild<QToolButton*>(QStringLiteral("removeTopic")), Qt::LeftButton);
        QCOMPARE(m_fixture->session.topics().size(), std::size_t(2));
        QPushButton* undo = nullptr;
        for (auto* button : page.findChildren<QPushButton*>())
            if (button->text().contains(QStringLiteral("New topic")) && button->isVisible()) undo = button;
        QVERIFY(undo);
        QTest::mouseClick(undo, Qt::LeftButton);
        QCOMPARE(m_fixture->session.topics().size(), std::size_t(3));
    }

    void modelsKeepTheirPromises()
    {
        m_fixture->openProject(20, {});
        KeywordModel keywords;
        const QAbstractItemModelTester keywordTester(&keywords);
        keywords.setKeywords({QStringLiteral("a"), QStringLiteral("b")});
        keywords.setCounts({1, 2});
        QVERIFY(keywords.setData(keywords.index(2, 0), QStringLiteral("c"), Qt::EditRole));
        QVERIFY(!keywords.setData(keywords.index(3, 0), QStringLiteral("a"), Qt::EditRole)); // there already
        QVERIFY(keywords.setData(keywords.index(0, 0), QString(), Qt::EditRole));            // emptied: removed
        QCOMPARE(keywords.keywords(), (QStringList{QStringLiteral("b"), QStringLiteral("c")}));
        keywords.removeKeywords({0, 1});
        keywords.setEditable(false);
        QCOMPARE(keywords.rowCount(), 0);

        PreviewModel preview;
        const QAbstractItemModelTester previewTester(&preview);
        Preview rows;
        rows.rows = {{"one", "label", {}, {}}};
        rows.report.labelColumn = "label";
        preview.setPreview(rows);
        QCOMPARE(preview.columnCount(), 3);
        QCOMPARE(preview.index(0, 0).data().toString(), QStringLiteral("1"));

        SentenceTableModel sentences(m_fixture->session);
        const QAbstractItemModelTester sentenceTester(&sentences);
        sentences.setDataset(m_fixture->session.datasets().front().id);
        sentences.setHits(std::vector{SentenceId(3), SentenceId(5)});
        QCOMPARE(sentences.rowCount(), 2);
        QCOMPARE(sentences.sentenceAt(1), SentenceId(5));

        MatchListModel matches;
        const QAbstractItemModelTester matchTester(&matches);
        matches.setMatches({{SentenceId(0), "Größe zählt", {{0, 8, 6}}}}); // "zählt", in bytes
        const QPoint range = matches.index(0).data(MatchListModel::RangesRole).toList().front().toPoint();
        QCOMPARE(range, QPoint(6, 5)); // in characters

        ProjectListModel topics(ProjectListModel::Kind::Topics, m_fixture->session, nullptr);
        const QAbstractItemModelTester topicTester(&topics);
        QCOMPARE(topics.rowCount(), 2);
        QVERIFY(topics.rowOf(QStringLiteral("STEM")) >= 0);
        m_fixture->session.project().removeTopic("STEM");
        m_fixture->session.refresh();
        QCOMPARE(topics.rowOf(QStringLiteral("STEM")), -1);
    }

private:
    QTemporaryDir m_cache;
};

QTEST_MAIN(TestDataPage)
#include "tst_datapage.moc"
