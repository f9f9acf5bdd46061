// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/kt/CaptureRule.h"

#include "core/base/Error.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>

namespace sparsight {

namespace {

using Kind = CaptureRule::Kind;

enum class Argument { None, Number, Run };

struct RuleForm {
    Kind kind;
    std::string_view name;
    Argument argument;
    double lowest = 0, highest = 0; ///< of a number
    bool whole = false;
};
constexpr double unbounded = 1e300;
constexpr std::array<RuleForm, 7> forms = {{{Kind::Threshold, "threshold", Argument::Number, 0, unbounded},
                                            {Kind::Relative, "relative", Argument::Number, 0, 1},
                                            {Kind::Quantile, "quantile", Argument::Number, 0, 1},
                                            {Kind::Top, "top", Argument::Number, 1, 1e9, true},
                                            {Kind::Winner, "winner", Argument::None},
                                            {Kind::Matched, "matched", Argument::Run},
                                            {Kind::Fixed, "fixed", Argument::Run}}};
constexpr std::string_view defaultRule = "threshold:0";

std::optional<double> parseNumber(std::string_view text, const RuleForm& form)
{
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    if (!(value >= form.lowest && value <= form.highest)) return std::nullopt; // also when it is not a number
    if (form.whole && value != std::floor(value)) return std::nullopt;
    return value + 0.0; // no negative zero
}

std::string numberText(double value)
{
    std::array<char, 32> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), value).ptr;
    return {text.data(), end};
}

/// Threshold to Winner, the rules that need no other run.
std::optional<CaptureRule> parseSimple(std::string_view text)
{
    const std::size_t colon = text.find(':');
    const std::string_view name = text.substr(0, colon);
    const auto form = std::find_if(forms.begin(), forms.end(), [&](const RuleForm& row) { return row.name == name; });
    if (form == forms.end() || form->argument == Argument::Run) return std::nullopt;
    if (form->argument == Argument::None)
        return colon == std::string_view::npos ? std::optional(CaptureRule{.kind = form->kind}) : std::nullopt;
    if (colon == std::string_view::npos) return std::nullopt;
    const std::optional<double> value = parseNumber(text.substr(colon + 1), *form);
    if (!value) return std::nullopt;
    return CaptureRule{.kind = form->kind, .value = *value};
}

/// Run names may hold `/` and `:`, so a rule is what follows the last `/`, if that reads as one.
std::optional<CaptureRule> parseWithRun(std::string_view text)
{
    for (const RuleForm& form : forms) {
        if (form.argument != Argument::Run || !text.starts_with(form.name)) continue;
        std::string_view rest = text.substr(form.name.size());
        if (!rest.starts_with(':')) continue;
        rest.remove_prefix(1);
        std::string_view inner = defaultRule;
        if (const std::size_t slash = rest.rfind('/'); slash != std::string_view::npos) {
            if (parseSimple(rest.substr(slash + 1))) {
                inner = rest.substr(slash + 1);
                rest = rest.substr(0, slash);
            }
        }
        if (rest.empty()) return std::nullopt;
        return CaptureRule{.kind = form.kind, .run = std::string(rest), .inner = parseSimple(inner)->toString()};
    }
    return std::nullopt;
}

} // namespace

std::string CaptureRule::toString() const
{
    const RuleForm& form =
        *std::find_if(forms.begin(), forms.end(), [&](const RuleForm& row) { return row.kind == kind; });
    std::string text(form.name);
    if (form.argument == Argument::Number) text.append(":").append(numberText(value));
    if (form.argument == Argument::Run)
        text.append(":").append(run).append("/").append(inner.empty() ? defaultRule : inner);
    return text;
}

CaptureRule CaptureRule::parse(std::string_view text)
{
    if (const auto rule = parseSimple(text)) return *rule;
    if (const auto rule = parseWithRun(text)) return *rule;
    throw Error(ErrorCode::BadInput,
                "\"" + std::string(text) +
                    "\" is not a capture rule; write threshold:T with T of 0 or more, relative:R "
                    "or quantile:Q with 0 to 1, top:N with a whole N of 1 or more, winner, "
                    "matched:RUN/RULE or fixed:RUN/RULE.",
                {.item = std::string(text)});
}

} // namespace sparsight
