// SPDX-License-Identifier: GPL-3.0-or-later
// The file format of activations: one blob holds a block's values of a group of 64 neurons of a layer.
//
//   u32[65]   offsets of the neurons' slices from the start of the blob, and of the end of the last one
//   slices    in the order of the neurons; of zero bytes for a neuron without a non-zero value and without a firing
//   sentences in which each neuron fires: u8 width, then bits 64 × count. Left out where these are the numbers of
//             non-zero values, and in files of before they were counted, which have values only
//   u8[8]     zeros, so that readers may load eight bytes at a time
//
// A slice:
//   varint    count of non-zero values
//   varint    firings: positions at which the neuron fired; nothing follows when count is 0
//   u16       k (4 bits), width of a token (5), width of a value (6), whether a value is negative (1)
//   varint    least value key (OrderKey.h: patterns of the run's value format as integers in the order of the values)
//   bits      count × (value key − least), each in the width of the largest
//   bits      count × token position, each in the width of the largest
//   bits      count × Rice code of the gaps between ascending rows: the low k bits of the gap, then the rest in unary
//             (as many zeros, and a one); absent when every sentence has a non-zero value
// Everything is little-endian, bits fill bytes from the least significant, and every "bits" starts on a byte.
#pragma once

#include "core/store/BitPacking.h"
#include "core/store/ColumnBlock.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace sparsight {

inline constexpr std::uint32_t neuronsPerGroup = 64;
/// A block holds at most so many sentences.
inline constexpr std::uint32_t maximumBlockSentences = 1u << 16;

constexpr std::uint32_t groupCount(std::uint32_t neurons)
{
    return (neurons + neuronsPerGroup - 1) / neuronsPerGroup;
}

/// The blob of a group. The same block always gives the same bytes.
Bytes encodeGroup(const ColumnBlock& block, std::uint32_t group);

/// One neuron's values of a block. Reused between calls, so that its memory is.
struct DecodedColumn {
    std::uint64_t firings = 0;
    /// Sentences in which it fires; nothing where they are those with |A| > ε.
    std::optional<std::uint32_t> firingSentences;
    std::vector<std::uint32_t> rows; ///< ascending, below the block's number of sentences
    std::vector<float> values;
    std::vector<std::uint16_t> tokens;

    std::size_t size() const { return rows.size(); }
    void resize(std::size_t count);
    /// As stored, or counted.
    std::uint32_t sentencesOfFirings(double epsilon) const;
};

/// Reads a blob. Any bytes are safe to decode: what is not a blob throws Error(Corrupt).
class GroupView {
public:
    /// The blob must outlive the view. sentences: of the block.
    GroupView(std::span<const std::byte> blob, std::uint32_t sentences, ValueFormat format);

    /// neuron: within the group, from 0.
    void decode(std::uint32_t neuron, DecodedColumn& into) const;
    /// The neuron's value in a row, or 0. scratch is overwritten.
    float valueAt(std::uint32_t neuron, std::uint32_t row, DecodedColumn& scratch) const;

private:
    std::optional<std::uint32_t> firingSentences(std::uint32_t neuron) const;

    std::span<const std::byte> m_blob;
    std::uint32_t m_sentences;
    ValueFormat m_format;
};

} // namespace sparsight
