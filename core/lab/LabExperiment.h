// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lab/ImageSource.h"
#include "core/lab/LabService.h"

#include <functional>
#include <memory>
#include <stop_token>

namespace sparsight {

/// Told after each step, with a point where there is a new one.
using LabStepCallback = std::function<void(const LabArm& arm, int step, const LabPoint* point)>;

/// A seed of an experiment, a function of both and of the images alone; on the calling thread, which keeps torch to one
/// core. Throws Error, Cancelled included.
LabSeedResult runLabSeed(const LabPreset& preset, std::uint64_t seed, std::shared_ptr<const ImageSource> images,
                         const std::stop_token& stop, const LabStepCallback& told);

/// All seeds of these experiments as LabRunner says, which runs those of the table.
std::vector<LabOutcome> runLab(std::vector<LabPreset> presets, const LabRequest& request, const std::stop_token& stop,
                               const LabCallback& progress);

LabServices labServices();

} // namespace sparsight
