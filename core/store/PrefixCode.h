// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/BitPacking.h"

#include <cstdint>
#include <span>
#include <vector>

namespace sparsight {

/// A prefix code (Huffman's, canonical) of integers from 0: frequent ones take few bits, none more than `longest`.
/// Written as varint count of symbols, then the lengths of their codes, 4 bits each, 0 for one that does not occur;
/// a code of one symbol takes no bits.
class PrefixCode {
public:
    static constexpr unsigned longest = 10;
    static constexpr std::uint32_t mostSymbols = 512;

    PrefixCode() = default;
    /// frequencies: [symbols], at most mostSymbols; the first one occurs.
    explicit PrefixCode(std::span<const std::uint32_t> frequencies);
    void write(Bytes& out) const;
    /// Throws Error(Corrupt) for what is not a whole prefix code.
    static PrefixCode read(ByteReader& reader);

    void put(BitWriter& writer, std::uint32_t symbol) const { writer.put(m_codes[symbol], m_lengths[symbol]); }
    /// Fills `into` from position `bit` on and returns the position behind. bytes: bitPadding more may be read.
    std::uint64_t decode(std::span<const std::byte> bytes, std::uint64_t bit, std::span<std::uint16_t> into) const;

private:
    void assignCodes();
    void makeTable();

    std::vector<std::uint8_t> m_lengths; // [symbols]
    std::vector<std::uint16_t> m_codes;  // [symbols], first bit lowest
    std::vector<std::uint16_t> m_table;  // [2^width]: symbol * 16 + length, for reading
    unsigned m_width = 0;                // of the longest code
};

} // namespace sparsight
