// SPDX-License-Identifier: GPL-3.0-or-later
// Integers in as few bits as they need, least significant bit first, little-endian.
#pragma once

#include "core/base/Error.h"

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <vector>

namespace sparsight {

static_assert(std::endian::native == std::endian::little, "the codecs read eight bytes at a time");

using Bytes = std::vector<std::byte>;

/// Readers load eight bytes at a time, so whatever they read ends with this many bytes of padding.
inline constexpr std::size_t bitPadding = 8;

/// Bits that a value of at most `largest` needs: 0 for 0.
constexpr unsigned bitWidth(std::uint64_t largest)
{
    return static_cast<unsigned>(std::bit_width(largest));
}

constexpr std::uint64_t bytesForBits(std::uint64_t bits)
{
    return (bits + 7) / 8;
}

/// Appends bits to a buffer; the last byte is filled up with zeros by finish().
class BitWriter {
public:
    explicit BitWriter(Bytes& out)
        : m_out(out)
    {
    }
    /// width ≤ 32; value < 2^width
    void put(std::uint64_t value, unsigned width)
    {
        m_pending |= value << m_filled;
        m_filled += width;
        if (m_filled >= 32) {
            append(4);
            m_pending >>= 32;
            m_filled -= 32;
        }
    }
    /// `zeros` zeros and a one
    void putUnary(std::uint64_t zeros)
    {
        for (; zeros >= 31; zeros -= 31)
            put(0, 31);
        put(std::uint64_t(1) << zeros, static_cast<unsigned>(zeros) + 1);
    }
    void finish()
    {
        append(bytesForBits(m_filled));
        m_pending = 0;
        m_filled = 0;
    }

private:
    void append(std::size_t bytes)
    {
        const auto* data = reinterpret_cast<const std::byte*>(&m_pending);
        m_out.insert(m_out.end(), data, data + bytes);
    }

    Bytes& m_out;
    std::uint64_t m_pending = 0;
    unsigned m_filled = 0;
};

/// At least 57 bits from position `bit` on.
inline std::uint64_t loadBits(const std::byte* data, std::uint64_t bit)
{
    std::uint64_t word;
    std::memcpy(&word, data + (bit >> 3), sizeof word);
    return word >> (bit & 7);
}

/// into[i] = value i of `width` ≤ 32 bits. data holds them and bitPadding more bytes.
template <class Integer>
void unpackBits(const std::byte* data, unsigned width, std::span<Integer> into)
{
    const std::uint64_t mask = (std::uint64_t(1) << width) - 1;
    std::uint64_t bit = 0;
    for (Integer& value : into) {
        value = static_cast<Integer>(loadBits(data, bit) & mask);
        bit += width;
    }
}

inline void putVarint(Bytes& out, std::uint64_t value)
{
    for (; value >= 0x80; value >>= 7)
        out.push_back(static_cast<std::byte>(value | 0x80));
    out.push_back(static_cast<std::byte>(value));
}

inline void putBytes(Bytes& out, const void* data, std::size_t size)
{
    const auto* bytes = static_cast<const std::byte*>(data);
    out.insert(out.end(), bytes, bytes + size);
}

/// Walks over encoded bytes that may be hostile: whatever reaches past the end is Error(Corrupt).
class ByteReader {
public:
    explicit ByteReader(std::span<const std::byte> bytes)
        : m_rest(bytes)
    {
    }
    std::uint64_t varint()
    {
        std::uint64_t value = 0;
        for (unsigned shift = 0; shift < 64; shift += 7) {
            const auto byte = static_cast<std::uint64_t>(take(1)[0]);
            value |= (byte & 0x7f) << shift;
            if (byte < 0x80) return value;
        }
        fail();
    }
    /// A varint that may not exceed a limit.
    std::uint32_t varint(std::uint32_t limit)
    {
        const std::uint64_t value = varint();
        if (value > limit) fail();
        return static_cast<std::uint32_t>(value);
    }
    template <class Value>
    Value value()
    {
        Value result;
        std::memcpy(&result, take(sizeof(Value)).data(), sizeof(Value));
        return result;
    }
    std::span<const std::byte> take(std::uint64_t size)
    {
        if (size > m_rest.size()) fail();
        const auto taken = m_rest.first(size);
        m_rest = m_rest.subspan(size);
        return taken;
    }
    std::span<const std::byte> rest() const { return m_rest; }
    [[noreturn]] static void fail()
    {
        throw Error(ErrorCode::Corrupt, "Stored activations contradict themselves; capture this block again.");
    }

private:
    std::span<const std::byte> m_rest;
};

} // namespace sparsight
