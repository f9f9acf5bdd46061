// SPDX-License-Identifier: GPL-3.0-or-later
// The engine as a module: all of core_engine behind one function.
#include "app/gui/EngineEntry.h"

#include "core/capture/T5Engine.h"

#include <type_traits>

extern "C" __attribute__((visibility("default"))) void sparsightEngineServices(sparsight::EngineServices& services);

void sparsightEngineServices(sparsight::EngineServices& services)
{
    services = sparsight::engineServices();
}

static_assert(std::is_same_v<sparsight::EngineEntry, decltype(&sparsightEngineServices)>);
