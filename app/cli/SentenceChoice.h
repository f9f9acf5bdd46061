// SPDX-License-Identifier: GPL-3.0-or-later
// Which sentences a command runs a checkpoint over, without storing them.
#pragma once

#include "app/cli/Command.h"
#include "app/cli/Options.h"

#include <optional>
#include <string>
#include <vector>

namespace sparsight::cli {

struct SentenceChoice {
    std::vector<std::string> data; ///< files, or with a project names of its data sets
    std::string project, encoding = "auto";
    std::uint32_t sentences = 1000; ///< of each; 0: all
    std::optional<std::uint64_t> seed;

    std::vector<Sentence> read(const std::string& of, const Context& context) const; ///< of: one of data
};

/// --data, --project, --encoding, --sentences and --seed.
void addSentenceOptions(CLI::App& app, SentenceChoice& choice);

} // namespace sparsight::cli
