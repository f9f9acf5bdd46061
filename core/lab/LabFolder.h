// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lab/LabService.h"

#include <filesystem>
#include <optional>
#include <vector>

namespace sparsight {

/// The results on disk: PRESET/seed-N.json, and beside them for other programs PRESET/summary.json, numbers.csv and
/// curves.csv. All functions throw Error.
class LabFolder {
public:
    /// Makes the folder where it is not there.
    static LabFolder make(const std::filesystem::path& path);
    /// Throws Error(NotFound) where there is none.
    static LabFolder open(const std::filesystem::path& path);

    /// A result that is there. Refuses one of other settings, because it would be overwritten.
    std::optional<LabSeedResult> find(const LabPreset& preset, std::uint64_t seed, const std::string& settings) const;
    void write(const LabSeedResult& result) const;

    /// Everything that is there of the presets this program knows, in their order, seeds by number.
    std::vector<LabOutcome> read() const;
    /// Writes summary.json, numbers.csv and curves.csv.
    void writeTables(const std::vector<LabOutcome>& outcomes) const;

    const std::filesystem::path& path() const { return m_path; }

private:
    explicit LabFolder(std::filesystem::path path)
        : m_path(std::move(path))
    {
    }
    std::filesystem::path seedFile(const std::string& preset, std::uint64_t seed) const;

    std::filesystem::path m_path;
};

/// Whether all seeds were run as the experiment is now, and not with a share of its steps or by an earlier version.
/// What the images were is left open.
bool hasUsualSettings(const LabOutcome& outcome);

/// A row a preset, seed, arm and number; a row a point and layer. As CSV.
std::string labNumbersCsv(const std::vector<LabOutcome>& outcomes);
std::string labCurvesCsv(const std::vector<LabOutcome>& outcomes);
/// A preset's verdict with every number by seed, as JSON.
std::string labSummaryJson(const LabOutcome& outcome);

} // namespace sparsight
