// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lab/LabVerdict.h"

#include <algorithm>
#include <cmath>

namespace sparsight {

namespace {

std::optional<double> valueOf(const LabCheck& check, const LabSeedResult& seed)
{
    const std::optional<double> left = seed.number(check.left);
    if (!left || !check.right) return left;
    const std::optional<double> right = seed.number(*check.right);
    return right ? std::optional(*left - *right) : std::nullopt;
}

} // namespace

bool holds(const LabCheck& check, const LabSeedResult& seed)
{
    const std::optional<double> value = valueOf(check, seed);
    return value && *value >= check.low && *value <= check.high; // false for what is not a number
}

LabVerdict judge(const LabPreset& preset, std::span<const LabSeedResult> seeds)
{
    LabVerdict verdict{.seeds = static_cast<int>(seeds.size())};
    verdict.needed = static_cast<int>(std::ceil(preset.share * verdict.seeds - 1e-9));
    for (const LabCheck& check : preset.checks) {
        LabCheckVerdict part{.words = check.words};
        for (const LabSeedResult& seed : seeds) {
            part.passed += holds(check, seed) ? 1 : 0;
            part.values.push_back(valueOf(check, seed));
        }
        verdict.checks.push_back(std::move(part));
    }
    verdict.passed = static_cast<int>(std::ranges::count_if(seeds, [&](const LabSeedResult& seed) {
        return std::ranges::all_of(preset.checks, [&](const LabCheck& check) { return holds(check, seed); });
    }));
    return verdict;
}

std::string LabVerdict::text() const
{
    if (seeds == 0) return "not run";
    return std::string(isReproduced() ? "reproduced" : "not reproduced at this scale") + " (" + std::to_string(passed) +
           " of " + std::to_string(seeds) + (seeds == 1 ? " seed)" : " seeds)");
}

} // namespace sparsight
