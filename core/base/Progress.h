// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Error.h"

#include <cstdint>
#include <functional>
#include <stop_token>
#include <string>

namespace sparsight {

/// How far a long function has come. total is 0 while it is unknown.
struct Progress {
    std::string stage; ///< e.g. "reading weights"
    std::uint64_t done = 0;
    std::uint64_t total = 0;
    double secondsLeft = 0; ///< of the whole function, where it knows better than its pace tells; 0: it does not
};

/// Called on the thread of the function that reports, often; must be quick and must not throw.
using ProgressCallback = std::function<void(const Progress&)>;

inline void report(const ProgressCallback& callback, Progress progress)
{
    if (callback) callback(progress);
}

/// Long functions call this between steps. Throws Error(Cancelled) once a stop was requested.
inline void throwIfStopped(const std::stop_token& stop)
{
    if (stop.stop_requested()) throw Error(ErrorCode::Cancelled, "Cancelled; everything committed so far is kept.");
}

} // namespace sparsight
