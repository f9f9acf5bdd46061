// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/kt/RuleHint.h"

#include "core/analysis/MetricTable.h"

// The marker by which lupdate finds texts for translation; it needs no Qt here.
#define QT_TRANSLATE_NOOP(context, text) text

namespace sparsight {

namespace {

constexpr double nearlyAll = 0.95; // of all sentences and neurons

} // namespace

const char* const ruleHintPattern =
    QT_TRANSLATE_NOOP("RuleHint", "%1 of the values of run \"%2\" are not zero, so threshold:0 captures nearly every "
                                  "sentence and tells nothing about a neuron; choose another rule, such as %3");

std::vector<std::string> ruleHintArguments(const RunInfo& run, const CaptureRule& rule)
{
    if (rule.kind != CaptureRule::Kind::Threshold || rule.value != 0) return {};
    const double all = static_cast<double>(run.sentencesDone) * run.neurons * double(run.settings.layers.size());
    if (all == 0 || static_cast<double>(run.nonzeros) < nearlyAll * all) return {};
    std::string better = "relative:0.5 or top:100";
    if (run.settings.epsilon > 0)
        better =
            CaptureRule{.kind = CaptureRule::Kind::Threshold, .value = run.settings.epsilon}.toString() + ", " + better;
    return {formatMetric(static_cast<double>(run.nonzeros) / all, MetricFormat::Percent), run.name, better};
}

std::string ruleHint(const RunInfo& run, const CaptureRule& rule)
{
    const std::vector<std::string> arguments = ruleHintArguments(run, rule);
    if (arguments.empty()) return {};
    std::string text;
    for (const char* c = ruleHintPattern; *c; ++c) {
        const bool stands = *c == '%' && c[1] >= '1' && c[1] <= '3';
        text += stands ? arguments[static_cast<std::size_t>(*++c - '1')] : std::string(1, *c);
    }
    return text;
}

} // namespace sparsight
