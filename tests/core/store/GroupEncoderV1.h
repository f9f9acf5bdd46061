// SPDX-License-Identifier: GPL-3.0-or-later
// Writes groups as versions up to schema 3 did (BlockCodecV1.cpp), so that reading them stays tested.
#pragma once

#include "core/store/BlockCodec.h"
#include "core/store/OrderKey.h"

#include <algorithm>
#include <array>
#include <limits>

namespace sparsight::testing {

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
};

template <class Visit>
inline void forEachGap(Column column, Visit visit)
{
    std::uint32_t next = 0;
    for (const ColumnEntry& entry : column) {
        visit(entry.row - next);
        next = entry.row + 1;
    }
}

inline std::uint64_t riceBits(Column column, unsigned k)
{
    std::uint64_t bits = column.size() * (k + 1);
    forEachGap(column, [&](std::uint32_t gap) { bits += gap >> k; });
    return bits;
}

/// The k of least bits, looked for beside the logarithm of the mean gap.
inline unsigned bestRice(Column column)
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

inline Bytes encodeGroupV1(const ColumnBlock& block, std::uint32_t group)
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
    blob.resize(blob.size() + bitPadding);
    return blob;
}

} // namespace sparsight::testing
