// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/CsvWriter.h"

#include "core/base/File.h"
#include "core/dataset/SentenceReader.h"

#include <QTemporaryDir>
#include <QTest>
#include <cmath>
#include <limits>

using namespace sparsight;

namespace {

std::string written(const std::function<void(CsvWriter&)>& write, CsvOptions options = {})
{
    std::string all;
    CsvWriter csv([&](std::string_view row) { all += row; }, options);
    write(csv);
    return all;
}

} // namespace

class TestCsvWriter : public QObject {
    Q_OBJECT

private slots:
    void text_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("guarded");
        QTest::addColumn<QString>("plain"); // with the guard off
        QTest::newRow("plain") << "light"
                               << "light"
                               << "light";
        QTest::newRow("empty") << ""
                               << ""
                               << "";
        QTest::newRow("comma") << "a,b"
                               << "\"a,b\""
                               << "\"a,b\"";
        QTest::newRow("quotes") << "say \"a\""
                                << "\"say \"\"a\"\"\""
                                << "\"say \"\"a\"\"\"";
        QTest::newRow("line break") << "a\nb"
                                    << "\"a\nb\""
                                    << "\"a\nb\"";
        QTest::newRow("formula") << "=1+1"
                                 << "'=1+1"
                                 << "=1+1";
        QTest::newRow("formula with quotes") << "=A(\"x\",1)"
                                             << "\"'=A(\"\"x\"\",1)\""
                                             << "\"=A(\"\"x\"\",1)\"";
        QTest::newRow("plus") << "+1"
                              << "'+1"
                              << "+1";
        QTest::newRow("minus") << "-1"
                               << "'-1"
                               << "-1";
        QTest::newRow("at") << "@SUM"
                            << "'@SUM"
                            << "@SUM";
        QTest::newRow("tab") << "\t=1"
                             << "'\t=1"
                             << "\t=1";
        QTest::newRow("CR") << "\r=1"
                            << "\"'\r=1\""
                            << "\"\r=1\"";
        QTest::newRow("LF") << "\n=1"
                            << "\"'\n=1\""
                            << "\"\n=1\"";
        QTest::newRow("in the middle") << "a=b"
                                       << "a=b"
                                       << "a=b";
    }
    void text()
    {
        QFETCH(QString, text);
        QFETCH(QString, guarded);
        QFETCH(QString, plain);
        const auto write = [&](CsvWriter& csv) { csv.text(text.toStdString()).endRow(); };
        QCOMPARE(QString::fromStdString(written(write)), guarded + "\r\n");
        QCOMPARE(QString::fromStdString(written(write, {.guardFormulas = false})), plain + "\r\n");
    }

    void numbersAreUntouched()
    {
        QCOMPARE(written([](CsvWriter& csv) {
                     csv.number(-0.1).number(1e-300).number(std::nullopt).number(std::nan("")).integer(-7);
                     csv.number(std::numeric_limits<float>::infinity()).number(3).endRow();
                 }),
                 std::string("-0.1,1e-300,,,-7,inf,3\r\n"));
    }

    void rowsAndTabs()
    {
        QCOMPARE(written(
                     [](CsvWriter& csv) {
                         csv.text("a,b").text("c\td").endRow();
                         csv.endRow();
                         csv.text("").text("").endRow();
                     },
                     {.delimiter = '\t'}),
                 std::string("a,b\t\"c\td\"\r\n\r\n\t\r\n"));
    }

    /// What is written here is read there.
    void comesBack()
    {
        const std::vector<std::string> texts = {"a", "b, \"c\"", "two\r\nlines", "\"", "é→", " blank "};
        QTemporaryDir folder;
        const std::filesystem::path file = std::filesystem::path(folder.path().toStdString()) / "t.csv";
        writeFileAtomically(file, written([&](CsvWriter& csv) {
                                csv.text("text").text("label").endRow();
                                for (const std::string& text : texts)
                                    csv.text(text).text(text).endRow();
                            }));
        std::vector<std::string> read;
        readSentences(file, {}, [&](Sentence&& sentence) {
            QCOMPARE(sentence.label, sentence.text);
            read.push_back(sentence.text);
        });
        QCOMPARE(read, texts);
    }
};

QTEST_APPLESS_MAIN(TestCsvWriter)
#include "tst_csvwriter.moc"
