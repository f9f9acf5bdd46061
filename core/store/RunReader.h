// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Progress.h"
#include "core/store/ColumnBlock.h"
#include "core/store/Project.h"

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace sparsight {

/// Kept up to date with each block, so reading it costs nothing. Values are |A| where the family is signed.
struct NeuronStatistics {
    std::uint32_t sentences = 0; ///< sentences where it fires at some position, whatever A is there
    std::uint64_t firings = 0;   ///< positions where it fires: a ≠ 0 (|a| > ε where there is no exact zero)
    double sum = 0;              ///< of A over the data set; the mean divides by all sentences of the run
    float maximum = 0;
    /// Logarithmic histogram of the non-zero |A|: bin b counts 2^(b/2 - 12) ≤ |A| < 2^((b+1)/2 - 12), ends clamped.
    static constexpr int bins = 48;
    std::array<std::uint32_t, bins> histogram{};
};

struct TopSentence {
    SentenceId sentence;
    float value = 0;         ///< as stored; ranked by |A| where the family is signed
    std::uint16_t token = 0; ///< position of the maximum
};

/// What was passed over in a run because checksums did not match.
struct RunDamage {
    RunId run;
    std::uint32_t blocks = 0, sentences = 0;
};

/// Sets of sentences as bits in the order of a layer's blocks, for RunReader::countMarked.
class RowMarks {
public:
    std::size_t sets() const { return m_sets; }

private:
    friend class RunReader;
    std::size_t m_sets = 0;
    std::vector<std::vector<std::uint64_t>> m_blocks; ///< [blocks][sets * words of the block]
};

/// Reads one layer of a run. One thread; keeps a reference to its project.
class RunReader {
public:
    /// Throws Error(NotFound) when the run has no such layer.
    RunReader(const Project& project, RunId run, LayerId layer);
    ~RunReader();

    const RunInfo& run() const noexcept;
    LayerId layer() const noexcept;

    /// [neurons]
    std::vector<NeuronStatistics> statistics() const;
    NeuronStatistics statistics(NeuronId neuron) const;
    /// By value, then sentence id. Up to 100 come from the statistics; more need the neuron's column.
    std::vector<TopSentence> top(NeuronId neuron, std::size_t count) const;

    /// All non-zero values of a neuron, by sentence id.
    std::vector<ColumnEntry> column(NeuronId neuron) const;
    /// One pass over neurons [first, last), each column by sentence id. The span is valid during the call only.
    void forEachColumn(NeuronId first, NeuronId last,
                       const std::function<void(NeuronId, std::span<const ColumnEntry>)>& visit,
                       const std::stop_token& stop = {}) const;
    /// sets: [sentences] each.
    RowMarks marksOf(std::span<const std::vector<bool>* const> sets) const;
    /// For each neuron of [first, last) in how many sentences it has a non-zero value, and, set after set, in how many
    /// of the set. Reads rows only, which is many times as fast as forEachColumn. The span is valid during the call.
    void countMarked(NeuronId first, NeuronId last, const RowMarks& marks,
                     const std::function<void(NeuronId, std::span<const std::uint32_t>)>& visit,
                     const std::stop_token& stop = {}) const;
    /// A of every neuron at a sentence, zeros included. [neurons]
    std::vector<float> sentenceValues(SentenceId sentence) const;

    /// Blocks whose checksum did not match in what was read so far, with their numbers of sentences; they were passed
    /// over, and can be captured again.
    std::map<std::uint32_t, std::uint32_t> damagedBlocks() const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

/// What `reader` has passed over so far; nothing where all is well.
std::vector<RunDamage> damageOf(const RunReader& reader);
/// `1 damaged blocks of run "base" were passed over …`: a sentence without its full stop.
std::string damageText(const Project& project, const RunDamage& damage);
/// Each run once, with the greater damage: the other reader read less of it.
void addDamage(std::vector<RunDamage>& all, const std::vector<RunDamage>& more);

} // namespace sparsight
