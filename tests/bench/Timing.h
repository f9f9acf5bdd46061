// SPDX-License-Identifier: GPL-3.0-or-later
// What the benchmarks of the store share.
#pragma once

#include <algorithm>
#include <chrono>
#include <fcntl.h>
#include <filesystem>
#include <functional>
#include <unistd.h>
#include <vector>

namespace sparsight::bench {

inline double millisecondsOf(const std::function<void()>& work)
{
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

inline void dropFromCache(const std::filesystem::path& file)
{
    const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    ::fdatasync(descriptor);
    ::posix_fadvise(descriptor, 0, 0, POSIX_FADV_DONTNEED);
    ::close(descriptor);
}

struct Times {
    double cold = 0; ///< the file's pages dropped from the cache of the operating system first
    double warm = 0; ///< median of five
};

/// `work` must open the file itself: no connection may be open while the cache is dropped.
inline Times timesOf(const std::filesystem::path& file, const std::function<void()>& work)
{
    dropFromCache(file);
    Times times{.cold = millisecondsOf(work)};
    std::vector<double> warm;
    for (int i = 0; i < 5; ++i)
        warm.push_back(millisecondsOf(work));
    std::ranges::sort(warm);
    times.warm = warm[2];
    return times;
}

} // namespace sparsight::bench
