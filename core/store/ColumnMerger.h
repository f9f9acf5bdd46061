// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/BlockCodec.h"

#include <cstdint>
#include <span>
#include <vector>

namespace sparsight {

/// Puts a neuron's values of all blocks in the order of the sentences. Scattering into a slot a sentence and gathering
/// by a bitmap takes time linear in the values, where sorting them would take most of a pass over a layer.
class ColumnMerger {
public:
    explicit ColumnMerger(std::uint32_t sentences);

    /// sentences: row of the block → sentence, all below the number given to the constructor.
    void add(const DecodedColumn& column, std::span<const SentenceId> sentences);
    /// Everything added, by sentence id; starts the next column. Valid until the next finish().
    std::span<const ColumnEntry> finish();

private:
    struct Slot {
        float value;
        std::uint16_t token;
    };
    std::vector<Slot> m_slots;           // [sentences]
    std::vector<std::uint64_t> m_filled; // a bit a slot
    std::vector<ColumnEntry> m_column;
};

} // namespace sparsight
