// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lab/LabRandom.h"

#include <array>
#include <span>

namespace sparsight {

/// A way to spoil images with pixels from 0 to 1, at the usual five severities of corruption benchmarks.
struct ImageCorruption {
    const char* id;
    const char* title;
    std::array<double, 5> severities; ///< the parameter of apply()
    void (*apply)(std::span<float> pixels, double severity, const LabRandom& random);
};

/// Gaussian noise (σ), shot noise (photons a pixel at 1) and impulse noise (share of pixels).
std::span<const ImageCorruption> imageCorruptions();

} // namespace sparsight
