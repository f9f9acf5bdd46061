// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/Torch.h"

namespace sparsight {

/// The sum over tokens of the cross-entropy of hidden · headᵀ with the labels, as torch's cross_entropy with this label
/// smoothing: ε of the target is spread over the whole vocabulary. → a scalar in fp64
///
/// Scores are made for some tokens at a time and turned into gradients at once, so that [tokens, vocabulary] is never
/// in memory. hidden [tokens, d_model], head [vocabulary, d_model], labels [tokens] int64; the products are made in
/// `products`, everything else in the type of hidden.
at::Tensor linearCrossEntropy(const at::Tensor& hidden, const at::Tensor& head, const at::Tensor& labels,
                              double smoothing, at::ScalarType products);

} // namespace sparsight
