// SPDX-License-Identifier: GPL-3.0-or-later
#include "StoreFixture.h"

#include <QtTest>

#include <set>

using namespace sparsight;
using sparsight::testing::addDataset;
using sparsight::testing::errorOf;
using sparsight::testing::runInfo;
using sparsight::testing::TemporaryFolder;

class TestProject : public QObject {
    Q_OBJECT

private slots:
    void createAndOpen()
    {
        const TemporaryFolder folder;
        std::string uuid;
        {
            const Project project = Project::create(folder / "a?b#c%d.sparsight");
            uuid = project.uuid();
            QCOMPARE(uuid.size(), std::size_t(32));
            QVERIFY(!project.isReadOnly());
        }
        const Project again = Project::open(folder / "a?b#c%d.sparsight", Project::Mode::ReadOnly);
        QVERIFY(again.isReadOnly());
        QVERIFY(again.wasClosedCleanly());
        QCOMPARE(again.uuid(), uuid);
    }

    void createRefusesAFileThatExists()
    {
        const TemporaryFolder folder;
        {
            Project::create(folder / "p.sparsight");
        }
        const Error error = errorOf([&] { Project::create(folder / "p.sparsight"); });
        QCOMPARE(error.code(), ErrorCode::BadInput);
        QVERIFY(std::string(error.what()).find("p.sparsight") != std::string::npos);
    }

    void isOneFileWhenClosed()
    {
        const TemporaryFolder folder;
        {
            Project project = Project::create(folder / "p.sparsight");
            addDataset(project, 100);
            const Project reader = project.reopen();
            QCOMPARE(reader.datasets().size(), std::size_t(1));
        }
        {
            const Project reader = Project::open(folder / "p.sparsight", Project::Mode::ReadOnly);
        }
        const auto files = std::filesystem::directory_iterator(folder.path());
        QCOMPARE(std::distance(begin(files), end(files)), std::ptrdiff_t(1));
    }

    void importsSentences()
    {
        const TemporaryFolder folder;
        Project project = Project::create(folder / "p.sparsight");
        const std::vector<Sentence> sentences{{"Grüße, 世界", "greeting", "doc1", "Hello"},
                                              {std::string("with\0zero", 9), "", "", ""},
                                              {"", "", "doc2", ""}};
        const auto result = project.importDataset("d", "x.csv", [&](const Project::SentenceSink& sink) {
            for (Sentence sentence : sentences)
                sink(std::move(sentence));
            return 4u;
        });
        QCOMPARE(result.sentences, 3u);
        const DatasetInfo info = project.dataset("d");
        QCOMPARE(info.id, result.id);
        QCOMPARE(info.source, std::string("x.csv"));
        QCOMPARE(info.blankLines, 4u);
        QVERIFY(info.hasLabels && info.hasGroups && info.hasTargets);
        QCOMPARE(info.sha256.size(), std::size_t(64));
        std::uint32_t next = 0;
        project.forEachSentence(info.id, [&](SentenceId id, const Sentence& sentence) {
            QCOMPARE(id, SentenceId(next));
            QCOMPARE(sentence.text, sentences[next].text);
            QCOMPARE(sentence.label, sentences[next].label);
            QCOMPARE(sentence.group, sentences[next].group);
            QCOMPARE(sentence.target, sentences[next].target);
            ++next;
        });
        QCOMPARE(next, 3u);
        QCOMPARE(project.sentence(info.id, SentenceId(1)).text, sentences[1].text);
        QCOMPARE(errorOf([&] { project.sentence(info.id, SentenceId(3)); }).code(), ErrorCode::NotFound);
    }

    /// The hash tells data sets apart even where their joined bytes are the same.
    void hashCoversEveryField()
    {
        const TemporaryFolder folder;
        Project project = Project::create(folder / "p.sparsight");
        std::set<std::string> hashes;
        const std::vector<std::vector<Sentence>> variants{{{"ab", "", "", ""}},
                                                          {{"a", "b", "", ""}},
                                                          {{"a", "", "b", ""}},
                                                          {{"a", "", "", "b"}},
                                                          {{"a", "", "", ""}, {"b", "", "", ""}},
                                                          {{"b", "", "", ""}, {"a", "", "", ""}}};
        for (const auto& variant : variants) {
            project.importDataset("d" + std::to_string(hashes.size()), "", [&](const Project::SentenceSink& sink) {
                for (Sentence sentence : variant)
                    sink(std::move(sentence));
                return 0u;
            });
            hashes.insert(project.datasets().back().sha256);
        }
        QCOMPARE(hashes.size(), variants.size());
    }

    void failedImportLeavesNothing()
    {
        const TemporaryFolder folder;
        Project project = Project::create(folder / "p.sparsight");
        addDataset(project, 10, "kept");
        const Error error = errorOf([&] {
            project.importDataset("half", "", [](const Project::SentenceSink& sink) -> std::uint32_t {
                for (int i = 0; i < 5000; ++i)
                    sink({"text", "", "", ""});
                throw Error(ErrorCode::BadInput, "line 5001 is bad");
            });
        });
        QCOMPARE(error.what(), "line 5001 is bad");
        QCOMPARE(project.datasets().size(), std::size_t(1));
        addDataset(project, 5, "half"); // and its rows are free again
        std::uint32_t count = 0;
        project.forEachSentence(project.dataset("half").id, [&](SentenceId, const Sentence&) { ++count; });
        QCOMPARE(count, 5u);
    }

    void refusesBadDatasets()
    {
        const TemporaryFolder folder;
        Project project = Project::create(folder / "p.sparsight");
        addDataset(project, 3);
        QCOMPARE(errorOf([&] { addDataset(project, 3); }).code(), ErrorCode::BadInput);
        QCOMPARE(errorOf([&] { addDataset(project, 3, "  "); }).code(), ErrorCode::BadInput);
        QCOMPARE(errorOf([&] { addDataset(project, 0, "empty"); }).code(), ErrorCode::BadInput);
        QCOMPARE(project.datasets().size(), std::size_t(1));
        const Error missing = errorOf([&] { project.dataset("other"); });
        QCOMPARE(missing.code(), ErrorCode::NotFound);
        QVERIFY(std::string(missing.what()).find("\"data\"") != std::string::npos);
    }

    void topics()
    {
        const TemporaryFolder folder;
        Project project = Project::create(folder / "p.sparsight");
        const Topic stem{"Übung", KeywordMatch::Stem, {"light speed", "atom", ""}};
        project.putTopic(stem);
        QVERIFY(project.topic("üBUNG") == stem);
        const Topic changed{"ÜBUNG", KeywordMatch::Word, {"atom"}};
        project.putTopic(changed);
        project.putTopic({"colours", KeywordMatch::Word, {"red"}});
        QCOMPARE(project.topics().size(), std::size_t(2));
        QVERIFY(project.topic("übung") == changed);
        const Error missing = errorOf([&] { project.removeTopic("countries"); });
        QCOMPARE(missing.code(), ErrorCode::NotFound);
        QVERIFY(std::string(missing.what()).find("\"colours\"") != std::string::npos);
        project.removeTopic("Colours");
        QCOMPARE(project.topics().size(), std::size_t(1));
    }

    void checkpoints()
    {
        const TemporaryFolder folder;
        Project project = Project::create(folder / "p.sparsight");
        CheckpointInfo info{{}, "base", "/a/base", "aa", "t5", "{}", 220'000'000};
        const CheckpointId first = project.putCheckpoint(info);
        info.path = "/b/moved";
        QCOMPARE(project.putCheckpoint(info), first);
        QCOMPARE(project.checkpoint(first).path, std::string("/b/moved"));
        info.weightsSha256 = "bb";
        const CheckpointId second = project.putCheckpoint(info);
        QVERIFY(second != first);
        QCOMPARE(project.checkpoint(second).name, std::string("base (2)"));
        QCOMPARE(project.checkpoint(second).parameters, std::uint64_t(220'000'000));
        QCOMPARE(project.putCheckpoint(info), second);
        QCOMPARE(project.checkpoints().size(), std::size_t(2));
    }

    void runs()
    {
        const TemporaryFolder folder;
        Project project = Project::create(folder / "p.sparsight");
        RunInfo run = runInfo(project, addDataset(project, 3), 3072);
        run.settings.positions = Positions::Content;
        run.settings.aggregate = Aggregate::Mean;
        run.settings.decoder = DecoderMode::Generate;
        run.settings.maximumNewTokens = 200;
        run.settings.precision = Precision::Bf16;
        run.settings.values = ValueFormat::F32;
        run.settings.epsilon = 0.125;
        run.settings.device = "cuda:0";
        run.settings.threads = 3;
        run.settings.seed = ~std::uint64_t(0);
        run.settings.versions = "sparsight 0.1.0";
        run.signedValues = true;
        const RunId id = project.createRun(run);
        const RunInfo stored = project.run("run");
        QCOMPARE(stored.id, id);
        QVERIFY(stored.settings == run.settings);
        QVERIFY(stored.signedValues && !stored.complete);
        QCOMPARE(stored.neurons, 3072u);
        project.renameRun(id, "other");
        project.renameRun(id, "other");
        QCOMPARE(errorOf([&] { project.run("run"); }).code(), ErrorCode::NotFound);
        run.name = "other";
        QCOMPARE(errorOf([&] { project.createRun(run); }).code(), ErrorCode::BadInput);
        run.name = "third";
        run.settings.layers.push_back(run.settings.layers.front());
        QCOMPARE(errorOf([&] { project.createRun(run); }).code(), ErrorCode::BadInput);
        run.settings.layers.clear();
        QCOMPARE(errorOf([&] { project.createRun(run); }).code(), ErrorCode::BadInput);
        project.removeRun(id);
        QVERIFY(project.runs().empty());
    }

    void removesADatasetWithItsRuns()
    {
        const TemporaryFolder folder;
        Project project = Project::create(folder / "p.sparsight");
        const DatasetId gone = addDataset(project, 30, "gone"), kept = addDataset(project, 20, "kept");
        for (const DatasetId dataset : {gone, kept}) {
            const RunInfo run = runInfo(project, dataset, 70, "run" + std::to_string(dataset.value));
            const std::uint32_t sentences = project.dataset(dataset).sentences;
            sparsight::testing::SyntheticRun(run, sentences).write(project, project.createRun(run), 8);
        }
        project.removeDataset(gone);
        QCOMPARE(project.datasets().size(), std::size_t(1));
        QCOMPARE(project.runs().size(), std::size_t(1));
        QCOMPARE(project.runs().front().sentencesDone, 20u);
        QCOMPARE(errorOf([&] { project.sentence(gone, SentenceId(0)); }).code(), ErrorCode::NotFound);
        QCOMPARE(project.sentence(kept, SentenceId(19)).text, std::string("sentence number 19"));
        project.checkIntegrity();
    }

    void readOnlyRefusesEveryChange()
    {
        const TemporaryFolder folder;
        Project project = Project::create(folder / "p.sparsight");
        addDataset(project, 3);
        Project reader = project.reopen();
        QCOMPARE(errorOf([&] { addDataset(reader, 3, "more"); }).code(), ErrorCode::ReadOnly);
        QCOMPARE(errorOf([&] { reader.putTopic({"t", KeywordMatch::Word, {"w"}}); }).code(), ErrorCode::ReadOnly);
        QCOMPARE(reader.datasets().size(), std::size_t(1));
    }

    void choicesHaveTheNamesOfTheCommandLine()
    {
        QVERIFY(parsePositions(toString(Positions::Content)) == Positions::Content);
        QVERIFY(parseAggregate("last") == Aggregate::Last);
        QVERIFY(parseDecoderMode("generate") == DecoderMode::Generate);
        QVERIFY(parsePrecision("bf16") == Precision::Bf16);
        QCOMPARE(toString(ValueFormat::F16), std::string_view("f16"));
        const Error error = errorOf([] { parseAggregate("sum"); });
        QCOMPARE(error.code(), ErrorCode::BadInput);
        QCOMPARE(error.what(), "\"sum\" is not a choice of aggregate: write max, mean or last.");
    }
};

QTEST_APPLESS_MAIN(TestProject)
#include "tst_project.moc"
