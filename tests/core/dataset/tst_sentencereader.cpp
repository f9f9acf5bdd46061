// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/dataset/SentenceReader.h"

#include "core/base/Error.h"

#include <QTemporaryDir>
#include <QTest>
#include <fstream>
#include <sys/stat.h>

using namespace sparsight;

namespace {

using Rows = std::vector<Sentence>;

QByteArray utf16(const QString& text, bool bigEndian, bool mark)
{
    QByteArray bytes;
    const auto add = [&](ushort unit) {
        const char low = char(unit & 0xff), high = char(unit >> 8);
        bytes += bigEndian ? high : low;
        bytes += bigEndian ? low : high;
    };
    if (mark) add(0xFEFF);
    for (QChar c : text)
        add(c.unicode());
    return bytes;
}

QString joined(const Rows& rows)
{
    QStringList lines;
    for (const Sentence& row : rows)
        lines += QStringList{row.text.c_str(), row.label.c_str(), row.group.c_str(), row.target.c_str()}.join('|');
    return lines.join('/');
}

} // namespace

class TestSentenceReader : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    std::filesystem::path write(const char* name, const QByteArray& bytes)
    {
        const std::filesystem::path path = std::filesystem::path(m_folder.path().toStdString()) / name;
        std::ofstream(path, std::ios::binary).write(bytes.constData(), bytes.size());
        return path;
    }
    static ReadReport read(const std::filesystem::path& file, Rows& rows, const ReadOptions& options = {})
    {
        return readSentences(file, options, [&](Sentence&& sentence) { rows.push_back(std::move(sentence)); });
    }

private slots:
    void reads_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("expected"); // text|label|group|target, rows parted by /
        QTest::addColumn<int>("blank");

        QTest::newRow("text") << "a.txt" << QByteArray("One.\nTwo.\n") << "One.|||/Two.|||" << 0;
        QTest::newRow("text, no newline at the end") << "a.txt" << QByteArray("One.\nTwo.") << "One.|||/Two.|||" << 0;
        QTest::newRow("text, blanks counted, duplicates kept")
            << "a.txt" << QByteArray("One.\n\n \t\nOne.\n\xC2\xA0\n") << "One.|||/One.|||" << 3;
        QTest::newRow("text, all three line ends")
            << "a.txt" << QByteArray("1\r\n2\r3\n4") << "1|||/2|||/3|||/4|||" << 0;
        QTest::newRow("text with commas and quotes") << "a" << QByteArray("\"A, b\n") << "\"A, b|||" << 0;
        QTest::newRow("utf-8 with mark") << "a.txt"
                                         << QByteArray("\xEF\xBB\xBF"
                                                       "caf\xC3\xA9\n")
                                         << "café|||" << 0;
        QTest::newRow("utf-16le with mark") << "a.txt" << utf16("café 🎈\nb", false, true) << "café 🎈|||/b|||" << 0;
        QTest::newRow("utf-16be with mark") << "a.txt" << utf16("café 🎈\nb", true, true) << "café 🎈|||/b|||" << 0;

        QTest::newRow("csv") << "a.csv" << QByteArray("text,label\nOne.,x\nTwo.,y\n") << "One.|x||/Two.|y||" << 0;
        QTest::newRow("csv, every column")
            << "a.csv" << QByteArray("target,GROUP,label,Sentence\nt,g,l,s\n") << "s|l|g|t" << 0;
        QTest::newRow("csv, a summary is the target")
            << "a.csv" << QByteArray("text,highlights,summary\nx,h,s\n") << "x|||s" << 0;
        QTest::newRow("csv, first column") << "a.csv" << QByteArray("words,label\nOne.,x\n") << "One.|x||" << 0;
        QTest::newRow("csv, quotes, commas, line breaks")
            << "a.csv" << QByteArray("text,label\r\n\"He said \"\"no\"\",\r\ntwice\",\"\"\r\n5\" pipe,y\r\n")
            << "He said \"no\",\r\ntwice|||/5\" pipe|y||" << 0;
        QTest::newRow("csv, empty lines and rows of empty cells")
            << "a.csv" << QByteArray("\ntext,label\n\nOne.,x\n,\n") << "One.|x||" << 2;
        QTest::newRow("csv by its first line") << "a" << QByteArray("label, text\nx,One.\n") << "One.|x||" << 0;
        QTest::newRow("tsv") << "a.tsv" << QByteArray("text\tlabel\n\"A\tx\nsaid \"b\"\ty\n")
                             << "\"A|x||/said \"b\"|y||" << 0;
        QTest::newRow("tsv as spreadsheets write it")
            << "a.tsv" << QByteArray("text\tlabel\n\"said \"\"b\"\"\"\ty\n") << "said \"b\"|y||" << 0;
        QTest::newRow("tsv, odd quotes stay") << "a.tsv" << QByteArray("text\tlabel\n\"a\"\"\ty\n\"a\"b\"\ty\n\"\ty\n")
                                              << "\"a\"\"|y||/\"a\"b\"|y||/\"|y||" << 0;
        QTest::newRow("tsv by its first line") << "a" << QByteArray("text\tlabel\nA\tx\n") << "A|x||" << 0;

        QTest::newRow("jsonl") << "a.jsonl"
                               << QByteArray(
                                      "{\"text\":\"One.\",\"label\":1,\"extra\":[{}]}\n\n"
                                      "{\"text\":\"Zw\\u00f6lf\",\"group\":true,\"target\":\"t\",\"label\":null}\n")
                               << "One.|1||/Zwölf||true|t" << 1;
        QTest::newRow("jsonl, first text key")
            << "a.jsonl" << QByteArray("{\"id\":3,\"body\":\"One.\"}") << "One.|||" << 0;
        QTest::newRow("jsonl by its first line") << "a" << QByteArray("\n{\"text\":\"One.\"}") << "One.|||" << 1;
        QTest::newRow("jsonl, null text is blank")
            << "a.jsonl" << QByteArray("{\"text\":\"a\"}\n{\"text\":null}\n") << "a|||" << 1;
        QTest::newRow("jsonl, nested label is left out")
            << "a.jsonl" << QByteArray("{\"text\":\"a\",\"label\":[1]}\n") << "a|||" << 0;
    }
    void reads()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, bytes);
        QFETCH(QString, expected);
        QFETCH(int, blank);
        Rows rows;
        const ReadReport report = read(write(qPrintable(name), bytes), rows);
        QCOMPARE(joined(rows), expected);
        QCOMPARE(report.sentences, rows.size());
        QCOMPARE(report.blankLines, std::uint64_t(blank));
        QCOMPARE(report.bytes, std::uint64_t(bytes.size()));
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("line"); // 0: the error names none
        QTest::addColumn<QString>("words");

        QTest::newRow("empty file") << "a.txt" << QByteArray() << 0 << "a.txt is empty";
        QTest::newRow("empty table") << "a.csv" << QByteArray() << 0 << "a.csv is empty";
        QTest::newRow("blank file") << "a.csv" << QByteArray("text\n\n  \n") << 0 << "no sentence";
        QTest::newRow("ragged, too few") << "a.csv" << QByteArray("text,label\na,b\nc\n") << 3
                                         << "comma in double quotes";
        QTest::newRow("ragged, too many") << "a.tsv" << QByteArray("text\tlabel\na\tb\tc\n") << 2 << "remove tabs";
        QTest::newRow("ragged after a cell with line breaks")
            << "a.csv" << QByteArray("text,label\n\"a\n\nb\",c\nd\n") << 5 << "has 1 cell where";
        QTest::newRow("unclosed quote") << "a.csv" << QByteArray("text,label\na,b\n\"c,d\ne,f\n") << 3
                                        << "never closed";
        QTest::newRow("unclosed quote at the very end") << "a.csv" << QByteArray("text\na\n\"") << 3 << "never closed";
        QTest::newRow("text after a quote") << "a.csv" << QByteArray("text\n\"a\" b\n") << 2 << "closing quote";
        QTest::newRow("bad json") << "a.jsonl" << QByteArray("{\"text\":\"a\"}\n{\"text\":\n") << 2 << "not valid JSON";
        QTest::newRow("two objects a line")
            << "a.jsonl" << QByteArray("{\"text\":\"a\"} {}\n") << 1 << "not valid JSON";
        QTest::newRow("json array") << "a.jsonl" << QByteArray("[{\"text\":\"a\"}]") << 1 << "not a JSON object";
        QTest::newRow("json number") << "a.jsonl" << QByteArray("3") << 1 << "not a JSON object";
        QTest::newRow("text is a number")
            << "a.jsonl" << QByteArray("{\"text\":1}") << 1 << "\"text\" is not a text; put it in double quotes";
        QTest::newRow("no text") << "a.jsonl" << QByteArray("{\"text\":\"a\"}\n{\"label\":\"b\"}") << 2
                                 << "no key \"text\"";
        QTest::newRow("no text at all") << "a.jsonl" << QByteArray("{\"n\":1}") << 1 << "write one";
        QTest::newRow("key twice") << "a.jsonl" << QByteArray("{\"text\":\"a\",\"text\":\"b\"}") << 1 << "twice";
        QTest::newRow("lone surrogate") << "a.jsonl" << QByteArray("{\"text\":\"\\ud800\"}") << 1 << "not valid JSON";
        QTest::newRow("NUL in json") << "a.jsonl" << QByteArray("{\"text\":\"a\\u0000\"}") << 1 << "NUL";
        QTest::newRow("nested too deep") << "a.jsonl"
                                         << "{\"text\":\"a\",\"x\":" + QByteArray(100'000, '[') +
                                                QByteArray(100'000, ']') + '}'
                                         << 1 << "deeper than 64";
        QTest::newRow("latin-1") << "a.txt" << QByteArray("one\ncaf\xE9 noir\n") << 2
                                 << "byte 0xE9 is not utf-8 text; it may be latin-1";
        QTest::newRow("utf-16 without mark")
            << "a.txt" << utf16("one two\nthree\n", false, false) << 1 << "looks like utf-16le";
        QTest::newRow("utf-16be without mark")
            << "a.txt" << utf16("one two\nthree\n", true, false) << 1 << "looks like utf-16be";
        QTest::newRow("utf-32") << "a.txt" << QByteArray("\xFF\xFE\0\0a\0\0\0", 8) << 0 << "UTF-32";
        QTest::newRow("overlong form") << "a.txt" << QByteArray("a\r\nb\r\nc\rd \xC0\xAF") << 4 << "0xC0";
        QTest::newRow("surrogate in utf-8") << "a.txt" << QByteArray("\xED\xA0\x80") << 1 << "0xED";
        QTest::newRow("cut off character") << "a.txt" << QByteArray("ab\xE2\x82") << 1 << "0xE2";
        QTest::newRow("binary") << "a.txt"
                                << QByteArray("\x7f"
                                              "ELF\0\1\2\xff",
                                              8)
                                << 1 << "does not look like a text file";
        QTest::newRow("half a utf-16 character")
            << "a.txt" << utf16("ab\nc", false, true) + 'x' << 2 << "half a character";
        QTest::newRow("lone surrogate in utf-16")
            << "a.txt" << utf16(QString(QChar(0xD800)) + "ab", false, true) << 1 << "surrogate";
        QTest::newRow("line over 16 MB") << "a.txt"
                                         << "a\n" + QByteArray(16'000'001, 'x') << 2 << "longer than 16 MB";
        QTest::newRow("row over 16 MB") << "a.csv"
                                        << "text\na\n\"" + QByteArray(2'000'000, ' ').replace(" ", "12345678\n") + '"'
                                        << 3 << "longer than 16 MB";
    }
    void refuses()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, bytes);
        QFETCH(int, line);
        QFETCH(QString, words);
        const auto file = write(qPrintable(name), bytes);
        try {
            Rows rows;
            read(file, rows);
            QFAIL("was read");
        } catch (const Error& error) {
            QVERIFY2(QString(error.what()).contains(words), error.what());
            QCOMPARE(error.context().line.value_or(0), std::uint64_t(line));
            QCOMPARE(error.context().file, file.string());
            if (line > 0) QVERIFY2(QString(error.what()).contains(QString("line %1:").arg(line)), error.what());
        }
    }

    void atTheLimitARowIsRead()
    {
        Rows rows;
        read(write("a.txt", QByteArray(16'000'000, 'x') + "\nnext\n"), rows);
        QCOMPARE(rows.size(), std::size_t(2));
        QCOMPARE(rows[0].text.size(), std::size_t(16'000'000));
    }

    void piecesMeetAnywhere_data()
    {
        QTest::addColumn<QByteArray>("middle");
        QTest::addColumn<QString>("end"); // of the line that the middle ends or lies in
        QTest::newRow("three-byte character") << QByteArray("€") << "€";
        QTest::newRow("four-byte character") << QByteArray("🎈") << "🎈";
        QTest::newRow("CR LF") << QByteArray("\r\n") << "";
        QTest::newRow("CR") << QByteArray("\r") << "";
    }
    /// The reader works in pieces of 256 kB; whatever lies across their edge must come out whole.
    void piecesMeetAnywhere()
    {
        QFETCH(QByteArray, middle);
        QFETCH(QString, end);
        for (int before = 256 * 1024 - 5; before <= 256 * 1024 + 1; ++before) {
            Rows rows;
            read(write("a.txt", QByteArray(before, 'x') + middle + "\nlast"), rows);
            QCOMPARE(rows.size(), std::size_t(2));
            QCOMPARE(QString::fromStdString(rows[0].text).mid(before), end);
            QCOMPARE(rows[1].text, std::string("last"));
        }
    }

    void lineOfABadByteIsCountedAcrossPieces()
    {
        try {
            Rows rows;
            read(write("a.txt", QByteArray("12345678\r\n").repeated(100'000) + "\xFF"), rows);
            QFAIL("was read");
        } catch (const Error& error) {
            QCOMPARE(error.context().line, std::optional<std::uint64_t>(100'001));
        }
    }

    void chosenEncoding_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("encoding");
        QTest::addColumn<QString>("expected");
        QTest::newRow("latin-1") << QByteArray("caf\xE9 \x93quoted\x94") << "latin-1"
                                 << "café “quoted”";
        QTest::newRow("utf-16le without mark") << utf16("café", false, false) << "utf-16le"
                                               << "café";
        QTest::newRow("utf-16be with mark") << utf16("café", true, true) << "utf-16be"
                                            << "café";
        QTest::newRow("utf-8") << QByteArray("caf\xC3\xA9") << "UTF-8"
                               << "café";
    }
    void chosenEncoding()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, encoding);
        QFETCH(QString, expected);
        Rows rows;
        const TextEncoding chosen = parseTextEncoding(encoding.toStdString());
        const ReadReport report = read(write("a.txt", bytes), rows, {.encoding = chosen});
        QCOMPARE(QString::fromStdString(rows.at(0).text), expected);
        QVERIFY(report.encoding == chosen);
    }
    void aWrongEncodingIsRefused()
    {
        Rows rows;
        QVERIFY_EXCEPTION_THROWN(read(write("a.txt", "a\x81"), rows, {.encoding = TextEncoding::Latin1}), Error);
        QVERIFY_EXCEPTION_THROWN(read(write("a.txt", "a\xE9"), rows, {.encoding = TextEncoding::Utf8}), Error);
    }

    void chosenColumns()
    {
        Rows rows;
        const auto csv = write("a.csv", "id,a,b,text\n1,A,B,T\n");
        const ReadReport report =
            read(csv, rows, {.textColumn = "a", .labelColumn = "b", .groupColumn = "id", .targetColumn = "text"});
        QCOMPARE(joined(rows), QString("A|B|1|T"));
        QCOMPARE(report.textColumn, std::string("a"));
        QCOMPARE(report.groupColumn, std::string("id"));
        QCOMPARE(report.columns, (std::vector<std::string>{"id", "a", "b", "text"}));
        rows.clear();
        read(write("a.jsonl", "{\"a\":\"A\",\"b\":2.50}\n{\"a\":\"C\"}"), rows,
             {.textColumn = "a", .labelColumn = "b"});
        QCOMPARE(joined(rows), QString("A|2.50||/C|||"));
    }
    void aMissingColumnIsNamed_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("csv") << "a.csv" << QByteArray("text,label\na,b\n");
        QTest::newRow("csv, called so twice") << "a.csv" << QByteArray("text,nope,nope\na,b,c\n");
        QTest::newRow("tsv") << "a.tsv" << QByteArray("text\tlabel\na\tb\n");
        QTest::newRow("jsonl") << "a.jsonl" << QByteArray("{\"text\":\"a\"}\n");
        QTest::newRow("text") << "a.txt" << QByteArray("a\n");
    }
    void aMissingColumnIsNamed()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, bytes);
        const auto file = write(qPrintable(name), bytes);
        for (auto member : {&ReadOptions::textColumn, &ReadOptions::labelColumn}) {
            ReadOptions options;
            options.*member = "nope";
            try {
                Rows rows;
                read(file, rows, options);
                QFAIL("was read");
            } catch (const Error& error) {
                QVERIFY2(QString(error.what()).contains("\"nope\""), error.what());
            }
        }
    }

    void warnings_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("words"); // empty: none
        QTest::newRow("mixed line ends") << "a.txt" << QByteArray("a\nb\r\nc\n") << "(LF: 2, CR LF: 1)";
        QTest::newRow("line breaks in cells are not rows") << "a.csv" << QByteArray("text\r\n\"a\nb\"\r\n") << "";
        QTest::newRow("first column taken") << "a.csv" << QByteArray("words\r\na\r\n") << "\"words\", was taken";
        QTest::newRow("semicolons") << "a.csv" << QByteArray("text;label\na;b\n") << "semicolons";
        QTest::newRow("nested label") << "a.jsonl" << QByteArray("{\"text\":\"a\",\"label\":{}}") << "left out";
        QTest::newRow("nothing to say") << "a.txt" << QByteArray("a\nb") << "";
    }
    void warnings()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, bytes);
        QFETCH(QString, words);
        Rows rows;
        const ReadReport report = read(write(qPrintable(name), bytes), rows);
        QString all;
        for (const std::string& warning : report.warnings)
            all += QString::fromStdString(warning) + ' ';
        QVERIFY2(words.isEmpty() ? all.isEmpty() : all.contains(words), qPrintable(all));
    }

    void previewStopsEarlyAndShowsTheProblem()
    {
        const auto file = write("a.csv", "text,label\na,x\nb,y\nc\n");
        const Preview two = previewSentences(file, {}, 2);
        QCOMPARE(joined(two.rows), QString("a|x||/b|y||"));
        QVERIFY(!two.problem);
        const Preview all = previewSentences(file, {}, 100);
        QCOMPARE(joined(all.rows), QString("a|x||/b|y||"));
        QVERIFY(all.problem && all.problem->find("line 4") != std::string::npos);
        QCOMPARE(all.report.labelColumn, std::string("label"));
        QVERIFY(previewSentences(write("b.txt", " \n"), {}, 5).problem);
        QVERIFY(previewSentences(file.parent_path() / "absent.txt", {}, 5).problem);
    }

    void onlyRegularFilesAreOpened()
    {
        Rows rows;
        QVERIFY_EXCEPTION_THROWN(read(m_folder.path().toStdString(), rows), Error);
        const auto fifo = std::filesystem::path(m_folder.path().toStdString()) / "fifo.txt";
        QCOMPARE(::mkfifo(fifo.c_str(), 0600), 0);
        QVERIFY_EXCEPTION_THROWN(read(fifo, rows), Error);
    }

    void aStopIsHonoured()
    {
        std::stop_source source;
        int seen = 0;
        try {
            readSentences(
                write("a.txt", QByteArray("a\n").repeated(5000)), {},
                [&](Sentence&&) {
                    if (++seen == 10) source.request_stop();
                },
                source.get_token());
            QFAIL("was read to its end");
        } catch (const Error& error) {
            QVERIFY(error.code() == ErrorCode::Cancelled);
            QVERIFY(seen < 5000);
        }
    }

    void progressEndsWithTheFile()
    {
        Progress last;
        const auto file = write("a.txt", QByteArray("a\n").repeated(5000));
        readSentences(
            file, {}, [](Sentence&&) {}, {}, [&](const Progress& progress) { last = progress; });
        QCOMPARE(last.done, std::uint64_t(10'000));
        QCOMPARE(last.total, std::uint64_t(10'000));
    }

    void namesOfFormats()
    {
        for (const char* name : {"auto", "text", "csv", "tsv", "jsonl"})
            QCOMPARE(toString(parseDataFormat(name)), std::string(name));
        QVERIFY_EXCEPTION_THROWN(parseDataFormat("xml"), Error);
        QVERIFY_EXCEPTION_THROWN(parseTextEncoding("ebcdic"), Error);
    }
};

QTEST_APPLESS_MAIN(TestSentenceReader)
#include "tst_sentencereader.moc"
