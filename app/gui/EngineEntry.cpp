// SPDX-License-Identifier: GPL-3.0-or-later
// The engine as a module: all of core_engine behind one function.
#include "app/gui/EngineEntry.h"

#include "core/capture/T5Engine.h"
#include "core/training/FineTuner.h"
#include "core/training/Services.h"

#include <type_traits>

extern "C" __attribute__((visibility("default"))) void sparsightServices(sparsight::Services& services);

void sparsightServices(sparsight::Services& services)
{
    services = {.engine = sparsight::engineServices(), .training = sparsight::trainingServices()};
}

static_assert(std::is_same_v<sparsight::EngineEntry, decltype(&sparsightServices)>);
