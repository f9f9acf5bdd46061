// SPDX-License-Identifier: GPL-3.0-or-later
// What the engine's module exports, as C: it fills in all services.
#pragma once

namespace sparsight {

struct Services;

using EngineEntry = void (*)(Services&);
inline constexpr const char* engineEntryName = "sparsightServices";

} // namespace sparsight
