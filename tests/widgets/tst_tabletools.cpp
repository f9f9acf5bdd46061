// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/FilterHeader.h"
#include "widgets/views/FilterTableView.h"
#include "widgets/views/TableTools.h"

#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QStandardItemModel>
#include <QTest>
#include <QTimer>
#include <algorithm>

using namespace sparsight;

class TestTableTools : public QObject {
    Q_OBJECT

    std::unique_ptr<QStandardItemModel> m_model;
    std::unique_ptr<FilterTableView> m_table;
    std::unique_ptr<TableTools> m_tools;

    bool says(const QString& sentence) const
    {
        const auto labels = m_tools->findChildren<QLabel*>();
        return std::any_of(labels.begin(), labels.end(),
                           [&](const QLabel* label) { return label->text() == sentence; });
    }

private Q_SLOTS:
    void init()
    {
        m_model = std::make_unique<QStandardItemModel>(3, 2);
        m_table = std::make_unique<FilterTableView>();
        m_table->setSource(m_model.get());
        m_tools = std::make_unique<TableTools>(*m_table);
        m_tools->show();
    }

    void whatWasWrittenIsSaidForAWhile()
    {
        const QString sentence = QStringLiteral("3 rows written to t.csv");
        Q_EMIT m_table->exported(sentence, false);
        QVERIFY(says(sentence));
        auto* timer = m_tools->findChild<QTimer*>();
        QVERIFY(timer->isActive());
        QCOMPARE(timer->interval(), 10'000);
        timer->start(1);
        QTRY_VERIFY(!says(sentence));
    }

    void itGoesWithTheTableItIsAbout()
    {
        const QString sentence = QStringLiteral("3 rows written to t.csv");
        Q_EMIT m_table->exported(sentence, false);
        m_model->removeRow(0);
        QVERIFY(!says(sentence));
        Q_EMIT m_table->exported(sentence, false);
        m_tools->hide(); // another page
        QVERIFY(!says(sentence));
    }

    void columnsYieldWhereThereIsNoRoom()
    {
        m_model->setColumnCount(5);
        m_table->resize(320, 200);
        m_table->show();
        for (int column = 0; column < 5; ++column)
            m_table->setColumnWidth(column, 100);
        m_table->setFillColumns({1});
        m_table->setYieldingColumns({1, 3, 2, 4});
        const auto shown = [this] {
            QList<int> columns;
            for (int column = 0; column < 5; ++column)
                if (!m_table->isColumnHidden(column)) columns << column;
            return columns;
        };
        QCOMPARE(shown(), (QList<int>{0, 1, 3}));
        m_table->resize(420, 200);
        QCOMPARE(shown(), (QList<int>{0, 1, 2, 3}));
        m_table->resize(520, 200);
        QCOMPARE(shown().size(), 5);
        m_table->header().field(4)->setText(QStringLiteral("a")); // a filter is not hidden
        m_table->resize(320, 200);
        QCOMPARE(shown(), (QList<int>{0, 1, 4}));

        m_table->showColumnMenu({});
        m_table->findChild<QMenu*>()->actions().at(1)->trigger(); // column 2
        QCOMPARE(shown(), (QList<int>{0, 1, 2, 4}));
        m_table->resize(220, 200); // as the person chose
        QCOMPARE(shown(), (QList<int>{0, 1, 2, 4}));
        QVERIFY(m_table->areColumnsChosen());
    }

    void anErrorStays()
    {
        const QString sentence = QStringLiteral("There is no space left.");
        Q_EMIT m_table->exported(sentence, true);
        QVERIFY(says(sentence));
        QVERIFY(!m_tools->findChild<QTimer*>()->isActive());
    }
};

QTEST_MAIN(TestTableTools)
#include "tst_tabletools.moc"
