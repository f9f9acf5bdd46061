// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Ids.h"

#include <string>
#include <string_view>

namespace sparsight {

/// A neuron by its place, which is the same in every checkpoint of a shape: "enc6/2384".
struct NeuronName {
    LayerId layer;
    NeuronId neuron;

    constexpr auto operator<=>(const NeuronName&) const = default;

    std::string toString() const;
    static NeuronName parse(std::string_view text); ///< Throws Error(BadInput).
};

} // namespace sparsight
