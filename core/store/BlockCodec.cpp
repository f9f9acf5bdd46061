// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/BlockCodec.h"

#include "core/store/OrderKey.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace sparsight {

namespace {

using Offsets = std::array<std::uint32_t, neuronsPerGroup + 1>;
using Column = std::span<const ColumnEntry>;

/// How a slice's numbers are packed: the u16 of the format.
struct Packing {
    unsigned rice = 0;
    unsigned tokenWidth = 0;
    unsigned valueWidth = 0;
    bool signedValues = false;

    std::uint16_t toBits() const
    {
        return static_cast<std::uint16_t>(rice | tokenWidth << 4 | valueWidth << 9 | unsigned(signedValues) << 15);
    }
    static Packing fromBits(std::uint16_t bits)
    {
        return {bits & 15u, bits >> 4 & 31u, bits >> 9 & 63u, bits >> 15 != 0};
    }
};

template <class Visit>
void forEachGap(Column column, Visit visit)
{
    std::uint32_t next = 0;
    for (const ColumnEntry& entry : column) {
        visit(entry.row - next);
        next = entry.row + 1;
    }
}

std::uint64_t riceBits(Column column, unsigned k)
{
    std::uint64_t bits = column.size() * (k + 1);
    forEachGap(column, [&](std::uint32_t gap) { bits += gap >> k; });
    return bits;
}

/// The k of least bits, looked for beside the logarithm of the mean gap.
unsigned bestRice(Column column)
{
    const std::uint32_t zeros = column.back().row + 1 - static_cast<std::uint32_t>(column.size());
    const unsigned guess = bitWidth(zeros / column.size());
    unsigned best = 0;
    std::uint64_t least = std::numeric_limits<std::uint64_t>::max();
    for (unsigned k = guess > 1 ? guess - 2 : 0; k <= std::min(guess + 1, 15u); ++k) {
        const std::uint64_t bits = riceBits(column, k);
        if (bits < least) {
            least = bits;
            best = k;
        }
    }
    return best;
}

/// Encodes slices one after the other; keeps its memory between them.
class SliceEncoder {
public:
    SliceEncoder(ValueFormat format, std::uint32_t sentences)
        : m_format(format)
        , m_range(KeyRange::of(format))
        , m_sentences(sentences)
    {
    }

    void encode(Column column, std::uint64_t firings, Bytes& out)
    {
        putVarint(out, column.size());
        putVarint(out, firings);
        if (column.empty()) return;
        Packing packing;
        packing.signedValues = std::ranges::any_of(column, [](const ColumnEntry& entry) { return entry.value < 0; });
        const std::uint32_t least = makeKeys(column, packing);
        const bool dense = column.size() == m_sentences;
        if (!dense) packing.rice = bestRice(column);
        const std::uint16_t bits = packing.toBits();
        putBytes(out, &bits, sizeof bits);
        putVarint(out, least);
        BitWriter writer(out);
        for (const std::uint32_t key : m_keys)
            writer.put(key - least, packing.valueWidth);
        writer.finish();
        for (const ColumnEntry& entry : column)
            writer.put(entry.token, packing.tokenWidth);
        writer.finish();
        if (!dense) putRows(column, packing.rice, writer);
    }

private:
    /// Fills m_keys and the widths; returns the least key.
    std::uint32_t makeKeys(Column column, Packing& packing)
    {
        m_keys.clear();
        std::uint32_t least = std::numeric_limits<std::uint32_t>::max(), largest = 0;
        std::uint16_t largestToken = 0;
        for (const ColumnEntry& entry : column) {
            const std::uint32_t key = m_range.keyOf(patternOf(entry.value, m_format), packing.signedValues);
            m_keys.push_back(key);
            least = std::min(least, key);
            largest = std::max(largest, key);
            largestToken = std::max(largestToken, entry.token);
        }
        packing.valueWidth = bitWidth(largest - least);
        packing.tokenWidth = bitWidth(largestToken);
        return least;
    }

    static void putRows(Column column, unsigned k, BitWriter& writer)
    {
        const std::uint32_t mask = (1u << k) - 1;
        forEachGap(column, [&](std::uint32_t gap) {
            writer.put(gap & mask, k);
            writer.putUnary(gap >> k);
        });
        writer.finish();
    }

    ValueFormat m_format;
    KeyRange m_range;
    std::uint32_t m_sentences;
    std::vector<std::uint32_t> m_keys;
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

/// The sentences in which the neurons of a group fire, where that is not the number of their values.
void putFiringSentences(const ColumnBlock& block, std::uint32_t first, std::uint32_t count, Bytes& blob)
{
    if (block.firingSentences().empty()) return;
    const auto counts = block.firingSentences().subspan(first, count);
    bool told = true;
    for (std::uint32_t i = 0; i < count && told; ++i)
        told = counts[i] == block.column(NeuronId(first + i)).size();
    if (told) return;
    const unsigned width = bitWidth(std::ranges::max(counts));
    blob.push_back(static_cast<std::byte>(width));
    BitWriter writer(blob);
    for (std::uint32_t i = 0; i < neuronsPerGroup; ++i)
        writer.put(i < count ? counts[i] : 0, width);
    writer.finish();
}

} // namespace

std::uint32_t DecodedColumn::sentencesOfFirings(double epsilon) const
{
    if (firingSentences) return *firingSentences;
    return static_cast<std::uint32_t>(
        std::ranges::count_if(values, [&](float value) { return std::fabs(value) > epsilon; }));
}

void DecodedColumn::resize(std::size_t count)
{
    rows.resize(count);
    values.resize(count);
    tokens.resize(count);
}

Bytes encodeGroup(const ColumnBlock& block, std::uint32_t group)
{
    const std::uint32_t first = group * neuronsPerGroup;
    const std::uint32_t count = std::min(neuronsPerGroup, block.neurons() - first);
    Offsets offsets{};
    Bytes blob(sizeof offsets);
    SliceEncoder encoder(block.format(), block.sentences());
    for (std::uint32_t i = 0; i < neuronsPerGroup; ++i) {
        offsets[i] = static_cast<std::uint32_t>(blob.size());
        if (i >= count) continue;
        const Column column = block.column(NeuronId(first + i));
        const std::uint64_t firings = block.firings()[first + i];
        if (!column.empty() || firings > 0) encoder.encode(column, firings, blob);
    }
    offsets[neuronsPerGroup] = static_cast<std::uint32_t>(blob.size());
    std::memcpy(blob.data(), offsets.data(), sizeof offsets);
    putFiringSentences(block, first, count, blob);
    blob.resize(blob.size() + bitPadding);
    return blob;
}

GroupView::GroupView(std::span<const std::byte> blob, std::uint32_t sentences, ValueFormat format)
    : m_blob(blob)
    , m_sentences(sentences)
    , m_format(format)
{
    if (blob.size() < sizeof(Offsets) + bitPadding || sentences > maximumBlockSentences) ByteReader::fail();
}

std::optional<std::uint32_t> GroupView::firingSentences(std::uint32_t neuron) const
{
    std::uint32_t end = 0; // of the slices
    std::memcpy(&end, m_blob.data() + sizeof(Offsets) - sizeof end, sizeof end);
    if (end < sizeof(Offsets) || end > m_blob.size() - bitPadding) ByteReader::fail();
    const auto section = m_blob.subspan(end, m_blob.size() - bitPadding - end);
    if (section.empty()) return std::nullopt;
    const auto width = static_cast<unsigned>(section.front());
    if (width > 17 || section.size() != 1 + bytesForBits(std::uint64_t(neuronsPerGroup) * width)) ByteReader::fail();
    const std::uint64_t word = loadBits(section.data() + 1, std::uint64_t(neuron) * width);
    const auto count = static_cast<std::uint32_t>(word & ((std::uint64_t(1) << width) - 1));
    if (count > m_sentences) ByteReader::fail();
    return count;
}

void GroupView::decode(std::uint32_t neuron, DecodedColumn& into) const
{
    std::array<std::uint32_t, 2> bounds{};
    std::memcpy(bounds.data(), m_blob.data() + neuron * sizeof(std::uint32_t), sizeof bounds);
    const auto [begin, end] = bounds;
    if (begin < sizeof(Offsets) || end < begin || end > m_blob.size() - bitPadding) ByteReader::fail();
    into.firings = 0;
    into.firingSentences = firingSentences(neuron);
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

float GroupView::valueAt(std::uint32_t neuron, std::uint32_t row, DecodedColumn& scratch) const
{
    decode(neuron, scratch);
    const auto found = std::ranges::lower_bound(scratch.rows, row);
    if (found == scratch.rows.end() || *found != row) return 0;
    return scratch.values[static_cast<std::size_t>(found - scratch.rows.begin())];
}

} // namespace sparsight
