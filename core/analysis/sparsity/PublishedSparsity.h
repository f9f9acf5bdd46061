// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace sparsight {

/// Densities in The Lazy Neuron Phenomenon, arXiv 2210.06313: the share of non-zero activations over a whole data set.
struct PublishedSparsity {
    static constexpr const char* source = "arXiv 2210.06313";
    static constexpr double t5BaseMeanLow = 0.027, t5BaseMeanHigh = 0.030; ///< T5-Base, mean over layers
    static constexpr double t5BaseHighest = 0.120, t5BaseLowest = 0.011;   ///< T5-Base, single layers
    static constexpr double vitB16 = 0.063;                                ///< ViT-B16, mean over layers
};

} // namespace sparsight
