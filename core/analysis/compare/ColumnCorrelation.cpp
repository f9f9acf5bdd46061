// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/compare/ColumnCorrelation.h"

#include <algorithm>
#include <cmath>

namespace sparsight {

namespace {

using Column = std::span<const ColumnEntry>;

double magnitude(const ColumnEntry& entry)
{
    return std::fabs(entry.value);
}

bool isConstant(Column column, std::uint32_t sentences)
{
    return column.empty() || (column.size() == sentences && std::ranges::all_of(column, [&](const ColumnEntry& entry) {
                                  return magnitude(entry) == magnitude(column.front());
                              }));
}

double meanOf(Column column, double sentences)
{
    double sum = 0;
    for (const ColumnEntry& entry : column)
        sum += magnitude(entry);
    return sum / sentences;
}

/// Σ (|A| − mean)² over all sentences.
double squaresOf(Column column, double sentences, double mean)
{
    double sum = (sentences - static_cast<double>(column.size())) * mean * mean;
    for (const ColumnEntry& entry : column)
        sum += (magnitude(entry) - mean) * (magnitude(entry) - mean);
    return sum;
}

} // namespace

std::optional<double> correlationOf(Column first, Column second, std::uint32_t sentences)
{
    if (isConstant(first, sentences) || isConstant(second, sentences)) return std::nullopt;
    const double n = sentences, mean = meanOf(first, n), otherMean = meanOf(second, n);
    double products = 0, rows = 0; // over the sentences where one of them fires
    for (auto a = first.begin(), b = second.begin(); a != first.end() || b != second.end(); ++rows) {
        const bool takesA = b == second.end() || (a != first.end() && a->row <= b->row);
        const bool takesB = a == first.end() || (b != second.end() && b->row <= a->row);
        const double x = takesA ? magnitude(*a++) : 0, y = takesB ? magnitude(*b++) : 0;
        products += (x - mean) * (y - otherMean);
    }
    products += (n - rows) * mean * otherMean;
    const double r = products / std::sqrt(squaresOf(first, n, mean) * squaresOf(second, n, otherMean));
    if (!std::isfinite(r)) return std::nullopt; // a value was infinite
    return std::clamp(r, -1.0, 1.0);
}

} // namespace sparsight
