// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>

namespace sparsight {

/// How far a classifier's confidence, the probability of the class it chooses, is its share of right answers.
/// Bins are equally wide, (0, 1/15], (1/15, 2/15] …; the expected calibration error is Σ n_b/n |accuracy − confidence|.
class Calibration {
public:
    static constexpr std::size_t bins = 15;
    struct Bin {
        std::uint64_t count = 0, correct = 0;
        double confidence = 0; ///< sum
    };

    void add(double confidence, bool isCorrect);

    const std::array<Bin, bins>& all() const { return m_bins; }
    double expectedError() const; ///< 0 where nothing was added
    double accuracy() const;

private:
    std::array<Bin, bins> m_bins{};
};

} // namespace sparsight
