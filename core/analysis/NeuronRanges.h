// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Progress.h"
#include "core/store/Project.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>

namespace sparsight {

/// Throws Error(NotFound) unless the run's layers have this neuron.
void requireNeuron(const RunInfo& run, NeuronId neuron);

/// Work on the neurons of a layer that can be done range by range, in any order, by one thread.
class NeuronRangeWorker {
public:
    virtual ~NeuronRangeWorker() = default;
    virtual void process(NeuronId first, NeuronId last, const std::stop_token& stop) = 0;
    /// Called once there are no ranges left, by one thread at a time: hands over what the worker gathered.
    virtual void finish() {}
};

struct NeuronRangeJob {
    std::string stage; ///< for the progress, which counts neurons
    std::uint32_t neurons = 0;
    std::uint64_t values = 0; ///< about how many stored values are read; few of them are not worth a second thread
    /// Makes a thread's worker, called on that thread with a connection of its own that outlives the worker.
    std::function<std::unique_ptr<NeuronRangeWorker>(const Project&)> makeWorker;
};

/// Processes [0, neurons) in ranges on as many threads as pay, the caller's among them. Ends early, with the first
/// Error, when a worker throws or a stop is requested. Progress is reported on the caller's thread.
void processNeuronRanges(const Project& project, const NeuronRangeJob& job, const std::stop_token& stop,
                         const ProgressCallback& progress);

} // namespace sparsight
