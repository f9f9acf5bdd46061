// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/NeuronName.h"

#include "core/base/Error.h"

#include <charconv>

namespace sparsight {

std::string NeuronName::toString() const
{
    return layer.toString() + "/" + std::to_string(neuron.value);
}

NeuronName NeuronName::parse(std::string_view text)
{
    const std::size_t slash = text.find('/');
    const std::string_view digits = slash == std::string_view::npos ? std::string_view{} : text.substr(slash + 1);
    std::uint32_t number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (error != std::errc{} || end != digits.data() + digits.size()) {
        throw Error(ErrorCode::BadInput,
                    "A neuron is named by layer and number, e.g. enc6/2384, not \"" + std::string(text) + "\".");
    }
    return {LayerId::parse(text.substr(0, slash)), NeuronId(number)};
}

} // namespace sparsight
