// SPDX-License-Identifier: GPL-3.0-or-later
// How sparse one activation vector is where nothing is exactly zero. Definitions: docs/definitions.md, "Sparsity".
#pragma once

#include <optional>
#include <span>
#include <vector>

namespace sparsight {

/// Share of entries with |a| > epsilon; 0 of none.
double densityAt(std::span<const float> activations, double epsilon);

struct Concentration {
    double gini = 0;     ///< 0: all |a| are equal; 1 − 1/d_ff: one entry has it all
    double hoyer = 0;    ///< 0: all |a| are equal; 1: one entry has it all
    double topShare = 0; ///< smallest share of the entries whose |a| sum to the wanted part of all
};

/// Of vectors one after the other; keeps the memory that it sorts in.
class ConcentrationMeter {
public:
    explicit ConcentrationMeter(double part) ///< e.g. 0.9, for topShare
        : m_part(part)
    {
    }
    /// None where all entries are zero, or there are fewer than two.
    std::optional<Concentration> measure(std::span<const float> activations);

private:
    double m_part;
    std::vector<float> m_magnitudes; // that are not zero
};

} // namespace sparsight
