// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lab/Calibration.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace sparsight {

void Calibration::add(double confidence, bool isCorrect)
{
    const double place = std::ceil(confidence * static_cast<double>(bins)) - 1;
    Bin& bin = m_bins[static_cast<std::size_t>(std::clamp(place, 0.0, static_cast<double>(bins - 1)))];
    ++bin.count;
    bin.correct += isCorrect ? 1 : 0;
    bin.confidence += confidence;
}

double Calibration::expectedError() const
{
    double sum = 0;
    std::uint64_t count = 0;
    for (const Bin& bin : m_bins) {
        sum += std::abs(static_cast<double>(bin.correct) - bin.confidence);
        count += bin.count;
    }
    return count == 0 ? 0 : sum / static_cast<double>(count);
}

double Calibration::accuracy() const
{
    std::uint64_t correct = 0, count = 0;
    for (const Bin& bin : m_bins) {
        correct += bin.correct;
        count += bin.count;
    }
    return count == 0 ? 0 : static_cast<double>(correct) / static_cast<double>(count);
}

} // namespace sparsight
