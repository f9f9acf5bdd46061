// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/TextTable.h"

#include <QTest>

#include <sstream>

using namespace sparsight;

class TestTextTable : public QObject {
    Q_OBJECT

private slots:
    void nothingSteersTheTerminal_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("shown");
        const QByteArray mark = "\xEF\xBF\xBD";
        QTest::newRow("plain") << QByteArray("Grüße, 東京 🙂") << QByteArray("Grüße, 東京 🙂");
        QTest::newRow("line breaks") << QByteArray("a\r\nb\tc") << QByteArray("a  b c");
        QTest::newRow("escape") << QByteArray("\x1B[2Jx") << mark + "[2Jx";
        QTest::newRow("bell, delete") << QByteArray("\a\x7F") << mark + mark;
        QTest::newRow("C1") << QByteArray("\xC2\x9B"
                                          "31m")
                            << mark + "31m";
        QTest::newRow("right to left override") << QByteArray("a\xE2\x80\xAE"
                                                              "b")
                                                << "a" + mark + "b";
        QTest::newRow("line separator") << QByteArray("a\xE2\x80\xA8"
                                                      "b")
                                        << QByteArray("a b");
        QTest::newRow("not UTF-8") << QByteArray("a\xFF\xC3") << "a" + mark + mark;
        QTest::newRow("overlong") << QByteArray("\xC0\x9B") << mark + mark;
        QTest::newRow("surrogate") << QByteArray("\xED\xA0\x80") << mark + mark + mark;
        QTest::newRow("NUL") << QByteArray("a\0b", 3) << "a" + mark + "b";
    }

    void nothingSteersTheTerminal()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, shown);
        QCOMPARE(QByteArray::fromStdString(printable(text.toStdString())), shown);
    }

    void numbers()
    {
        QCOMPARE(fixed(1.23456, 2), "1.23");
        QCOMPARE(grouped(7), "7");
        QCOMPARE(grouped(1234), "1,234");
        QCOMPARE(grouped(1234567890), "1,234,567,890");
    }

    void columnsAlign()
    {
        TextTable table({{"neuron"}, {"text", false}});
        table.add({"7", "ü"});
        table.add({"1234567", "a\nb"});
        std::ostringstream out;
        table.print(out);
        QCOMPARE(out.str(), " neuron  text\n      7  ü\n1234567  a b\n");
    }
};

QTEST_APPLESS_MAIN(TestTextTable)
#include "tst_texttable.moc"
