// SPDX-License-Identifier: GPL-3.0-or-later
// The classes of neurons: against SciPy's on made-up runs (make_census_goldens.py), and at every threshold by hand.
#include "../../store/FlipBit.h"
#include "../kt/DenseRun.h"
#include "core/analysis/census/Census.h"
#include "core/analysis/census/SentenceCells.h"
#include "core/base/Error.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <functional>

using namespace sparsight;
using namespace sparsight::testing;

namespace {

constexpr LayerId layer{Stack::Encoder, 6};

DatasetId storeLabelled(Project& project, const std::string& name, const std::vector<std::string>& labels,
                        const std::vector<std::string>& groups)
{
    return project
        .importDataset(name, name,
                       [&](const Project::SentenceSink& sink) {
                           for (std::size_t i = 0; i < labels.size(); ++i)
                               sink({.text = "sentence " + std::to_string(i), .label = labels[i], .group = groups[i]});
                           return 0u;
                       })
        .id;
}

TopicLabels topicLabels(const std::vector<bool>& marks)
{
    return {marks, static_cast<std::uint32_t>(std::count(marks.begin(), marks.end(), true))};
}

std::vector<std::string> strings(const QJsonValue& array)
{
    std::vector<std::string> all;
    for (const QJsonValue& value : array.toArray())
        all.push_back(value.toString().toStdString());
    return all;
}

CensusSettings settingsOf(const QJsonObject& json)
{
    return {.rule = CaptureRule::parse(json["rule"].toString().toStdString()),
            .alwaysOn = json["always_on"].toDouble(),
            .topicQ = json["topic_q"].toDouble(),
            .topicLift = json["topic_lift"].toDouble(),
            .generalLift = json["general_lift"].toDouble(),
            .minimumCaptured = static_cast<std::uint32_t>(json["minimum"].toInt())};
}

ErrorCode codeOf(const std::function<void()>& action)
{
    try {
        action();
    } catch (const Error& error) {
        return error.code();
    }
    throw std::logic_error("no Error was thrown");
}

/// A hundred sentences in two labels, halves 50 : 50 by documents whose half is looked up, and one topic.
class SmallWorld {
public:
    static constexpr std::uint32_t sentences = 100;

    SmallWorld()
        : m_project(Project::create(std::filesystem::path(m_folder.path().toStdString()) / "small.sparsight"))
    {
        std::string first = "0", second = "0";
        while (isInSecondHalf(first, SentenceId(0)))
            first += "0";
        while (!isInSecondHalf(second, SentenceId(0)))
            second += "1";
        std::vector<std::string> labels, groups;
        std::vector<bool> marks;
        for (std::uint32_t s = 0; s < sentences; ++s) {
            labels.push_back(s % 4 < 2 ? "even" : "odd"); // 50 of each, 25 in each half
            groups.push_back(s % 2 == 0 ? first : second);
            marks.push_back(s % 10 < 2); // 10 in each half
        }
        m_dataset = storeLabelled(m_project, "data", labels, groups);
        m_topic = {"topic", topicLabels(marks)};
        m_values.assign(sentences, {});
    }

    /// Adds a neuron that fires where the function says.
    std::uint32_t add(const std::function<bool(std::uint32_t)>& fires)
    {
        for (std::uint32_t s = 0; s < sentences; ++s)
            m_values[s].push_back(fires(s) ? 1.0F : 0.0F);
        return static_cast<std::uint32_t>(m_values.front().size() - 1);
    }
    Census census(const CensusSettings& settings = {}, bool withTopic = true, bool withLabels = true)
    {
        const RunInfo run = storeRun(m_project, "run " + std::to_string(m_runs++), m_dataset, m_values, false);
        CensusSentences read = readCensusSentences(m_project, m_dataset);
        if (!withLabels) {
            read.labels.clear();
            read.labelOf.assign(sentences, CensusSentences::noLabel);
        }
        return computeCensus(m_project, run, layer, read, std::span(&m_topic, withTopic ? 1 : 0), settings);
    }
    Project& project() { return m_project; }
    DatasetId dataset() const { return m_dataset; }
    const CensusTopic& topic() const { return m_topic; }
    const DenseValues& values() const { return m_values; }

private:
    QTemporaryDir m_folder;
    Project m_project;
    DatasetId m_dataset;
    CensusTopic m_topic;
    DenseValues m_values;
    int m_runs = 0;
};

QByteArray kindOf(const Census& census, std::uint32_t neuron)
{
    const std::string_view name = toString(census.neurons.at(neuron).kind);
    return {name.data(), static_cast<qsizetype>(name.size())};
}

} // namespace

class TestCensus : public QObject {
    Q_OBJECT

private slots:
    void equalsSciPy_data()
    {
        QTest::addColumn<QJsonObject>("golden");
        QFile file(SPARSIGHT_TEST_DATA "/analysis/census_goldens.json");
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QJsonArray cases = QJsonDocument::fromJson(file.readAll()).array();
        QVERIFY(cases.size() >= 10);
        for (const QJsonValue& each : cases)
            QTest::addRow("%s", qPrintable(each["name"].toString())) << each.toObject();
    }
    void equalsSciPy()
    {
        QFETCH(QJsonObject, golden);
        const std::vector<std::string> labels = strings(golden["labels"]), groups = strings(golden["groups"]);
        const std::vector<std::string> columns = strings(golden["columns"]);
        DenseValues values(labels.size(), std::vector<float>(columns.size()));
        for (std::size_t n = 0; n < columns.size(); ++n) {
            for (std::size_t s = 0; s < labels.size(); ++s)
                values[s][n] = static_cast<float>(columns[n][s] - '0') / 8;
        }
        const QTemporaryDir folder;
        Project project = Project::create(std::filesystem::path(folder.path().toStdString()) / "golden.sparsight");
        const DatasetId dataset = storeLabelled(project, "data", labels, groups);
        std::vector<CensusTopic> topics;
        const QJsonObject topicMarks = golden["topics"].toObject();
        for (auto topic = topicMarks.begin(); topic != topicMarks.end(); ++topic) {
            std::vector<bool> marks;
            for (const QChar mark : topic.value().toString())
                marks.push_back(mark == '1');
            topics.push_back({topic.key().toStdString(), topicLabels(marks)});
        }
        const RunInfo run = storeRun(project, "run", dataset, values, false);
        const Census census = computeCensus(project, run, layer, readCensusSentences(project, dataset), topics,
                                            settingsOf(golden["settings"].toObject()));

        for (int half : {0, 1})
            QCOMPARE(int(census.halves[std::size_t(half)]), golden["halves"][half].toInt());
        QVERIFY(std::abs(census.neverBound - golden["never_bound"].toDouble()) < 1e-12);
        std::array<std::uint32_t, neuronClasses> counts{};
        const QJsonArray neurons = golden["neurons"].toArray();
        for (std::uint32_t n = 0; n < columns.size(); ++n) {
            QVERIFY2(kindOf(census, n) == neurons[int(n)]["class"].toString().toUtf8(),
                     qPrintable(QString("neuron %1 is %2").arg(n).arg(QString(kindOf(census, n)))));
            std::vector<std::string> followed;
            for (const std::uint32_t topic : census.neurons[n].topics)
                followed.push_back(census.groups.at(topic).name);
            QCOMPARE(followed, strings(neurons[int(n)]["topics"]));
            ++counts[std::size_t(census.neurons[n].kind)];
        }
        QVERIFY(census.counts == counts);
    }

    void everyClassAndItsThreshold()
    {
        SmallWorld world;
        const std::uint32_t never = world.add([](auto) { return false; });
        const std::uint32_t almostAlways = world.add([](auto s) { return s >= 6; });
        const std::uint32_t always = world.add([](auto s) { return s >= 5; });
        const std::uint32_t onlyTopic = world.add([](auto s) { return s % 10 < 2; });
        const std::uint32_t onlyOneHalf = world.add([](auto s) { return s % 2 == 0 ? s % 10 < 2 : s % 3 == 0; });
        const std::uint32_t general = world.add([](auto s) { return s % 3 == 0; });
        const std::uint32_t oneLabel = world.add([](auto s) { return s % 4 < 2; });
        // 30 of 40 fire in "even": lift 1.5; 29 of 39: less.
        std::uint32_t evens = 0, odds = 0;
        const std::uint32_t lift15 = world.add([&](auto s) { return s % 4 < 2 ? evens++ < 30 : odds++ < 10; });
        evens = odds = 0;
        const std::uint32_t below15 = world.add([&](auto s) { return s % 4 < 2 ? evens++ < 29 : odds++ < 10; });

        const Census census = world.census();
        QCOMPARE(kindOf(census, never), "never");
        QCOMPARE(kindOf(census, almostAlways), "general");
        QCOMPARE(kindOf(census, always), "always");
        QCOMPARE(kindOf(census, onlyTopic), "topic");
        QCOMPARE(census.neurons[onlyTopic].topics, std::vector<std::uint32_t>{0});
        const auto& strongest = census.neurons[onlyTopic].strongest;
        QVERIFY(strongest);
        QCOMPARE(strongest->topic, 0U);
        QCOMPARE(strongest->captured, 20U);
        QCOMPARE(strongest->withKeyword, 20U);
        QCOMPARE(strongest->lift, 5.0); // 10 of 50 in each half have a keyword, and all 10 that it captures
        QVERIFY(strongest->q > 0 && strongest->q < 0.05);
        QVERIFY(!census.neurons[general].strongest);
        QCOMPARE(census.neurons[never].density, 0.0);
        QVERIFY(census.neurons[always].density > census.neurons[onlyTopic].density);
        QVERIFY(kindOf(census, onlyOneHalf) != "topic");
        QCOMPARE(kindOf(census, general), "general");
        QCOMPARE(kindOf(census, oneLabel), "rest");
        QCOMPARE(kindOf(census, lift15), "rest");
        QCOMPARE(kindOf(census, below15), "general");
        QCOMPARE(census.groups.size(), std::size_t(3));
        QCOMPARE(census.groups[0].neurons, census.count(NeuronClass::Topic));
        QCOMPARE(census.groups[0].inHalves, (std::array<std::uint32_t, 2>{10, 10}));
        std::uint32_t all = 0;
        for (const NeuronClass kind :
             {NeuronClass::Never, NeuronClass::Always, NeuronClass::Topic, NeuronClass::General, NeuronClass::Rest}) {
            QCOMPARE(std::size_t(census.count(kind)), census.neuronsOf(kind).size());
            all += census.count(kind);
        }
        QCOMPARE(std::size_t(all), census.neurons.size());
        QVERIFY(census.limits().empty());
    }

    /// Lift of exactly the threshold in both halves follows, one sentence more in one half does not.
    void liftAtTheThreshold()
    {
        SmallWorld world;
        const auto fires = [](std::uint32_t perHalf) {
            return [perHalf, others = std::array<std::uint32_t, 2>{}](std::uint32_t s) mutable {
                return s % 10 < 2 || others[s % 2]++ < perHalf; // the 10 with a keyword and so many others
            };
        };
        const std::uint32_t at = world.add(fires(15));
        const std::uint32_t below = world.add(fires(16));
        for (int i = 0; i < 3; ++i)
            world.add([](auto s) { return s % 3 == 0; });
        const CensusSettings settings{.topicQ = 1.0};
        const Census census = world.census(settings);
        QCOMPARE(kindOf(census, at), "topic");
        QVERIFY(kindOf(census, below) != "topic");
        QCOMPARE(kindOf(world.census({.topicLift = 2.01}), at), "rest");
        // n of 25 and 26 in a half: with a larger minimum neither gets a q.
        QVERIFY(kindOf(world.census({.minimumCaptured = 26}), at) != "topic");
        QVERIFY(kindOf(world.census({.topicQ = 0}), at) != "topic");
    }

    void withoutGroupsNoneIsGeneral()
    {
        SmallWorld world;
        const std::uint32_t neuron = world.add([](auto s) { return s % 3 == 0; });
        QCOMPARE(kindOf(world.census({}, true, false), neuron), "general"); // the topic is a group
        QCOMPARE(kindOf(world.census({}, false, true), neuron), "general");
        const Census census = world.census({}, false, false);
        QCOMPARE(kindOf(census, neuron), "rest");
        QCOMPARE(census.limits().size(), std::size_t(1));
    }

    void oneHalfEmpty()
    {
        const QTemporaryDir folder;
        Project project = Project::create(std::filesystem::path(folder.path().toStdString()) / "one.sparsight");
        std::vector<bool> marks(60);
        DenseValues values(60, std::vector<float>(2));
        for (std::size_t s = 0; s < 60; ++s) {
            marks[s] = s % 5 == 0;
            values[s][0] = marks[s] ? 1 : 0;
        }
        const DatasetId dataset =
            storeLabelled(project, "one", std::vector<std::string>(60), std::vector<std::string>(60, "the paper"));
        const RunInfo run = storeRun(project, "run", dataset, values, false);
        const std::vector<CensusTopic> topics{{"topic", topicLabels(marks)}};
        const Census census = computeCensus(project, run, layer, readCensusSentences(project, dataset), topics, {});
        QVERIFY(census.halves[0] == 0 || census.halves[1] == 0);
        QCOMPARE(kindOf(census, 0), "rest");
        QCOMPARE(kindOf(census, 1), "never");
        QVERIFY(!census.limits().empty());
    }

    void neuronsThatCaptureNothingFollowNoTopic()
    {
        SmallWorld world;
        const std::uint32_t neuron = world.add([](auto s) { return s % 10 < 2; });
        QCOMPARE(kindOf(world.census(), neuron), "topic");
        const Census census = world.census({.rule = CaptureRule::parse("threshold:99"), .minimumCaptured = 0});
        QCOMPARE(kindOf(census, neuron), "rest"); // it still fires where it did
        QCOMPARE(census.groups[0].neurons, 0u);
    }

    /// The value of a sentence's last token may be 0 although the neuron fires at others.
    void aNeuronThatFiresWithoutValuesIsNotDead()
    {
        const QTemporaryDir folder;
        Project project = Project::create(std::filesystem::path(folder.path().toStdString()) / "last.sparsight");
        const DatasetId dataset = storeLabelled(project, "data", {"a", "b"}, {"", ""});
        CheckpointInfo checkpoint;
        checkpoint.name = checkpoint.weightsSha256 = "tiny";
        RunInfo info;
        info.name = "run";
        info.checkpoint = project.putCheckpoint(checkpoint);
        info.dataset = dataset;
        info.settings.layers = {layer};
        info.settings.aggregate = Aggregate::Last;
        info.neurons = 3;
        const RunId id = project.createRun(info);
        RunBlock block;
        ColumnBlock columns(3, info.settings.values);
        for (std::uint32_t s : {0, 1}) {
            block.sentences.emplace_back(s);
            columns.append(std::vector<float>(3), {});
            const std::vector<std::uint32_t> firings{1 - s, 0, 2};
            columns.addFirings(firings, std::vector<std::uint32_t>{1 - s, 0, 1});
            block.tokens += 3;
        }
        block.layers.push_back(std::move(columns));
        RunWriter writer(project, id);
        writer.commit(block, true);
        writer.finish();
        const Census census =
            computeCensus(project, project.run(id), layer, readCensusSentences(project, dataset), {}, {});
        QCOMPARE(kindOf(census, 0), "rest");
        QCOMPARE(kindOf(census, 1), "never");
        QCOMPARE(kindOf(census, 2), "always"); // in both sentences, though both have the value 0
        const auto statistics = RunReader(project, id, layer).statistics();
        QCOMPARE(statistics[0].sentences, 1U);
        QCOMPARE(statistics[2].sentences, 2U);
        QCOMPARE(census.positions, std::uint64_t(6));
        QVERIFY(std::abs(census.neverBound - (1 - std::pow(0.05, 1.0 / 6))) < 1e-12);
    }

    /// Families without an exact zero: the default rule captures everything, which is told with a rule that does
    /// better.
    void aRuleThatCapturesNearlyAllIsTold()
    {
        SmallWorld world;
        world.add([](std::uint32_t) { return true; });
        world.add([](std::uint32_t s) { return s >= 10; });
        Census census = world.census();
        const auto said = [&] { return QString::fromStdString(census.limits().empty() ? "" : census.limits().back()); };
        QCOMPARE(said(),
                 "95 % of the values of run \"run 0\" are not zero, so threshold:0 captures nearly every sentence "
                 "and tells nothing about a neuron; choose another rule, such as relative:0.5 or top:100.");
        census.run.settings.epsilon = 0.25;
        QVERIFY(said().contains("threshold:0.25, relative:0.5"));
        census.settings.rule = CaptureRule::parse("threshold:0.25");
        QVERIFY(census.limits().empty());
        world.add([](std::uint32_t s) { return s >= 10; });
        QVERIFY(world.census().limits().empty()); // 280 of 300
    }

    void rulesOfOtherRuns()
    {
        SmallWorld world;
        const std::uint32_t neuron = world.add([](auto s) { return s % 10 < 2; });
        world.add([](auto s) { return s % 3 == 0; });
        const Census first = world.census();
        QCOMPARE(kindOf(first, neuron), "topic");
        for (const char* kind : {"matched:", "fixed:"}) {
            const CensusSettings settings{.rule = CaptureRule::parse(kind + first.run.name)};
            QCOMPARE(kindOf(world.census(settings), neuron), "topic");
        }
        const CensusSettings nowhere{.rule = CaptureRule::parse("matched:nowhere")};
        QVERIFY(codeOf([&] { world.census(nowhere); }) == ErrorCode::NotFound);
    }

    void halvesKeepDocumentsTogether()
    {
        std::array<int, 2> counts{};
        for (std::uint32_t s = 0; s < 1000; ++s) {
            ++counts[std::size_t(isInSecondHalf("", SentenceId(s)))];
            QCOMPARE(isInSecondHalf("paper", SentenceId(s)), isInSecondHalf("paper", SentenceId(0)));
        }
        QVERIFY(counts[0] > 430 && counts[1] > 430);
    }

    void cellsDivide()
    {
        SentenceCells cells(12);
        QCOMPARE(cells.count(), std::size_t(1));
        cells.divide([](auto s) { return s % 2; });
        cells.divide([](auto s) { return s % 3; });
        cells.divide([](auto) { return 7; });
        QCOMPARE(cells.count(), std::size_t(6));
        for (std::uint32_t s = 0; s < 12; ++s) {
            const std::uint32_t example = cells.example(cells.cellOf(s));
            QCOMPARE(example % 6, s % 6);
        }
        QCOMPARE(SentenceCells(0).count(), std::size_t(0));
    }

    void refusals_data()
    {
        QTest::addColumn<double>("alwaysOn");
        QTest::addColumn<double>("q");
        QTest::addColumn<double>("lift");
        QTest::addColumn<double>("general");
        QTest::newRow("share above 1") << 1.01 << 0.05 << 2.0 << 1.5;
        QTest::newRow("share is no number") << std::nan("") << 0.05 << 2.0 << 1.5;
        QTest::newRow("q below 0") << 0.95 << -0.1 << 2.0 << 1.5;
        QTest::newRow("lift below 0") << 0.95 << 0.05 << -1.0 << 1.5;
        QTest::newRow("general above topics") << 0.95 << 0.05 << 2.0 << 2.1;
        QTest::newRow("lift without end") << 0.95 << 0.05 << 2.0 << double(INFINITY);
    }
    void refusals()
    {
        QFETCH(double, alwaysOn);
        QFETCH(double, q);
        QFETCH(double, lift);
        QFETCH(double, general);
        SmallWorld world;
        world.add([](auto) { return true; });
        const CensusSettings settings{.alwaysOn = alwaysOn, .topicQ = q, .topicLift = lift, .generalLift = general};
        QVERIFY(codeOf([&] { world.census(settings); }) == ErrorCode::BadInput);
    }

    void sentencesMustBeThoseOfTheRun()
    {
        SmallWorld world;
        world.add([](auto) { return true; });
        const RunInfo run = world.census().run;
        const CensusSentences read = readCensusSentences(world.project(), world.dataset());
        const std::vector<CensusTopic> shorter{{"topic", topicLabels({true, false})}};
        QVERIFY(codeOf([&] { computeCensus(world.project(), run, layer, read, shorter, {}); }) == ErrorCode::BadInput);
        QVERIFY(codeOf([&] { computeCensus(world.project(), run, layer, {}, {}, {}); }) == ErrorCode::BadInput);
        QVERIFY(codeOf([&] {
                    computeCensus(world.project(), run, {Stack::Decoder, 1}, read, {}, {});
                }) == ErrorCode::NotFound);
        const RunInfo partial = storeRun(world.project(), "partial", world.dataset(), world.values(), false, false);
        QVERIFY(codeOf([&] { computeCensus(world.project(), partial, layer, read, {}, {}); }) == ErrorCode::BadInput);
        std::stop_source source;
        source.request_stop();
        QVERIFY(codeOf([&] { computeCensus(world.project(), run, layer, read, {}, {}, source.get_token()); }) ==
                ErrorCode::Cancelled);
        QVERIFY(codeOf([&] { readCensusSentences(world.project(), world.dataset(), source.get_token()); }) ==
                ErrorCode::Cancelled);
        Progress last;
        computeCensus(world.project(), run, layer, read, {}, {}, {}, [&](const Progress& p) { last = p; });
        QCOMPARE(last.done, std::uint64_t(run.neurons));
    }

    void damageIsTold()
    {
        const QTemporaryDir folder;
        const std::filesystem::path file = std::filesystem::path(folder.path().toStdString()) / "damaged.sparsight";
        Project project = Project::create(file);
        const std::vector<bool> marks(150);
        const DatasetId dataset = storeSentences(project, "data", marks);
        const RunInfo run = storeRun(project, "run", dataset, randomValues(150, 3, marks, false, 1), false);
        flipBit(file, "activation SET data", "id >> 16 & 0xffffff = 1");
        const Census census = computeCensus(project, run, layer, readCensusSentences(project, dataset), {}, {});
        QCOMPARE(census.damage.size(), std::size_t(1));
        QCOMPARE(census.damage.front().sentences, 50u);
    }
};

QTEST_APPLESS_MAIN(TestCensus)
#include "tst_census.moc"
