// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/ColumnBlock.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sparsight {

/// Which sentences a neuron captures: a part of every KT number, printed beside it. Zero values are never captured;
/// ties go by value, then sentence id. Where a run is signed, A stands for |A|.
struct CaptureRule {
    enum class Kind {
        Threshold, ///< A > value (default, 0)
        Relative,  ///< A ≥ value · max over the data set
        Quantile,  ///< A ≥ the value-quantile of all sentences of the data set, zeros included
        Top,       ///< the `value` largest
        Winner,    ///< the neuron is its sentence's strongest
        Matched,   ///< as many sentences as it captures in `run` under `inner`, from the top here
        Fixed,     ///< the very sentences it captures in `run` under `inner`
    };
    Kind kind = Kind::Threshold;
    double value = 0;
    std::string run;   ///< Matched, Fixed
    std::string inner; ///< Matched, Fixed: the rule there, "threshold:0" when not given

    /// "threshold:0", "relative:0.5", "quantile:0.99", "top:100", "winner", "matched:RUN/RULE", "fixed:RUN/RULE".
    std::string toString() const;
    static CaptureRule parse(std::string_view text); ///< Throws Error(BadInput).

    bool operator==(const CaptureRule&) const = default;
};

} // namespace sparsight
