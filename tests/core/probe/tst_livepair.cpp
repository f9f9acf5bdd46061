// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/probe/LivePair.h"

#include "core/base/Error.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <random>

using namespace sparsight;

namespace {

std::vector<Token> tokensFrom(const QString& pieces)
{
    std::vector<Token> tokens;
    for (const QString& piece : pieces.split(' ', Qt::SkipEmptyParts))
        tokens.push_back({0, piece.toStdString(), true, false, {}});
    return tokens;
}

/// "the=the cat- -dog": pairs, and tokens that have no partner.
QString written(const std::vector<AlignedToken>& aligned, const std::vector<Token>& first,
                const std::vector<Token>& second)
{
    QStringList words;
    for (const AlignedToken& token : aligned) {
        const auto text = [](const std::vector<Token>& tokens, std::optional<std::uint32_t> position) {
            return position ? QString::fromStdString(tokens[*position].piece) : QString();
        };
        words << text(first, token.first) + (token.isPair() ? '=' : '-') + text(second, token.second);
    }
    return words.join(' ');
}

LiveResult resultOf(const QString& pieces, const std::vector<std::vector<float>>& rows,
                    LayerId layer = {Stack::Encoder, 1})
{
    LiveResult result;
    result.tokens = tokensFrom(pieces);
    result.activations = {layer, std::uint32_t(rows.size()), std::uint32_t(rows.empty() ? 0 : rows[0].size()), {}};
    for (const auto& row : rows)
        result.activations.values.insert(result.activations.values.end(), row.begin(), row.end());
    return result;
}

LiveResult randomResult(std::mt19937& random, int neurons)
{
    QStringList pieces;
    std::vector<std::vector<float>> rows;
    for (std::uint32_t token = 0, count = random() % 9; token < count; ++token) {
        pieces << QString(QChar('a' + int(random() % 3)));
        rows.emplace_back();
        for (int n = 0; n < neurons; ++n)
            rows.back().push_back(random() % 2 ? float(int(random() % 9) - 4) : 0.0F);
    }
    LiveResult result = resultOf(pieces.join(' '), rows);
    result.activations.neurons = std::uint32_t(neurons);
    return result;
}

/// The longest common subsequence by trying every subset of the first list.
int longestCommon(const std::vector<Token>& first, const std::vector<Token>& second)
{
    int longest = 0;
    for (std::uint32_t subset = 0; subset < (1U << first.size()); ++subset) {
        std::size_t j = 0;
        int length = 0;
        bool fits = true;
        for (std::size_t i = 0; i < first.size() && fits; ++i) {
            if (!(subset >> i & 1U)) continue;
            while (j < second.size() && second[j].piece != first[i].piece)
                ++j;
            fits = j++ < second.size();
            ++length;
        }
        if (fits) longest = std::max(longest, length);
    }
    return longest;
}

} // namespace

class TestLivePair : public QObject {
    Q_OBJECT

private slots:
    void alignment_data()
    {
        QTest::addColumn<QString>("first");
        QTest::addColumn<QString>("second");
        QTest::addColumn<QString>("aligned");
        QTest::newRow("nothing") << ""
                                 << ""
                                 << "";
        QTest::newRow("the same") << "the cat </s>"
                                  << "the cat </s>"
                                  << "the=the cat=cat </s>=</s>";
        QTest::newRow("one word replaced") << "the cat sat </s>"
                                           << "the dog sat </s>"
                                           << "the=the cat- -dog sat=sat </s>=</s>";
        QTest::newRow("a word more") << "the cat </s>"
                                     << "the old cat </s>"
                                     << "the=the -old cat=cat </s>=</s>";
        QTest::newRow("a word less") << "the old cat"
                                     << "the cat"
                                     << "the=the old- cat=cat";
        QTest::newRow("nothing in common") << "a b"
                                           << "c"
                                           << "a- b- -c";
        QTest::newRow("one side empty") << ""
                                        << "c d"
                                        << "-c -d";
        QTest::newRow("the earliest partner") << "a a"
                                              << "a"
                                              << "a=a a-";
        QTest::newRow("moved") << "a b c"
                               << "c a b"
                               << "-c a=a b=b c-";
    }

    void alignment()
    {
        QFETCH(QString, first);
        QFETCH(QString, second);
        const auto a = tokensFrom(first), b = tokensFrom(second);
        QTEST(written(alignTokens(a, b), a, b), "aligned");
    }

    void unknownPiecesMeetByTheirText()
    {
        auto a = tokensFrom("<unk>"), b = tokensFrom("<unk>");
        a[0].unknownText = "☃";
        b[0].unknownText = "☂";
        QCOMPARE(alignTokens(a, b).size(), 2U);
        b[0].unknownText = "☃";
        QCOMPARE(alignTokens(a, b).size(), 1U);
    }

    void changesOfAMinimalPair()
    {
        const LiveResult first = resultOf("the cat </s>", {{1, 0, -3}, {4, 0, 2}, {0, 0, 0}});
        const LiveResult second = resultOf("the dog </s>", {{3, 0, -3}, {0, 5, 1}, {-2, 0, 0}});
        const LivePair pair = pairSides(first, second);
        QCOMPARE(pair.pairs, 2U); // "cat" and "dog" meet nobody
        QCOMPARE(pair.neurons.size(), 3U);
        QCOMPARE(pair.neurons[0].first, 4.0F);
        QCOMPARE(pair.neurons[0].second, 3.0F);
        QCOMPARE(pair.neurons[0].change, -1.0F);
        QCOMPARE(pair.neurons[0].tokenChange, 2.0F); // at "the"; as large at "</s>", which comes later
        QCOMPARE(pair.neurons[0].where, 0U);
        QCOMPARE(pair.neurons[1].change, 5.0F);
        QCOMPARE(pair.neurons[1].tokenChange, 0.0F);
        QCOMPARE(pair.neurons[2].first, -3.0F); // the largest |a| with its sign
        QCOMPARE(pair.neurons[2].change, 0.0F);
        const std::vector<NeuronId> byToken{NeuronId(0), NeuronId(1)}, bySentence{NeuronId(1), NeuronId(0)};
        QCOMPARE(neuronsByChange(pair, PairOrder::Token), byToken); // neuron 2 does not change
        QCOMPARE(neuronsByChange(pair, PairOrder::Sentence), bySentence);
    }

    void nothingInCommon()
    {
        const LivePair pair = pairSides(resultOf("a", {{2}}), resultOf("b c", {{3}, {1}}));
        QCOMPARE(pair.pairs, 0U);
        QCOMPARE(pair.alignment.size(), 3U);
        QCOMPARE(pair.neurons[0].change, 1.0F);
        QCOMPARE(pair.neurons[0].tokenChange, 0.0F);
    }

    void theDecodersTokensAreThoseOfItsLayers()
    {
        LiveResult first = resultOf("a b", {{1}}, {Stack::Decoder, 1});
        first.decoderTokens = tokensFrom("<pad>");
        const LivePair pair = pairSides(first, first);
        QCOMPARE(pair.pairs, 1U);
        QCOMPARE(pair.alignment.size(), 1U);
    }

    void againstBruteForce()
    {
        std::mt19937 random(5);
        for (int round = 0; round < 400; ++round) {
            const LiveResult first = randomResult(random, 4), second = randomResult(random, 4);
            const LivePair pair = pairSides(first, second);
            QCOMPARE(int(pair.pairs), longestCommon(first.tokens, second.tokens));
            checkOrder(pair, first, second);
            for (std::uint32_t n = 0; n < 4; ++n)
                checkNeuron(pair, first, second, NeuronId(n));
        }
    }

    void sidesThatDoNotFit_data()
    {
        QTest::addColumn<int>("layer");
        QTest::addColumn<int>("neurons");
        QTest::addColumn<QString>("named");
        QTest::newRow("another layer") << 2 << 1 << "enc1 and enc2";
        QTest::newRow("another width") << 1 << 2 << "2 neurons here and 1";
    }

    void sidesThatDoNotFit()
    {
        QFETCH(int, layer);
        QFETCH(int, neurons);
        QFETCH(QString, named);
        const LiveResult first = resultOf("a", {{1}});
        const LiveResult second = resultOf("a", {std::vector<float>(std::size_t(neurons), 1)}, {Stack::Encoder, layer});
        try {
            pairSides(first, second);
            QFAIL("not refused");
        } catch (const Error& error) {
            QCOMPARE(error.code(), ErrorCode::BadInput);
            QVERIFY2(QString(error.what()).contains(named), error.what());
        }
    }

private:
    /// Every token of both sides is there once, in order, and pairs are of one piece.
    static void checkOrder(const LivePair& pair, const LiveResult& first, const LiveResult& second)
    {
        std::uint32_t i = 0, j = 0;
        for (const AlignedToken& token : pair.alignment) {
            if (token.first) QCOMPARE(*token.first, i++);
            if (token.second) QCOMPARE(*token.second, j++);
            if (token.isPair()) QCOMPARE(first.tokens[*token.first].piece, second.tokens[*token.second].piece);
        }
        QCOMPARE(std::size_t(i), first.tokens.size());
        QCOMPARE(std::size_t(j), second.tokens.size());
    }

    static float peakOf(const LiveResult& result, NeuronId neuron)
    {
        float peak = 0;
        for (std::uint32_t token = 0; token < result.activations.tokens; ++token) {
            const float a = result.activations.at(token, neuron);
            if (std::abs(a) > std::abs(peak)) peak = a;
        }
        return peak;
    }

    static void checkNeuron(const LivePair& pair, const LiveResult& first, const LiveResult& second, NeuronId neuron)
    {
        const NeuronDifference& difference = pair.neurons[neuron.value];
        QCOMPARE(difference.first, peakOf(first, neuron));
        QCOMPARE(difference.second, peakOf(second, neuron));
        QCOMPARE(difference.change, difference.second - difference.first);
        float largest = 0;
        for (const AlignedToken& token : pair.alignment) {
            if (!token.isPair()) continue;
            const float change =
                second.activations.at(*token.second, neuron) - first.activations.at(*token.first, neuron);
            if (std::abs(change) > std::abs(largest)) largest = change;
        }
        QCOMPARE(difference.tokenChange, largest);
        if (pair.pairs == 0) return;
        const AlignedToken& where = pair.alignment[difference.where];
        QCOMPARE(second.activations.at(*where.second, neuron) - first.activations.at(*where.first, neuron), largest);
    }
};

QTEST_GUILESS_MAIN(TestLivePair)
#include "tst_livepair.moc"
