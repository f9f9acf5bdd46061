// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/Torch.h"
#include "core/model/layers/SparseProduct.h"

#include <functional>
#include <mutex>
#include <optional>

namespace sparsight {

/// `wo` of a feed-forward layer as a forward pass uses it: multiplied only for the neurons that fire, where few enough
/// do and skipping the others is exact, else as a dense product.
///
/// The first pass that takes the lazy way copies the weight, a neuron's column as rows of panels: 9.4 MB a layer in
/// T5-Base. The weight as it was given is then read no more, so that pages it was mapped to can go. Passes may run on
/// several threads.
class OutputProjection {
public:
    /// weight [d_model, d_ff]; lazy: the activations are exactly 0 where a neuron does not fire. `release` is called
    /// when the weight as it was given will not be read soon; it stays valid.
    OutputProjection(at::Tensor weight, bool lazy, std::function<void()> release);

    /// hidden [tokens, d_model] += activations [tokens, d_ff] · woᵀ. Returns the share of the products that were
    /// skipped because a neuron did not fire: 0 where the product was dense.
    double addTo(at::Tensor& hidden, const at::Tensor& activations) const;

    const at::Tensor& weight() const { return m_weight; } // [d_model, d_ff]

    /// The share of activations other than 0 up to which the lazy way is the faster one, as bench_engine measures it.
    static constexpr double largestLazyDensity = 0.20;

private:
    const ColumnPanels& panels() const;

    at::Tensor m_weight;
    bool m_lazy;
    std::function<void()> m_release;
    mutable std::once_flag m_once;
    mutable std::optional<ColumnPanels> m_panels;
};

} // namespace sparsight
