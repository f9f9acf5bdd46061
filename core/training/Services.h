// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/InferenceEngine.h"
#include "core/training/TrainingService.h"

namespace sparsight {

/// All that needs torch, as functions: what the window and the command line are given.
struct Services {
    EngineServices engine;
    TrainingServices training;
};

} // namespace sparsight
