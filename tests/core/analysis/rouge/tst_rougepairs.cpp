// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/rouge/RougePairs.h"

#include <QTemporaryDir>
#include <QTest>

#include <fstream>
#include <vector>

using namespace sparsight;

namespace {

using Pairs = std::vector<std::pair<std::string, std::vector<std::string>>>;

class Files {
public:
    Files(const QByteArray& predictions, const QByteArray& references, const char* extension = "txt")
        : paths{write("predictions", extension, predictions), write("references", extension, references), {}}
    {
    }
    Pairs read() const
    {
        Pairs pairs;
        readRougePairs(paths, [&](std::string_view prediction, std::span<const std::string> references) {
            pairs.emplace_back(prediction, std::vector(references.begin(), references.end()));
        });
        return pairs;
    }

private:
    std::filesystem::path write(const char* name, const char* extension, const QByteArray& content) const
    {
        const std::string path = m_folder.filePath(QString(name) + '.' + extension).toStdString();
        std::ofstream(path, std::ios::binary) << content.toStdString();
        return path;
    }
    QTemporaryDir m_folder;

public:
    RougeFiles paths;
};

} // namespace

class TestRougePairs : public QObject {
    Q_OBJECT

private slots:
    void lines()
    {
        const Pairs expected{{"one", {"ein \"s\""}}, {"", {""}}, {"three", {"drei"}}};
        QVERIFY(Files("one\n\nthree", "ein \"s\"\r\n\r\ndrei\r\n").read() == expected);
    }

    void jsonLines()
    {
        const Pairs expected{{"a\nb", {"c", "d\u00e9"}}, {"", {""}}};
        QVERIFY(Files("\"a\\nb\"\n\"\"\n", " [\"c\", \"d\\u00e9\"]\n\"\"\n", "jsonl").read() == expected);
    }

    void eachFileByItsName()
    {
        Files files("\"a\"\n", "\"a\"\n");
        QVERIFY((files.read() == Pairs{{"\"a\"", {"\"a\""}}}));
        files.paths.format = TextListFormat::Jsonl;
        QVERIFY((files.read() == Pairs{{"a", {"a"}}}));
    }

    void refusals_data()
    {
        QTest::addColumn<QByteArray>("predictions");
        QTest::addColumn<QByteArray>("references");
        QTest::addColumn<QString>("extension");
        QTest::addColumn<QStringList>("named");
        const auto row = [](const char* name, const QByteArray& predictions, const QByteArray& references,
                            const char* extension, const QStringList& named) {
            QTest::newRow(name) << predictions << references << extension << named;
        };
        row("fewer predictions", "a\n", "a\nb\nc\n", "txt", {"predictions.txt has 1 line and", "references.txt has 3"});
        row("fewer references", "a\nb\nc\nd", "a\nb\n", "txt", {"predictions.txt has 4", "references.txt has 2"});
        row("no predictions", "", "a\n", "txt", {"predictions.txt is empty"});
        row("no references", "a\n", "", "txt", {"references.txt is empty"});
        row("nothing", "", "", "jsonl", {"predictions.jsonl is empty"});
        row("not UTF-8", "a\n\xFF\n", "a\nb\n", "txt", {"predictions.txt", "line 2"});
        row("not JSON", "\"a\"\n\"b\n", "\"a\"\n\"b\"\n", "jsonl", {"predictions.jsonl, line 2", "not valid JSON"});
        row("two values", "\"a\" \"b\"\n", "\"a\"\n", "jsonl", {"predictions.jsonl, line 1", "not valid JSON"});
        row("half a surrogate", "\"a\"\n", "\"\\ud800\"\n", "jsonl", {"references.jsonl, line 1", "not valid JSON"});
        row("blank line", "\"a\"\n\n", "\"a\"\n\"b\"\n", "jsonl", {"predictions.jsonl, line 2", "\"\""});
        row("number", "\"a\"\n", "7\n", "jsonl", {"references.jsonl, line 1", "neither"});
        row("object", "{\"text\": \"a\"}\n", "\"a\"\n", "jsonl", {"predictions.jsonl, line 1", "neither"});
        row("null in an array", "\"a\"\n", "[\"a\", null]\n", "jsonl", {"references.jsonl, line 1", "neither"});
        row("array in an array", "\"a\"\n", "[[\"a\"]]\n", "jsonl", {"references.jsonl, line 1", "neither"});
        row("deep arrays", "\"a\"\n", QByteArray(1'000'000, '['), "jsonl", {"references.jsonl, line 1", "neither"});
        row("no reference", "\"a\"\n", "[]\n", "jsonl", {"references.jsonl, line 1", "no reference"});
        row("several predictions", "[\"a\"]\n", "\"a\"\n", "jsonl", {"predictions.jsonl, line 1", "array"});
    }
    void refusals()
    {
        QFETCH(QByteArray, predictions);
        QFETCH(QByteArray, references);
        QFETCH(QString, extension);
        QFETCH(QStringList, named);
        const Files files(predictions, references, qPrintable(extension));
        try {
            files.read();
            QFAIL("was read");
        } catch (const Error& error) {
            QCOMPARE(error.code(), ErrorCode::BadInput);
            for (const QString& part : named)
                QVERIFY2(QString(error.what()).contains(part), error.what());
        }
    }

    void missingFileIsNamed()
    {
        const RougeFiles files{"/nonexistent/p.txt", "/nonexistent/r.txt", {}};
        try {
            readRougePairs(files, [](auto, auto) {});
            QFAIL("was read");
        } catch (const Error& error) {
            QCOMPARE(error.code(), ErrorCode::NotFound);
            QVERIFY(QString(error.what()).contains("/nonexistent/p.txt"));
        }
    }

    void stops()
    {
        const Files files("a\nb\n", "a\nb\n");
        std::stop_source stop;
        int seen = 0;
        const auto sink = [&](auto, auto) {
            ++seen;
            stop.request_stop();
        };
        QVERIFY_EXCEPTION_THROWN(readRougePairs(files.paths, sink, stop.get_token()), Error);
        QCOMPARE(seen, 1);
    }
};

QTEST_APPLESS_MAIN(TestRougePairs)
#include "tst_rougepairs.moc"
