// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/ColumnsLayout.h"

#include <QTest>
#include <QWidget>

using namespace sparsight;

/// Three items of 100 × 40 pixels at least, with gaps of 10 and 6.
class TestColumnsLayout : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void itemsShareTheRoom_data()
    {
        QTest::addColumn<int>("width");
        QTest::addColumn<QRect>("second");
        QTest::addColumn<QRect>("third");
        QTest::addColumn<int>("height");
        QTest::newRow("all in one row") << 320 << QRect(110, 0, 100, 40) << QRect(220, 0, 100, 40) << 40;
        QTest::newRow("wider than they ask for") << 620 << QRect(210, 0, 200, 40) << QRect(420, 0, 200, 40) << 40;
        QTest::newRow("the last has its row") << 319 << QRect(164, 0, 154, 40) << QRect(0, 46, 319, 40) << 86;
        QTest::newRow("one below the other") << 209 << QRect(0, 46, 209, 40) << QRect(0, 92, 209, 40) << 132;
    }
    void itemsShareTheRoom()
    {
        QFETCH(int, width);
        QFETCH(QRect, second);
        QFETCH(QRect, third);
        QFETCH(int, height);
        QWidget box;
        auto* layout = new ColumnsLayout(10, 6, &box);
        QWidget* items[3];
        for (QWidget*& item : items) {
            item = new QWidget;
            item->setMinimumSize(100, 40);
            layout->addWidget(item);
        }
        QCOMPARE(layout->minimumSize(), QSize(100, 40));
        QCOMPARE(layout->heightForWidth(width), height);
        layout->setGeometry({0, 0, width, height});
        QCOMPARE(items[1]->geometry(), second);
        QCOMPARE(items[2]->geometry(), third);
        layout->setGeometry({0, 0, width, height + 30}); // what is left over is the rows'
        QCOMPARE(items[2]->geometry().bottom(), height + 30 - 1);
    }

    void withoutItemsItIsEmpty()
    {
        ColumnsLayout layout(10, 6);
        layout.setGeometry({0, 0, 100, 100});
        QCOMPARE(layout.heightForWidth(100), 0);
    }
};

QTEST_MAIN(TestColumnsLayout)
#include "tst_columnslayout.moc"
