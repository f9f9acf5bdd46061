// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/kt/CaptureRule.h"
#include "core/analysis/kt/CaptureSelector.h"
#include "core/base/Progress.h"
#include "core/store/Project.h"
#include "core/store/RunReader.h"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <vector>

namespace sparsight {

/// A layer of a run and the rule by which its neurons capture, checked and made ready: for Winner the strongest neuron
/// of every sentence is found here, for Matched and Fixed the other run. Shared by the threads that read it.
class CapturingLayer {
public:
    /// Throws Error, also when a run is not complete, because the sentences it lacks would count as not firing.
    CapturingLayer(const Project& project, const RunInfo& run, LayerId layer, const CaptureRule& rule,
                   const std::stop_token& stop, const ProgressCallback& progress);

    const RunInfo& run() const noexcept { return m_own.run; }
    LayerId layer() const noexcept { return m_layer; }
    const CaptureRule& rule() const noexcept { return m_rule; }
    std::uint32_t sentences() const noexcept { return m_own.sentences; } ///< of the data set
    std::uint64_t values() const;                                        ///< about how many stored values a pass reads

private:
    friend class CapturedColumns;
    /// A run and the simple rule by which its neurons capture.
    struct RuledRun {
        RunInfo run;
        CaptureRule rule;
        std::uint32_t sentences = 0;
        std::shared_ptr<const StrongestNeurons> strongest; ///< for Winner
    };
    RuledRun prepare(const Project& project, const RunInfo& run, const CaptureRule& rule, const std::stop_token& stop,
                     const ProgressCallback& progress) const;
    RuledRun prepareOther(const Project& project, const std::stop_token& stop, const ProgressCallback& progress) const;

    LayerId m_layer;
    CaptureRule m_rule;
    RuledRun m_own;
    std::optional<RuledRun> m_other; ///< Matched, Fixed
};

/// What threads could not read of runs, gathered by one of them at a time.
class DamageLog {
public:
    void add(const RunReader& reader);
    std::vector<RunDamage> damage() const;

private:
    std::map<RunId, std::map<std::uint32_t, std::uint32_t>> m_blocks; ///< with their numbers of sentences
};

/// Reads the neurons of a CapturingLayer with the sentences that each captures. One object a thread.
class CapturedColumns {
public:
    CapturedColumns(const Project& project, const CapturingLayer& layer);

    using Column = std::span<const ColumnEntry>;
    /// `captured` is in no particular order. Both are valid during the call only.
    using Visit = std::function<void(NeuronId, Column column, std::span<const std::uint32_t> captured)>;
    void forEach(NeuronId first, NeuronId last, const Visit& visit, const std::stop_token& stop);
    void logDamage(DamageLog& log) const;

private:
    std::span<const std::uint32_t> capture(NeuronId neuron, Column column, std::uint32_t index);

    const CapturingLayer& m_layer;
    RunReader m_reader;
    CaptureSelector m_selector;
    std::optional<RunReader> m_otherReader;
    std::optional<CaptureSelector> m_otherSelector;
    std::vector<std::vector<std::uint32_t>> m_inOther; ///< captured in the other run, by neuron of the range
    std::vector<std::uint32_t> m_captured;
};

} // namespace sparsight
