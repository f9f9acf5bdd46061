// SPDX-License-Identifier: GPL-3.0-or-later
// A block's values of a group of 64 neurons of a layer lie in two blobs: the rows in which each neuron has a value
// (RowsCodec.h), and the values themselves (ValuesCodec.h), so that counting sentences reads a sixth of the bytes.
// Files of schema 1 to 3 hold one blob instead (BlockCodecV1.cpp); each blob tells which it is.
#pragma once

#include "core/store/RowsCodec.h"
#include "core/store/SliceDirectory.h"
#include "core/store/ValuesCodec.h"

#include <cstdint>
#include <optional>
#include <span>
#include <variant>
#include <vector>

namespace sparsight {

constexpr std::uint32_t groupCount(std::uint32_t neurons)
{
    return (neurons + neuronsPerGroup - 1) / neuronsPerGroup;
}

/// The blobs of a group. The same block always gives the same bytes.
struct EncodedGroup {
    Bytes rows, values;

    std::size_t size() const { return rows.size() + values.size(); }
};
EncodedGroup encodeGroup(const ColumnBlock& block, std::uint32_t group);

/// One neuron's values of a block. Reused between calls, so that its memory is.
struct DecodedColumn {
    std::uint64_t firings = 0;
    std::optional<std::uint32_t> firingSentences; ///< sentences in which it fires; unset where they were not counted
    std::vector<std::uint32_t> rows; ///< ascending, below the block's number of sentences
    std::vector<float> values;
    std::vector<std::uint16_t> tokens;

    std::size_t size() const { return rows.size(); }
    void resize(std::size_t count);
    /// As counted, or those whose value is beyond epsilon.
    std::uint32_t sentencesOfFirings(double epsilon) const;
};

/// The only blob of a group of version 1: reads rows and values.
class GroupViewV1 {
public:
    GroupViewV1(std::span<const std::byte> blob, std::uint32_t sentences, ValueFormat format);
    void decode(std::uint32_t neuron, DecodedColumn& into) const;
    void mark(std::uint32_t neuron, std::span<std::uint64_t> bits) const;

private:
    std::span<const std::byte> m_blob;
    std::uint32_t m_sentences;
    ValueFormat m_format;
};

/// Reads a group of a block. Any bytes are safe to decode: what is none of our blobs throws Error(Corrupt).
class GroupView {
public:
    struct Shape {
        std::uint32_t sentences = 0; ///< of the block
        std::uint32_t neurons = 0;   ///< of the group
        ValueFormat format = ValueFormat::F16;
    };
    /// The first blob of a group, which must outlive the view.
    GroupView(std::span<const std::byte> rows, const Shape& shape);
    /// Whether values are in a blob of their own.
    bool hasValuesApart() const { return std::holds_alternative<RowsView>(m_rows); }
    /// That blob, which must outlive the view.
    void addValues(std::span<const std::byte> blob);

    /// neuron: within the group, from 0. Values that lie apart must have been added.
    void decode(std::uint32_t neuron, DecodedColumn& into) const;
    /// Sets a bit for every row in which the neuron has a value and clears the others. bits: a word for 64 sentences.
    void mark(std::uint32_t neuron, std::span<std::uint64_t> bits) const;
    /// The neuron's value in a row, or 0. scratch is overwritten.
    float valueAt(std::uint32_t neuron, std::uint32_t row, DecodedColumn& scratch) const;

private:
    Shape m_shape;
    std::variant<GroupViewV1, RowsView> m_rows;
    std::optional<ValuesView> m_values;
};

} // namespace sparsight
