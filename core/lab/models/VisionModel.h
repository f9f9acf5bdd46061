// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lab/ImageSource.h"
#include "core/lab/LabPreset.h"
#include "core/model/Torch.h"
#include "core/training/TrainableT5.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace sparsight {

/// Sees what a feed-forward layer, by its number from 0, computes: pre-activations and activations [tokens, d_ff], with
/// gradients where they are on.
using LabObserver =
    std::function<void(std::size_t layer, const at::Tensor& preActivations, const at::Tensor& activations)>;

/// A classifier of images that is trained from scratch. Weights have the names and shapes that torch.nn gives them.
class VisionModel {
public:
    VisionModel(const VisionModel&) = delete;
    VisionModel& operator=(const VisionModel&) = delete;
    virtual ~VisionModel() = default;

    /// images [batch, channels, height, width] → [batch, classes]
    virtual at::Tensor logits(const at::Tensor& images, const LabObserver& observer) const = 0;

    const std::vector<std::string>& layers() const { return m_layers; } ///< names of the feed-forward layers
    const std::vector<TrainableWeight>& weights() const { return m_weights; }
    void clearGradients();
    /// Matrices normal with deviation fan-in^−½, biases 0, norms 1, place embeddings normal with 0.02.
    void initialize(std::uint64_t seed);

protected:
    explicit VisionModel(at::ScalarType type)
        : m_options(type)
    {
    }

    struct Linear {
        at::Tensor weight, bias; // [out, in], [out]
        at::Tensor forward(const at::Tensor& x) const { return at::linear(x, weight, bias); }
    };
    struct Norm {
        at::Tensor weight, bias; // [width]
        at::Tensor forward(const at::Tensor& x) const;
    };
    /// W_o · Top_k(ReLU(W_i x + b_i)) + b_o, which the observer sees under its number.
    struct FeedForwardNet {
        Linear in, out;
        std::int64_t topK = 0;
        std::size_t number = 0;
        at::Tensor forward(const at::Tensor& x, const LabObserver& observer) const; // [… , in.in] → [… , out.out]
    };

    at::Tensor leaf(const std::string& name, std::vector<std::int64_t> shape);
    Linear linear(const std::string& name, std::int64_t in, std::int64_t out);
    Norm norm(const std::string& name, std::int64_t width);
    /// `layer` is what people call it.
    FeedForwardNet feedForward(const std::string& name, const std::string& layer, std::int64_t in, std::int64_t dFf,
                               std::int64_t out, std::int64_t topK);

private:
    at::TensorOptions m_options;
    std::vector<at::Tensor> m_leaves;
    std::vector<TrainableWeight> m_weights;
    std::vector<std::string> m_layers;
};

/// Weights are zero until they are initialised or filled.
std::unique_ptr<VisionModel> makeVisionModel(const LabModelShape& shape, const ImageShape& images,
                                             at::ScalarType type = at::kFloat);

/// Patches, four a side. images [batch, channels, height, width] → [batch, 16, channels · height/4 · width/4]
at::Tensor patches(const at::Tensor& images);
inline constexpr std::int64_t patchesASide = 4;
std::int64_t patchPixels(const ImageShape& images);

} // namespace sparsight
