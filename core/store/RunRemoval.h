// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Ids.h"
#include "core/store/Connection.h"

namespace sparsight {

/// Deletes a run with all that belongs to it, within a transaction of the caller.
void deleteRun(const Connection& connection, RunId id);

} // namespace sparsight
