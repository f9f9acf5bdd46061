// SPDX-License-Identifier: GPL-3.0-or-later
// What the engine's module exports, as C: it fills in the services of T5Engine.h.
#pragma once

namespace sparsight {

struct EngineServices;

using EngineEntry = void (*)(EngineServices&);
inline constexpr const char* engineEntryName = "sparsightEngineServices";

} // namespace sparsight
