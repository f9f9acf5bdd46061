// SPDX-License-Identifier: GPL-3.0-or-later
#include "../analysis/kt/DenseRun.h"
#include "../store/FlipBit.h"
#include "core/analysis/kt/KtControls.h"
#include "core/base/Error.h"
#include "core/base/File.h"
#include "core/report/CsvFile.h"
#include "core/report/NeuronReport.h"
#include "core/report/ReportReplay.h"
#include "core/report/ReportWriters.h"
#include "core/store/Notebook.h"

#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

using namespace sparsight;
using namespace sparsight::testing;

namespace {

constexpr std::uint32_t sentences = 210, neurons = 70;
constexpr LayerId layer{Stack::Encoder, 6};
const std::string hostile = "</script><script>alert(1)</script><img src=x onerror=\"go()\">&";

std::vector<bool> someLabels()
{
    std::vector<bool> labels(sentences);
    for (std::uint32_t i = 0; i < sentences; ++i)
        labels[i] = i % 4 == 0;
    return labels;
}

/// Shades that are known: every word of a sentence a piece, the first as strong as the sentence's number is even.
std::vector<std::vector<ReportPiece>> shade(const RunInfo&, LayerId, NeuronId, std::span<const ShadeSource> sources,
                                            const std::stop_token&)
{
    std::vector<std::vector<ReportPiece>> all;
    for (const ShadeSource& source : sources)
        all.push_back({{.text = source.sentence.text, .value = 0.5}, {.text = " </s>", .value = 0}});
    return all;
}

QString messageOf(const std::function<void()>& action)
{
    try {
        action();
    } catch (const Error& error) {
        return error.what();
    }
    return {};
}

} // namespace

class TestReport : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::optional<Project> m_project;

    std::filesystem::path file(const char* name) const
    {
        return std::filesystem::path(m_folder.path().toStdString()) / name;
    }
    ReportRecipe recipe(ReportRecipe::Subject subject = ReportRecipe::Subject::Neurons) const
    {
        ReportRecipe recipe{.subject = subject};
        for (const char* name : {"first", "second"})
            recipe.runs.push_back(describeRun(*m_project, m_project->run(name)));
        recipe.layer = layer;
        recipe.neurons = {NeuronId(2), NeuronId(0), NeuronId(17)};
        recipe.topics = m_project->topics();
        recipe.version = "0";
        recipe.created = "2026-01-02";
        return recipe;
    }

private slots:
    void initTestCase()
    {
        m_project = Project::create(file("p.sparsight"));
        const DatasetId dataset =
            m_project
                ->importDataset("data " + hostile, "s",
                                [&](const Project::SentenceSink& sink) {
                                    const auto labels = someLabels();
                                    for (std::uint32_t i = 0; i < sentences; ++i) {
                                        Sentence sentence;
                                        sentence.text = (labels[i] ? "light " : "stone ") + hostile + std::to_string(i);
                                        sentence.label = "=1+1";
                                        sink(std::move(sentence));
                                    }
                                    return 0U;
                                })
                .id;
        storeRun(*m_project, "first", dataset, randomValues(sentences, neurons, someLabels(), false, 1), false);
        storeRun(*m_project, "second", dataset, randomValues(sentences, neurons, someLabels(), false, 2), false);
        m_project->putTopic({.name = "=Light" + hostile, .match = KeywordMatch::Word, .keywords = {"light"}});
    }

    void aPageEscapesAllTextAndLoadsNothing()
    {
        const std::string page = reportHtml(buildReport(*m_project, recipe(), {shade, {}}));
        const QString html = QString::fromStdString(page);
        QCOMPARE(html.count("<script"), 1); // the recipe, which is data
        QVERIFY(html.contains("default-src 'none'"));
        QVERIFY(html.contains("light &lt;/script&gt;"));
        for (const char* never : {"<img", "http://", "https://", "alert(1)</script>", "onerror=\""}) {
            const QString outside = QString(html).remove("http://www.w3.org/2000/svg"); // a name, not an address
            QVERIFY2(!outside.contains(never), never);
        }
    }

    void tellsWhatNeuronsWrite()
    {
        std::vector<std::string> asked;
        const NeuronWriter write = [&](const RunInfo& run, LayerId, NeuronId neuron, const std::stop_token&) {
            asked.push_back(run.name + "/" + std::to_string(neuron.value));
            ReportTable table{.title = "Writes " + hostile, .columns = {{.id = "piece", .title = "Piece"}}, .rows = {}};
            table.rows.push_back({textCell(hostile)});
            return neuron.value == 2 ? std::optional(table) : std::nullopt;
        };
        const Report report = buildReport(*m_project, recipe(), {shade, write});
        QCOMPARE(asked,
                 (std::vector<std::string>{"first/2", "second/2", "first/0", "second/0", "first/17", "second/17"}));
        const QString page = QString::fromStdString(reportHtml(report));
        QCOMPARE(page.count("Writes &lt;/script&gt;"), 2);
        QCOMPARE(report.recipe.numbersSha256, buildReport(*m_project, recipe(), {}).recipe.numbersSha256);
    }

    void tellsWhatPeopleWrote()
    {
        Notebook notebook(*m_project);
        const NeuronName neuron{layer, NeuronId(2)};
        const CheckpointId checkpoint = m_project->run("first").checkpoint;
        notebook.putNote({checkpoint, neuron, "my note " + hostile});
        notebook.putList({"lights " + hostile, {neuron}});
        const Report report = buildReport(*m_project, recipe(), {shade, {}});
        const auto texts = [&](std::size_t section) {
            std::string all;
            for (const ReportBlock& block : report.sections[section].blocks) {
                if (const auto* text = std::get_if<std::string>(&block)) all += *text + "\n";
            }
            return QString::fromStdString(all);
        };
        const QString written = QString::fromStdString("Note (" + m_project->checkpoint(checkpoint).name +
                                                       "): my note " + hostile + "\nIn the lists: lights " + hostile);
        QCOMPARE(texts(0).count(written), 1); // once, though both runs are of the checkpoint
        QVERIFY(!texts(1).contains("my note"));
        QVERIFY(QString::fromStdString(reportHtml(report)).contains("my note &lt;/script&gt;"));
        QCOMPARE(report.recipe.numbersSha256, buildReport(*m_project, recipe(), {}).recipe.numbersSha256);
        notebook.putNote({checkpoint, neuron, ""});
        notebook.removeList("lights " + hostile);
    }

    void aTableSaysWhatItLeavesOut()
    {
        ReportRecipe some = recipe(ReportRecipe::Subject::KtTable);
        QVERIFY(some.neurons.size() < neurons);
        const std::string part = std::to_string(some.neurons.size()) + " of the layer's 70 neurons";
        QVERIFY(buildReport(*m_project, some, {}).summary.find(part) != std::string::npos);
        some.neurons.clear();
        for (std::uint32_t n = 0; n < neurons; ++n)
            some.neurons.emplace_back(n);
        QVERIFY(buildReport(*m_project, some, {}).summary.find("of the layer's") == std::string::npos);
    }

    void drawingsAreWellFormed_data()
    {
        QTest::addColumn<int>("subject");
        QTest::newRow("neurons") << int(ReportRecipe::Subject::Neurons);
        QTest::newRow("table") << int(ReportRecipe::Subject::KtTable);
    }
    void drawingsAreWellFormed()
    {
        QFETCH(int, subject);
        int drawings = 0;
        for (const ReportSection& section :
             buildReport(*m_project, recipe(ReportRecipe::Subject(subject)), {}).sections) {
            for (const ReportBlock& block : section.blocks) {
                const auto* figure = std::get_if<Figure>(&block);
                if (!figure) continue;
                QXmlStreamReader xml(QString::fromStdString(svgOf(*figure)));
                while (!xml.atEnd()) {
                    xml.readNext();
                    for (const QXmlStreamAttribute& attribute : xml.attributes())
                        QVERIFY2(!attribute.value().contains(u"nan"), qPrintable(attribute.value().toString()));
                }
                QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
                ++drawings;
            }
        }
        QCOMPARE(drawings, subject == int(ReportRecipe::Subject::Neurons) ? 6 : 1);
    }

    void jsonHoldsTheNumbers()
    {
        const Json json = Json::parse(reportJson(buildReport(*m_project, recipe(), {shade, {}})));
        const Json& section = json.at("sections").at(0);
        QCOMPARE(section.at("title").get<std::string>(), std::string("enc6 / 2")); // fires exactly at the keyword
        const Json& topics = section.at("blocks").at(1);
        QCOMPARE(topics.at("rows").at(0).at("k_n").get<std::string>(), std::string("53/53"));
        QCOMPARE(topics.at("rows").at(0).at("kt").get<double>(), 1.0);
        // Neuron 0 never fires: undefined is null, not zero.
        QVERIFY(json.at("sections").at(1).at("blocks").at(1).at("rows").at(0).at("kt").is_null());
    }

    void aCsvFileHasItsRecipeBesideIt()
    {
        const QTemporaryDir folder;
        const std::filesystem::path file = folder.filePath("r.csv").toStdString();
        const Report report = buildReport(*m_project, recipe(), {});
        writeReport(report, file);
        QCOMPARE(readTextFile(file, 1 << 20), reportCsv(report));
        const std::filesystem::path beside = csvMetadataFile(file);
        QCOMPARE(QString::fromStdString(beside.filename().string()), QStringLiteral("r.csv-metadata.json"));
        const std::string told = readTextFile(beside, 1 << 20);
        QVERIFY(readRecipe(told, beside.string()).toJson() == report.recipe.toJson());
        const Json json = Json::parse(told);
        QCOMPARE(json["url"].get<std::string>(), std::string("r.csv"));
        QCOMPARE(json["tableSchema"]["columns"].size(), report.data.columns.size());
        QVERIFY(json["dc:provenance"] == Json(provenanceOf(report.recipe)));
    }

    void csvIsOneTableAndGuardsFormulas()
    {
        const QStringList rows = QString::fromStdString(reportCsv(buildReport(*m_project, recipe(), {}))).split("\r\n");
        QCOMPARE(rows.size(), 1 + 3 * 2 + 1); // head, neurons × runs × topics, and what follows the last line's end
        QVERIFY(rows[0].startsWith("layer,neuron,run,weights_sha256,dataset_sha256,topic,rule,density"));
        QVERIFY(rows[1].contains("'=Light"));
    }

    void aRecipeComesBackFromEachFormat_data()
    {
        QTest::addColumn<bool>("page");
        QTest::newRow("html") << true;
        QTest::newRow("json") << false;
    }
    void aRecipeComesBackFromEachFormat()
    {
        QFETCH(bool, page);
        const Report report = buildReport(*m_project, recipe(), {});
        const ReportRecipe read = readRecipe(page ? reportHtml(report) : reportJson(report), "r");
        QCOMPARE(read.toJson().dump(), report.recipe.toJson().dump());
        QCOMPARE(reportJson(buildReport(*m_project, read, {})), reportJson(report));
    }

    void aReplayTellsWhetherTheFileWasChanged_data()
    {
        QTest::addColumn<QString>("format");
        for (const ReportFormat& format : reportFormats())
            QTest::newRow(format.suffix) << format.suffix;
    }
    void aReplayTellsWhetherTheFileWasChanged()
    {
        QFETCH(QString, format);
        const auto write = reportFormatFor("x." + format.toStdString()).write;
        const Report report = buildReport(*m_project, recipe(), {shade, {}});
        const std::string file = write(report);
        Report again = report; // as another version makes it, another day
        again.recipe.version = "1";
        again.recipe.created = "2027-03-04";
        const auto outcome = [&](const std::string& text) { return int(compareWithFile(text, report.recipe, again)); };
        QCOMPARE(outcome(file), int(ReplayOutcome::Identical));
        std::string changed = file;
        const std::size_t digit = file.find_last_of("0123456789", file.find("sparsight-recipe"));
        changed[digit] = changed[digit] == '1' ? '2' : '1';
        QCOMPARE(outcome(changed), int(ReplayOutcome::FileDiffers));
        again.recipe.numbersSha256 = "other";
        QCOMPARE(outcome(file), int(ReplayOutcome::OtherNumbers));
    }

    void runsAreOverOneDataset()
    {
        Project project = Project::create(file("datasets.sparsight"));
        ReportRecipe recipe{.layer = layer, .neurons = {NeuronId(2)}};
        for (const char* name : {"one", "two"}) {
            const DatasetId dataset = storeSentences(project, name, someLabels());
            storeRun(project, name, dataset, randomValues(sentences, neurons, someLabels(), false, 1), false);
            recipe.runs.push_back(describeRun(project, project.run(name)));
        }
        QVERIFY(messageOf([&] { buildReport(project, recipe, {}); }).contains("over different data sets"));
        recipe.runs.pop_back();
        buildReport(project, recipe, {});
    }

    void damageIsTold_data()
    {
        QTest::addColumn<int>("subject");
        QTest::newRow("neurons") << int(ReportRecipe::Subject::Neurons);
        QTest::newRow("table") << int(ReportRecipe::Subject::KtTable);
    }
    void damageIsTold()
    {
        QFETCH(int, subject);
        const std::filesystem::path copy = file("damaged.sparsight");
        std::filesystem::remove(copy);
        std::optional<Project> project = Project::create(copy);
        const DatasetId dataset = storeSentences(*project, "data", someLabels());
        storeRun(*project, "first", dataset, randomValues(sentences, neurons, someLabels(), false, 1), false);
        ReportRecipe recipe{.subject = ReportRecipe::Subject(subject), .layer = layer, .neurons = {NeuronId(2)}};
        recipe.runs.push_back(describeRun(*project, project->run("first")));
        recipe.topics.push_back({.name = "Light", .match = KeywordMatch::Word, .keywords = {"light"}});
        const Report whole = buildReport(*project, recipe, {});
        QVERIFY(whole.damage.empty());
        for (const ReportFormat& format : reportFormats())
            QVERIFY(!QString::fromStdString(format.write(whole)).contains("damaged"));
        project.reset();
        flipBit(copy, "activation SET data", "id = (SELECT min(id) FROM activation)");
        project = Project::open(copy, Project::Mode::ReadOnly);
        const Report report = buildReport(*project, recipe, {});
        QCOMPARE(report.damage.size(), std::size_t(1));
        QCOMPARE(report.damage.front().sentences, 100U);
        QVERIFY(report.recipe.numbersSha256 != whole.recipe.numbersSha256);
        const QString told = "1 damaged block of run \"first\" was passed over, the values of its 100 sentences";
        QVERIFY(QString::fromStdString(reportHtml(report)).contains(told.toHtmlEscaped()));
        QCOMPARE(Json::parse(reportJson(report)).at("sections").at(0).at("title").get<std::string>(),
                 report.sections.front().title);
        const auto* text = std::get_if<std::string>(&report.sections.front().blocks.front());
        QVERIFY(text && QString::fromStdString(*text).startsWith(told));
        const QStringList rows = QString::fromStdString(reportCsv(report)).split("\r\n");
        QVERIFY(rows[0].endsWith(",damaged_sentences") && rows[1].endsWith(",100"));
    }

    void keywordsInGeneratedText()
    {
        ReportRecipe generated = recipe();
        generated.inGenerated = true;
        QVERIFY(messageOf([&] { buildReport(*m_project, generated, {}); }).contains("has no generated text"));
        QVERIFY(ReportRecipe::fromJson(generated.toJson()).inGenerated);
        QVERIFY(!ReportRecipe::fromJson(recipe().toJson()).inGenerated);
        Json json = recipe().toJson();
        QVERIFY(!json.contains("keyword_in")); // as in reports of before there was a choice
        json["keyword_in"] = "elsewhere";
        QVERIFY(messageOf([&] { ReportRecipe::fromJson(json); }).contains("elsewhere"));
        QVERIFY(QString::fromStdString(provenanceOf(generated)[2]).contains("in generated text"));
    }

    void controlsStandInTheReport()
    {
        ReportRecipe with = recipe();
        with.subject = ReportRecipe::Subject::KtTable;
        with.controls = true;
        const Report report = buildReport(*m_project, with, {});
        QCOMPARE(report.sections.back().title, std::string("Controls"));
        const auto& table = std::get<ReportTable>(report.sections.back().blocks.front());
        QCOMPARE(table.rows.size(), with.topics.size() * with.runs.size());
        QVERIFY(table.note.find("20 times, seed 0") != std::string::npos);
        const RunInfo run = m_project->run(with.runs.front().name);
        const TopicLabels labels = labelSentences(*m_project, run.dataset, with.topics.front());
        const KtOptions options{.rule = with.rule, .minimumCaptured = with.minimumCaptured, .ranking = false};
        const PassCount real = countPassing(computeKt(*m_project, run, with.layer, labels, options));
        QCOMPARE(*table.rows.front()[3].number, double(real.passing));
        const HeldOutSummary halves = computeKtControls(*m_project, run, with.layer, labels, options, {}).heldOut();
        QCOMPARE(*table.rows.front()[6].number, double(halves.chosen));
        QVERIFY(ReportRecipe::fromJson(with.toJson()).controls);
        Json older = with.toJson();
        older.erase("controls");
        QVERIFY(!ReportRecipe::fromJson(older).controls);
    }

    void aReportOfOtherDataIsNotMadeAgain()
    {
        ReportRecipe other = recipe();
        other.runs[1].weightsSha256 = "other";
        QVERIFY(messageOf([&] { buildReport(*m_project, other, {}); }).contains("checkpoint has other weights"));
        other = recipe();
        other.runs[0].datasetSha256 = "other";
        QVERIFY(messageOf([&] { buildReport(*m_project, other, {}); }).contains("data set has other sentences"));
        other = recipe();
        other.runs[0].choices = "other";
        QVERIFY(messageOf([&] { buildReport(*m_project, other, {}); }).contains("choices"));
        other = recipe();
        other.neurons.emplace_back(70);
        QVERIFY(messageOf([&] { buildReport(*m_project, other, {}); }).contains("neurons 0 to 69, not 70"));
    }

    void damagedRecipesAreRefused_data()
    {
        QTest::addColumn<QByteArray>("report");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("another page") << QByteArray("<!DOCTYPE html><html></html>");
        QTest::newRow("JSON of something else") << QByteArray("{\"a\": 1}");
        QTest::newRow("an array") << QByteArray("[1]");
        QTest::newRow("cut off") << QByteArray(
            "<script type=\"application/json\" id=\"sparsight-recipe\">{\"format\": \"spars");
        QTest::newRow("other format") << QByteArray(R"({"recipe": {"format": "sparsight report 9"}})");
        QTest::newRow("not an object") << QByteArray(R"({"recipe": [1]})");
        QTest::newRow("wrong kinds") << QByteArray(R"({"recipe": {"format": "sparsight report 1", "subject": 7}})");
    }
    void damagedRecipesAreRefused()
    {
        QFETCH(QByteArray, report);
        QVERIFY(messageOf([&] { readRecipe(report.toStdString(), "r"); }).contains("recipe"));
    }

    void theBestComeFirst()
    {
        ReportRecipe best = recipe();
        chooseBestNeurons(*m_project, best, 5);
        QCOMPARE(best.neurons.size(), std::size_t(5));
        QCOMPARE(best.neurons.front().value, 2U); // exactly at the keyword
    }
};

QTEST_GUILESS_MAIN(TestReport)
#include "tst_report.moc"
