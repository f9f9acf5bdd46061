// SPDX-License-Identifier: GPL-3.0-or-later
// Notes and lists of neurons in the window: written, undone, looked up in tables.
#include "PageFixture.h"

#include "widgets/inspector/Inspector.h"
#include "widgets/inspector/NeuronNotes.h"
#include "widgets/models/TableRoles.h"
#include "widgets/pages/neurons/NeuronsPage.h"
#include "widgets/session/NeuronBook.h"
#include "widgets/views/FilterTableView.h"
#include "widgets/views/NeuronListPicker.h"

#include <QComboBox>
#include <QFileDialog>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace sparsight;
using namespace Qt::StringLiterals;

namespace {

constexpr LayerId enc6{Stack::Encoder, 6};

QMenu* visibleMenu(QWidget& owner)
{
    for (QMenu* menu : owner.findChildren<QMenu*>()) {
        if (menu->isVisible() && !qobject_cast<QMenu*>(menu->parent())) return menu;
    }
    return nullptr;
}

std::vector<NeuronList> stored(PageFixture& page)
{
    return Notebook(page.session.project()).lists();
}

} // namespace

class TestNeuronBook : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void changesAreUndoneOneByOne()
    {
        PageFixture page;
        page.openProject(20, {u"A"_s});
        NeuronBook& book = page.book;
        const CheckpointId checkpoint = page.session.runs().front().checkpoint;
        const NeuronName first{enc6, NeuronId(1)}, second{enc6, NeuronId(2)};
        book.setNote(checkpoint, first, u" light \n"_s);
        QCOMPARE(book.note(checkpoint, first), u"light"_s);
        book.setNote(checkpoint, first, u"light"_s); // no change, no step
        const NeuronName both[] = {first, second, first};
        book.addToList(u"Kites"_s, both);
        book.addToList(u"kites"_s, std::span(both, 1)); // is in it already
        book.renameList(u"Kites"_s, u"Paper kites"_s);
        book.removeFromList(u"Paper kites"_s, std::span(both, 1));
        book.removeList(u"Paper kites"_s);
        QVERIFY(book.lists().empty() && stored(page).empty());
        QCOMPARE(book.history().count(), 5);

        book.history().undo();
        QVERIFY((stored(page) == std::vector<NeuronList>{{"Paper kites", {second}}}));
        book.history().undo();
        book.history().undo();
        QVERIFY((stored(page) == std::vector<NeuronList>{{"Kites", {first, second}}}));
        QCOMPARE(book.listsOf(second), QStringList{u"Kites"_s});
        book.history().undo();
        book.history().undo();
        QVERIFY(stored(page).empty());
        QVERIFY(book.note(checkpoint, first).isEmpty());
        while (book.history().canRedo())
            book.history().redo();
        QVERIFY(stored(page).empty());
        QCOMPARE(book.note(checkpoint, first), u"light"_s);
        QVERIFY(book.notesElsewhere(checkpoint, first).empty());
        QCOMPARE(book.notesElsewhere(CheckpointId(99), first).size(), std::size_t(1));
    }

    void whatCannotBeStoredIsToldAndIsNoStep()
    {
        PageFixture page;
        page.openProject(20, {u"A"_s});
        QSignalSpy failed(&page.book, &NeuronBook::failed);
        const NeuronName neuron[] = {{enc6, NeuronId(1)}};
        page.book.addToList(u"a"_s, neuron);
        page.book.addToList(u"b"_s, neuron);
        page.book.renameList(u"a"_s, u"B"_s);
        QCOMPARE(failed.size(), 1);
        QVERIFY(failed.first().first().toString().contains(u"already"_s));
        QCOMPARE(page.book.history().count(), 2);
        page.session.open(page.session.file(), Project::Mode::ReadOnly);
        QCOMPARE(page.book.history().count(), 0);
        QVERIFY(!page.book.isWritable());
        page.book.removeList(u"a"_s);
        QCOMPARE(failed.size(), 2);
        QCOMPARE(page.book.lists().size(), std::size_t(2));
    }

    void aNoteIsStoredWhenTheFieldIsLeft()
    {
        PageFixture page;
        page.openProject(20, {u"A"_s});
        Inspector inspector(page.context, nullptr);
        inspector.show();
        QVERIFY(page.waitForFacts());
        page.selection.selectNeuron(enc6, NeuronId(3));
        auto* field = inspector.findChild<QPlainTextEdit*>(u"neuronNote"_s);
        QVERIFY(field->isVisible());
        field->setFocus();
        QTest::keyClicks(field, u"fires on light"_s);
        page.session.refresh(); // what is being written stays
        QCOMPARE(field->toPlainText(), u"fires on light"_s);
        page.selection.selectNeuron(enc6, NeuronId(4));
        QVERIFY(field->toPlainText().isEmpty());
        const CheckpointId checkpoint = page.session.runs().front().checkpoint;
        QCOMPARE(page.book.note(checkpoint, {enc6, NeuronId(3)}), u"fires on light"_s);

        QTest::keyClicks(field, u"nothing"_s);
        QTest::keyClick(field, Qt::Key_Escape); // takes it back
        QVERIFY(field->toPlainText().isEmpty());
        QVERIFY(page.book.note(checkpoint, {enc6, NeuronId(4)}).isEmpty());
        page.selection.selectNeuron(enc6, NeuronId(3));
        QCOMPARE(field->toPlainText(), u"fires on light"_s);
        page.book.history().undo();
        QVERIFY(field->toPlainText().isEmpty());
    }

    void theMenuMakesAListAndTheChipTakesOut()
    {
        PageFixture page;
        page.openProject(20, {u"A"_s});
        page.selection.selectNeuron(enc6, NeuronId(3));
        NeuronNotes notes(page.context);
        notes.show();
        QTest::mouseClick(notes.findChild<QToolButton*>(u"addToList"_s), Qt::LeftButton);
        QMenu* menu = visibleMenu(notes);
        QVERIFY(menu);
        auto* name = menu->findChild<QLineEdit*>(u"newList"_s);
        QTest::keyClicks(name, u"R&D <b>"_s);
        QTest::keyClick(name, Qt::Key_Return);
        QCOMPARE(page.book.lists().size(), std::size_t(1));
        QCOMPARE(page.book.listsOf({enc6, NeuronId(3)}), QStringList{u"R&D <b>"_s});
        QToolButton* chip = nullptr;
        for (auto* button : notes.findChildren<QToolButton*>()) {
            if (button->text() == u"R&&D <b>"_s && button->isVisible()) chip = button;
        }
        QVERIFY(chip);
        QTest::mouseClick(chip, Qt::LeftButton);
        QVERIFY(page.book.lists().front().neurons.empty());
    }

    void aTableIsNarrowedToAList()
    {
        PageFixture page;
        page.openProject(20, {u"A"_s});
        const NeuronName neurons[] = {{enc6, NeuronId(1)}, {enc6, NeuronId(5)}, {{Stack::Encoder, 5}, NeuronId(2)}};
        NeuronsPage table(page.context, nullptr);
        table.show();
        QVERIFY(page.waitForFacts());
        FilterTableView* view = &table.table();
        const int all = view->proxy().rowCount();
        page.book.addToList(u"kites"_s, neurons);
        QComboBox* lists = nullptr;
        for (auto* combo : table.findChildren<QComboBox*>()) {
            if (combo->findData(u"kites"_s) > 0) lists = combo;
        }
        QVERIFY(lists && lists->isVisible());
        QCOMPARE(view->proxy().rowCount(), all);
        lists->setCurrentIndex(lists->findData(u"kites"_s));
        QCOMPARE(view->proxy().rowCount(), 2);
        page.book.removeFromList(u"kites"_s, std::span(neurons, 1));
        QCOMPARE(view->proxy().rowCount(), 1);
        QCOMPARE(view->proxy().index(0, 0).data(NeuronRole).toInt(), 5);
        page.book.removeList(u"kites"_s);
        QCOMPARE(view->proxy().rowCount(), all);
        QVERIFY(!lists->isVisible());
    }

    void aReportIsWrittenOnAList()
    {
        PageFixture page;
        page.openProject(20, {u"A"_s});
        const NeuronName neurons[] = {{enc6, NeuronId(1)}, {enc6, NeuronId(5)}, {{Stack::Encoder, 5}, NeuronId(2)}};
        NeuronsPage table(page.context, nullptr);
        table.resize(900, 600);
        table.show();
        QVERIFY(page.waitForFacts());
        page.book.addToList(u"red/kites"_s, neurons);
        auto* picker = table.findChild<NeuronListPicker*>();
        auto* lists = picker->findChild<QComboBox*>();
        lists->setCurrentIndex(lists->findData(u"red/kites"_s));
        auto* more = picker->findChild<QToolButton*>();
        QTRY_VERIFY(more->isVisible());
        QTest::mouseClick(more, Qt::LeftButton);
        auto* action = picker->findChild<QAction*>(u"reportOnList"_s);
        QVERIFY(action && action->isEnabled());
        QVERIFY2(action->text().contains(u"2 neuron"_s), qPrintable(action->text()));
        action->trigger();
        auto* dialog = picker->findChild<QFileDialog*>();
        QVERIFY(dialog);
        auto* field = dialog->findChild<QLineEdit*>();
        QVERIFY2(field->text().endsWith(u"red_kites.html"_s), qPrintable(field->text()));
        const QString file = page.directory.filePath(u"list.csv"_s);
        field->setText(file);
        QTest::keyClick(field, Qt::Key_Return);
        QTRY_VERIFY(QFile::exists(file));
        QFile written(file);
        QVERIFY(written.open(QIODevice::ReadOnly));
        const QByteArray csv = written.readAll();
        QVERIFY(csv.contains(",1,") && csv.contains(",5,"));
        QTRY_VERIFY(page.jobs.isIdle());
    }

    void rowsArePutIntoAListByTheirMenu()
    {
        PageFixture page;
        page.openProject(20, {u"A"_s});
        NeuronsPage table(page.context, nullptr);
        table.resize(900, 600);
        table.show();
        QVERIFY(page.waitForFacts());
        FilterTableView* view = &table.table();
        view->selectRow(0);
        view->selectionModel()->select(view->proxy().index(2, 0),
                                       QItemSelectionModel::Select | QItemSelectionModel::Rows);
        Q_EMIT view->customContextMenuRequested(QPoint(10, 10));
        QMenu* menu = visibleMenu(table);
        QVERIFY(menu);
        auto* name = menu->findChild<QLineEdit*>(u"newList"_s);
        QVERIFY(name);
        name->setText(u"chosen"_s);
        QTest::keyClick(name, Qt::Key_Return);
        QCOMPARE(page.book.lists().size(), std::size_t(1));
        QCOMPARE(page.book.lists().front().neurons.size(), std::size_t(2));
    }
};

QTEST_MAIN(TestNeuronBook)
#include "tst_neuronbook.moc"
