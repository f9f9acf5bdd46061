// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/Intervention.h"
#include "core/model/Torch.h"

#include <map>
#include <span>

namespace sparsight {

/// Interventions as a forward pass applies them: by layer, on the model's device. Every token gets the same values, so
/// that what a decoder has cached stays true.
class ActivationOverrides {
public:
    ActivationOverrides() = default;
    /// No neuron may be named twice.
    ActivationOverrides(std::span<const Intervention> interventions, at::Device device, at::ScalarType type);

    /// What is set is not among those that are left out.
    void keepTop(const TopActivations& top) { m_top = top; }

    bool isEmpty() const { return m_layers.empty() && m_top.k == 0; }
    /// activations [tokens, d_ff], changed in place
    void apply(LayerId layer, at::Tensor& activations) const;

private:
    struct Layer {
        at::Tensor neurons; // [any] int64
        at::Tensor values;  // [any]
    };
    bool keepsTop(LayerId layer) const;

    std::map<LayerId, Layer> m_layers;
    TopActivations m_top;
};

} // namespace sparsight
