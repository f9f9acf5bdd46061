// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/PretrainingSettings.h"

#include "core/base/Error.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <string_view>

namespace sparsight {

namespace {

constexpr std::array<std::string_view, 5> feedForwards{"relu", "gelu", "gated-gelu", "gated-silu", "gated-relu"};

template <class Number>
void requireRange(const char* setting, Number value, Number low, Number high)
{
    if (value >= low && value <= high) return;
    const auto text = [](Number number) { return nlohmann::json(number).dump(); };
    throw Error(ErrorCode::BadInput,
                std::string("The ") + setting + " must be from " + text(low) + " to " + text(high) + ", not " +
                    text(value) + ".",
                {.item = setting});
}

} // namespace

void PretrainingSettings::check() const
{
    requireRange("number of encoder layers", shape.encoderLayers, 1, 1024);
    requireRange("number of decoder layers", shape.decoderLayers, 1, 1024);
    requireRange("model width (d_model)", shape.dModel, 1, 1 << 16);
    requireRange("number of neurons of a layer (d_ff)", shape.dFf, 1, 1 << 20);
    requireRange("number of heads", shape.heads, 1, 4096);
    requireRange("width of a head (d_kv)", shape.dKv, 1, 1 << 16);
    requireRange("number of pieces", vocabulary.pieces, 16, 1'000'000);
    requireRange("number of sentinels", vocabulary.sentinels, 3, 10'000);
    requireRange("noise density", corruption.density, 0.01, 0.9);
    requireRange("mean length of a span", corruption.meanSpan, 1.0, 1000.0);
    if (std::ranges::find(feedForwards, shape.feedForward) == feedForwards.end()) {
        std::string known;
        for (const std::string_view name : feedForwards)
            known += (known.empty() ? "" : ", ") + std::string(name);
        throw Error(ErrorCode::BadInput,
                    "The feed-forward layer \"" + shape.feedForward + "\" is not known; it may be one of " + known +
                        ".",
                    {.item = "feed-forward"});
    }
}

std::string toJson(const PretrainingSettings& settings)
{
    const auto& [shape, vocabulary, corruption] = settings;
    const nlohmann::ordered_json json{{"num_layers", shape.encoderLayers},
                                      {"num_decoder_layers", shape.decoderLayers},
                                      {"d_model", shape.dModel},
                                      {"d_ff", shape.dFf},
                                      {"num_heads", shape.heads},
                                      {"d_kv", shape.dKv},
                                      {"feed_forward_proj", shape.feedForward},
                                      {"tied", shape.tied},
                                      {"vocabulary", vocabulary.model.string()},
                                      {"pieces", vocabulary.pieces},
                                      {"sentinels", vocabulary.sentinels},
                                      {"noise_density", corruption.density},
                                      {"mean_span", corruption.meanSpan},
                                      {"roll", corruption.roll}};
    return json.dump();
}

} // namespace sparsight
