// SPDX-License-Identifier: GPL-3.0-or-later
#include "PageFixture.h"
#include "widgets/pages/data/CellText.h"
#include "widgets/pages/data/DataPage.h"
#include "widgets/pages/data/ImportDialog.h"
#include "widgets/pages/data/KeywordModel.h"
#include "widgets/pages/data/MatchListModel.h"
#include "widgets/pages/data/PreviewModel.h"
#include "widgets/pages/data/ProjectListModel.h"
#include "widgets/pages/data/SentenceTableModel.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QToolButton>

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

    /// Types a keyword into the empty last row, as a person does.
    static void typeKeyword(QTableView* table, const QString& keyword)
    {
        table->setCurrentIndex(table->model()->index(table->model()->rowCount() - 1, 0));
        table->setFocus();
        QTest::keyClick(table, Qt::Key_F2);
        const QPointer<QLineEdit> editor = table->findChild<QLineEdit*>();
        QVERIFY(editor);
        QTest::keyClicks(editor, keyword);
        QTest::keyClick(editor, Qt::Key_Return);
        QTRY_VERIFY(!editor); // committed and gone
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
        QCOMPARE(table->model()->columnCount(), 2);
        QCOMPARE(table->model()->index(0, 0).data().toString(), QStringLiteral("The cat sleeps."));
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
        QCOMPARE(model->columnCount(), 3); // text, group, target

        auto* input = dialog->findChild<QComboBox*>(QStringLiteral("input"));
        auto* sections = dialog->findChild<QLineEdit*>(QStringLiteral("sections"));
        QVERIFY(!sections->isEnabled());
        input->setFocus();
        QTest::keyClick(input, Qt::Key_End); // chosen sections
        QVERIFY(sections->isEnabled());
        QTRY_COMPARE(model->rowCount(), 2);
        auto* unit = dialog->findChild<QComboBox*>(QStringLiteral("unit"));
        unit->setFocus();
        QTest::keyClick(unit, Qt::Key_Down); // sentences
        QTRY_COMPARE(model->rowCount(), 4);
        QCOMPARE(model->index(0, 0).data().toString(), QStringLiteral("Bronze is older than iron."));

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
        QCOMPARE(model->columnCount(), 1);
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
        QCOMPARE(preview.columnCount(), 2);

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
