// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/WeightMatching.h"

#include "core/model/CheckpointDirectory.h"
#include "core/model/ModelConfig.h"
#include "core/model/TorchError.h"
#include "core/model/WeightLoader.h"
#include "core/model/WeightNames.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace sparsight {

namespace {

namespace names = weight_names;

constexpr std::int64_t blockRows = 512; // times as many neurons of the other: 6 MB for T5-Base

/// Neurons' weights as rows of length 1; a neuron without any weight stays zero. [d_ff, 2 · d_model or 3 · d_model]
at::Tensor neuronDirections(const std::filesystem::path& path, LayerId layer)
{
    const CheckpointDirectory directory(path);
    const ModelConfig config = readModelConfig(directory.file("config.json"));
    const int layers = layer.stack == Stack::Encoder ? config.encoderLayers : config.decoderLayers;
    if (layer.number > layers) {
        throw Error(ErrorCode::BadInput, "There is no layer " + layer.toString() + " in " + directory.name() + ".",
                    {.item = layer.toString()});
    }
    const WeightTable weights = openWeights(directory);
    checkWeights(config, weights);
    return guarded([&] {
        const WeightLoader loader(weights, at::kCPU, at::kFloat);
        std::vector<at::Tensor> parts;
        const auto add = [&](const char* part) { parts.push_back(loader.load(names::feedForward(layer, part))); };
        if (config.isGated()) {
            add("wi_0");
            add("wi_1");
        } else {
            add("wi");
        }
        parts.push_back(loader.load(names::feedForward(layer, "wo")).t());
        const at::Tensor rows = at::cat(parts, 1);
        weights.throwIfChanged();
        return rows / rows.norm(2, 1, true).clamp_min(1e-30);
    });
}

std::optional<double> cosine(float value, bool defined)
{
    if (!defined || !std::isfinite(value)) return std::nullopt;
    return std::clamp(static_cast<double>(value), -1.0, 1.0);
}

} // namespace

std::vector<WeightMatch> matchWeights(const std::filesystem::path& first, const std::filesystem::path& second,
                                      LayerId layer, const std::stop_token& stop, const ProgressCallback& progress)
{
    const c10::InferenceMode inference;
    const at::Tensor a = neuronDirections(first, layer), b = neuronDirections(second, layer);
    if (a.size(1) != b.size(1)) {
        throw Error(ErrorCode::BadInput,
                    "The neurons of " + layer.toString() + " have " + std::to_string(a.size(1)) + " weights in " +
                        first.string() + " and " + std::to_string(b.size(1)) + " in " + second.string() +
                        "; only checkpoints of the same width and kind can be matched by weights.");
    }
    std::vector<WeightMatch> matches(static_cast<std::size_t>(a.size(0)));
    return guarded([&] {
        const at::Tensor hasWeight = a.abs().amax(1) > 0; // [neurons]
        const at::Tensor otherHas = b.abs().amax(1) > 0;
        for (std::int64_t from = 0; from < a.size(0); from += blockRows) {
            throwIfStopped(stop);
            report(progress, {"matching neurons", static_cast<std::uint64_t>(from), static_cast<std::uint64_t>(a.size(0))});
            const std::int64_t rows = std::min(blockRows, a.size(0) - from);
            const at::Tensor cosines = at::mm(a.narrow(0, from, rows), b.t());
            const at::Tensor candidates = cosines.masked_fill(~otherHas, -2); // below any cosine
            const auto [best, places] = candidates.max(1);
            for (std::int64_t i = 0; i < rows; ++i) {
                const std::int64_t n = from + i;
                const bool defined = hasWeight[n].item<bool>();
                WeightMatch& match = matches[static_cast<std::size_t>(n)];
                match.best = NeuronId(static_cast<std::uint32_t>(places[i].item<std::int64_t>()));
                const float cosineOfBest = best[i].item<float>();
                match.bestCosine = cosine(cosineOfBest, defined && cosineOfBest > -1.5F);
                if (n < b.size(0)) {
                    match.sameCosine = cosine(cosines[i][n].item<float>(), defined && otherHas[n].item<bool>());
                }
            }
        }
        report(progress, {"matching neurons", matches.size(), matches.size()});
        return matches;
    });
}

} // namespace sparsight
