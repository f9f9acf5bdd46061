// SPDX-License-Identifier: GPL-3.0-or-later
// How text is generated, as options of the commands that do.
#pragma once

#include "app/cli/Options.h"

#include "core/model/generation/GenerateOptions.h"

#include <optional>

namespace sparsight::cli {

/// What the user chose; where unset, the checkpoint's choice stays.
struct GenerateChoices {
    std::optional<int> minimumTokens, maximumTokens, maximumSourceTokens, noRepeatNgram, beams, topK;
    std::optional<double> lengthPenalty, topP, temperature;
    std::optional<bool> earlyStopping, sample;
    std::optional<std::uint64_t> seed;
    bool summarize = false; ///< T5's choices for summaries come first
    std::optional<std::string> prefix;

    /// What stands before each source.
    std::string sourcePrefix() const { return prefix.value_or(summarize ? "summarize: " : ""); }
    /// Throws CLI::ValidationError for choices that do not go together, or that nothing would come of.
    GenerateOptions over(const GenerateOptions& ofCheckpoint) const;
};

/// --summarize, --prefix and what decides how the decoder searches.
void addGenerateOptions(CLI::App& app, GenerateChoices& choices);

} // namespace sparsight::cli
