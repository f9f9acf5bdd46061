// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/report/MetricJson.h"
#include "core/store/RunReader.h"

#include <iostream>

namespace sparsight::cli {

using sparsight::Json;
using sparsight::metricJson;

/// Adds what was passed over in runs: the count of blocks, and for each run its blocks and their sentences.
inline void describeDamage(Json& json, const Project& project, const std::vector<RunDamage>& damage)
{
    std::uint32_t blocks = 0;
    Json runs = Json::array();
    for (const RunDamage& each : damage) {
        blocks += each.blocks;
        runs.push_back({{"run", project.run(each.run).name}, {"blocks", each.blocks}, {"sentences", each.sentences}});
    }
    json["damaged_blocks"] = blocks;
    json["damage"] = std::move(runs);
}

/// One line on stdout. Bytes that are not UTF-8 (of a file name, say) become U+FFFD.
inline void printJson(const Json& value)
{
    std::cout << value.dump(-1, ' ', false, Json::error_handler_t::replace) << '\n';
}

} // namespace sparsight::cli
