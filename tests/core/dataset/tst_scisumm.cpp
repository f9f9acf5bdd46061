// SPDX-License-Identifier: GPL-3.0-or-later
// Folders of papers: what becomes of each, under every choice, and what is refused of them.
#include "core/base/Error.h"
#include "core/dataset/Entities.h"
#include "core/dataset/SentenceReader.h"
#include "core/dataset/XmlReader.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <filesystem>
#include <sys/stat.h>
#include <vector>

using namespace sparsight;
namespace fs = std::filesystem;

namespace {

const fs::path oddities(SPARSIGHT_TEST_DATA "/scisumm");

using Rows = std::vector<Sentence>;

QString joined(const Rows& rows)
{
    QStringList all;
    for (const Sentence& row : rows)
        all << QString::fromStdString(row.text + '|' + row.label + '|' + row.group + '|' + row.target);
    return all.join('/');
}

ReadReport read(const fs::path& folder, Rows& rows, const char* input, PaperUnit unit = PaperUnit::Document,
                TextEncoding encoding = TextEncoding::Auto)
{
    PaperChoice choice = parsePaperInput(input);
    choice.unit = unit;
    return readSentences(folder, {.encoding = encoding, .papers = choice},
                         [&](Sentence&& sentence) { rows.push_back(std::move(sentence)); });
}

/// An article of one sentence, with something in front of it and something within it.
QByteArray article(const QByteArray& before = {}, const QByteArray& within = {})
{
    return before + "<PAPER>\n<S>T</S>\n<ABSTRACT><S>One.</S>" + within + "</ABSTRACT>\n</PAPER>\n";
}

QByteArray nested(int depth)
{
    return article({}, QByteArray("<x>").repeated(depth - 2) + QByteArray("</x>").repeated(depth - 2));
}

/// A start tag of so many bytes.
QByteArray tagOf(int bytes)
{
    return article({}, "<y a=\"" + QByteArray(bytes - 8, 'z') + "\"></y>");
}

class NoVisitor final : public XmlVisitor {
public:
    void startElement(std::string_view, std::span<const XmlAttribute>) override { ++elements; }
    void endElement(std::string_view) override {}
    void text(std::string_view) override {}
    int elements = 0;
};

} // namespace

class TestScisumm : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;

    void write(const QString& name, const QByteArray& bytes) const
    {
        QFile file(m_folder->filePath(name));
        QVERIFY(QDir().mkpath(QFileInfo(file).path()));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }
    /// A good paper, whose files a test then spoils.
    void writePaper(const QString& id) const
    {
        write(id + "/Documents_xml/" + id + ".xml", article());
        write(id + "/summary/" + id + ".gold.txt", "T\nThe summary.\n");
        write(id + "/citing_sentences_annotated.json", "[{\"clean_text\": \"Cited.\"}]");
    }
    fs::path path(const QString& name = {}) const { return m_folder->filePath(name).toStdString(); }

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void golden_data()
    {
        QTest::addColumn<QString>("input");
        QTest::addColumn<bool>("sentences");
        QTest::addColumn<QString>("expected");
        QTest::addColumn<int>("blank");
        QTest::addColumn<int>("skipped");

        const QString abstract = "We melt copper and tin in a crucible. Bronze melts when <heat> is > 950 degrees.";
        const QString body = "Bronze is older than iron. The smith’s furnace was hot. It melted at 950 degrees.";
        const QString first =
            "||N01-0001|We melt copper and tin in a crucible.\nOthers find that the bronze is \"soft\".";
        const QString second = "||N01-0002|The paper has no abstract.";
        QTest::newRow("abstract") << "abstract" << false << abstract + first << 2 << 2;
        QTest::newRow("abstract+citances")
            << "abstract+citances" << false
            << abstract + " Their bronze is soft. Ada (2001) melts tin & copper." + first << 4 << 2;
        QTest::newRow("full") << "full" << false
                              << abstract + ' ' + body + first + "/There is no abstract here. Nor is one needed." +
                                     second
                              << 2 << 1;
        QTest::newRow("sections") << "sections: introduction ,Conclusion" << false
                                  << "Bronze is older than iron. The smith’s furnace was hot." + first +
                                         "/There is no abstract here. Nor is one needed." + second
                                  << 2 << 1;
        QTest::newRow("sections, not in all")
            << "sections:RESULTS" << false << "It melted at 950 degrees." + first << 2 << 2;
        QTest::newRow("sentences") << "abstract+citances" << true
                                   << "We melt copper and tin in a crucible.|abstract|N01-0001|"
                                      "/Bronze melts when <heat> is > 950 degrees.|abstract|N01-0001|"
                                      "/Their bronze is soft.|citance|N01-0001|"
                                      "/Ada (2001) melts tin & copper.|citance|N01-0001|"
                                   << 4 << 2;
        QTest::newRow("sentences of sections") << "sections:Introduction" << true
                                               << "Bronze is older than iron.|body|N01-0001|"
                                                  "/The smith’s furnace was hot.|body|N01-0001|"
                                                  "/There is no abstract here.|body|N01-0002|"
                                               << 2 << 1;
    }
    void golden()
    {
        QFETCH(QString, input);
        QFETCH(bool, sentences);
        QFETCH(QString, expected);
        QFETCH(int, blank);
        QFETCH(int, skipped);
        for (const fs::path& folder : {oddities, oddities / "top1000_complete"}) {
            Rows rows;
            const ReadReport report =
                read(folder, rows, input.toUtf8(), sentences ? PaperUnit::Sentence : PaperUnit::Document);
            QCOMPARE(joined(rows), expected);
            QVERIFY(report.format == DataFormat::Scisummnet);
            QCOMPARE(report.sentences, rows.size());
            QCOMPARE(report.blankLines, std::uint64_t(blank));
            QCOMPARE(report.papers + report.skipped.size(), std::uint64_t(3));
            QCOMPARE(report.skipped.size(), std::size_t(skipped));
            QCOMPARE(report.skipped.back().id, std::string("N01-0003")); // the copy that was cut off
            QCOMPARE(report.skipped.back().line, std::optional<std::uint64_t>(5));
            QVERIFY(report.skipped.back().file.ends_with("Documents_xml/N01-0003.xml"));
            QCOMPARE(report.targetColumn.empty(), sentences);
            QCOMPARE(report.labelColumn.empty(), !sentences);
        }
    }

    void theOverlapIsTold()
    {
        const auto warnings = [](const char* input, PaperUnit unit) {
            Rows rows;
            QString all;
            for (const std::string& warning : read(oddities, rows, input, unit).warnings)
                all += QString::fromStdString(warning) + ' ';
            return all;
        };
        QVERIFY(warnings("abstract", PaperUnit::Document).contains("1 of 2 summary sentences stand"));
        QVERIFY(warnings("full", PaperUnit::Document).contains("1 of 3 summary sentences stand"));
        QVERIFY(warnings("full", PaperUnit::Document).contains("1 paper has no abstract"));
        QVERIFY(!warnings("abstract+citances", PaperUnit::Document).contains("no abstract")); // skipped, so not counted
        const QString introductions = warnings("sections:Introduction", PaperUnit::Document);
        QVERIFY(!introductions.contains("overlap") && !introductions.contains("word for word"));
        QVERIFY(!warnings("abstract", PaperUnit::Sentence).contains("overlap"));
    }

    /// One paper is spoiled; it is skipped with its file, line and reason, and the other one is imported.
    void spoiled_data()
    {
        QTest::addColumn<QString>("file"); // of the paper; P stands for its name
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("line"); // 0: none
        QTest::addColumn<QString>("words");

        const QString xml = "Documents_xml/P.xml", gold = "summary/P.gold.txt",
                      json = "citing_sentences_annotated.json";
        QTest::newRow("document type") << xml << article("<!DOCTYPE PAPER>\n") << 1 << "<!DOCTYPE";
        QTest::newRow("external document type")
            << xml << article("<?xml version=\"1.0\"?>\n<!DOCTYPE PAPER SYSTEM \"file:///etc/passwd\">\n") << 2
            << "<!DOCTYPE";
        QTest::newRow("entities that grow")
            << xml
            << article("<!DOCTYPE PAPER [\n<!ENTITY a \"ha\">\n<!ENTITY b \"&a;&a;&a;&a;\">\n]>\n", "<S>&b;&b;</S>")
            << 1 << "<!DOCTYPE";
        QTest::newRow("depth 257") << xml << nested(257) << 3 << "deeper than 256";
        QTest::newRow("depth 100,000") << xml << nested(100'000) << 3 << "deeper than 256";
        QTest::newRow("tag over 64 kB") << xml << tagOf(64'001) << 3 << "64 kB";
        QTest::newRow("tag of a megabyte") << xml << tagOf(1'000'000) << 3 << "64 kB";
        QTest::newRow("end tag over 64 kB")
            << xml << article({}, "<y></y" + QByteArray(70'000, ' ') + ">") << 3 << "64 kB";
        QTest::newRow("truncated") << xml << article().chopped(12) << 3 << "cut short";
        QTest::newRow("truncated in a tag") << xml << QByteArray("<PAPER>\n<S si") << 2 << "cut short";
        QTest::newRow("truncated in a character") << xml << QByteArray("<PAPER>\n<S>\xE2\x82") << 2 << "0xE2";
        QTest::newRow("empty article") << xml << QByteArray() << 1 << "cut short";
        QTest::newRow("crossed tags") << xml << QByteArray("<PAPER>\n<S>\n</PAPER></S>") << 3 << "not well-formed";
        QTest::newRow("unknown entity") << xml << article({}, "\n<S>a&nbsp;b</S>") << 4 << "undefined entity";
        QTest::newRow("attribute twice") << xml << article({}, "<S a='1' a='2'/>") << 3 << "duplicate attribute";
        QTest::newRow("two roots") << xml << article() + "<PAPER/>" << 5 << "not well-formed";
        QTest::newRow("not an article") << xml << QByteArray("<html><S>One.</S></html>") << 0
                                        << "does not begin with <PAPER>";
        QTest::newRow("not XML") << xml << QByteArray("One.\n") << 1 << "not well-formed";
        QTest::newRow("bad UTF-8") << xml << article({}, "\n\n<S>caf\xE9 noir</S>") << 5
                                   << "byte 0xE9 is not utf-8 text; it may be latin-1";
        QTest::newRow("another encoding declared")
            << xml << article("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n") << 1
            << "declares the encoding ISO-8859-1";
        QTest::newRow("NUL") << xml << article({}, QByteArray("<S>\0</S>", 8)) << 3 << "NUL";
        QTest::newRow("no text") << xml << QByteArray("<PAPER><S>T</S><ABSTRACT><S> </S></ABSTRACT></PAPER>") << 0
                                 << "no text for the input abstract+citances";
        QTest::newRow("over 16 MB") << xml << article({}, "<S>" + QByteArray(16'000'000, 'x') + "</S>") << 1 << "16 MB";
        QTest::newRow("summary of a title alone") << gold << QByteArray("T\n \n") << 0 << "below its title";
        QTest::newRow("empty summary") << gold << QByteArray() << 0 << "below its title";
        QTest::newRow("summary, bad UTF-8") << gold << QByteArray("T\nna\xEFve\n") << 2 << "0xEF";
        QTest::newRow("citances cut short")
            << json << QByteArray("[\n{\"clean_text\": \"a\"},\n{\"cl") << 3 << "not valid JSON";
        QTest::newRow("citances are an object")
            << json << QByteArray("{\"clean_text\": \"a\"}") << 0 << "not an array of JSON objects";
        QTest::newRow("citances are texts") << json << QByteArray("[\"a\"]") << 0 << "not an array of JSON objects";
        QTest::newRow("citances in arrays") << json << QByteArray("[[{\"clean_text\": \"a\"}]]") << 0 << "not an array";
        QTest::newRow("citances too deep")
            << json << "[{\"a\":" + QByteArray(100'000, '[') + QByteArray(100'000, ']') + "}]" << 0 << "deeper than 64";
        QTest::newRow("citances, bad UTF-8") << json << QByteArray("[{\"clean_text\": \"caf\xE9\"}]") << 1 << "0xE9";
        QTest::newRow("citance with a key twice")
            << json << QByteArray("[{\"clean_text\":\"a\",\"clean_text\":\"b\"}]") << 0 << "twice";
    }
    void spoiled()
    {
        QFETCH(QString, file);
        QFETCH(QByteArray, bytes);
        QFETCH(int, line);
        QFETCH(QString, words);
        writePaper("P");
        writePaper("Q");
        write("P/" + file, bytes);
        if (words.startsWith("no text")) write("P/citing_sentences_annotated.json", "[]");
        Rows rows;
        const ReadReport report = read(path(), rows, "abstract+citances");
        QCOMPARE(joined(rows), QString("One. Cited.||Q|The summary."));
        QCOMPARE(report.papers, std::uint64_t(1));
        QCOMPARE(report.skipped.size(), std::size_t(1));
        const SkippedPaper& paper = report.skipped.front();
        QCOMPARE(paper.id, std::string("P"));
        QVERIFY2(QString::fromStdString(paper.reason).contains(words), paper.reason.c_str());
        QVERIFY2(paper.reason.find(paper.file) == 0, paper.reason.c_str());
        if (!words.startsWith("no text")) QCOMPARE(paper.file, (path("P") / file.toStdString()).string());
        if (line > 0) {
            QCOMPARE(paper.line, std::optional<std::uint64_t>(line));
            QVERIFY2(paper.reason.find("line " + std::to_string(line) + ":") != std::string::npos,
                     paper.reason.c_str());
        }
    }

    void atTheLimitsAPaperIsRead_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("depth 256") << nested(256);
        QTest::newRow("tag of 64 kB") << tagOf(64'000);
        QTest::newRow("byte order mark") << "\xEF\xBB\xBF" + article();
        QTest::newRow("text over 256 kB with long words") << article({}, "<z>" + QByteArray(600'000, 'x') + "</z>");
    }
    void atTheLimitsAPaperIsRead()
    {
        QFETCH(QByteArray, bytes);
        writePaper("P");
        write("P/Documents_xml/P.xml", bytes);
        Rows rows;
        read(path(), rows, "abstract");
        QCOMPARE(joined(rows), QString("One.||P|The summary."));
    }

    void aChosenEncodingIsRead()
    {
        writePaper("P");
        write("P/Documents_xml/P.xml",
              "<?xml version=\"1.0\" "
              "encoding=\"ISO-8859-1\"?><PAPER><S>T</S><ABSTRACT><S>Caf\xE9.</S></ABSTRACT></PAPER>");
        Rows rows;
        read(path(), rows, "abstract", PaperUnit::Document, TextEncoding::Latin1);
        QCOMPARE(QString::fromStdString(rows.at(0).text), QString("Café."));
    }

    void missingFiles_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("input");
        QTest::addColumn<bool>("sentences");
        QTest::addColumn<bool>("needed");
        QTest::newRow("article") << "Documents_xml/P.xml"
                                 << "abstract" << false << true;
        QTest::newRow("folder of the article") << "Documents_xml"
                                               << "abstract" << true << true;
        QTest::newRow("summary") << "summary/P.gold.txt"
                                 << "full" << false << true;
        QTest::newRow("summary of sentences") << "summary/P.gold.txt"
                                              << "full" << true << false;
        QTest::newRow("citances") << "citing_sentences_annotated.json"
                                  << "abstract+citances" << true << true;
        QTest::newRow("citances that are not read") << "citing_sentences_annotated.json"
                                                    << "abstract" << false << false;
    }
    void missingFiles()
    {
        QFETCH(QString, file);
        QFETCH(QString, input);
        QFETCH(bool, sentences);
        QFETCH(bool, needed);
        writePaper("P");
        writePaper("Q");
        fs::remove_all(path("P") / file.toStdString());
        Rows rows;
        const ReadReport report =
            read(path(), rows, input.toUtf8(), sentences ? PaperUnit::Sentence : PaperUnit::Document);
        QCOMPARE(report.skipped.size(), std::size_t(needed));
        if (!needed) return;
        QCOMPARE(report.skipped.front().file, (path("P") / file.toStdString()).string());
        QVERIFY(QString::fromStdString(report.skipped.front().reason).contains("is missing"));
    }

    /// Nothing but regular files in folders of the data set itself is opened.
    void linksAndDevicesAreNotOpened_data()
    {
        QTest::addColumn<QString>("what");
        QTest::addColumn<QString>("words");
        QTest::newRow("linked article") << "Documents_xml/P.xml"
                                        << "is a link";
        QTest::newRow("linked folder") << "summary"
                                       << "is a link";
        QTest::newRow("linked paper") << ""
                                      << "is a link";
        QTest::newRow("FIFO") << "summary/P.gold.txt"
                              << "not a regular file";
        QTest::newRow("folder in place of a file") << "citing_sentences_annotated.json"
                                                   << "not a regular file";
    }
    void linksAndDevicesAreNotOpened()
    {
        QFETCH(QString, what);
        QFETCH(QString, words);
        writePaper("P");
        writePaper("Q");
        const fs::path target = what.isEmpty() ? path("P") : path("P") / what.toStdString();
        if (words == "is a link") {
            const QTemporaryDir elsewhere;
            fs::rename(target, path(".elsewhere"));
            fs::create_symlink(path(".elsewhere"), target);
        } else {
            fs::remove(target);
            if (what.startsWith("summary"))
                QCOMPARE(::mkfifo(target.c_str(), 0600), 0);
            else
                fs::create_directory(target);
        }
        Rows rows;
        const ReadReport report = read(path(), rows, "abstract+citances");
        QCOMPARE(joined(rows), QString("One. Cited.||Q|The summary."));
        QCOMPARE(report.skipped.size(), std::size_t(1));
        QVERIFY2(QString::fromStdString(report.skipped.front().reason).contains(words),
                 report.skipped.front().reason.c_str());
    }

    void refusedAltogether_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("words");
        QTest::newRow("absent") << "absent"
                                << "is not a folder";
        QTest::newRow("a file") << "file.xml"
                                << "is not a folder";
        QTest::newRow("an empty folder") << "empty"
                                         << "holds no papers";
        QTest::newRow("folders of other things") << "other"
                                                 << "holds no papers";
        QTest::newRow("nothing readable") << "broken"
                                          << "None of the 2 papers";
    }
    void refusedAltogether()
    {
        QFETCH(QString, path);
        QFETCH(QString, words);
        write("file.xml", article());
        write("empty/.DS_Store", "x");
        write("other/pictures/a.png", "x");
        write("broken/P/Documents_xml/P.xml", "<");
        write("broken/Q/Documents_xml/Q.xml", "<");
        try {
            Rows rows;
            readSentences(this->path(path), {.format = DataFormat::Scisummnet},
                          [&](Sentence&& sentence) { rows.push_back(std::move(sentence)); });
            QFAIL("was read");
        } catch (const Error& error) {
            QVERIFY2(QString(error.what()).contains(words), error.what());
        }
        const Preview preview = previewSentences(this->path(path), {.format = DataFormat::Scisummnet}, 5);
        QVERIFY(preview.problem && preview.rows.empty());
    }

    void choicesThatDoNotFitAreRefused()
    {
        write("a.csv", "text\nOne.\n");
        Rows rows;
        QVERIFY_EXCEPTION_THROWN(read(path("a.csv"), rows, "full"), Error);
        QVERIFY_EXCEPTION_THROWN(readSentences(oddities, {.textColumn = "text"}, [](Sentence&&) {}), Error);
        QVERIFY_EXCEPTION_THROWN(readSentences(oddities, {.format = DataFormat::Csv}, [](Sentence&&) {}), Error);
        for (const char* name : {"abstract", "abstract+citances", "full", "sections:Introduction,Results"})
            QCOMPARE(inputName(parsePaperInput(name)), std::string(name));
        for (const char* name : {"", "body", "sections", "sections:", "sections: ,", "abstract+"})
            QVERIFY_EXCEPTION_THROWN(parsePaperInput(name), Error);
        QVERIFY_EXCEPTION_THROWN(parsePaperUnit("paper"), Error);
        const Preview preview = previewSentences(oddities, {.papers = PaperChoice{.input = PaperInput::Sections}}, 2);
        QVERIFY(preview.problem && preview.problem->find("No section is named") == 0);
    }

    /// What ships is read without a word about it, and is what its README says.
    void theDemosPapers()
    {
        const fs::path demo(SPARSIGHT_SOURCE_DIR "/resources/demo/papers");
        for (const char* input : {"abstract", "abstract+citances", "full", "sections:Introduction,Results"}) {
            Rows rows;
            const ReadReport report = read(demo, rows, input);
            QCOMPARE(rows.size(), std::size_t(240));
            QVERIFY(report.skipped.empty());
            QCOMPARE(report.blankLines, std::uint64_t(0));
            for (const Sentence& row : rows) {
                QVERIFY2(std::count(row.target.begin(), row.target.end(), '\n') == 2, row.group.c_str());
                QVERIFY2(row.text.size() > 100 && row.text.ends_with('.'), row.text.c_str());
            }
        }
    }

    void foldersOfPapersAreKnown()
    {
        QVERIFY(isPaperFolder(oddities));
        QVERIFY(isPaperFolder(oddities / "top1000_complete"));
        QVERIFY(!isPaperFolder(oddities / "top1000_complete/N01-0001"));
        QVERIFY(!isPaperFolder(oddities / "top1000_complete/README"));
        QVERIFY(!isPaperFolder(oddities / "absent"));
    }

    void previewReadsNoMoreThanItShows()
    {
        const Preview preview = previewSentences(
            oddities, {.papers = PaperChoice{.input = PaperInput::FullText, .unit = PaperUnit::Sentence}}, 2);
        QCOMPARE(preview.rows.size(), std::size_t(2));
        QCOMPARE(preview.report.papers, std::uint64_t(1));
        QVERIFY(!preview.problem);
    }

    void aStopIsHonouredBetweenPapers()
    {
        for (int i = 0; i < 20; ++i)
            writePaper(QString("P%1").arg(i));
        std::stop_source source;
        int seen = 0;
        try {
            readSentences(
                path(), {},
                [&](Sentence&&) {
                    if (++seen == 3) source.request_stop();
                },
                source.get_token());
            QFAIL("was read to its end");
        } catch (const Error& error) {
            QVERIFY(error.code() == ErrorCode::Cancelled);
            QCOMPARE(seen, 3);
        }
    }

    void entities_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        QTest::newRow("none") << "plain"
                              << "plain";
        QTest::newRow("names") << "&lt;b&gt; &amp; &quot;c&quot; &apos;"
                               << "<b> & \"c\" '";
        QTest::newRow("twice") << "a &amp;lt; b"
                               << "a < b";
        QTest::newRow("numbers") << "&#8217;&#x2019;&#X2019;"
                                 << "’’’";
        QTest::newRow("not entities") << "R&D; AT&T &unknown; & &;"
                                      << "R&D; AT&T &unknown; & &;";
        QTest::newRow("not characters") << "&#0;&#xD800;&#1114112;&#99999999;&#-1;&#x;&#7;"
                                        << "&#0;&#xD800;&#1114112;&#99999999;&#-1;&#x;&#7;";
        QTest::newRow("at the end") << "a &lt"
                                    << "a &lt";
    }
    void entities()
    {
        QFETCH(QString, text);
        QFETCH(QString, expected);
        QCOMPARE(QString::fromStdString(decodeEntities(text.toStdString())), expected);
    }

    void nothingPassesThroughTheParser()
    {
        /// Throws at the second element; the Error must arrive, and nothing must be visited after it.
        class Thrower final : public XmlVisitor {
        public:
            void startElement(std::string_view, std::span<const XmlAttribute>) override
            {
                if (++elements == 2) throw Error(ErrorCode::Unsupported, "no more");
            }
            void endElement(std::string_view) override { ++elements; }
            void text(std::string_view) override {}
            int elements = 0;
        } thrower;
        write("a.xml", article());
        try {
            readXml(path("a.xml"), TextEncoding::Auto, thrower);
            QFAIL("was read");
        } catch (const Error& error) {
            QVERIFY(error.code() == ErrorCode::Unsupported);
        }
        QCOMPARE(thrower.elements, 2);
        NoVisitor visitor;
        readXml(path("a.xml"), TextEncoding::Auto, visitor);
        QCOMPARE(visitor.elements, 4);
    }
};

QTEST_APPLESS_MAIN(TestScisumm)
#include "tst_scisumm.moc"
