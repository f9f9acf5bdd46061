// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/MetricTable.h"

#include <nlohmann/json.hpp>

#include <iostream>
#include <optional>

namespace sparsight::cli {

using Json = nlohmann::ordered_json;

/// A number of the table of metrics; null where undefined.
inline Json metricJson(std::optional<double> value, MetricFormat format)
{
    if (!value) return nullptr;
    if (format == MetricFormat::Count) return static_cast<std::uint64_t>(*value);
    return *value;
}

/// One line on stdout. Bytes that are not UTF-8 (of a file name, say) become U+FFFD.
inline void printJson(const Json& value)
{
    std::cout << value.dump(-1, ' ', false, Json::error_handler_t::replace) << '\n';
}

} // namespace sparsight::cli
