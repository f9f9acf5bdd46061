// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/Records.h"

#include "core/base/Error.h"

#include <array>
#include <cstddef>

namespace sparsight {

namespace {

/// The names of an enumeration's values, in their order.
template <std::size_t Count>
struct Names {
    const char* what; ///< e.g. "positions", for the sentence that refuses an unknown name
    std::array<std::string_view, Count> values;

    template <class Enum>
    std::string_view of(Enum value) const
    {
        return values.at(static_cast<std::size_t>(value));
    }

    template <class Enum>
    Enum parse(std::string_view name) const
    {
        std::string known;
        for (std::size_t i = 0; i < Count; ++i) {
            if (values[i] == name) return static_cast<Enum>(i);
            known += (i == 0 ? "" : i + 1 == Count ? " or " : ", ") + std::string(values[i]);
        }
        throw Error(ErrorCode::BadInput,
                    "\"" + std::string(name) + "\" is not a choice of " + what + ": write " + known + ".");
    }
};

constexpr Names<2> positionNames{"positions", {"all", "content"}};
constexpr Names<3> aggregateNames{"aggregate", {"max", "mean", "last"}};
constexpr Names<3> decoderNames{"decoder", {"none", "teacher", "generate"}};
constexpr Names<3> precisionNames{"precision", {"fp32", "bf16", "fp16"}};
constexpr Names<2> valueFormatNames{"values", {"f16", "f32"}};

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

} // namespace sparsight
