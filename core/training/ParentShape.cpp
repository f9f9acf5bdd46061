// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/ParentShape.h"

#include "core/base/Error.h"
#include "core/base/Ids.h"
#include "core/model/Json.h"

#include <algorithm>
#include <array>

namespace sparsight {

namespace {

constexpr std::uint64_t largestConfig = 1 << 20;
constexpr const char* setting = "frozen";

bool isPart(const std::string& name)
{
    constexpr std::array<std::string_view, 4> parts{"encoder", "decoder", "embedding", "head"};
    return std::ranges::count(parts, name) > 0;
}

void checkLayer(const std::string& name, const ParentShape& shape)
{
    const LayerId layer = LayerId::parse(name);
    const bool isEncoder = layer.stack == Stack::Encoder;
    const int layers = isEncoder ? shape.encoderLayers : shape.decoderLayers;
    if (layer.number <= layers) return;
    throw Error(ErrorCode::BadInput,
                "There is no layer " + name + " to freeze in this model; its " + (isEncoder ? "encoder" : "decoder") +
                    " has " + std::to_string(layers) + ".",
                {.item = setting});
}

} // namespace

ParentShape readParentShape(const std::filesystem::path& directory)
{
    ParentShape shape;
    try {
        const nlohmann::json config = readJsonObject(directory / "config.json", largestConfig);
        const nlohmann::json unset;
        const auto layers = wholeNumber(config.value("num_layers", unset));
        const auto decoderLayers = wholeNumber(config.value("num_decoder_layers", unset));
        if (layers) shape.encoderLayers = static_cast<int>(*layers);
        shape.decoderLayers = static_cast<int>(decoderLayers.value_or(shape.encoderLayers));
        const nlohmann::json tied = config.value("tie_word_embeddings", unset);
        shape.ownHead = tied.is_boolean() && !tied.get<bool>(); // T5's default is one matrix for both
    } catch (const Error&) {
        return {};
    }
    return shape;
}

void checkFrozen(const std::vector<std::string>& frozen, const ParentShape& shape)
{
    for (const std::string& name : frozen) {
        if (!isPart(name)) checkLayer(name, shape);
    }
    const auto isFrozen = [&](const char* part) { return std::ranges::count(frozen, part) > 0; };
    const bool noHead = shape.ownHead ? isFrozen("embedding") && isFrozen("head")
                                      : isFrozen("embedding") || isFrozen("head");
    if (!isFrozen("encoder") || !isFrozen("decoder") || !noHead) return;
    throw Error(ErrorCode::BadInput,
                std::string("Every weight is frozen, so nothing is left to train") +
                    (shape.ownHead ? "" : " (the head of this model is its embedding)") + "; freeze fewer parts.",
                {.item = setting});
}

} // namespace sparsight
