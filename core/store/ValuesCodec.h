// SPDX-License-Identifier: GPL-3.0-or-later
// The file format of values: the non-zero values of a group's neurons in a block, and their token positions.
//
//   u32       blobVersion
//   coding    of the values' keys
//   coding    of the tokens
//   varint[]  size of each neuron's slice; of zero bytes for a neuron without a non-zero value
//   slices
//   u8[8]     zeros, so that readers may load eight bytes at a time
//
// A coding parts integers in high and low bits: only high ones are worth a prefix code, low ones are as good as random.
//   u8        how many bits are low; bit 7: the lowest bit of a key is the sign
//   varint    least symbol + 65536
//   code      PrefixCode.h
// A key is the pattern of |value| in the run's format, shifted by one above the sign where a value is negative.
//
// A slice: how many values there are is in the rows (RowsCodec.h).
//   varint    centre: the mean of the high parts of its keys, which are written less this, so that neurons of different
//             scale share a code
//   bits      count × low bits of a key
//   bits      count × low bits of a token
//   bits      count × code of a key's high part less centre and least symbol, then
//             count × code of a token's high part less least symbol
#pragma once

#include "core/store/ColumnBlock.h"
#include "core/store/PrefixCode.h"
#include "core/store/RowsCodec.h"

#include <array>
#include <cstdint>
#include <span>

namespace sparsight {

Bytes encodeValues(const ColumnBlock& block, std::uint32_t group);

/// Reads a blob of values. Any bytes are safe to decode: what is not such a blob throws Error(Corrupt).
class ValuesView {
public:
    /// The blob must outlive the view. neurons: of the group.
    ValuesView(std::span<const std::byte> blob, ValueFormat format, std::uint32_t neurons);

    /// neuron: within the group. The spans have as many elements as the neuron has values.
    void decode(std::uint32_t neuron, std::span<float> values, std::span<std::uint16_t> tokens) const;

private:
    struct Coding {
        unsigned low = 0;
        bool hasSign = false;
        std::int32_t least = 0;
        PrefixCode code;
    };
    static Coding readCoding(ByteReader& reader);

    std::span<const std::byte> m_blob;
    ValueFormat m_format;
    Coding m_values, m_tokens;
    std::array<std::uint32_t, neuronsPerGroup + 1> m_offsets{};
};

} // namespace sparsight
