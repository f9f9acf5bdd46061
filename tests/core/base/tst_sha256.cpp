// SPDX-License-Identifier: GPL-3.0-or-later
// Known answers of FIPS 180-4.
#include "core/base/Sha256.h"

#include <QTest>

using namespace sparsight;

class TestSha256 : public QObject {
    Q_OBJECT

private slots:
    void knownAnswers_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("digest");
        QTest::newRow("empty") << QByteArray() << "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        QTest::newRow("abc") << QByteArray("abc") << "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        QTest::newRow("two blocks") << QByteArray("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")
                                    << "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1";
        QTest::newRow("a million") << QByteArray(1'000'000, 'a')
                                   << "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0";
    }
    void knownAnswers()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, digest);
        Sha256 whole;
        whole.add(text.toStdString());
        QCOMPARE(QString::fromStdString(whole.hex()), digest);

        Sha256 pieces;
        for (qsizetype i = 0; i < text.size(); i += 77)
            pieces.add(text.mid(i, 77).toStdString());
        QCOMPARE(QString::fromStdString(pieces.hex()), digest);
    }
};

QTEST_APPLESS_MAIN(TestSha256)
#include "tst_sha256.moc"
