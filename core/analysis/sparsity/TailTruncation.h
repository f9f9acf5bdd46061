// SPDX-License-Identifier: GPL-3.0-or-later
// CETT, the cumulative errors of tail truncation: what a feed-forward layer loses when the neurons are left out that
// write least. Definition: docs/definitions.md, "Sparsity".
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace sparsight {

/// A layer's second matrix, a row a neuron: what it adds to the output for an activation of 1.
class OutputRows {
public:
    OutputRows(std::span<const float> values, std::size_t width); ///< [d_ff, d_model], d_model; must outlive this

    std::span<const float> row(std::size_t neuron) const { return m_values.subspan(neuron * m_width, m_width); }
    float norm(std::size_t neuron) const { return m_norms[neuron]; } ///< ‖wo_i‖
    std::size_t width() const { return m_width; }

private:
    std::span<const float> m_values;
    std::size_t m_width;
    std::vector<float> m_norms; // [d_ff]
};

/// Where a layer can be cut.
struct TailCut {
    double epsilon = 0; ///< neurons with |a_i| · ‖wo_i‖ below are left out; 0: none can be
    double error = 0;   ///< the output's mean relative error at that
    double kept = 0;    ///< share of the entries that are left
};

/// Sums over tokens, for every threshold 2^(k/16), of the output's relative error and of the neurons that are kept. All
/// thresholds are looked at in one pass: neurons are added from the one that writes least, so that the output so far is
/// what the threshold above it leaves out. Memory does not grow with the tokens.
class TailTruncation {
public:
    TailTruncation();

    /// One token's activations [d_ff].
    void add(std::span<const float> activations, const OutputRows& rows);
    void merge(const TailTruncation& other);

    std::uint64_t tokens() const noexcept { return m_tokens; }
    /// The largest threshold at which the mean relative error is at most `error`.
    TailCut cut(double error) const;

private:
    std::uint64_t m_tokens = 0, m_entries = 0, m_firing = 0;
    std::vector<double> m_steps;         // [thresholds]: how much the error grows from the threshold before
    std::vector<std::uint64_t> m_leaves; // [thresholds]: entries left out here, and not at the threshold before
    std::vector<std::pair<std::uint32_t, std::uint32_t>> m_order; // threshold and neuron; kept for its memory
    std::vector<float> m_output;
    std::vector<std::pair<std::uint32_t, float>> m_lost; // threshold, and the norm of what it leaves out
};

} // namespace sparsight
