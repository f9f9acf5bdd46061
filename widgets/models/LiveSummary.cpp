// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/models/LiveSummary.h"

#include "widgets/common/Format.h"

#include <QCoreApplication>
#include <algorithm>
#include <cmath>

namespace sparsight {
namespace {

/// The largest |a| of each neuron with its sign, and where it is.
void findStrongest(const LayerActivations& activations, std::vector<float>& peak, std::vector<int>& position)
{
    peak.assign(activations.neurons, 0);
    position.assign(activations.neurons, 0);
    for (std::uint32_t token = 0; token < activations.tokens; ++token) {
        const float* row = activations.values.data() + std::size_t(token) * activations.neurons;
        for (std::uint32_t n = 0; n < activations.neurons; ++n) {
            if (std::abs(row[n]) <= std::abs(peak[n])) continue;
            peak[n] = row[n];
            position[n] = int(token);
        }
    }
}

float aggregate(const LayerActivations& activations, NeuronId neuron, const LiveSummary& summary, float peak)
{
    switch (summary.value) {
    case LiveValue::Max: return peak;
    case LiveValue::Last:
    case LiveValue::AtToken: return activations.at(std::uint32_t(summary.position[neuron.value]), neuron);
    case LiveValue::Mean: break;
    }
    double sum = 0;
    for (std::uint32_t t = 0; t < activations.tokens; ++t)
        sum += activations.at(t, neuron);
    return float(sum / activations.tokens);
}

int strongestToken(const LayerActivations& activations, const TokenWord& word, NeuronId neuron)
{
    const auto magnitude = [&](int token) { return std::abs(activations.at(std::uint32_t(token), neuron)); };
    int strongest = word.first;
    for (int token = word.first; token <= word.last; ++token) {
        if (magnitude(token) > magnitude(strongest)) strongest = token;
    }
    return strongest;
}

QString text(const char* english)
{
    return QCoreApplication::translate("LiveSummary", english);
}

} // namespace

float largestOf(const LayerActivations& activations, const TokenWord& word, NeuronId neuron)
{
    return activations.at(std::uint32_t(strongestToken(activations, word, neuron)), neuron);
}

std::optional<TokenWord> chosenWord(const std::vector<TokenWord>& words, std::optional<int> token)
{
    const int word = token ? wordOf(words, *token) : -1;
    return word < 0 ? std::nullopt : std::optional(words[std::size_t(word)]);
}

LiveSummary summarise(const LayerActivations& activations, LiveValue value, const std::optional<TokenWord>& chosen,
                      double epsilon)
{
    LiveSummary summary;
    if (activations.tokens == 0) return summary;
    if (value == LiveValue::AtToken) summary.chosen = chosen;
    if (value == LiveValue::AtToken && !chosen) value = LiveValue::Max;
    summary.value = value;
    std::vector<float> peak;
    findStrongest(activations, peak, summary.position);
    summary.values.assign(activations.neurons, 0);
    for (std::uint32_t n = 0; n < activations.neurons; ++n) {
        if (std::abs(peak[n]) <= epsilon) continue; // it fires nowhere
        if (value == LiveValue::Last) summary.position[n] = int(activations.tokens) - 1;
        if (value == LiveValue::AtToken) summary.position[n] = strongestToken(activations, *chosen, NeuronId(n));
        const float its = aggregate(activations, NeuronId(n), summary, peak[n]);
        if (value != LiveValue::Mean && std::abs(its) <= epsilon) continue;
        summary.values[n] = its;
        summary.firing.push_back(NeuronId(n));
        summary.largest = std::max(summary.largest, std::abs(its));
        summary.largestActivation = std::max(summary.largestActivation, std::abs(peak[n]));
    }
    std::sort(summary.firing.begin(), summary.firing.end(), [&summary](NeuronId a, NeuronId b) {
        const float left = std::abs(summary.values[a.value]), right = std::abs(summary.values[b.value]);
        return left != right ? left > right : a < b;
    });
    return summary;
}

LiveSummary summariseNeuron(const LayerActivations& activations, NeuronId neuron, LiveValue value,
                            const std::optional<TokenWord>& chosen, double epsilon)
{
    LayerActivations alone{activations.layer, activations.tokens, 1, {}};
    for (std::uint32_t token = 0; token < activations.tokens; ++token)
        alone.values.push_back(activations.at(token, neuron));
    return summarise(alone, value, chosen, epsilon);
}

QString liveValueText(const LiveSummary& summary, NeuronId neuron, const std::vector<TokenWord>& words)
{
    const float value = summary.values[neuron.value];
    const QString number = formatNumber(value);
    const int word = wordOf(words, summary.position[neuron.value]);
    const QString strongest = word < 0 ? QString() : words[std::size_t(word)].text;
    switch (summary.value) {
    case LiveValue::AtToken:
        return value == 0 ? text(QT_TRANSLATE_NOOP("LiveSummary", "does not fire at “%1”")).arg(summary.chosen->text)
                          : text(QT_TRANSLATE_NOOP("LiveSummary", "%1 at “%2”")).arg(number, summary.chosen->text);
    case LiveValue::Last:
        return value == 0 ? text(QT_TRANSLATE_NOOP("LiveSummary", "does not fire at the last token"))
                          : text(QT_TRANSLATE_NOOP("LiveSummary", "%1 at the last token")).arg(number);
    case LiveValue::Mean:
        if (value == 0) break;
        return text(QT_TRANSLATE_NOOP("LiveSummary", "%1 on average, strongest at “%2”")).arg(number, strongest);
    case LiveValue::Max:
        if (value == 0) break;
        return text(QT_TRANSLATE_NOOP("LiveSummary", "%1, strongest at “%2”")).arg(number, strongest);
    }
    return text(QT_TRANSLATE_NOOP("LiveSummary", "does not fire"));
}

std::vector<NeuronId> LiveSummary::strongestNeurons(std::size_t count) const
{
    return {firing.begin(), firing.begin() + std::ptrdiff_t(std::min(count, firing.size()))};
}

} // namespace sparsight
