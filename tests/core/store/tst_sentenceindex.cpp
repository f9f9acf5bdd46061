// SPDX-License-Identifier: GPL-3.0-or-later
#include "ChildProcess.h"
#include "StoreFixture.h"

#include "core/store/SearchQuery.h"
#include "core/store/SentenceIndex.h"

#include <QtTest>

#include <fstream>

using namespace sparsight;
using namespace sparsight::testing;

namespace {

const std::vector<std::string> texts{
    "The quick brown fox", "a quick QUICK quick reply",  "Ünïcode größer café", "don't panic: it's 42",
    "brown quick",         "foxes AND hounds NEAR here", "日本語 text"};

std::filesystem::path onlyFileIn(const std::filesystem::path& folder)
{
    std::filesystem::path found;
    int count = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        found = entry.path();
        ++count;
    }
    return count == 1 ? found : std::filesystem::path();
}

} // namespace

class TestSentenceIndex : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<TemporaryFolder>();
        m_project = std::make_unique<Project>(Project::create(*m_folder / "p.sparsight"));
        m_dataset = m_project
                        ->importDataset("d", "",
                                        [](const Project::SentenceSink& sink) {
                                            for (const std::string& text : texts)
                                                sink({text, "", "", ""});
                                            return 0u;
                                        })
                        .id;
    }
    void cleanup()
    {
        m_project.reset();
        m_folder.reset();
    }

    void finds_data()
    {
        QTest::addColumn<QByteArray>("words");
        QTest::addColumn<QSet<int>>("sentences");
        QTest::addRow("a word") << QByteArray("quick") << QSet<int>{0, 1, 4};
        QTest::addRow("every word") << QByteArray("quick brown") << QSet<int>{0, 4};
        QTest::addRow("phrase") << QByteArray("\"quick brown\"") << QSet<int>{0};
        QTest::addRow("open phrase") << QByteArray("\"quick brown") << QSet<int>{0};
        QTest::addRow("prefix") << QByteArray("fox*") << QSet<int>{0, 5};
        QTest::addRow("diacritics") << QByteArray("UNICODE cafe") << QSet<int>{2};
        QTest::addRow("apostrophe") << QByteArray("don't") << QSet<int>{3};
        QTest::addRow("operators are words") << QByteArray("AND NEAR") << QSet<int>{5};
        QTest::addRow("only an operator") << QByteArray("AND") << QSet<int>{5};
        QTest::addRow("column filter is text") << QByteArray("text:quick") << QSet<int>{};
        QTest::addRow("punctuation") << QByteArray("- ( ) : ^ * + , quick") << QSet<int>{0, 1, 4};
        QTest::addRow("only punctuation") << QByteArray("-- \"\" *") << QSet<int>{};
        QTest::addRow("nothing") << QByteArray() << QSet<int>{};
        QTest::addRow("NUL") << QByteArray("brown\0quick", 11) << QSet<int>{4};
        QTest::addRow("quotes inside") << QByteArray("a\"b\"c\"") << QSet<int>{};
        QTest::addRow("not UTF-8") << QByteArray("\xff\xfe quick") << QSet<int>{0, 1, 4};
        QTest::addRow("number") << QByteArray("42") << QSet<int>{3};
        QTest::addRow("Japanese") << QByteArray("日本語") << QSet<int>{6};
    }
    void finds()
    {
        QFETCH(QByteArray, words);
        QFETCH(QSet<int>, sentences);
        const SentenceIndex index(*m_project, m_dataset, *m_folder / "cache");
        QSet<int> found;
        for (const auto& hit : index.search(words.toStdString(), 100))
            found << int(hit.sentence.value);
        QCOMPARE(found, sentences);
    }

    void ranksAndLimits()
    {
        const SentenceIndex index(*m_project, m_dataset, *m_folder / "cache");
        const auto hits = index.search("quick", 2);
        QCOMPARE(hits.size(), std::size_t(2));
        QCOMPARE(hits[0].sentence, SentenceId(1)); // three times in five words
        QVERIFY(hits[0].score > hits[1].score);
    }

    void isBuiltOnce()
    {
        int reports = 0;
        const auto count = [&](const Progress&) { ++reports; };
        {
            SentenceIndex(*m_project, m_dataset, *m_folder / "cache", {}, count);
        }
        QCOMPARE(reports, 1);
        {
            SentenceIndex(*m_project, m_dataset, *m_folder / "cache", {}, count);
        }
        QCOMPARE(reports, 1);
        QVERIFY(onlyFileIn(*m_folder / "cache").extension() == ".fts");
    }

    void damagedOrForeignCacheIsRebuilt_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addRow("text") << 0;
        QTest::addRow("cut short") << 1;
        QTest::addRow("empty") << 2;
        QTest::addRow("another project's") << 3;
    }
    void damagedOrForeignCacheIsRebuilt()
    {
        QFETCH(int, kind);
        {
            SentenceIndex(*m_project, m_dataset, *m_folder / "cache");
        }
        const auto file = onlyFileIn(*m_folder / "cache");
        if (kind == 0) std::ofstream(file) << "not an index";
        if (kind == 1) std::filesystem::resize_file(file, 1000);
        if (kind == 2) std::filesystem::resize_file(file, 0);
        if (kind == 3) {
            Project other = Project::create(*m_folder / "other.sparsight");
            const DatasetId dataset = addDataset(other, 3);
            {
                SentenceIndex(other, dataset, *m_folder / "cache2");
            }
            std::filesystem::rename(onlyFileIn(*m_folder / "cache2"), file);
        }
        const SentenceIndex index(*m_project, m_dataset, *m_folder / "cache");
        QCOMPARE(index.search("brown", 10).size(), std::size_t(2));
    }

    /// Damage deeper inside shows only when it is searched; the next index is a new one.
    void damageFoundBySearchingRemovesTheCache()
    {
        addMany();
        {
            SentenceIndex(*m_project, m_dataset, *m_folder / "cache");
        }
        const auto file = onlyFileIn(*m_folder / "cache");
        const auto size = std::filesystem::file_size(file);
        {
            std::fstream stream(file, std::ios::in | std::ios::out | std::ios::binary);
            for (std::uintmax_t page = 3; page * 4096 < size; ++page) { // leaves the schema and the table of the source
                stream.seekp(static_cast<std::streamoff>(page * 4096));
                stream.write(std::string(512, '\xee').data(), 512);
            }
        }
        const auto search = [&] {
            return SentenceIndex(*m_project, m_dataset, *m_folder / "cache").search("number", 1).size();
        };
        try {
            search();
        } catch (const Error& error) {
            QCOMPARE(error.code(), ErrorCode::Corrupt);
            QVERIFY(!std::filesystem::exists(file));
        }
        QCOMPARE(search(), std::size_t(1));
    }

    void buildersMayRace()
    {
        addMany();
        std::vector<std::unique_ptr<ChildProcess>> children;
        const auto file = m_project->file();
        m_project.reset(); // a connection must not be carried over a fork
        for (int i = 0; i < 4; ++i) {
            children.push_back(std::make_unique<ChildProcess>([&] {
                const Project project = Project::open(file, Project::Mode::ReadOnly);
                const SentenceIndex index(project, m_dataset, *m_folder / "cache");
                return index.search("number", 10).size() == 10 ? 0 : 1;
            }));
        }
        for (auto& child : children)
            QCOMPARE(child->wait(), 0);
        QVERIFY(!onlyFileIn(*m_folder / "cache").empty());
    }

    void stoppedBuildLeavesNothing()
    {
        std::stop_source source;
        source.request_stop();
        const Error error =
            errorOf([&] { SentenceIndex(*m_project, m_dataset, *m_folder / "cache", source.get_token()); });
        QCOMPARE(error.code(), ErrorCode::Cancelled);
        QVERIFY(std::filesystem::is_empty(*m_folder / "cache"));
    }

    void cacheFollowsTheEnvironment()
    {
        qputenv("XDG_CACHE_HOME", "/somewhere");
        QCOMPARE(defaultCacheDirectory().string(), std::string("/somewhere/sparsight"));
        qputenv("XDG_CACHE_HOME", "relative"); // to be ignored, says the specification
        qputenv("HOME", "/home/x");
        QCOMPARE(defaultCacheDirectory().string(), std::string("/home/x/.cache/sparsight"));
    }

private:
    void addMany() { m_dataset = addDataset(*m_project, 5000, "many"); }

    std::unique_ptr<TemporaryFolder> m_folder;
    std::unique_ptr<Project> m_project;
    DatasetId m_dataset;
};

QTEST_APPLESS_MAIN(TestSentenceIndex)
#include "tst_sentenceindex.moc"
