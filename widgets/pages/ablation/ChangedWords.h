// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <utility>
#include <vector>

namespace sparsight {

struct MarkedWord {
    QString text;
    bool changed = false; ///< not in the other text, in this order
    bool operator==(const MarkedWord&) const = default;
};

/// The words of both texts; those outside a longest common subsequence of words are changed.
std::pair<std::vector<MarkedWord>, std::vector<MarkedWord>> changedWords(const QString& before, const QString& after);

} // namespace sparsight
