// SPDX-License-Identifier: GPL-3.0-or-later
// Families without an exact zero (gelu) have some value on nearly every sentence: threshold:0, the default, takes all.
#pragma once

#include "core/analysis/kt/CaptureRule.h"
#include "core/store/Project.h"

#include <string>
#include <vector>

namespace sparsight {

/// The sentence that says so, marked for translation in the context "RuleHint"; %1 to %3 stand for ruleHintArguments().
extern const char* const ruleHintPattern;
/// Nothing where the rule does well with the run.
std::vector<std::string> ruleHintArguments(const RunInfo& run, const CaptureRule& rule);
/// The sentence in English, without its full stop; empty where there is nothing to say.
std::string ruleHint(const RunInfo& run, const CaptureRule& rule);

} // namespace sparsight
