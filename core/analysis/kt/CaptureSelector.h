// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/kt/CaptureRule.h"
#include "core/base/Ids.h"
#include "core/store/ColumnBlock.h"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace sparsight {

/// The strongest neuron of every sentence of a layer, gathered column by column. Of neurons with the same |A| the
/// first.
class StrongestNeurons {
public:
    explicit StrongestNeurons(std::uint32_t sentences)
        : m_best(sentences)
    {
    }
    void add(NeuronId neuron, std::span<const ColumnEntry> column);
    void merge(const StrongestNeurons& other);
    bool isStrongest(NeuronId neuron, std::uint32_t sentence) const;

private:
    /// |A| and, below it, the neuron with its bits turned round, so that the larger number wins; 0: none fires.
    static std::uint64_t rank(NeuronId neuron, float value);
    std::vector<std::uint64_t> m_best; // [sentences]
};

/// Decides which sentences a neuron captures by a rule that needs no other run (Threshold to Winner).
/// One object a thread; it keeps its work space between columns.
class CaptureSelector {
public:
    /// strongest is needed for Winner only.
    CaptureSelector(const CaptureRule& rule, std::uint32_t sentences,
                    std::shared_ptr<const StrongestNeurons> strongest = nullptr);

    /// Replaces `captured` by the sentences that the neuron captures, in no particular order.
    void select(NeuronId neuron, std::span<const ColumnEntry> column, std::vector<std::uint32_t>& captured);
    /// The `count` sentences of the largest |A|, ties by sentence id; fewer when fewer are not zero.
    void selectTop(std::span<const ColumnEntry> column, std::size_t count, std::vector<std::uint32_t>& captured);

private:
    double quantile(std::span<const ColumnEntry> column);

    CaptureRule m_rule;
    std::uint32_t m_sentences;
    std::shared_ptr<const StrongestNeurons> m_strongest;
    std::vector<std::uint64_t> m_ranks;
    std::vector<std::uint32_t> m_magnitudes;
};

} // namespace sparsight
