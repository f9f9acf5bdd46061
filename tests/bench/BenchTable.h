// SPDX-License-Identifier: GPL-3.0-or-later
// The rows of `./run bench`: every program of the table prints them through this, among whatever else it says.
#pragma once

#include <cstdio>
#include <string>

namespace sparsight::bench {

/// A figure and the limit that the machine sets for it, both measured in the same run and in the same unit.
struct Row {
    std::string path;      ///< what was measured, e.g. "capture enc6, fp32, stored"
    std::string unit;      ///< e.g. "GFLOP/s", "ms", "bytes a non-zero"
    double figure = 0;     ///< in that unit
    double limit = 0;      ///< in that unit; 0: there is none
    std::string limitName; ///< e.g. "GEMM peak", "memory bandwidth", "plain write and fsync"
    bool lowerIsBetter = false;
};

/// The share of the limit: what is reached of a rate, and the limit over the figure where less is better.
inline double shareOfLimit(const Row& row)
{
    return row.lowerIsBetter ? row.limit / row.figure : row.figure / row.limit;
}

/// One line, "bench" and the cells of the table separated by tabs; ./run puts them under one heading.
inline void print(const Row& row)
{
    std::printf("bench\t%s\t%.4g %s\t", row.path.c_str(), row.figure, row.unit.c_str());
    if (row.limit > 0) {
        std::printf("%.4g (%s)\t%.1f %%\n", row.limit, row.limitName.c_str(), 100 * shareOfLimit(row));
    } else {
        std::printf("%s\t–\n", row.limitName.empty() ? "–" : row.limitName.c_str());
    }
    std::fflush(stdout);
}

} // namespace sparsight::bench
