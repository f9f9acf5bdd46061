// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/probe/Ablation.h"

#include "core/base/Error.h"

#include <algorithm>
#include <cmath>

namespace sparsight {

namespace {

/// Reads both sides of one layer, token by token.
class LayerComparison {
public:
    LayerComparison(const LayerActivations& before, const LayerActivations& after, double epsilon)
        : m_layer{.layer = before.layer}
        , m_neurons(before.neurons)
    {
        double difference = 0, norm = 0;
        std::size_t firesBefore = 0, firesAfter = 0;
        for (std::size_t i = 0; i < before.values.size(); ++i) {
            const float b = before.values[i], a = after.values[i];
            firesBefore += std::abs(b) > epsilon;
            firesAfter += std::abs(a) > epsilon;
            norm += double(b) * b;
            if (a == b) continue;
            difference += (double(a) - b) * (double(a) - b);
            note(static_cast<std::uint32_t>(i / before.neurons), static_cast<std::uint32_t>(i % before.neurons), b, a);
        }
        const auto entries = static_cast<double>(std::max<std::size_t>(before.values.size(), 1));
        m_layer.densityBefore = static_cast<double>(firesBefore) / entries;
        m_layer.densityAfter = static_cast<double>(firesAfter) / entries;
        m_layer.change = norm > 0 ? std::sqrt(difference / norm) : 0;
        std::erase_if(m_neurons, [](const ChangedNeuron& each) { return each.change() == 0; });
        m_layer.changed = static_cast<std::uint32_t>(m_neurons.size());
    }

    const ChangedLayer& layer() const { return m_layer; }
    const std::vector<ChangedNeuron>& neurons() const { return m_neurons; } ///< that change at all

private:
    void note(std::uint32_t token, std::uint32_t neuron, float before, float after)
    {
        const ChangedNeuron here{m_layer.layer, NeuronId(neuron), token, before, after};
        if (std::abs(here.change()) > std::abs(m_neurons[neuron].change())) m_neurons[neuron] = here;
    }

    ChangedLayer m_layer;
    std::vector<ChangedNeuron> m_neurons;
};

/// In a layer behind any intervention, and not set itself.
bool isDownstream(const ChangedNeuron& neuron, const std::vector<Intervention>& interventions)
{
    const auto is = [&](const Intervention& each) {
        return each.layer == neuron.layer && each.neuron == neuron.neuron;
    };
    return std::ranges::none_of(interventions, is) &&
           std::ranges::any_of(interventions, [&](const Intervention& each) { return each.layer < neuron.layer; });
}

std::vector<ChangedNeuron> mostChanged(std::vector<ChangedNeuron> neurons, std::size_t count)
{
    const auto size = [](const ChangedNeuron& each) { return std::abs(each.change()); };
    std::ranges::stable_sort(neurons, std::greater<>(), size);
    neurons.resize(std::min(count, neurons.size()));
    return neurons;
}

void compareLayers(const ActivationsResult& before, const ActivationsResult& after, const AblationRequest& request,
                   const std::stop_token& stop, Ablation& result)
{
    std::vector<ChangedNeuron> changed;
    for (std::size_t i = 0; i < before.layers.size(); ++i) {
        throwIfStopped(stop);
        const LayerComparison comparison(before.layers[i], after.layers[i], request.epsilon);
        result.layers.push_back(comparison.layer());
        for (const ChangedNeuron& each : comparison.neurons()) {
            if (isDownstream(each, request.interventions)) changed.push_back(each);
        }
    }
    result.changedNeurons = changed.size();
    result.neurons = mostChanged(std::move(changed), request.neurons);
}

} // namespace

std::vector<std::int32_t> nextTokens(const ActivationsResult& pass)
{
    std::vector<std::int32_t> labels;
    for (std::size_t i = 1; i < pass.decoderTokens.size(); ++i)
        labels.push_back(pass.decoderTokens[i].id);
    labels.push_back(pass.tokens.back().id);
    return labels;
}

TextProbability textProbability(std::span<const float> logits, std::span<const std::int32_t> labels)
{
    TextProbability result;
    const std::size_t vocabulary = labels.empty() ? 0 : logits.size() / labels.size();
    for (std::size_t i = 0; i < labels.size(); ++i) {
        const std::span<const float> row = logits.subspan(i * vocabulary, vocabulary);
        const double largest = *std::ranges::max_element(row);
        double total = 0;
        for (const float logit : row)
            total += std::exp(logit - largest);
        result.tokens.push_back(row[static_cast<std::size_t>(labels[i])] - largest - std::log(total));
        result.sum += result.tokens.back();
    }
    return result;
}

Ablation ablate(InferenceEngine& engine, const AblationRequest& request, const std::stop_token& stop,
                const ProgressCallback& progress)
{
    if (request.interventions.empty()) {
        throw Error(ErrorCode::BadInput, "No neuron is switched; name one at least, e.g. enc6/2384.");
    }
    constexpr std::uint64_t passes = 4;
    std::uint64_t done = 0;
    const auto next = [&](const char* stage) { report(progress, {stage, done++, passes}); };
    GenerateOptions generation = request.generation;
    const int limit = generation.maximumSourceTokens;
    generation.maximumSourceTokens = limit > 0 ? std::min(limit, ablationTokens) : ablationTokens;
    const auto write = [&](const std::vector<Intervention>& interventions) {
        next("writing");
        return engine.generate(std::span(&request.text, 1), generation, interventions, stop, {}).front();
    };

    Ablation result;
    result.ofWritten = !request.decoderText;
    result.writtenBefore = write({});
    result.writtenAfter = write(request.interventions);
    ActivationsRequest pass{.text = request.text,
                            .decoderText = request.decoderText,
                            .decoderIds = {},
                            .layers = {},
                            .interventions = {},
                            .maximumTokens = generation.maximumSourceTokens};
    if (result.ofWritten) pass.decoderIds = result.writtenBefore.ids;
    next("comparing neurons");
    const ActivationsResult before = engine.activations(pass, stop);
    next("comparing neurons");
    pass.interventions = request.interventions;
    const ActivationsResult after = engine.activations(pass, stop);

    result.tokens = before.tokens;
    result.decoderTokens = before.decoderTokens;
    result.truncated = before.truncated || result.writtenBefore.truncated;
    const std::vector<std::int32_t> labels = result.ofWritten ? pass.decoderIds : nextTokens(before);
    result.before = textProbability(before.logits, labels);
    result.after = textProbability(after.logits, labels);
    compareLayers(before, after, request, stop, result);
    report(progress, {"comparing neurons", passes, passes});
    return result;
}

} // namespace sparsight
