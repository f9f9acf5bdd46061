// SPDX-License-Identifier: GPL-3.0-or-later
// The file format of rows: which sentences of a block each neuron of a group has a non-zero value in.
//
//   u32       blobVersion
//   varint[]  size of each neuron's slice; of zero bytes for a neuron without a non-zero value and without a firing
//   slices
//   u8[8]     zeros, so that readers may load eight bytes at a time
//
// A slice:
//   varint    count of non-zero values
//   varint    firings: positions at which the neuron fired
//   varint    0, or 1 + the sentences that have such a position; nothing follows when count is 0 or all sentences
//   u8        k, or 255 for a bitmap
//   bits      a bitmap: one a sentence; else count × the low k bits of the gap between ascending rows
//   bits      unless a bitmap: count × the rest of the gap in unary, as many zeros, and a one (so both are a Rice code)
// Everything is little-endian, bits fill bytes from the least significant, and every "bits" starts on a byte.
#pragma once

#include "core/store/BitPacking.h"
#include "core/store/ColumnBlock.h"

#include <array>
#include <cstdint>
#include <optional>
#include <span>

namespace sparsight {

inline constexpr std::uint32_t neuronsPerGroup = 64;

Bytes encodeRows(const ColumnBlock& block, std::uint32_t group);

/// Reads a blob of rows. Any bytes are safe to decode: what is not such a blob throws Error(Corrupt).
class RowsView {
public:
    /// The blob must outlive the view. neurons: of the group.
    RowsView(std::span<const std::byte> blob, std::uint32_t sentences, std::uint32_t neurons);

    struct Counts {
        std::uint32_t values = 0;
        std::uint64_t firings = 0;
        std::optional<std::uint32_t> firingSentences; ///< unset where they were not counted
    };
    Counts counts(std::uint32_t neuron) const;
    /// rows: ascending.
    Counts decode(std::uint32_t neuron, std::vector<std::uint32_t>& rows) const;
    /// Sets a bit for every row and clears the others. bits: a word for 64 sentences.
    void mark(std::uint32_t neuron, std::span<std::uint64_t> bits) const;

private:
    struct Slice;
    Slice slice(std::uint32_t neuron) const;

    std::span<const std::byte> m_blob;
    std::uint32_t m_sentences;
    std::array<std::uint32_t, neuronsPerGroup + 1> m_offsets{};
};

} // namespace sparsight
