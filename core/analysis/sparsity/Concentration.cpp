// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/sparsity/Concentration.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace sparsight {

double densityAt(std::span<const float> activations, double epsilon)
{
    if (activations.empty()) return 0;
    const auto firing = std::ranges::count_if(activations, [&](float a) { return std::abs(a) > epsilon; });
    return static_cast<double>(firing) / static_cast<double>(activations.size());
}

std::optional<Concentration> ConcentrationMeter::measure(std::span<const float> activations)
{
    m_magnitudes.clear();
    double total = 0, squares = 0;
    for (const float a : activations) {
        if (a == 0) continue;
        m_magnitudes.push_back(std::abs(a));
        total += m_magnitudes.back();
        squares += double(a) * a;
    }
    if (activations.size() < 2 || m_magnitudes.empty()) return std::nullopt;
    std::ranges::sort(m_magnitudes, std::greater<>());

    const auto size = static_cast<double>(activations.size());
    double weighted = 0, sum = 0;
    std::size_t top = m_magnitudes.size();
    for (std::size_t i = 0; i < m_magnitudes.size(); ++i) {
        weighted += m_magnitudes[i] * (static_cast<double>(i) + 0.5);
        sum += m_magnitudes[i];
        if (top == m_magnitudes.size() && sum >= m_part * total) top = i + 1;
    }
    const double root = std::sqrt(size);
    return Concentration{.gini = 1 - 2 * weighted / (total * size),
                         .hoyer = (root - total / std::sqrt(squares)) / (root - 1),
                         .topShare = static_cast<double>(top) / size};
}

} // namespace sparsight
