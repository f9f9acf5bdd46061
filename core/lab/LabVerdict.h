// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lab/LabResult.h"

#include <span>
#include <string>
#include <vector>

namespace sparsight {

/// A part of the criterion over the seeds.
struct LabCheckVerdict {
    std::string words;
    int passed = 0;                            ///< seeds for which it holds
    std::vector<std::optional<double>> values; ///< left − right, [seeds]
};

struct LabVerdict {
    int seeds = 0, needed = 0, passed = 0; ///< passed: seeds for which every part holds
    std::vector<LabCheckVerdict> checks;

    bool isReproduced() const { return seeds > 0 && passed >= needed; }
    /// "reproduced (5 of 5 seeds)", "not reproduced at this scale (1 of 5 seeds)" or "not run".
    std::string text() const;
};

/// Whether a check holds for a seed: never where a number is missing or is none.
bool holds(const LabCheck& check, const LabSeedResult& seed);

/// The criterion held against the seeds that there are; needed of n seeds is n · share, rounded up.
LabVerdict judge(const LabPreset& preset, std::span<const LabSeedResult> seeds);

} // namespace sparsight
