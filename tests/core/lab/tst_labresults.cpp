// SPDX-License-Identifier: GPL-3.0-or-later
// The lab's experiments as data, verdicts by rows, results as files, tables and reports.
#include "core/base/Error.h"
#include "core/base/File.h"
#include "core/lab/LabFolder.h"
#include "core/lab/LabReport.h"
#include "core/report/ReportWriters.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <set>

using namespace sparsight;

namespace {

using Numbers = std::map<std::string, double>;

LabSeedResult seedWith(std::uint64_t seed, const std::map<std::string, Numbers>& arms)
{
    LabSeedResult result{.preset = "width", .seed = seed, .settings = R"({"version":1})", .seconds = 1.5};
    for (const auto& [arm, numbers] : arms)
        result.arms.push_back({.arm = arm, .layers = {}, .curve = {}, .numbers = numbers, .series = {}});
    return result;
}

/// A result with everything that a result can have.
LabSeedResult wholeSeed(std::uint64_t seed)
{
    LabSeedResult result = seedWith(seed, {{"narrow", {{"density.end", 30.25}, {"count.end", 14}}},
                                           {"middle", {{"density.end", 1.0 / 3}, {"count.end", 30}}},
                                           {"wide", {{"density.end", 0.125}, {"count.end", 60}}}});
    for (LabArmResult& arm : result.arms) {
        arm.layers = {"block 1", "block 2"};
        arm.curve = {{.step = 0,
                      .loss = 2.5,
                      .accuracy = 10,
                      .heldOutLoss = 2.4,
                      .heldOutAccuracy = 9.5,
                      .density = {50, 49.5},
                      .heldOutDensity = {51, 50}},
                     {.step = 10,
                      .loss = 0.1,
                      .accuracy = {},
                      .heldOutLoss = 0.2,
                      .heldOutAccuracy = {},
                      .density = {20, 10},
                      .heldOutDensity = {21, 11}}};
        arm.series = {{.id = "reliability.clean",
                       .title = "clean <images>",
                       .xTitle = "x",
                       .yTitle = "y",
                       .x = {1, 2},
                       .y = {3, 4}}};
    }
    return result;
}

Error errorOf(const std::function<void()>& function)
{
    try {
        function();
    } catch (const Error& error) {
        return error;
    }
    return {ErrorCode::Io, "nothing was thrown"};
}

} // namespace

class TestLabResults : public QObject {
    Q_OBJECT

private slots:
    void presetsAreWhole_data()
    {
        QTest::addColumn<QString>("id");
        for (const LabPreset& preset : labPresets())
            QTest::newRow(preset.id.c_str()) << QString::fromStdString(preset.id);
    }
    void presetsAreWhole()
    {
        QFETCH(QString, id);
        const LabPreset& preset = labPreset(id.toStdString());
        QVERIFY(!preset.title.empty() && !preset.claim.empty() && !preset.source.empty());
        QVERIFY(!preset.arms.empty() && !preset.checks.empty());
        std::set<std::string> arms, numbers;
        for (const LabArm& arm : preset.arms) {
            QVERIFY(arms.insert(arm.id).second);
            QVERIFY(arm.training.steps > 0 && arm.training.batch > 0 && arm.model.dFf > 0);
        }
        for (const LabNumberMeaning& number : labNumbers())
            numbers.insert(number.name);
        for (const LabCheck& check : preset.checks) {
            QVERIFY(!check.words.empty() && arms.contains(check.left.arm) && numbers.contains(check.left.name));
            QVERIFY(!check.right || (arms.contains(check.right->arm) && numbers.contains(check.right->name)));
            QVERIFY(std::isfinite(check.low) || std::isfinite(check.high)); // else it could not fail
        }
        QVERIFY(criterionOf(preset).ends_with("in at least 4 of 5 seeds"));
        QVERIFY(settingsOf(preset, "a") != settingsOf(preset, "b"));
    }

    void namesAreTheirOwn()
    {
        std::set<std::string> ids, settings;
        for (const LabPreset& preset : labPresets()) {
            QVERIFY(ids.insert(preset.id).second);
            settings.insert(settingsOf(preset, ""));
        }
        QCOMPARE(settings.size(), ids.size());
        QVERIFY(QString(errorOf([] { labPreset("nothing"); }).what()).contains("emergence-mlp"));
    }

    void verdicts_data()
    {
        QTest::addColumn<QList<double>>("narrow"); // a seed each
        QTest::addColumn<QList<double>>("wide");
        QTest::addColumn<int>("passed");
        QTest::addColumn<QString>("verdict");
        QTest::newRow("no seeds") << QList<double>{} << QList<double>{} << 0 << "not run";
        QTest::newRow("one") << QList{20.0} << QList{10.0} << 1 << "reproduced (1 of 1 seed)";
        QTest::newRow("one that is equal")
            << QList{20.0} << QList{20.0} << 0 << "not reproduced at this scale (0 of 1 seed)";
        QTest::newRow("five") << QList{5., 5., 5., 5., 5.} << QList{4., 4., 4., 4., 4.} << 5
                              << "reproduced (5 of 5 seeds)";
        QTest::newRow("four of five") << QList{5., 5., 5., 5., 5.} << QList{4., 4., 6., 4., 4.} << 4
                                      << "reproduced (4 of 5 seeds)";
        QTest::newRow("three of five") << QList{5., 5., 5., 5., 5.} << QList{4., 4., 6., 7., 4.} << 3
                                       << "not reproduced at this scale (3 of 5 seeds)";
        QTest::newRow("one of two") << QList{5., 5.} << QList{4., 6.} << 1
                                    << "not reproduced at this scale (1 of 2 seeds)";
        QTest::newRow("not a number") << QList{5.} << QList{std::nan("")} << 0
                                      << "not reproduced at this scale (0 of 1 seed)";
    }
    void verdicts()
    {
        QFETCH(QList<double>, narrow);
        QFETCH(QList<double>, wide);
        QFETCH(int, passed);
        QFETCH(QString, verdict);
        const LabPreset preset{.id = "width",
                               .checks = {{.words = "wide is below narrow",
                                           .left = {"wide", "density.end"},
                                           .right = LabNumber{"narrow", "density.end"},
                                           .high = -1e-9}}};
        std::vector<LabSeedResult> seeds;
        for (int i = 0; i < narrow.size(); ++i)
            seeds.push_back(seedWith(std::uint64_t(i),
                                     {{"narrow", {{"density.end", narrow[i]}}}, {"wide", {{"density.end", wide[i]}}}}));
        const LabVerdict found = judge(preset, seeds);
        QCOMPARE(found.passed, passed);
        QCOMPARE(QString::fromStdString(found.text()), verdict);
        QCOMPARE(found.checks[0].passed, passed);
    }

    void everyPartHasToHold()
    {
        const LabPreset preset{.id = "width",
                               .checks = {{.words = "low", .left = {"a", "x"}, .low = 2},
                                          {.words = "high", .left = {"a", "x"}, .high = 4},
                                          {.words = "missing", .left = {"a", "y"}, .low = 0}}};
        const auto passed = [&](const Numbers& numbers) {
            const std::vector seeds{seedWith(1, {{"a", numbers}})};
            return judge(preset, seeds).passed;
        };
        QCOMPARE(passed({{"x", 2}, {"y", 0}}), 1);
        QCOMPARE(passed({{"x", 4}, {"y", 1}}), 1);
        QCOMPARE(passed({{"x", 1.9}, {"y", 1}}), 0);
        QCOMPARE(passed({{"x", 4.1}, {"y", 1}}), 0);
        QCOMPARE(passed({{"x", 3}}), 0); // a number that is not there is no pass
    }

    void resultsReadBackAsTheyWere()
    {
        const LabSeedResult result = wholeSeed(3);
        const std::string json = toJson(result);
        QVERIFY(parseLabSeed(json, "f") == result);
        QCOMPARE(toJson(parseLabSeed(json, "f")), json);
    }

    void refusesWhatIsNoResult_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::newRow("a field is missing") << QByteArray("\"seed\"") << QByteArray("\"sead\"");
        QTest::newRow("a text for a number") << QByteArray("\"seed\": 3") << QByteArray("\"seed\": \"3\"");
        QTest::newRow("a layer too few") << QByteArray("\"block 1\",") << QByteArray("");
        QTest::newRow("cut") << QByteArray("\"curve\"") << QByteArray(",");
    }
    void refusesWhatIsNoResult()
    {
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        const QByteArray json = QByteArray::fromStdString(toJson(wholeSeed(3)));
        QVERIFY(json.contains(from));
        const Error error =
            errorOf([&] { parseLabSeed(QByteArray(json).replace(from, to).toStdString(), "folder/seed-3.json"); });
        QVERIFY2(QString(error.what()).contains("seed-3.json is no result of the lab"), error.what());
        QVERIFY2(QString(error.what()).endsWith("remove it and run the experiment again."), error.what());
    }

    void refusesASeedOfAnotherName()
    {
        const QTemporaryDir directory;
        const LabFolder folder = LabFolder::make(directory.path().toStdString());
        folder.write(wholeSeed(1));
        QVERIFY(QFile::copy(directory.filePath("width/seed-1.json"), directory.filePath("width/seed-2.json")));
        for (const auto& use : std::vector<std::function<void()>>{
                 [&] { folder.read(); }, [&] { folder.find(labPreset("width"), 2, R"({"version":1})"); }}) {
            const Error error = errorOf(use);
            QVERIFY2(QString(error.what()).contains("seed-2.json holds seed 1 of width"), error.what());
        }
    }

    void folderKeepsResults()
    {
        const QTemporaryDir directory;
        const LabFolder folder = LabFolder::make(directory.filePath("lab").toStdString());
        QVERIFY(folder.read().empty());
        const LabPreset& preset = labPreset("width");
        QVERIFY(!folder.find(preset, 3, R"({"version":1})"));
        folder.write(wholeSeed(10));
        folder.write(wholeSeed(3));
        QVERIFY(folder.find(preset, 3, R"({"version":1})") == wholeSeed(3));
        QVERIFY(
            QString(errorOf([&] { folder.find(preset, 3, R"({"version":2})"); }).what()).contains("other settings"));
        const auto outcomes = LabFolder::open(folder.path()).read();
        QCOMPARE(outcomes.size(), std::size_t(1));
        QCOMPARE(outcomes[0].seeds.size(), std::size_t(2));
        QCOMPARE(outcomes[0].seeds[0].seed, std::uint64_t(3));
        QVERIFY(outcomes[0].verdict.isReproduced());
        folder.writeTables(outcomes);
        const std::string numbers = readTextFile(folder.path() / "numbers.csv", 1 << 20);
        QVERIFY(numbers.starts_with("preset,seed,arm,number,value\r\nwidth,3,middle,count.end,30\r\n"));
        QVERIFY(
            readTextFile(folder.path() / "curves.csv", 1 << 20).find("width,10,wide,10,0.1,,0.2,,block 2,10,11\r\n") !=
            std::string::npos);
        const auto summary = nlohmann::json::parse(readTextFile(folder.path() / "width" / "summary.json", 1 << 20));
        QCOMPARE(summary["verdict"].get<std::string>(), std::string("reproduced (2 of 2 seeds)"));
        QCOMPARE(summary["seeds"][0]["arms"]["wide"]["density.end"].get<double>(), 0.125);
        QVERIFY(errorOf([] { LabFolder::open("/nowhere"); }).code() == ErrorCode::NotFound);
    }

    void replayTellsThePointsInOrder()
    {
        const LabSeedResult result = wholeSeed(2);
        std::vector<int> steps;
        bool completed = false;
        replay(result, [&](const LabProgress& progress) {
            QVERIFY(!describe(progress).empty());
            if (progress.point) steps.push_back(progress.point->step);
            if (progress.completed) completed = true;
        });
        QCOMPARE(steps, (std::vector{0, 10, 0, 10, 0, 10}));
        QVERIFY(completed);
    }

    void reportHasVerdictsAndFigures()
    {
        LabOutcome outcome{.preset = "width", .seeds = {wholeSeed(1), wholeSeed(2)}, .verdict = {}};
        outcome.verdict = judge(labPreset("width"), outcome.seeds);
        const Report report = labReport({outcome});
        const QString html = QString::fromStdString(reportHtml(report));
        QVERIFY(html.contains("reproduced (2 of 2 seeds), with other steps or settings than usual"));
        for (LabSeedResult& seed : outcome.seeds)
            seed.settings = settingsOf(labPreset("width"), "shapes");
        QVERIFY(hasUsualSettings(outcome) && labVerdictText({outcome}).find("usual") == std::string::npos);
        QVERIFY(html.count("<polyline") > 6 && html.contains("block 2") && html.contains("clean &lt;images&gt;"));
        QVERIFY(!html.contains("sparsight-recipe")); // there is no project that it could be made from again
        QVERIFY(nlohmann::json::parse(reportJson(report)).contains("sections"));
        QVERIFY(reportCsv(report).find("width,1,middle,density.end,") != std::string::npos);
        QVERIFY(labVerdictText({outcome}).find("width") != std::string::npos);
        QVERIFY(labOutcomeText(outcome).find("d_ff 768") != std::string::npos);
        for (const LabPreset& preset : labPresets())
            QVERIFY(labPresetText(preset).find("criterion: ") != std::string::npos);
    }

    void figuresHaveNamesOfTheirOwn()
    {
        const LabOutcome outcome{.preset = "width", .seeds = {wholeSeed(1)}, .verdict = {}};
        std::set<std::string> names;
        for (const LabFigure& each : labFigures(outcome)) {
            QVERIFY(names.insert(each.name).second);
            QVERIFY(svgOf(each.figure).starts_with("<svg"));
        }
        QCOMPARE(names, (std::set<std::string>{"width-density", "width-loss", "width-narrow-layers",
                                               "width-middle-layers", "width-wide-layers", "width-reliability.clean"}));
    }

    void markdownTablesAreWhole()
    {
        LabOutcome outcome{.preset = "width", .seeds = {wholeSeed(1), wholeSeed(2)}, .verdict = {}};
        outcome.seeds[1].arms[2].numbers["density.end"] = 5; // not below the middle one's
        outcome.verdict = judge(labPreset("width"), outcome.seeds);
        const QByteArray tables = QByteArray::fromStdString(labMarkdown({outcome}));
        for (const char* line : {"\n| width | not reproduced at this scale (1 of 2 seeds), with other steps or "
                                 "settings than usual | 1.5 |",
                                 "| width | 768 a smaller % than 192 | 1 of 2 | -0.2083, 4.67 |",
                                 "| width | d_ff 48 | – | 30.2 (30.2 to 30.2) | – | 14.0 (14.0 to 14.0) | – |"})
            QVERIFY2(tables.contains(line), tables.constData());
    }

    /// What the document says of the run that is kept with it is what that run says.
    void documentShowsTheResultsKept()
    {
        const std::filesystem::path documents = std::filesystem::path(SPARSIGHT_SOURCE_DIR) / "docs";
        const std::string text = readTextFile(documents / "lazy-neurons.md", 1 << 20);
        const std::vector<LabOutcome> outcomes = LabFolder::open(documents / "lab-results").read();
        QVERIFY(!outcomes.empty());
        const std::string tables = labMarkdown(outcomes);
        QVERIFY2(text.find(tables) != std::string::npos, tables.c_str());
        QVERIFY(tables.find("than usual") == std::string::npos);
        std::size_t drawn = 0;
        for (const LabOutcome& outcome : outcomes) {
            for (const LabFigure& each : labFigures(outcome)) {
                if (text.find("(images/lab/" + each.name + ".svg)") == std::string::npos) continue;
                QVERIFY2(readTextFile(documents / "images" / "lab" / (each.name + ".svg"), 1 << 20)
                             .ends_with(svgOf(each.figure)), // below the licence
                         each.name.c_str());
                ++drawn;
            }
        }
        QCOMPARE(QString::fromStdString(text).count("(images/lab/"), qsizetype(drawn));
        QVERIFY(drawn > 0);
    }
};

QTEST_APPLESS_MAIN(TestLabResults)
#include "tst_labresults.moc"
