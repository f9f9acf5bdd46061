// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/probe/LivePair.h"

#include "core/base/Error.h"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace sparsight {

namespace {

bool isSame(const Token& a, const Token& b)
{
    return a.piece == b.piece && a.unknownText == b.unknownText;
}

/// Lengths of the longest common subsequences of all ends of both lists.
class CommonLengths {
public:
    CommonLengths(const std::vector<Token>& first, const std::vector<Token>& second)
        : m_width(second.size() + 1)
        , m_lengths((first.size() + 1) * m_width) // [first + 1, second + 1]
    {
        for (std::size_t i = first.size(); i-- > 0;) {
            for (std::size_t j = second.size(); j-- > 0;)
                m_lengths[i * m_width + j] =
                    isSame(first[i], second[j]) ? at(i + 1, j + 1) + 1 : std::max(at(i + 1, j), at(i, j + 1));
        }
    }
    std::uint32_t at(std::size_t i, std::size_t j) const { return m_lengths[i * m_width + j]; }

private:
    std::size_t m_width;
    std::vector<std::uint32_t> m_lengths;
};

void findPeaks(const LayerActivations& activations, LivePair& pair, float NeuronDifference::*peak)
{
    for (std::uint32_t token = 0; token < activations.tokens; ++token) {
        for (std::uint32_t n = 0; n < activations.neurons; ++n) {
            float& known = pair.neurons[n].*peak;
            const float a = activations.at(token, NeuronId(n));
            if (std::abs(a) > std::abs(known)) known = a;
        }
    }
}

void findTokenChanges(const LayerActivations& first, const LayerActivations& second, LivePair& pair)
{
    for (std::uint32_t where = 0; where < pair.alignment.size(); ++where) {
        const AlignedToken& tokens = pair.alignment[where];
        if (!tokens.isPair()) continue;
        const bool isFirst = pair.pairs++ == 0;
        for (std::uint32_t n = 0; n < first.neurons; ++n) {
            NeuronDifference& neuron = pair.neurons[n];
            const float change = second.at(*tokens.second, NeuronId(n)) - first.at(*tokens.first, NeuronId(n));
            if (!isFirst && std::abs(change) <= std::abs(neuron.tokenChange)) continue;
            neuron.tokenChange = change;
            neuron.where = where;
        }
    }
}

void requireAlike(const LayerActivations& first, const LayerActivations& second)
{
    if (first.layer != second.layer)
        throw Error(ErrorCode::BadInput, "The sides are of two layers, " + first.layer.toString() + " and " +
                                             second.layer.toString() + "; compare the same layer of both.");
    if (first.neurons != second.neurons)
        throw Error(ErrorCode::BadInput, "Layer " + second.layer.toString() + " has " + std::to_string(second.neurons) +
                                             " neurons here and " + std::to_string(first.neurons) +
                                             " on the first side; choose checkpoints of one size.");
}

} // namespace

std::vector<AlignedToken> alignTokens(const std::vector<Token>& first, const std::vector<Token>& second)
{
    const CommonLengths common(first, second);
    std::vector<AlignedToken> aligned;
    std::uint32_t i = 0, j = 0;
    while (i < first.size() || j < second.size()) {
        if (i < first.size() && j < second.size() && isSame(first[i], second[j])) {
            aligned.push_back({i++, j++});
        } else if (j == second.size() || (i < first.size() && common.at(i + 1, j) >= common.at(i, j + 1))) {
            aligned.push_back({i++, std::nullopt});
        } else {
            aligned.push_back({std::nullopt, j++});
        }
    }
    return aligned;
}

const std::vector<Token>& tokensOf(const LiveResult& result)
{
    return result.activations.layer.stack == Stack::Encoder ? result.tokens : result.decoderTokens;
}

LivePair pairSides(const LiveResult& first, const LiveResult& second)
{
    requireAlike(first.activations, second.activations);
    LivePair pair{first.activations.layer, alignTokens(tokensOf(first), tokensOf(second)), 0, {}};
    pair.neurons.resize(first.activations.neurons);
    findPeaks(first.activations, pair, &NeuronDifference::first);
    findPeaks(second.activations, pair, &NeuronDifference::second);
    for (NeuronDifference& neuron : pair.neurons)
        neuron.change = neuron.second - neuron.first;
    findTokenChanges(first.activations, second.activations, pair);
    return pair;
}

std::vector<NeuronId> neuronsByChange(const LivePair& pair, PairOrder order)
{
    std::vector<NeuronId> neurons;
    for (std::uint32_t n = 0; n < pair.neurons.size(); ++n) {
        if (pair.neurons[n].tokenChange != 0 || pair.neurons[n].change != 0) neurons.emplace_back(n);
    }
    std::ranges::sort(neurons, {}, [&](NeuronId n) {
        const float token = -std::abs(pair.neurons[n.value].tokenChange);
        const float sentence = -std::abs(pair.neurons[n.value].change);
        return order == PairOrder::Token ? std::tuple(token, sentence, n) : std::tuple(sentence, token, n);
    });
    return neurons;
}

} // namespace sparsight
