// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/Connection.h"

#include <span>

namespace sparsight {

/// Changes the tables of version `from` into those of the version after it.
struct Migration {
    int from;
    void (*apply)(const Connection&);
};

/// Brings a file to version `target`. A copy of it as it was is kept beside it first (NAME.schemaN), and all steps are
/// one transaction: when one fails, the file stays as it was. Throws Error(Unsupported) when a step is missing.
void migrate(const Connection& connection, std::span<const Migration> steps, int target);

} // namespace sparsight
