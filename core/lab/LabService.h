// SPDX-License-Identifier: GPL-3.0-or-later
// The face of the lab that needs no torch: the window, the command line and their tests see only this.
#pragma once

#include "core/lab/LabVerdict.h"

#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>
#include <vector>

namespace sparsight {

struct LabRequest {
    std::vector<std::string> presets; ///< ids; empty: all
    int seeds = 5;                    ///< firstSeed, firstSeed + 1, …
    int firstSeed = 1;
    int threads = 0;                  ///< seeds computed side by side, one core each; 0: one a core
    std::filesystem::path output;     ///< folder of the results
    std::filesystem::path images;     ///< a folder that ImageFiles.h reads, instead of our shapes; or empty
    double effort = 1;                ///< share of the steps, to try things out
};

/// What is being done. Pointers are valid during the call only.
struct LabProgress {
    std::string preset, arm;
    std::uint64_t seed = 0;
    int step = 0, steps = 0;                  ///< of the arm
    std::size_t run = 0, runs = 0;            ///< seeds that are complete, of all that were asked for
    double done = 0;                          ///< share of the whole work of this call, by steps
    const LabPoint* point = nullptr;          ///< a new one of the arm's curves
    const LabSeedResult* completed = nullptr; ///< a seed, computed or read
};

/// For people, e.g. "emergence-mlp, seed 2, model, step 400 of 3000".
std::string describe(const LabProgress& progress);

/// Called from several threads, but from one at a time; must be quick and must not throw.
using LabCallback = std::function<void(const LabProgress&)>;

struct LabOutcome {
    std::string preset;
    std::vector<LabSeedResult> seeds; ///< by seed
    LabVerdict verdict;
};

/// Runs what is not there yet, each seed a function of its number alone. A seed's result appears in one step; what is
/// complete is left as it is, so that the same call goes on after it was cancelled or killed, to the same results.
/// Throws Error, Cancelled included.
using LabRunner = std::function<std::vector<LabOutcome>(const LabRequest& request, const std::stop_token& stop,
                                                        const LabCallback& progress)>;

struct LabServices {
    LabRunner run;
};

/// Tells a result's points again, in the order they were told when it was computed.
void replay(const LabSeedResult& result, const LabCallback& progress);

} // namespace sparsight
