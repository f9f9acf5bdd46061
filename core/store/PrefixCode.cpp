// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/PrefixCode.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <queue>

namespace sparsight {

namespace {

/// Depth of every symbol in a Huffman tree. Ties are broken by the order of making, so that the result is always the
/// same.
std::vector<std::uint8_t> depths(std::span<const std::uint32_t> frequencies)
{
    struct Node {
        std::uint64_t weight;
        std::uint32_t index;
        bool operator>(const Node& other) const
        {
            return weight != other.weight ? weight > other.weight : index > other.index;
        }
    };
    std::priority_queue<Node, std::vector<Node>, std::greater<>> open;
    const auto symbols = static_cast<std::uint32_t>(frequencies.size());
    for (std::uint32_t symbol = 0; symbol < symbols; ++symbol)
        if (frequencies[symbol] != 0) open.push({frequencies[symbol], symbol});
    std::vector<std::uint32_t> parents(2 * std::size_t(symbols));
    std::uint32_t next = symbols;
    while (open.size() > 1) {
        const Node left = open.top();
        open.pop();
        const Node right = open.top();
        open.pop();
        parents[left.index] = parents[right.index] = next;
        open.push({left.weight + right.weight, next++});
    }
    std::vector<std::uint8_t> all(next); // of inner nodes as well, from the root down
    for (std::uint32_t node = next; node-- > symbols;)
        all[node] = node + 1 == next ? std::uint8_t(0) : static_cast<std::uint8_t>(all[parents[node]] + 1);
    for (std::uint32_t symbol = 0; symbol < symbols; ++symbol)
        if (frequencies[symbol] != 0 && next > symbols)
            all[symbol] = static_cast<std::uint8_t>(all[parents[symbol]] + 1);
    all.resize(symbols);
    return all;
}

std::uint16_t reversed(std::uint32_t code, unsigned length)
{
    std::uint32_t result = 0;
    for (unsigned i = 0; i < length; ++i)
        result |= (code >> i & 1u) << (length - 1 - i);
    return static_cast<std::uint16_t>(result);
}

} // namespace

PrefixCode::PrefixCode(std::span<const std::uint32_t> frequencies)
{
    assert(frequencies.size() <= mostSymbols && (frequencies.empty() || frequencies[0] != 0));
    std::vector<std::uint32_t> weights(frequencies.begin(), frequencies.end());
    while (!weights.empty() && weights.back() == 0)
        weights.pop_back();
    for (;;) {
        m_lengths = depths(weights);
        if (m_lengths.empty() || *std::ranges::max_element(m_lengths) <= longest) break;
        for (std::uint32_t& weight : weights) // flatter, so that rare symbols come up
            weight = (weight + 1) / 2;
    }
    assignCodes();
}

void PrefixCode::assignCodes()
{
    std::array<std::uint32_t, longest + 1> counts{}, next{};
    for (const std::uint8_t length : m_lengths)
        ++counts[length];
    counts[0] = 0;
    for (unsigned length = 1; length <= longest; ++length)
        next[length] = (next[length - 1] + counts[length - 1]) << 1;
    m_codes.resize(m_lengths.size());
    for (std::size_t symbol = 0; symbol < m_lengths.size(); ++symbol) {
        const unsigned length = m_lengths[symbol];
        if (length != 0) m_codes[symbol] = reversed(next[length]++, length);
    }
}

void PrefixCode::write(Bytes& out) const
{
    putVarint(out, m_lengths.size());
    if (m_lengths.size() <= 1) return;
    BitWriter writer(out);
    for (const std::uint8_t length : m_lengths)
        writer.put(length, 4);
    writer.finish();
}

PrefixCode PrefixCode::read(ByteReader& reader)
{
    PrefixCode code;
    const std::uint32_t symbols = reader.varint(mostSymbols);
    code.m_lengths.resize(symbols);
    if (symbols <= 1) return code;
    const auto packed = reader.take(bytesForBits(std::uint64_t(symbols) * 4));
    std::uint32_t filled = 0; // of the 2^longest patterns
    for (std::uint32_t symbol = 0; symbol < symbols; ++symbol) {
        const unsigned length = static_cast<unsigned>(packed[symbol / 2]) >> (symbol % 2 * 4) & 15u;
        if (length > longest) ByteReader::fail();
        code.m_lengths[symbol] = static_cast<std::uint8_t>(length);
        if (length != 0) filled += 1u << (longest - length);
    }
    if (filled != 1u << longest) ByteReader::fail();
    code.assignCodes();
    code.makeTable();
    return code;
}

void PrefixCode::makeTable()
{
    m_width = *std::ranges::max_element(m_lengths);
    m_table.resize(std::size_t(1) << m_width);
    for (std::uint32_t symbol = 0; symbol < m_lengths.size(); ++symbol) {
        const unsigned length = m_lengths[symbol];
        if (length == 0) continue;
        for (std::size_t pattern = m_codes[symbol]; pattern < m_table.size(); pattern += std::size_t(1) << length)
            m_table[pattern] = static_cast<std::uint16_t>(symbol << 4 | length);
    }
}

std::uint64_t PrefixCode::decode(std::span<const std::byte> bytes, std::uint64_t bit,
                                 std::span<std::uint16_t> into) const
{
    if (m_lengths.size() <= 1) {
        if (m_lengths.empty() && !into.empty()) ByteReader::fail();
        std::ranges::fill(into, std::uint16_t(0));
        return bit;
    }
    constexpr std::size_t symbolsAtOnce = 57 / longest;
    const std::uint64_t end = bytes.size() * 8, mask = m_table.size() - 1;
    const std::uint16_t* table = m_table.data();
    for (std::size_t i = 0; i < into.size();) {
        if (bit > end) ByteReader::fail();
        std::uint64_t word = loadBits(bytes.data(), bit);
        for (const std::size_t stop = std::min(i + symbolsAtOnce, into.size()); i < stop; ++i) {
            const unsigned entry = table[word & mask];
            into[i] = static_cast<std::uint16_t>(entry >> 4);
            word >>= entry & 15u;
            bit += entry & 15u;
        }
    }
    if (bit > end) ByteReader::fail();
    return bit;
}

} // namespace sparsight
