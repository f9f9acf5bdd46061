// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/models/LiveSummary.h"

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

float aggregate(const LayerActivations& activations, NeuronId neuron, LiveValue value, int token, float peak)
{
    switch (value) {
    case LiveValue::Max: return peak;
    case LiveValue::Last: return activations.at(activations.tokens - 1, neuron);
    case LiveValue::AtToken:
        return activations.at(std::uint32_t(std::clamp(token, 0, int(activations.tokens) - 1)), neuron);
    case LiveValue::Mean: break;
    }
    double sum = 0;
    for (std::uint32_t t = 0; t < activations.tokens; ++t)
        sum += activations.at(t, neuron);
    return float(sum / activations.tokens);
}

} // namespace

LiveSummary summarise(const LayerActivations& activations, LiveValue value, int token, double epsilon)
{
    LiveSummary summary;
    if (activations.tokens == 0) return summary;
    std::vector<float> peak;
    findStrongest(activations, peak, summary.strongest);
    summary.values.assign(activations.neurons, 0);
    for (std::uint32_t n = 0; n < activations.neurons; ++n) {
        if (std::abs(peak[n]) <= epsilon) continue; // it fires nowhere
        const float its = aggregate(activations, NeuronId(n), value, token, peak[n]);
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

std::vector<NeuronId> LiveSummary::strongestNeurons(std::size_t count) const
{
    return {firing.begin(), firing.begin() + std::ptrdiff_t(std::min(count, firing.size()))};
}

} // namespace sparsight
