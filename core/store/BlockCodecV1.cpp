// SPDX-License-Identifier: GPL-3.0-or-later
// The file format of activations in files of schema 1 to 3, which is read and no longer written: one blob holds a
// block's values of a group of 64 neurons of a layer.
//
//   u32[65]   offsets of the neurons' slices from the start of the blob, and of the end of the last one
//   slices    in the order of the neurons; of zero bytes for a neuron without a non-zero value and without a firing
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
#include "core/store/BlockCodec.h"

#include "core/store/OrderKey.h"

#include <algorithm>
#include <array>
#include <limits>

namespace sparsight {

namespace {

using Offsets = std::array<std::uint32_t, neuronsPerGroup + 1>;

/// How a slice's numbers are packed: the u16 of the format.
struct Packing {
    unsigned rice = 0;
    unsigned tokenWidth = 0;
    unsigned valueWidth = 0;
    bool signedValues = false;

    static Packing fromBits(std::uint16_t bits)
    {
        return {bits & 15u, bits >> 4 & 31u, bits >> 9 & 63u, bits >> 15 != 0};
    }
};

/// Rice-coded gaps to rows. `bytes` is followed by bitPadding readable bytes.
void decodeRows(std::span<const std::byte> bytes, unsigned k, std::uint32_t sentences, std::span<std::uint32_t> rows)
{
    const std::byte* data = bytes.data();
    const std::uint64_t end = bytes.size() * 8;
    const std::uint64_t mask = (std::uint64_t(1) << k) - 1;
    std::uint64_t bit = 0;
    std::uint64_t next = 0;
    for (std::uint32_t& row : rows) {
        if (bit >= end) ByteReader::fail();
        const std::uint64_t word = loadBits(data, bit);
        std::uint64_t unary = word >> k;
        std::uint64_t quotient = 0;
        bit += k;
        while (unary == 0)
            [[unlikely]]
            { // a run of zeros longer than what was loaded: go on 32 bits further
                const std::uint64_t step = quotient == 0 ? 57 - k : 57;
                quotient += step;
                bit += step;
                if (bit >= end) ByteReader::fail();
                unary = loadBits(data, bit);
            }
        const auto zeros = static_cast<unsigned>(std::countr_zero(unary));
        quotient += zeros;
        bit += zeros + 1;
        next += quotient << k | (word & mask);
        if (next >= sentences || bit > end) ByteReader::fail();
        row = static_cast<std::uint32_t>(next++);
    }
}

/// Packed key differences to values, in place of the widest intermediate: two passes that both vectorise.
void decodeValues(const std::byte* data, const Packing& packing, std::uint32_t least, ValueFormat format,
                  std::span<float> values)
{
    const KeyRange range = KeyRange::of(format);
    const std::uint64_t mask = (std::uint64_t(1) << packing.valueWidth) - 1;
    std::uint64_t largest = least;
    std::uint64_t bit = 0;
    for (float& value : values) {
        const std::uint64_t key = least + (loadBits(data, bit) & mask);
        bit += packing.valueWidth;
        largest = std::max(largest, key);
        value = floatOfFinite(range.patternOf(static_cast<std::uint32_t>(key), packing.signedValues), format);
    }
    if (least < range.lowestKey(packing.signedValues) || largest > range.highestKey(packing.signedValues)) {
        ByteReader::fail();
    }
}

} // namespace

GroupViewV1::GroupViewV1(std::span<const std::byte> blob, std::uint32_t sentences, ValueFormat format)
    : m_blob(blob)
    , m_sentences(sentences)
    , m_format(format)
{
    if (blob.size() < sizeof(Offsets) + bitPadding || sentences > maximumBlockSentences) ByteReader::fail();
}

void GroupViewV1::decode(std::uint32_t neuron, DecodedColumn& into) const
{
    std::array<std::uint32_t, 2> bounds{};
    std::memcpy(bounds.data(), m_blob.data() + neuron * sizeof(std::uint32_t), sizeof bounds);
    const auto [begin, end] = bounds;
    if (begin < sizeof(Offsets) || end < begin || end > m_blob.size() - bitPadding) ByteReader::fail();
    into.firings = 0;
    into.firingSentences.reset();
    into.resize(0);
    if (begin == end) return;

    ByteReader reader(m_blob.subspan(begin, end - begin));
    const std::uint32_t count = reader.varint(m_sentences);
    into.firings = reader.varint();
    if (count == 0) return;
    const Packing packing = Packing::fromBits(reader.value<std::uint16_t>());
    const std::uint32_t least = reader.varint(std::numeric_limits<std::uint32_t>::max());
    if (packing.valueWidth > 32 || packing.tokenWidth > 16) ByteReader::fail();
    const auto values = reader.take(bytesForBits(std::uint64_t(count) * packing.valueWidth));
    const auto tokens = reader.take(bytesForBits(std::uint64_t(count) * packing.tokenWidth));

    into.resize(count);
    decodeValues(values.data(), packing, least, m_format, into.values);
    unpackBits<std::uint16_t>(tokens.data(), packing.tokenWidth, into.tokens);
    if (count == m_sentences) {
        for (std::uint32_t row = 0; row < count; ++row)
            into.rows[row] = row;
    } else {
        decodeRows(reader.rest(), packing.rice, m_sentences, into.rows);
    }
}

void GroupViewV1::mark(std::uint32_t neuron, std::span<std::uint64_t> bits) const
{
    static thread_local DecodedColumn column;
    decode(neuron, column);
    std::ranges::fill(bits, 0);
    for (const std::uint32_t row : column.rows)
        bits[row / 64] |= std::uint64_t(1) << row % 64;
}

} // namespace sparsight
