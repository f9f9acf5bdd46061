// SPDX-License-Identifier: GPL-3.0-or-later
#include "PageFixture.h"
#include "widgets/pages/data/DataPage.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QTest>
#include <QToolButton>
#include <algorithm>

using namespace sparsight;

class TestTopicPane : public QObject {
    Q_OBJECT

    std::unique_ptr<PageFixture> m_fixture;

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

private Q_SLOTS:
    void init() { m_fixture = std::make_unique<PageFixture>(); }
    void cleanup() { m_fixture.reset(); }

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

    void removedKeywordsComeBack()
    {
        m_fixture->openProject(100, {});
        const auto page = openPage();
        QTest::mouseClick(page->findChild<QToolButton*>(QStringLiteral("newTopic")), Qt::LeftButton);
        auto* table = page->findChild<QTableView*>(QStringLiteral("keywords"));
        auto* remove = page->findChild<QToolButton*>(QStringLiteral("removeKeywords"));
        auto* back = page->findChild<QPushButton*>(QStringLiteral("bringBack"));
        const std::vector<std::string> all{"peru", "valley", "door"};
        for (const std::string& keyword : all)
            typeKeyword(table, QString::fromStdString(keyword));
        QVERIFY(!back->isVisible());
        table->selectRow(3); // where one is added
        QVERIFY(!remove->isEnabled());
        table->selectRow(1);
        QTest::mouseClick(remove, Qt::LeftButton);
        QCOMPARE(storedTopic("New topic").keywords, (std::vector<std::string>{"peru", "door"}));
        QVERIFY2(back->toolTip().contains(QStringLiteral("valley")), qPrintable(back->toolTip()));
        QTest::mouseClick(back, Qt::LeftButton);
        QCOMPARE(storedTopic("New topic").keywords, all);
        QVERIFY(!back->isVisible());

        table->selectAll();
        table->setFocus();
        QTest::keyClick(table, Qt::Key_Delete);
        QVERIFY(storedTopic("New topic").keywords.empty());
        typeKeyword(table, QStringLiteral("door")); // written anew meanwhile
        table->setFocus();
        QTest::keySequence(table, QKeySequence::Undo);
        QCOMPARE(storedTopic("New topic").keywords, (std::vector<std::string>{"peru", "valley", "door"}));

        table->selectRow(0);
        QTest::mouseClick(remove, Qt::LeftButton);
        QTest::mouseClick(page->findChild<QToolButton*>(QStringLiteral("newTopic")), Qt::LeftButton);
        QVERIFY(!back->isVisible()); // it was of another topic
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
        QVERIFY(!undo->isVisible() && !m_fixture->book.history().canUndo());
    }

    /// It is a step of the one history, so that Ctrl+Z takes back the topic and not what was done before.
    void aRemovedTopicIsTheFirstToBeTakenBack()
    {
        m_fixture->openProject(20, {QStringLiteral("A")});
        const CheckpointId checkpoint = m_fixture->session.runs().front().checkpoint;
        const NeuronName neuron{{Stack::Encoder, 6}, NeuronId(3)};
        m_fixture->book.setNote(checkpoint, neuron, QStringLiteral("light"));
        DataPage page(m_fixture->context, nullptr);
        page.resize(900, 600);
        page.show();
        QTest::mouseClick(page.findChild<QToolButton*>(QStringLiteral("newTopic")), Qt::LeftButton);
        QTest::mouseClick(page.findChild<QToolButton*>(QStringLiteral("removeTopic")), Qt::LeftButton);
        QCOMPARE(m_fixture->session.topics().size(), std::size_t(2));
        QUndoStack& history = m_fixture->book.history();
        history.undo();
        QCOMPARE(m_fixture->session.topics().size(), std::size_t(3));
        QCOMPARE(m_fixture->book.note(checkpoint, neuron), QStringLiteral("light"));
        history.redo();
        QCOMPARE(m_fixture->session.topics().size(), std::size_t(2));
        history.undo();
        history.undo();
        QVERIFY(m_fixture->book.note(checkpoint, neuron).isEmpty());
        QCOMPARE(m_fixture->session.topics().size(), std::size_t(3));
    }
};

QTEST_MAIN(TestTopicPane)
#include "tst_topicpane.moc"
