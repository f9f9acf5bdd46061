// SPDX-License-Identifier: GPL-3.0-or-later
#include "PageFixture.h"
#include "widgets/common/Format.h"
#include "widgets/models/ColumnFilter.h"
#include "widgets/models/FiringModel.h"
#include "widgets/models/KtTableModel.h"
#include "widgets/models/LiveSummary.h"
#include "widgets/models/NeuronGrid.h"
#include "widgets/models/NeuronTableModel.h"
#include "widgets/models/SentenceListModel.h"
#include "widgets/models/TableProxyModel.h"
#include "widgets/models/TableRoles.h"
#include "widgets/models/TableText.h"
#include "widgets/models/TokenWords.h"
#include "widgets/models/TopicKtModel.h"

#include <QAbstractItemModelTester>
#include <QLocale>
#include <QStandardItemModel>
#include <QTest>
#include <memory>
#include <set>

using namespace sparsight;

namespace {

/// Two topics over three neurons; the third captures nothing.
std::shared_ptr<LayerData> someFacts(std::uint32_t firings = 30)
{
    auto data = std::make_shared<LayerData>();
    data->layer = {Stack::Encoder, 6};
    data->run.tokens = 1000;
    data->run.sentencesDone = 100;
    for (std::uint32_t n = 0; n < 3; ++n) {
        NeuronStatistics statistics;
        statistics.sentences = 20 * n;
        statistics.firings = firings * n;
        statistics.maximum = 1.5F * float(n);
        statistics.sum = 10 * n;
        data->statistics.push_back(statistics);
    }
    for (const char* topic : {"STEM", "=colours"}) {
        KtColumn column;
        column.sentences = 100;
        column.withKeyword = 25;
        KtScore good;
        good.captured = 40;
        good.withKeyword = 20;
        good.kt = 0.5;
        good.low = 0.35;
        good.high = 0.65;
        good.lift = 2.0;
        good.q = 0.01;
        KtScore weak = good;
        weak.kt = 0.25;
        weak.lift = 1.0;
        weak.q = 0.5;
        column.scores = {good, weak, KtScore{}};
        data->topics.push_back({QString::fromLatin1(topic), column});
    }
    return data;
}

LayerActivations someActivations()
{
    return {{Stack::Encoder, 6}, 3, 4, {0, 1, -3, 0, 2, 0, 1, 0, 0, 0, 0, 0.05F}};
}

std::vector<int> all(int count)
{
    std::vector<int> numbers(std::size_t(count), 0);
    for (int i = 0; i < count; ++i)
        numbers[std::size_t(i)] = i;
    return numbers;
}

std::vector<Token> tokensOf(const QStringList& pieces)
{
    std::vector<Token> tokens;
    for (const QString& piece : pieces)
        tokens.push_back({1, piece.toStdString(), piece.startsWith(QChar(0x2581)), false});
    return tokens;
}

} // namespace

class TestTableModels : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void decimalsStandBelowEachOther_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        const auto value = [](double v, const char* expected) {
            QTest::addRow("value %g", v) << columnNumber(v) << QString::fromUtf8(expected);
        };
        const auto share = [](double v, const char* expected) {
            QTest::addRow("share %g", v) << columnPercent(v) << QString::fromUtf8(expected);
        };
        value(1.234, "1.234");
        value(0.0671, "0.067");
        value(12.3, "12.300");
        value(-2.5, "−2.500"); // U+2212, as wide as a digit
        value(0, "0.000");
        value(0.0002, "0.000200"); // not zero, so not shown as zero
        share(0.013, "1.30 %");
        share(0.00067, "0.07 %");
        share(1, "100.00 %");
        share(0, "0.00 %");
        share(0.00003, "0.003 %"); // not never
    }
    void decimalsStandBelowEachOther()
    {
        QFETCH(QString, text);
        QFETCH(QString, expected);
        QCOMPARE(text, expected);
    }

    void everyModelKeepsTheContract()
    {
        FiringModel firing;
        NeuronTableModel neurons;
        KtTableModel kt;
        SentenceListModel sentences;
        TopicKtModel topics;
        TableProxyModel proxy;
        proxy.setSourceModel(&neurons);
        std::vector<std::unique_ptr<QAbstractItemModelTester>> testers;
        for (QAbstractItemModel* model :
             std::initializer_list<QAbstractItemModel*>{&firing, &neurons, &kt, &sentences, &topics, &proxy})
            testers.push_back(std::make_unique<QAbstractItemModelTester>(
                model, QAbstractItemModelTester::FailureReportingMode::QtTest));

        const auto facts = someFacts();
        firing.setFacts(facts);
        firing.setLive(summarise(someActivations(), LiveValue::Max, {}, 0), {{QStringLiteral("a"), 0, 0}});
        firing.setLive(summarise(someActivations(), LiveValue::Last, {}, 0), {});
        firing.clear();
        neurons.setFacts(facts);
        proxy.setColumnFilter(0, QStringLiteral("> 0"));
        proxy.setSortKeys({{NeuronTableModel::firstTopicColumn(), Qt::DescendingOrder}, {0, Qt::AscendingOrder}});
        neurons.setFacts(someFacts(31));
        neurons.setFacts(nullptr);
        auto result = std::make_shared<KtResult>();
        result->runs = {facts->topics[0].column, facts->topics[1].column};
        kt.setResult(result);
        QCOMPARE(kt.rowCount(), 3);
        kt.setResult(nullptr);
        sentences.setSentences({{SentenceId(4), QStringLiteral("a b"), {}, 1.5, 0, {}}}, 2);
        sentences.setWords(SentenceId(4), {{QStringLiteral("a"), 1.5, true, true}});
        sentences.setWords(SentenceId(5), {});
        sentences.setSentences({}, 0);
        topics.setNeuron(facts, NeuronId(1));
        QCOMPARE(topics.rowCount(), 2);
        topics.setNeuron(facts, NeuronId(3)); // there is none
        QCOMPARE(topics.rowCount(), 0);
    }

    void newFiguresOfTheSameTableKeepTheRows()
    {
        NeuronTableModel model;
        model.setFacts(someFacts());
        const QPersistentModelIndex kept = model.index(2, NeuronTableModel::columnOf("firings"));
        model.setFacts(someFacts(40));
        QVERIFY(kept.isValid());
        QCOMPARE(kept.data(ValueRole).toInt(), 80);
    }

    void columnFilter_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QVariant>("value");
        QTest::addColumn<bool>("numeric");
        QTest::addColumn<bool>("accepted");
        const auto number = [](const char* text, double value, bool accepted) {
            QTest::addRow("%s of %g", text, value) << QString::fromUtf8(text) << QVariant(value) << true << accepted;
        };
        number("> 5", 5, false);
        number(">5", 5.01, true);
        number(">= 5", 5, true);
        number("≥5", 5, true);
        number("<0.5", 0.4, true);
        number("<= 0.5", 0.6, false);
        number("1..3", 3, true);
        number("1 .. 3", 3.1, false);
        number("..3", -10, true);
        number("3..", 2, false);
        number("2384", 2384, true);
        number("= 2384", 2383, false);
        number("2384, 2166,1595", 1595, true);
        number("2384, 2166", 1595, false);
        number("> 1 < 5", 3, true);
        number("> 1 < 5", 7, false);
        number("4 %", 4, true);
        number("-2..-1", -1.5, true);
        QTest::newRow("undefined passes no condition") << QStringLiteral("> 0") << QVariant() << true << false;
        QTest::newRow("undefined passes an empty filter") << QStringLiteral("  ") << QVariant() << true << true;
        QTest::newRow("text") << QStringLiteral("LIGHT") << QVariant(QStringLiteral("the light")) << false << true;
        QTest::newRow("words") << QStringLiteral("the light") << QVariant(QStringLiteral("light, the")) << false
                               << true;
        QTest::newRow("word missing") << QStringLiteral("red light") << QVariant(QStringLiteral("light")) << false
                                      << false;
        QTest::newRow("text with operator")
            << QStringLiteral(">") << QVariant(QStringLiteral("a > b")) << false << true;
    }

    void columnFilter()
    {
        QFETCH(QString, text);
        QFETCH(QVariant, value);
        QFETCH(bool, numeric);
        const auto filter = ColumnFilter::parse(text, numeric);
        QVERIFY(filter);
        QTEST(filter->accepts(value), "accepted");
    }

    /// A filter means the numbers that the table shows.
    void columnFilterReadsTheLocalesNumbers_data()
    {
        QTest::addColumn<QLocale>("locale");
        QTest::addColumn<QString>("text");
        QTest::addColumn<double>("value");
        QTest::addColumn<bool>("accepted");
        const QLocale english(QLocale::English, QLocale::UnitedStates), german(QLocale::German, QLocale::Germany);
        const auto row = [](const QLocale& locale, const char* text, double value, bool accepted) {
            QTest::addRow("%s %s of %g", qPrintable(locale.name()), text, value)
                << locale << QString::fromLatin1(text) << value << accepted;
        };
        row(german, ">0,9", 0.5, false);
        row(german, ">0,3", 0.31, true);
        row(german, ">0.9", 0.5, false);
        row(german, "0,25..0,5", 0.3, true);
        row(german, "0,25..0,5", 0.6, false);
        row(german, ">1.000", 999, false);
        row(german, ">1.000", 1001, true);
        row(german, "2384, 2166", 2166, true);
        row(german, "2384; 2166", 2384, true);
        row(german, "2384,2166", 2166, true);
        row(english, "12, 7,100", 100, true);
        row(english, ">1,000", 999, false);
        row(english, ">1,000", 1001, true);
        row(english, "2384,2166", 2166, true);
        row(english, ">0.9", 0.95, true);
        row(english, "7,", 7, true);
        row(english, "<1,>5", 6, true);
    }
    void columnFilterReadsTheLocalesNumbers()
    {
        QFETCH(QLocale, locale);
        QFETCH(QString, text);
        QFETCH(double, value);
        const QLocale before;
        QLocale::setDefault(locale);
        const auto filter = ColumnFilter::parse(text, true);
        QLocale::setDefault(before);
        QVERIFY(filter);
        QTEST(filter->accepts(value), "accepted");
    }

    void whatIsNoConditionIsRefused_data()
    {
        QTest::addColumn<QString>("text");
        for (const char* text : {"abc", ">", "1..x", "..", "> a", "1 2 x", ">0,3"})
            QTest::newRow(text) << QString::fromLatin1(text);
    }

    void whatIsNoConditionIsRefused()
    {
        QFETCH(QString, text);
        QVERIFY(!ColumnFilter::parse(text, true));
    }

    void severalColumnsSortAndUndefinedComesLast_data()
    {
        QTest::addColumn<int>("order");
        QTest::newRow("ascending") << int(Qt::AscendingOrder);
        QTest::newRow("descending") << int(Qt::DescendingOrder);
    }

    void severalColumnsSortAndUndefinedComesLast()
    {
        QFETCH(int, order);
        QStandardItemModel source(5, 2);
        const QVariant first[] = {1.0, 2.0, QVariant(), 1.0, 2.0};
        const double second[] = {3, 1, 0, 2, 5};
        for (int row = 0; row < 5; ++row) {
            source.setData(source.index(row, 0), first[row], ValueRole);
            source.setData(source.index(row, 1), second[row], ValueRole);
        }
        TableProxyModel proxy;
        proxy.setSourceModel(&source);
        proxy.setSortKeys({{0, Qt::SortOrder(order)}, {1, Qt::DescendingOrder}});
        std::vector<int> rows;
        for (int row = 0; row < 5; ++row)
            rows.push_back(proxy.mapToSource(proxy.index(row, 0)).row());
        const std::vector<int> ascending{0, 3, 4, 1, 2}, descending{4, 1, 0, 3, 2};
        QCOMPARE(rows, order == Qt::AscendingOrder ? ascending : descending);
        proxy.setSortKeys({{0, Qt::SortOrder(order)}, {1, Qt::AscendingOrder}}); // a lesser key alone changes
        QCOMPARE(proxy.mapToSource(proxy.index(0, 0)).row(), order == Qt::AscendingOrder ? 3 : 1);
        proxy.setSortKeys({});
        QCOMPARE(proxy.mapToSource(proxy.index(0, 0)).row(), 0);
    }

    void tablesBecomeTextWithExactNumbers()
    {
        NeuronTableModel model;
        RunSource source;
        source.checkpoint = QStringLiteral("base");
        source.dataset = QStringLiteral("papers");
        model.setFacts(someFacts(), source);
        const int topic = NeuronTableModel::firstTopicColumn();
        const QString text =
            tableText(model, {0, 2}, {0, NeuronTableModel::columnOf("density"), topic, topic + 1}, TableFormat::Csv);
        // A title that a spreadsheet would take for a formula is guarded; undefined is empty, not a dash.
        QCOMPARE(text,
                 QStringLiteral(
                     "run,checkpoint,data set,layer,neuron,Density,STEM rule,STEM k,STEM n,STEM kt,STEM low,STEM "
                     "high,STEM lift,STEM q,"
                     "'=colours rule,'=colours k,'=colours n,'=colours kt,'=colours low,'=colours high,'=colours lift,"
                     "'=colours q\r\n"
                     ",base,papers,enc6,0,0,threshold:0,20,40,0.5,0.35,0.65,2,0.01,threshold:0,20,40,0.5,0.35,0.65,2,0."
                     "01\r\n"
                     ",base,papers,enc6,2,0.06,threshold:0,0,0,,,,,,threshold:0,0,0,,,,,\r\n"));
    }

    void formulasAreGuarded()
    {
        SentenceListModel model;
        model.setSentences({{SentenceId(0), QStringLiteral("=HYPERLINK(\"x\")"), {}, 1, -1, {}}}, 1);
        const QString text = tableText(model, {0}, all(2), TableFormat::Tabs);
        QVERIFY2(text.contains(QStringLiteral("'=HYPERLINK")), qPrintable(text));
    }

    void subwordsMerge()
    {
        const std::vector<Token> tokens{{1, "▁electro", true, false}, {2, "magnetic", false, false},
                                        {3, "▁", true, false},        {4, "<extra_id_0>", true, true},
                                        {5, ".", false, false},       {1, "</s>", true, true}};
        const auto words = mergeSubwords(tokens);
        QCOMPARE(words.size(), std::size_t(5));
        QCOMPARE(words[0].text, QStringLiteral("electromagnetic"));
        QCOMPARE(words[0].last, 1);
        QCOMPARE(words[2].text, QStringLiteral("<extra_id_0>"));
        QCOMPARE(words[3].text, QStringLiteral(".")); // nothing is glued to a special token
        QCOMPARE(wordOf(words, 1), 0);
        QCOMPARE(wordOf(words, 5), 4);
        QCOMPARE(wordOf(words, 6), -1);
        QCOMPARE(tokenPieces(tokens).size(), std::size_t(6));
        QCOMPARE(tokenPieces(tokens)[2].text, QStringLiteral("␣"));
    }

    void punctuationStaysAlone_data()
    {
        QTest::addColumn<QStringList>("pieces");
        QTest::addColumn<QStringList>("words");
        const auto row = [](const char* name, const char* pieces, const char* words) {
            const auto list = [](const char* text) { return QString::fromUtf8(text).split(QLatin1Char(' ')); };
            QTest::newRow(name) << list(pieces) << list(words);
        };
        row("full stop", "▁observ er .", "observer .");
        row("apostrophe", "▁don ' t !", "don't !");
        row("number", "▁3 . 5 %", "3.5 %");
        row("bracket", "▁( red ) .", "( red ).");
        row("two signs inside", "▁a . . b", "a..b");
        row("another script", "▁Мир ом ?", "Миром ?");
        row("dash alone", "▁a ▁– ▁b", "a – b");
    }

    void punctuationStaysAlone()
    {
        QFETCH(QStringList, pieces);
        QFETCH(QStringList, words);
        const std::vector<Token> tokens = tokensOf(pieces);
        QStringList merged;
        int next = 0;
        for (const TokenWord& word : mergeSubwords(tokens)) {
            merged << word.text;
            QCOMPARE(word.first, next); // every token is in one word
            next = word.last + 1;
        }
        QCOMPARE(merged, words);
        QCOMPARE(next, int(tokens.size()));
    }

    void aTokenIsFoundAgainAfterAnEdit_data()
    {
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("after");
        QTest::addColumn<int>("token");
        QTest::addColumn<int>("found"); // -1: none
        const char* const sentence = "▁a ▁red ▁k ite ▁a ▁red";
        const auto row = [sentence](const char* name, const char* after, int token, int found) {
            QTest::newRow(name) << QString::fromUtf8(sentence) << QString::fromUtf8(after) << token << found;
        };
        row("unchanged", sentence, 3, 3);
        row("more behind it", "▁a ▁red ▁k ite ▁a ▁red ▁one", 1, 1);
        row("more before it", "▁so ▁a ▁red ▁k ite ▁a ▁red", 3, 4);
        row("the same word further on", "▁so ▁a ▁red ▁k ite ▁a ▁red", 5, 6);
        row("less before it", "▁k ite ▁a ▁red", 4, 2);
        row("cut into other pieces", "▁a ▁red ▁kite ▁a ▁red", 3, 2);
        row("its word grew", "▁a ▁red ▁k ite s ▁a ▁red", 3, -1);
        row("its word went", "▁a ▁red ▁a ▁red", 2, -1);
        row("another sentence", "▁the ▁light", 1, -1);
        row("none there", sentence, 9, -1);
    }

    void aTokenIsFoundAgainAfterAnEdit()
    {
        QFETCH(QString, before);
        QFETCH(QString, after);
        QFETCH(int, token);
        QFETCH(int, found);
        QCOMPARE(
            tokenAfterEdit(tokensOf(before.split(QLatin1Char(' '))), tokensOf(after.split(QLatin1Char(' '))), token)
                .value_or(-1),
            found);
    }

    void liveValues()
    {
        const LayerActivations a = someActivations();
        const LiveSummary max = summarise(a, LiveValue::Max, {}, 0.1);
        QCOMPARE(max.values, (std::vector<float>{2, 1, -3, 0})); // the sign stays, 0.05 does not fire
        QCOMPARE(max.firing, (std::vector<NeuronId>{NeuronId(2), NeuronId(0), NeuronId(1)}));
        QCOMPARE(max.position[0], 1);
        QCOMPARE(max.largest, 3.0F);
        QCOMPARE(summarise(a, LiveValue::AtToken, TokenWord{{}, 1, 1}, 0).values, (std::vector<float>{2, 0, 1, 0}));
        QCOMPARE(summarise(a, LiveValue::Last, {}, 0).firing, (std::vector<NeuronId>{NeuronId(3)}));
        QCOMPARE(summarise(a, LiveValue::Mean, {}, 0).values[1], 1.0F / 3);
        QVERIFY(summarise({}, LiveValue::Max, {}, 0).firing.empty());
        // A word of two tokens has the larger of their values; without a token the maximum is taken.
        const LiveSummary chosen = summarise(a, LiveValue::AtToken, TokenWord{{}, 0, 1}, 0);
        QCOMPARE(chosen.values, (std::vector<float>{2, 1, -3, 0}));
        QCOMPARE(chosen.position[0], 1); // where in the word
        QCOMPARE(summarise(a, LiveValue::Last, {}, 0).position[3], 2);
        const LiveSummary unchosen = summarise(a, LiveValue::AtToken, {}, 0.1);
        QCOMPARE(unchosen.value, LiveValue::Max);
        QCOMPARE(unchosen.values, max.values);
    }

    void liveValueTexts_data()
    {
        QTest::addColumn<LiveValue>("value");
        QTest::addColumn<int>("token");
        QTest::addColumn<int>("neuron");
        QTest::addColumn<QString>("text");
        QTest::newRow("max") << LiveValue::Max << 1 << 0 << "2.00, strongest at “b”";
        QTest::newRow("mean") << LiveValue::Mean << 1 << 1 << "0.333 on average, strongest at “a”";
        QTest::newRow("last") << LiveValue::Last << 1 << 3 << "0.0500 at the last token";
        QTest::newRow("not at the last") << LiveValue::Last << 1 << 0 << "does not fire at the last token";
        QTest::newRow("chosen") << LiveValue::AtToken << 1 << 2 << "1.00 at “b”";
        QTest::newRow("not at the chosen") << LiveValue::AtToken << 1 << 1 << "does not fire at “b”";
        QTest::newRow("beyond the sentence") << LiveValue::AtToken << 9 << 0 << "2.00, strongest at “b”";
    }

    void liveValueTexts()
    {
        QFETCH(LiveValue, value);
        QFETCH(int, token);
        QFETCH(int, neuron);
        const LayerActivations a = someActivations();
        const std::vector<TokenWord> words{
            {QStringLiteral("a"), 0, 0}, {QStringLiteral("b"), 1, 1}, {QStringLiteral("c"), 2, 2}};
        const NeuronId id{std::uint32_t(neuron)};
        const auto chosen = chosenWord(words, token);
        QTEST(liveValueText(summarise(a, value, chosen, 0), id, words), "text");
        QTEST(liveValueText(summariseNeuron(a, id, value, chosen, 0), NeuronId(0), words), "text");
    }

    void neuronGrid_data()
    {
        QTest::addColumn<int>("neurons");
        QTest::addColumn<int>("columns");
        QTest::addColumn<int>("rows");
        QTest::newRow("T5-Base") << 3072 << 64 << 48;
        QTest::newRow("T5-Small") << 2048 << 53 << 39;
        QTest::newRow("192") << 192 << 16 << 12;
        QTest::newRow("prime") << 1031 << 38 << 28;
        QTest::newRow("one") << 1 << 1 << 1;
        QTest::newRow("none") << 0 << 0 << 0;
    }

    void neuronGrid()
    {
        QFETCH(int, neurons);
        const NeuronGrid grid = NeuronGrid::forNeurons(neurons);
        QTEST(grid.columns, "columns");
        QTEST(grid.rows, "rows");
        for (int n = 0; n < neurons; ++n) {
            const NeuronId neuron{std::uint32_t(n)};
            QCOMPARE(grid.neuronAt(grid.cellOf(neuron)), std::optional(neuron));
        }
        QVERIFY(!grid.neuronAt({grid.columns - 1, grid.rows}));
        QVERIFY(!grid.neuronAt({-1, 0}));
    }

    void aTopicMarksWhereItIsSignificantAndStrong()
    {
        FiringModel model;
        model.setFacts(someFacts());
        LayerActivations a{{Stack::Encoder, 6}, 1, 3, {3, 2, 1}};
        model.setLive(summarise(a, LiveValue::Max, {}, 0), {});
        QCOMPARE(model.index(0, FiringModel::Topics).data().toString(), QStringLiteral("STEM, =colours"));
        QVERIFY(model.index(1, FiringModel::Topics).data().toString().isEmpty());
    }
};

QTEST_MAIN(TestTableModels)
#include "tst_tablemodels.moc"
