// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/RowsCodec.h"

#include "core/store/SliceDirectory.h"

#include <algorithm>
#include <limits>

namespace sparsight {

namespace {

using Column = std::span<const ColumnEntry>;

constexpr unsigned bitmapCoding = 255, largestRice = 16;

template <class Visit>
void forEachGap(Column column, Visit visit)
{
    std::uint32_t next = 0;
    for (const ColumnEntry& entry : column) {
        visit(entry.row - next);
        next = entry.row + 1;
    }
}

struct Coding {
    unsigned k = 0;
    std::uint64_t bits = std::numeric_limits<std::uint64_t>::max();
};

/// The k of least bits, looked for beside the logarithm of the mean gap.
Coding bestRice(Column column)
{
    const std::uint32_t zeros = column.back().row + 1 - static_cast<std::uint32_t>(column.size());
    const unsigned guess = bitWidth(zeros / column.size());
    Coding best;
    for (unsigned k = guess > 1 ? guess - 2 : 0; k <= std::min(guess + 1, largestRice); ++k) {
        std::uint64_t bits = column.size() * (k + 1);
        forEachGap(column, [&](std::uint32_t gap) { bits += gap >> k; });
        if (bits < best.bits) best = {k, bits};
    }
    return best;
}

void putBitmap(Column column, std::uint32_t sentences, Bytes& out)
{
    const std::size_t begin = out.size();
    out.resize(begin + bytesForBits(sentences));
    for (const ColumnEntry& entry : column)
        out[begin + entry.row / 8] |= static_cast<std::byte>(1u << entry.row % 8);
}

void putRice(Column column, unsigned k, Bytes& out)
{
    BitWriter writer(out);
    const std::uint32_t mask = (1u << k) - 1;
    forEachGap(column, [&](std::uint32_t gap) { writer.put(gap & mask, k); });
    writer.finish();
    forEachGap(column, [&](std::uint32_t gap) { writer.putUnary(gap >> k); });
    writer.finish();
}

void putSlice(Column column, const RowsView::Counts& counts, std::uint32_t sentences, Bytes& out)
{
    putVarint(out, counts.values);
    putVarint(out, counts.firings);
    putVarint(out, counts.firingSentences ? *counts.firingSentences + 1 : 0);
    if (column.empty() || column.size() == sentences) return;
    const Coding rice = bestRice(column);
    // A bitmap is read many times as fast, so it may take a little more.
    const bool bitmap = sentences <= rice.bits + rice.bits / 16;
    out.push_back(static_cast<std::byte>(bitmap ? bitmapCoding : rice.k));
    if (bitmap)
        putBitmap(column, sentences, out);
    else
        putRice(column, rice.k, out);
}

/// Calls visit(row) for `count` Rice-coded gaps. bytes: low bits, then the unary part; bitPadding more may be read.
template <class Visit>
void forEachRow(std::span<const std::byte> bytes, unsigned k, std::uint32_t count, std::uint32_t sentences, Visit visit)
{
    const std::uint64_t lowBytes = bytesForBits(std::uint64_t(count) * k);
    if (k > largestRice || lowBytes > bytes.size()) ByteReader::fail();
    const std::byte* low = bytes.data();
    const auto unary = bytes.subspan(lowBytes);
    const std::uint64_t mask = (std::uint64_t(1) << k) - 1;
    std::uint64_t lowBit = 0, lowSum = 0;
    std::uint32_t i = 0;
    for (std::size_t at = 0; i < count; at += sizeof(std::uint64_t)) {
        if (at >= unary.size()) ByteReader::fail();
        std::uint64_t ones = loadBits(unary.data(), at * 8);
        if (unary.size() - at < sizeof ones) ones &= (std::uint64_t(1) << (unary.size() - at) * 8) - 1;
        for (; ones != 0 && i < count; ones &= ones - 1, ++i, lowBit += k) {
            // The zeros before the i-th one are the sum of the quotients so far.
            const std::uint64_t zeros = at * 8 + static_cast<unsigned>(std::countr_zero(ones)) - i;
            lowSum += loadBits(low, lowBit) & mask;
            const std::uint64_t row = (zeros << k) + lowSum + i;
            if (row >= sentences) ByteReader::fail();
            visit(static_cast<std::uint32_t>(row));
        }
    }
}

void fillBits(std::uint32_t sentences, std::span<std::uint64_t> bits)
{
    std::ranges::fill(bits, 0);
    std::fill_n(bits.begin(), sentences / 64, ~std::uint64_t(0));
    if (sentences % 64 != 0) bits[sentences / 64] = (std::uint64_t(1) << sentences % 64) - 1;
}

} // namespace

Bytes encodeRows(const ColumnBlock& block, std::uint32_t group)
{
    const std::uint32_t first = group * neuronsPerGroup;
    SliceWriter writer;
    for (std::uint32_t neuron = first; neuron < std::min(first + neuronsPerGroup, block.neurons()); ++neuron) {
        Bytes& slice = writer.next();
        const Column column = block.column(NeuronId(neuron));
        RowsView::Counts counts{static_cast<std::uint32_t>(column.size()), block.firings()[neuron], {}};
        if (!block.firingSentences().empty()) counts.firingSentences = block.firingSentences()[neuron];
        if (!column.empty() || counts.firings > 0) putSlice(column, counts, block.sentences(), slice);
    }
    return writer.finish();
}

struct RowsView::Slice {
    Counts counts;
    unsigned coding = 0;
    std::span<const std::byte> bytes;
};

RowsView::RowsView(std::span<const std::byte> blob, std::uint32_t sentences, std::uint32_t neurons)
    : m_blob(blob)
    , m_sentences(sentences)
{
    if (sentences > maximumBlockSentences) ByteReader::fail();
    ByteReader reader = openBlob(blob);
    readDirectory(reader, blob.size(), neurons, m_offsets);
}

RowsView::Slice RowsView::slice(std::uint32_t neuron) const
{
    Slice slice;
    if (m_offsets[neuron] == m_offsets[neuron + 1]) return slice;
    ByteReader reader(m_blob.subspan(m_offsets[neuron], m_offsets[neuron + 1] - m_offsets[neuron]));
    slice.counts.values = reader.varint(m_sentences);
    slice.counts.firings = reader.varint();
    if (const std::uint32_t told = reader.varint(m_sentences + 1); told > 0) slice.counts.firingSentences = told - 1;
    if (slice.counts.values == 0 || slice.counts.values == m_sentences) return slice;
    slice.coding = reader.value<std::uint8_t>();
    slice.bytes = reader.rest();
    if (slice.coding == bitmapCoding && slice.bytes.size() != bytesForBits(m_sentences)) ByteReader::fail();
    return slice;
}

RowsView::Counts RowsView::counts(std::uint32_t neuron) const
{
    return slice(neuron).counts;
}

RowsView::Counts RowsView::decode(std::uint32_t neuron, std::vector<std::uint32_t>& rows) const
{
    const Slice found = slice(neuron);
    const std::uint32_t count = found.counts.values;
    rows.resize(count);
    if (count == 0) return found.counts;
    std::uint32_t* next = rows.data();
    if (count == m_sentences) {
        for (std::uint32_t row = 0; row < count; ++row)
            *next++ = row;
    } else if (found.coding != bitmapCoding) {
        forEachRow(found.bytes, found.coding, count, m_sentences, [&](std::uint32_t row) { *next++ = row; });
    } else {
        std::uint32_t left = count;
        for (std::uint32_t first = 0; first < m_sentences; first += 64) {
            std::uint64_t ones = loadBits(found.bytes.data(), first);
            if (m_sentences - first < 64) ones &= (std::uint64_t(1) << (m_sentences - first)) - 1;
            for (; ones != 0; ones &= ones - 1) {
                if (left-- == 0) ByteReader::fail();
                *next++ = first + static_cast<unsigned>(std::countr_zero(ones));
            }
        }
        if (left != 0) ByteReader::fail();
    }
    return found.counts;
}

void RowsView::mark(std::uint32_t neuron, std::span<std::uint64_t> bits) const
{
    const Slice found = slice(neuron);
    const std::uint32_t count = found.counts.values;
    if (count == m_sentences) {
        fillBits(m_sentences, bits);
        return;
    }
    std::ranges::fill(bits, 0);
    if (count == 0) return;
    if (found.coding == bitmapCoding) {
        std::memcpy(bits.data(), found.bytes.data(), found.bytes.size());
        if (m_sentences % 64 != 0) bits[m_sentences / 64] &= (std::uint64_t(1) << m_sentences % 64) - 1;
        return;
    }
    forEachRow(found.bytes, found.coding, count, m_sentences,
               [&](std::uint32_t row) { bits[row / 64] |= std::uint64_t(1) << row % 64; });
}

} // namespace sparsight
