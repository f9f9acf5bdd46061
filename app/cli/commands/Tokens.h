// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/Command.h"

namespace sparsight::cli {

Action defineTokens(CLI::App& app);

} // namespace sparsight::cli
