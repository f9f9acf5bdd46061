// SPDX-License-Identifier: GPL-3.0-or-later
// The command line is a table: one row a command, one file a command under commands/. main() makes a CLI11 subcommand
// of every row and runs the one that was named.
#pragma once

#include "core/capture/InferenceEngine.h"
#include "core/training/TrainingService.h"

#include <CLI/CLI.hpp>

#include <functional>
#include <span>
#include <stop_token>

namespace sparsight::cli {

/// What a command may use while it runs.
struct Context {
    std::stop_token stop;      ///< requested by SIGINT and SIGTERM
    ProgressCallback progress; ///< shown on stderr
    EngineServices engine;
    TrainingServices training;
    bool json = false; ///< --json: one JSON value on stdout instead of text
};

/// Runs the command with the options that were parsed. Throws Error, or CLI::ValidationError for wrong usage that only
/// shows when several options are seen together.
using Action = std::function<void(Context&)>;

struct Command {
    const char* name;
    const char* summary;
    Action (*define)(CLI::App& app); ///< adds the command's options
};

std::span<const Command> commands();

} // namespace sparsight::cli
