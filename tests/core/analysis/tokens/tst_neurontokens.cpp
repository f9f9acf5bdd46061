// SPDX-License-Identifier: GPL-3.0-or-later
// What kind of neuron it is, on sentences made for the purpose; the numbers are held against transformers and SciPy in
// tests/core/probe/tst_runtokens.cpp.
#include "core/analysis/tokens/NeuronTokens.h"
#include "core/report/TokenTable.h"
#include "tests/core/store/StoreFixture.h"

#include <QTest>
#include <cmath>

using namespace sparsight;
using namespace sparsight::testing;

namespace {

constexpr LayerId layer{Stack::Encoder, 6};

/// Where neuron 0 is strongest in a sentence of these words; none where it does not fire.
struct Line {
    std::string words;
    std::optional<std::uint16_t> maximum;
};

struct Made {
    TemporaryFolder folder;
    Project project = Project::create(folder / "p.sparsight");
    std::optional<RunTokens> tokens;
    RunInfo run;

    explicit Made(const std::vector<Line>& lines, Aggregate aggregate = Aggregate::Max)
    {
        RunInfo wanted = runInfo(project, addDataset(project, static_cast<std::uint32_t>(lines.size())), /*neurons=*/1);
        wanted.settings.layers = {layer};
        wanted.settings.aggregate = aggregate;
        const RunId id = project.createRun(wanted);
        tokens.emplace(id, Stack::Encoder, std::nullopt);
        RunWriter writer(project, id);
        RunBlock block;
        ColumnBlock columns(1, ValueFormat::F16);
        for (const Line& line : lines) {
            std::istringstream words(line.words);
            for (std::string word; words >> word; ++block.tokens)
                tokens->add(idOf(word), "▁" + word);
            tokens->endSentence();
            block.sentences.emplace_back(tokens->sentences() - 1);
            const std::vector<float> value{line.maximum ? 1.0F : 0.0F};
            const std::vector<std::uint16_t> where{line.maximum.value_or(0)};
            columns.append(value, aggregate == Aggregate::Max ? std::span(where) : std::span<const std::uint16_t>());
            const std::vector<std::uint32_t> fired{line.maximum ? 1U : 0U};
            columns.addFirings(fired);
        }
        block.layers.push_back(std::move(columns));
        writer.commit(block, true);
        writer.finish();
        run = project.run(id);
    }

    std::int32_t idOf(const std::string& word)
    {
        return m_ids.try_emplace(word, static_cast<std::int32_t>(m_ids.size())).first->second;
    }
    NeuronTokens compute() const { return computeNeuronTokens(project, run, layer, NeuronId(0), *tokens); }

private:
    std::map<std::string, std::int32_t> m_ids;
};

/// As often as `count` says.
void repeat(std::vector<Line>& lines, int count, const Line& line)
{
    lines.insert(lines.end(), static_cast<std::size_t>(count), line);
}

std::string kindOf(const std::vector<Line>& lines)
{
    const NeuronTokens tokens = Made(lines).compute();
    const NgramMaxima* ngram = tokens.ofNgram();
    return ngram ? ngram->text : "";
}

} // namespace

class TestNeuronTokens : public QObject {
    Q_OBJECT

private slots:
    void countsMaximaAndOccurrences();
    void tellsTheKind_data();
    void tellsTheKind();
    void aPlaceIsNoToken();
    void tooFewAreNotJudged();
    void refusesOtherRuns();
};

void TestNeuronTokens::countsMaximaAndOccurrences()
{
    const Made made({{"a b c", 1}, {"b b", 1}, {"c a b", 2}, {"a a a", std::nullopt}});
    const NeuronTokens tokens = made.compute();
    QCOMPARE(tokens.fires, 3U);
    QCOMPARE(tokens.positions, std::uint64_t(11));
    QCOMPARE(tokens.ngrams[0].size(), std::size_t(1));
    const NgramMaxima& b = tokens.ngrams[0][0];
    QCOMPARE(b.text, std::string("▁b"));
    QCOMPARE(b.maxima, 3U);
    QCOMPARE(b.occurrences, std::uint64_t(4));
    QCOMPARE(b.share, 1.0);
    QCOMPARE(b.lift, 11.0 / 4);
    QCOMPARE(tokens.ngrams[1].size(), std::size_t(2)); // a b, twice; b b
    QCOMPARE(tokens.ngrams[1][0].text, std::string("▁a ▁b"));
    QCOMPARE(tokens.ngrams[1][0].maxima, 2U);
    QCOMPARE(tokens.ngrams[1][0].occurrences, std::uint64_t(2));
    QCOMPARE(tokens.ngrams[2].size(), std::size_t(1)); // c a b: no n-gram crosses the beginning
    // Middles at ½ of three, ¾ of two and 5/6 of three: the sixth, eighth and ninth tenth.
    for (std::size_t tenth = 0; tenth < 10; ++tenth) {
        const bool isThere = tenth == 5 || tenth == 7 || tenth == 8;
        QCOMPARE(tokens.tenths.bins[tenth].sentences.observed, isThere ? 1.0 : 0.0);
    }
    QCOMPARE(tokens.fromStart.bins[1].sentences.observed, 2.0);
    QVERIFY(std::abs(tokens.fromStart.bins[0].sentences.expected - (1.0 / 3 + 1.0 / 2 + 1.0 / 3)) < 1e-12);
    QVERIFY(!tokens.tenths.test); // nothing to expect 5 of twice
}

void TestNeuronTokens::tellsTheKind_data()
{
    QTest::addColumn<int>("rows");
    QTest::addColumn<QString>("ngram");
    QTest::newRow("one token") << 0 << "▁light";
    QTest::newRow("a common one") << 1 << "";
    QTest::newRow("not half") << 2 << "";
    QTest::newRow("after one word only") << 3 << "▁of ▁light";
    QTest::newRow("never without that word") << 4 << "▁light";
    QTest::newRow("three words") << 5 << "▁speed ▁of ▁light";
}

void TestNeuronTokens::tellsTheKind()
{
    QFETCH(int, rows);
    QFETCH(QString, ngram);
    std::vector<Line> lines;
    switch (rows) {
    case 0:
        repeat(lines, 10, {"x light y z", 1});
        repeat(lines, 10, {"light w x y", 0});
        break;
    case 1: repeat(lines, 20, {"light x", 0}); break; // half of all tokens: lift 2 at most
    case 2:
        repeat(lines, 9, {"x light y z", 1});
        for (int i = 0; i < 11; ++i)
            lines.push_back({"x u" + std::to_string(i) + " y z", 1});
        break;
    case 3:
        repeat(lines, 12, {"x of light y", 2});
        repeat(lines, 20, {"a light x y", std::nullopt});
        break;
    case 4: repeat(lines, 12, {"x of light y", 2}); break;
    case 5:
        repeat(lines, 12, {"x speed of light y", 3});
        repeat(lines, 20, {"x a of light y", std::nullopt});
        repeat(lines, 60, {"x a light y", std::nullopt});
        break;
    default: break;
    }
    if (rows == 1) repeat(lines, 1, {"x light light", 1});
    QCOMPARE(QString::fromStdString(kindOf(lines)), ngram);
}

void TestNeuronTokens::aPlaceIsNoToken()
{
    std::vector<Line> first, anywhere;
    for (int i = 0; i < 60; ++i) {
        const std::string n = std::to_string(i);
        const std::string words = "a" + n + " b" + n + " c" + n + " d" + n + " e" + n + " f" + n;
        first.push_back({words, std::uint16_t(0)});
        anywhere.push_back({words, std::uint16_t(i % 6)});
    }
    const NeuronTokens atFirst = Made(first).compute();
    QVERIFY(!atFirst.ofNgram());
    QVERIFY(atFirst.isPositional());
    QVERIFY(std::abs(*atFirst.fromStart.distance - 5.0 / 6) < 1e-12);
    QVERIFY(tokenVerdict(atFirst).find("Positional:") != std::string::npos);
    const NeuronTokens spread = Made(anywhere).compute();
    QVERIFY(!spread.isPositional());
    QVERIFY(*spread.fromStart.distance < 1e-12);
    QVERIFY(tokenVerdict(spread).find("Not positional:") != std::string::npos);
}

void TestNeuronTokens::tooFewAreNotJudged()
{
    std::vector<Line> lines;
    repeat(lines, 9, {"x light y z", 1});
    const NeuronTokens nine = Made(lines).compute();
    QVERIFY(!nine.ofNgram() && !nine.isPositional());
    QVERIFY(tokenVerdict(nine).find("9 sentences") != std::string::npos);
    repeat(lines, 1, {"x light y z", 1});
    QVERIFY(Made(lines).compute().ofNgram());
    const NeuronTokens none = Made({{"x y", std::nullopt}}).compute();
    QVERIFY(none.ngrams[0].empty() && !none.tenths.distance && !none.isPositional());
    QVERIFY(tokenTable(none, 8).rows.empty());
}

void TestNeuronTokens::refusesOtherRuns()
{
    const Made mean({{"a b", 1}}, Aggregate::Mean);
    QVERIFY(std::string(errorOf([&] { mean.compute(); }).what()).find("--aggregate max") != std::string::npos);
    const Made max({{"a b", 1}});
    RunTokens foreign(max.run.id, Stack::Encoder, std::nullopt);
    QCOMPARE(errorOf([&] { computeNeuronTokens(max.project, max.run, layer, NeuronId(0), foreign); }).code(),
             ErrorCode::BadInput);
    foreign.add(0, "a");
    foreign.endSentence(); // too short for the stored position
    QCOMPARE(errorOf([&] { computeNeuronTokens(max.project, max.run, layer, NeuronId(0), foreign); }).code(),
             ErrorCode::BadInput);
    QCOMPARE(errorOf([&] { computeNeuronTokens(max.project, max.run, layer, NeuronId(1), *max.tokens); }).code(),
             ErrorCode::NotFound);
}

QTEST_APPLESS_MAIN(TestNeuronTokens)
#include "tst_neurontokens.moc"
