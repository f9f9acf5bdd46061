// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/kt/CapturedColumns.h"

#include <array>
#include <functional>
#include <vector>

namespace sparsight {

/// Two runs over the same sentences, of the same layer, under one rule, made ready. Shared by the threads that read.
struct CapturingPair {
    CapturingLayer first, second;

    std::uint64_t values() const { return first.values() + second.values(); }
};

/// Reads a neuron's columns of both runs together. One object a thread.
class PairedColumns {
public:
    PairedColumns(const Project& project, const CapturingPair& pair)
        : m_first(project, pair.first)
        , m_second(project, pair.second)
    {
    }

    struct Side {
        CapturedColumns::Column column;          ///< by sentence
        std::span<const std::uint32_t> captured; ///< in no particular order
    };
    /// Both are valid during the call only.
    using Visit = std::function<void(NeuronId, const Side& first, const Side& second)>;
    void forEach(NeuronId first, NeuronId last, const Visit& visit, const std::stop_token& stop);
    void logDamage(DamageLog& log) const;

private:
    struct Kept {
        std::vector<ColumnEntry> column;
        std::vector<std::uint32_t> captured;
    };
    CapturedColumns m_first, m_second;
    std::vector<Kept> m_kept; ///< of the first run, by neuron of the range
};

} // namespace sparsight
