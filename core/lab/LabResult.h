// SPDX-License-Identifier: GPL-3.0-or-later
// What came out of an experiment, a seed at a time. Plain values: nothing in them depends on how long anything took but
// `seconds`.
#pragma once

#include "core/lab/LabPreset.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sparsight {

/// A point of an arm's curves.
struct LabPoint {
    int step = 0;
    double loss = 0;                ///< mean over the steps since the last point
    std::optional<double> accuracy; ///< %, likewise; text has none
    double heldOutLoss = 0;
    std::optional<double> heldOutAccuracy;       // %
    std::vector<double> density, heldOutDensity; ///< % non-zero, [layers]

    double meanDensity() const;
    bool operator==(const LabPoint&) const = default;
};

/// A drawing's numbers: points (x, y), e.g. of a reliability diagram.
struct LabSeries {
    std::string id, title, xTitle, yTitle;
    std::vector<double> x, y;

    bool operator==(const LabSeries&) const = default;
};

struct LabArmResult {
    std::string arm;                 ///< LabArm::id
    std::vector<std::string> layers; ///< names, e.g. "block 1"
    std::vector<LabPoint> curve;
    std::map<std::string, double> numbers; ///< by labNumbers()
    std::vector<LabSeries> series;

    bool operator==(const LabArmResult&) const = default;
};

struct LabSeedResult {
    std::string preset;
    std::uint64_t seed = 0;
    std::string settings; ///< settingsOf(), and what the images were
    std::vector<LabArmResult> arms;
    double seconds = 0; ///< of processor time

    const LabArmResult* arm(std::string_view id) const; ///< null where it is not there
    /// Unset where the seed has no such number.
    std::optional<double> number(const LabNumber& number) const;
    bool operator==(const LabSeedResult&) const = default;
};

/// As JSON, exact, and back. Throws Error(Corrupt) naming the file and what is missing.
std::string toJson(const LabSeedResult& result);
LabSeedResult parseLabSeed(std::string_view json, const std::filesystem::path& file);

} // namespace sparsight
