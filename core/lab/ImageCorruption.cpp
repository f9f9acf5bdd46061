// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lab/ImageCorruption.h"

#include <algorithm>
#include <cmath>

namespace sparsight {

namespace {

/// clip(x + σ·normal)
void addGaussian(std::span<float> pixels, double deviation, const LabRandom& random)
{
    for (std::size_t i = 0; i < pixels.size(); ++i)
        pixels[i] = std::clamp(pixels[i] + static_cast<float>(deviation) * random.normal(i), 0.0F, 1.0F);
}

/// The Poisson quantile: the smallest k with P(X ≤ k) ≥ u.
double poisson(double mean, double u)
{
    double term = std::exp(-mean), sum = term, k = 0;
    while (sum < u && k < mean + 100) {
        k += 1;
        term *= mean / k;
        sum += term;
    }
    return k;
}

/// clip(Poisson(x · photons) / photons)
void addShot(std::span<float> pixels, double photons, const LabRandom& random)
{
    for (std::size_t i = 0; i < pixels.size(); ++i) {
        const double counted =
            poisson(static_cast<double>(pixels[i]) * photons, static_cast<double>(random.uniform(i)));
        pixels[i] = static_cast<float>(std::min(1.0, counted / photons));
    }
}

/// Half of the share becomes 1, the other half 0.
void addImpulse(std::span<float> pixels, double share, const LabRandom& random)
{
    for (std::size_t i = 0; i < pixels.size(); ++i) {
        const double u = static_cast<double>(random.uniform(i));
        if (u < share) pixels[i] = u < share / 2 ? 1.0F : 0.0F;
    }
}

constexpr std::array<ImageCorruption, 3> corruptions{{
    {"gaussian", "Gaussian noise", {0.08, 0.12, 0.18, 0.26, 0.38}, addGaussian},
    {"shot", "shot noise", {60, 25, 12, 5, 3}, addShot},
    {"impulse", "impulse noise", {0.03, 0.06, 0.09, 0.17, 0.27}, addImpulse},
}};

} // namespace

std::span<const ImageCorruption> imageCorruptions()
{
    return corruptions;
}

} // namespace sparsight
