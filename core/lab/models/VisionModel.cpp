// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lab/models/VisionModel.h"

#include "core/base/Error.h"
#include "core/lab/LabRandom.h"
#include "core/lab/models/MlpMixer.h"
#include "core/lab/models/TwoLayerMlp.h"
#include "core/lab/models/VisionTransformer.h"
#include "core/model/layers/TopK.h"

#include <array>
#include <cmath>

namespace sparsight {

namespace {

template <class Model>
std::unique_ptr<VisionModel> make(const LabModelShape& shape, const ImageShape& images, at::ScalarType type)
{
    return std::make_unique<Model>(shape, images, type);
}

/// By LabModelKind; T5 is no model of images.
using Maker = std::unique_ptr<VisionModel> (*)(const LabModelShape&, const ImageShape&, at::ScalarType);
constexpr std::array<Maker, 4> makers{make<TwoLayerMlp>, make<MlpMixer>, make<VisionTransformer>, nullptr};

} // namespace

std::unique_ptr<VisionModel> makeVisionModel(const LabModelShape& shape, const ImageShape& images, at::ScalarType type)
{
    const Maker maker = makers.at(static_cast<std::size_t>(shape.kind));
    if (!maker) throw Error(ErrorCode::Unsupported, "This model of the lab does not see images.");
    return maker(shape, images, type);
}

std::int64_t patchPixels(const ImageShape& images)
{
    return images.channels * (images.height / patchesASide) * (images.width / patchesASide);
}

at::Tensor patches(const at::Tensor& images)
{
    const std::int64_t batch = images.size(0), channels = images.size(1);
    const std::int64_t height = images.size(2) / patchesASide, width = images.size(3) / patchesASide;
    return images.view({batch, channels, patchesASide, height, patchesASide, width})
        .permute({0, 2, 4, 1, 3, 5})
        .reshape({batch, patchesASide * patchesASide, channels * height * width});
}

at::Tensor VisionModel::Norm::forward(const at::Tensor& x) const
{
    return at::layer_norm(x, weight.sizes(), weight, bias, 1e-5);
}

at::Tensor VisionModel::FeedForwardNet::forward(const at::Tensor& x, const LabObserver& observer) const
{
    const at::Tensor before = in.forward(x).flatten(0, -2); // [tokens, d_ff]
    const at::Tensor after = sparsight::topK(at::relu(before), topK);
    if (observer) observer(number, before, after);
    std::vector<std::int64_t> shape = x.sizes().vec();
    shape.back() = out.weight.size(0);
    return out.forward(after).view(shape);
}

at::Tensor VisionModel::leaf(const std::string& name, std::vector<std::int64_t> shape)
{
    at::Tensor leaf = at::zeros(shape, m_options).requires_grad_(true);
    m_weights.emplace_back(name, leaf, 0, leaf.size(0));
    m_leaves.push_back(leaf);
    return leaf;
}

VisionModel::Linear VisionModel::linear(const std::string& name, std::int64_t in, std::int64_t out)
{
    return {leaf(name + ".weight", {out, in}), leaf(name + ".bias", {out})};
}

VisionModel::Norm VisionModel::norm(const std::string& name, std::int64_t width)
{
    return {leaf(name + ".weight", {width}), leaf(name + ".bias", {width})};
}

VisionModel::FeedForwardNet VisionModel::feedForward(const std::string& name, const std::string& layer, std::int64_t in,
                                                     std::int64_t dFf, std::int64_t out, std::int64_t topK)
{
    m_layers.push_back(layer);
    return {linear(name + ".0", in, dFf), linear(name + ".2", dFf, out), topK, m_layers.size() - 1};
}

void VisionModel::clearGradients()
{
    for (at::Tensor& each : m_leaves)
        each.mutable_grad() = at::Tensor();
}

void VisionModel::initialize(std::uint64_t seed)
{
    for (std::size_t i = 0; i < m_weights.size(); ++i) {
        const std::string& name = m_weights[i].name();
        const at::Tensor value = m_weights[i].value();
        if (value.dim() == 1) {
            value.fill_(name.ends_with("norm.weight") ? 1.0 : 0.0);
            continue;
        }
        const LabRandom random = LabRandom(seed).at(i);
        const at::Tensor drawn = at::empty(value.sizes(), at::kFloat);
        float* data = drawn.data_ptr<float>();
        for (std::int64_t n = 0; n < drawn.numel(); ++n)
            data[n] = random.normal(static_cast<std::uint64_t>(n));
        const bool isPlace = name == "position";
        value.copy_(drawn * (isPlace ? 0.02 : 1.0 / std::sqrt(static_cast<double>(value.size(-1)))));
    }
}

} // namespace sparsight
