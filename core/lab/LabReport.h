// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lab/LabService.h"
#include "core/report/Report.h"

#include <string>
#include <vector>

namespace sparsight {

/// A page of the lab's results: the table of verdicts, and of each experiment what it claims, its criterion, curves,
/// numbers by arm and reliability. Nothing in it depends on how long anything took.
Report labReport(const std::vector<LabOutcome>& outcomes);

/// A drawing of the report, by what a file of it is called, e.g. "width-density".
struct LabFigure {
    std::string name;
    Figure figure;
};
/// Of an outcome that has seeds.
std::vector<LabFigure> labFigures(const LabOutcome& outcome);
/// Three tables in Markdown: verdicts, criteria part by part, and numbers by arm.
std::string labMarkdown(const std::vector<LabOutcome>& outcomes);

/// The table of verdicts for a terminal; of an outcome, its criterion part by part and its numbers by arm.
std::string labVerdictText(const std::vector<LabOutcome>& outcomes);
std::string labOutcomeText(const LabOutcome& outcome);
/// An experiment before it was run: claim, criterion, arms.
std::string labPresetText(const LabPreset& preset);

} // namespace sparsight
