// SPDX-License-Identifier: GPL-3.0-or-later
// What holds for every table of every page: a column of numbers tells what they are, rows are copied with headers, and
// what is filtered is exported. A new page is walked the day it appears.
#include "PageFixture.h"

#include "widgets/models/TableRoles.h"
#include "widgets/views/FilterHeader.h"
#include "widgets/views/FilterTableView.h"
#include "widgets/views/TableCopy.h"

#include <QAction>
#include <QCheckBox>
#include <QGuiApplication>
#include <QLineEdit>
#include <QPushButton>
#include <QStackedWidget>
#include <QTabWidget>
#include <QTableView>
#include <QTest>
#include <memory>

using namespace sparsight;
using namespace Qt::StringLiterals;

namespace {

QString nameOf(const QTableView& table)
{
    return table.objectName().isEmpty() ? table.accessibleName() : table.objectName();
}

} // namespace

class TestEveryTable : public QObject {
    Q_OBJECT

    std::unique_ptr<PageFixture> m_fixture;

    /// The page with its numbers: everything that computes only while it is seen, or when it is asked for, has done so.
    std::unique_ptr<QWidget> shown(const PageEntry& entry) const
    {
        std::unique_ptr<QWidget> page(entry.create(m_fixture->context, nullptr));
        page->resize(1600, 900);
        page->show();
        if (auto* controls = page->findChild<QCheckBox*>(QStringLiteral("controls"))) controls->click();
        settle();
        if (auto* probe = page->findChild<QPushButton*>(QStringLiteral("probe"))) probe->click();
        for (QStackedWidget* stack : page->findChildren<QStackedWidget*>()) {
            for (int i = 0; i < stack->count(); ++i) {
                stack->setCurrentIndex(i);
                settle();
            }
        }
        return page;
    }
    void settle() const
    {
        QTest::qWait(20);
        QTRY_VERIFY_WITH_TIMEOUT(m_fixture->jobs.isIdle(), 20000);
        QTest::qWait(20);
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_fixture = std::make_unique<PageFixture>();
        m_fixture->openProject(200, {u"first"_s, u"second"_s});
        m_fixture->loadModel();
        m_fixture->selection.selectNeuron({Stack::Encoder, 6}, NeuronId(3));
        QVERIFY(m_fixture->waitForFacts());
    }
    void cleanupTestCase() { m_fixture.reset(); }

    void page_data()
    {
        QTest::addColumn<int>("index");
        for (std::size_t i = 0; i < pageTable().size(); ++i)
            QTest::newRow(pageTable()[i].id) << int(i);
    }

    void page()
    {
        QFETCH(int, index);
        const auto page = shown(pageTable()[std::size_t(index)]);
        for (const QTableView* table : page->findChildren<QTableView*>()) {
            tellsItsNumbers(*table);
            if (const auto* filtered = qobject_cast<const FilterTableView*>(table))
                exportsWhatIsFiltered(*filtered);
            else
                copies(*table);
            if (QTest::currentTestFailed()) return;
        }
    }

private:
    static void tellsItsNumbers(const QTableView& table)
    {
        const QAbstractItemModel& model = *table.model();
        for (int column = 0; column < model.columnCount(); ++column) {
            const auto header = [&](int role) { return model.headerData(column, Qt::Horizontal, role); };
            const QString place =
                u"%1, column %2 (%3)"_s.arg(nameOf(table)).arg(column).arg(header(Qt::DisplayRole).toString());
            QVERIFY2(header(NumericRole).isValid(), qPrintable(place + u": of numbers or of text?"_s));
            if (!header(NumericRole).toBool()) continue;
            QVERIFY2(header(Qt::ToolTipRole).toString().size() > 8, qPrintable(place + u": no formula"_s));
        }
    }

    static QStringList lines(const QString& text) { return text.trimmed().split(u'\n'); }

    void exportsWhatIsFiltered(const FilterTableView& table) const
    {
        const QByteArray name = nameOf(table).toUtf8();
        const int all = table.proxy().rowCount();
        QVERIFY2(lines(table.selectedText())[0].contains(u'\t') || table.model()->columnCount() < 2, name);
        QVERIFY2(!table.csv().isEmpty(), name);
        if (all == 0) return;
        // A filter that one row passes, and those that are the same to it.
        const QString first = table.proxy().index(0, 0).data(Qt::DisplayRole).toString();
        auto& header = table.header();
        const bool numeric = table.model()->headerData(0, Qt::Horizontal, NumericRole).toBool();
        const double value = table.proxy().index(0, 0).data(ValueRole).toDouble(); // what is shown may be rounded
        header.field(0)->setText(numeric ? u"="_s + QString::number(value, 'g', 17) : first);
        const int few = table.proxy().rowCount();
        QVERIFY2(few > 0 && few <= all, name);
        const QString csv = table.csv();
        header.field(0)->clear();
        QCOMPARE(table.proxy().rowCount(), all);
        QVERIFY2(all == few || lines(csv).size() < lines(table.csv()).size(), name);
    }

    static void copies(const QTableView& table)
    {
        const QByteArray name = nameOf(table).toUtf8();
        bool byKey = false;
        for (const QAction* action : table.actions())
            byKey |= action->shortcut() == QKeySequence(QKeySequence::Copy);
        QVERIFY2(byKey || table.objectName() == u"sentences"_s, name); // that one has buttons of its own
        if (!byKey) return;
        QVERIFY2(lines(exportedText(table))[0].contains(u','), name);
        QVERIFY2(lines(copiedText(table))[0].contains(u'\t'), name);
    }
};

QTEST_MAIN(TestEveryTable)
#include "tst_everytable.moc"
