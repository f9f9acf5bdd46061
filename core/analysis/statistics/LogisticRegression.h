// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace sparsight {

/// P(label) = 1 / (1 + exp(−(intercept + Σ weight · feature))).
struct LogisticModel {
    double intercept = 0;
    std::vector<double> weights; ///< [features]

    double logit(std::span<const double> features) const;
};

/// Minimises ½ Σ weight² + Σ c_i · log(1 + exp(−y_i · logit_i)), y = ±1, the intercept free, by Newton's method. c
/// makes both classes count alike: N / (2 · size of the class). As scikit-learn's LogisticRegression(C=1,
/// class_weight="balanced"). rows: [labels][features], row by row; both labels must occur. Throws std::invalid_argument
/// when sizes disagree or a label is missing.
LogisticModel fitLogistic(std::span<const double> rows, const std::vector<bool>& labels, std::size_t features);

} // namespace sparsight
