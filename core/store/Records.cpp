// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/Records.h"

#include "core/base/EnumNames.h"

#include <array>
#include <charconv>

namespace sparsight {

namespace {

constexpr EnumNames<2> positionNames{"positions", {"all", "content"}};
constexpr EnumNames<3> aggregateNames{"aggregate", {"max", "mean", "last"}};
constexpr EnumNames<3> decoderNames{"decoder", {"none", "teacher", "generate"}};
constexpr EnumNames<3> precisionNames{"precision", {"fp32", "bf16", "fp16"}};
constexpr EnumNames<2> valueFormatNames{"values", {"f16", "f32"}};

std::string kindOf(const std::string& device)
{
    return device.substr(0, device.find(':'));
}

/// The shortest text that stands for exactly this number.
std::string shortest(double value)
{
    std::array<char, 32> text{};
    return {text.data(), std::to_chars(text.data(), text.data() + text.size(), value).ptr};
}

} // namespace

std::string_view toString(Positions value)
{
    return positionNames.of(value);
}

std::string_view toString(Aggregate value)
{
    return aggregateNames.of(value);
}

std::string_view toString(DecoderMode value)
{
    return decoderNames.of(value);
}

std::string_view toString(Precision value)
{
    return precisionNames.of(value);
}

std::string_view toString(ValueFormat value)
{
    return valueFormatNames.of(value);
}

Positions parsePositions(std::string_view name)
{
    return positionNames.parse<Positions>(name);
}

Aggregate parseAggregate(std::string_view name)
{
    return aggregateNames.parse<Aggregate>(name);
}

DecoderMode parseDecoderMode(std::string_view name)
{
    return decoderNames.parse<DecoderMode>(name);
}

Precision parsePrecision(std::string_view name)
{
    return precisionNames.parse<Precision>(name);
}

ValueFormat parseValueFormat(std::string_view name)
{
    return valueFormatNames.parse<ValueFormat>(name);
}

std::string layerNames(const std::vector<LayerId>& layers)
{
    std::string names;
    for (const LayerId layer : layers) {
        if (!names.empty()) names += ',';
        names += layer.toString();
    }
    return names;
}

std::vector<Difference> differences(const RunSettings& stored, const RunSettings& wanted)
{
    std::vector<Difference> found;
    const auto compare = [&](const char* what, auto textOf) {
        const std::string before(textOf(stored)), now(textOf(wanted));
        if (before != now) found.push_back({what, before, now});
    };
    compare("layers", [](const RunSettings& run) { return layerNames(run.layers); });
    compare("positions", [](const RunSettings& run) { return toString(run.positions); });
    compare("aggregate", [](const RunSettings& run) { return toString(run.aggregate); });
    compare("decoder", [](const RunSettings& run) { return toString(run.decoder); });
    if (stored.decoder == DecoderMode::Generate && wanted.decoder == DecoderMode::Generate)
        compare("new tokens", [](const RunSettings& run) { return std::to_string(run.maximumNewTokens); });
    compare("precision", [](const RunSettings& run) { return toString(run.precision); });
    compare("values", [](const RunSettings& run) { return toString(run.values); });
    compare("epsilon", [](const RunSettings& run) { return shortest(run.epsilon); });
    compare("most tokens", [](const RunSettings& run) { return std::to_string(run.maximumTokens); });
    compare("device", [](const RunSettings& run) { return kindOf(run.device); });
    compare("seed", [](const RunSettings& run) { return std::to_string(run.seed); });
    return found;
}

} // namespace sparsight
