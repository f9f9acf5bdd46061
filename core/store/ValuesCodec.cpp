// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/ValuesCodec.h"

#include "core/store/OrderKey.h"
#include "core/store/SliceDirectory.h"

#include <algorithm>
#include <limits>

namespace sparsight {

namespace {

using Column = std::span<const ColumnEntry>;

constexpr std::int32_t symbolBias = 65536;
constexpr std::uint8_t signFlag = 0x80;

/// Patterns of magnitudes: the sign bit taken off.
constexpr std::uint32_t magnitudeMask(ValueFormat format)
{
    return format == ValueFormat::F16 ? 0x7fffu : 0x7fffffffu;
}

/// Below these bits lies a quarter of an octave, within which a neuron's values are as good as evenly distributed.
constexpr unsigned lowBitsOf(ValueFormat format)
{
    return format == ValueFormat::F16 ? 8 : 21;
}

std::uint64_t keyOf(float value, ValueFormat format, bool hasSign)
{
    const std::uint64_t magnitude = patternOf(value, format) & magnitudeMask(format);
    return hasSign ? magnitude << 1 | std::uint64_t(value < 0) : magnitude;
}

/// The values of a group on their way into a blob.
class ValuesEncoder {
public:
    ValuesEncoder(const ColumnBlock& block, std::uint32_t group)
        : m_format(block.format())
    {
        const std::uint32_t first = group * neuronsPerGroup;
        for (std::uint32_t neuron = first; neuron < std::min(first + neuronsPerGroup, block.neurons()); ++neuron)
            m_columns.push_back(block.column(NeuronId(neuron)));
        for (const Column column : m_columns)
            m_hasSign = m_hasSign || std::ranges::any_of(column, [](const ColumnEntry& e) { return e.value < 0; });
        for (const Column column : m_columns)
            for (const ColumnEntry& entry : column)
                m_keys.push_back(static_cast<std::uint32_t>(keyOf(entry.value, m_format, m_hasSign)));
        chooseValueCode();
        chooseTokenCode();
    }

    Bytes encode() const
    {
        SliceWriter writer;
        std::span<const std::uint32_t> keys = m_keys;
        for (std::size_t i = 0; i < m_columns.size(); ++i) {
            Bytes& slice = writer.next();
            const std::size_t count = m_columns[i].size();
            if (count != 0) putSlice(i, keys.first(count), slice);
            keys = keys.subspan(count);
        }
        Bytes head;
        putCoding(m_low, m_hasSign, m_least, m_values, head);
        putCoding(m_tokenLow, false, m_leastToken, m_tokens, head);
        return writer.finish(head);
    }

private:
    std::int32_t tokenHigh(const ColumnEntry& entry) const { return entry.token >> m_tokenLow; }
    /// Less the neuron's centre.
    std::int32_t high(std::uint32_t key, std::size_t column) const
    {
        return static_cast<std::int32_t>(key >> m_low) - m_centres[column];
    }

    void chooseCentres()
    {
        m_centres.clear();
        const std::uint32_t* key = m_keys.data();
        for (const Column column : m_columns) {
            std::uint64_t sum = 0;
            for (std::size_t i = 0; i < column.size(); ++i)
                sum += *key++ >> m_low;
            m_centres.push_back(column.empty() ? 0 : static_cast<std::int32_t>(sum / column.size()));
        }
    }
    /// Moves bits to the low part until the high one is within what a code may have.
    void chooseValueCode()
    {
        for (m_low = lowBitsOf(m_format) + unsigned(m_hasSign);; ++m_low) {
            chooseCentres();
            m_symbols.clear();
            const std::uint32_t* key = m_keys.data();
            for (std::size_t i = 0; i < m_columns.size(); ++i)
                for (std::size_t n = m_columns[i].size(); n > 0; --n)
                    m_symbols.push_back(high(*key++, i));
            if (countSymbols(m_least)) break;
        }
        m_values = PrefixCode(m_frequencies);
    }
    void chooseTokenCode()
    {
        for (m_tokenLow = 0;; ++m_tokenLow) {
            m_symbols.clear();
            for (const Column column : m_columns)
                for (const ColumnEntry& entry : column)
                    m_symbols.push_back(tokenHigh(entry));
            if (countSymbols(m_leastToken)) break;
        }
        m_tokens = PrefixCode(m_frequencies);
    }
    /// Fills m_frequencies from m_symbols, and `least`; false when there are too many of them.
    bool countSymbols(std::int32_t& least)
    {
        m_frequencies.clear();
        least = 0;
        if (m_symbols.empty()) return true;
        const auto [lowest, highest] = std::ranges::minmax(m_symbols);
        if (highest - lowest >= static_cast<std::int32_t>(PrefixCode::mostSymbols)) return false;
        least = lowest;
        m_frequencies.resize(static_cast<std::size_t>(highest - lowest) + 1);
        for (const std::int32_t symbol : m_symbols)
            ++m_frequencies[static_cast<std::size_t>(symbol - lowest)];
        return true;
    }

    void putSlice(std::size_t i, std::span<const std::uint32_t> keys, Bytes& out) const
    {
        putVarint(out, static_cast<std::uint32_t>(m_centres[i]));
        BitWriter writer(out);
        const std::uint64_t mask = (std::uint64_t(1) << m_low) - 1, tokenMask = (1u << m_tokenLow) - 1;
        for (const std::uint32_t key : keys)
            writer.put(key & mask, m_low);
        writer.finish();
        for (const ColumnEntry& entry : m_columns[i])
            writer.put(entry.token & tokenMask, m_tokenLow);
        writer.finish();
        for (const std::uint32_t key : keys)
            m_values.put(writer, static_cast<std::uint32_t>(high(key, i) - m_least));
        for (const ColumnEntry& entry : m_columns[i])
            m_tokens.put(writer, static_cast<std::uint32_t>(tokenHigh(entry) - m_leastToken));
        writer.finish();
    }
    static void putCoding(unsigned low, bool hasSign, std::int32_t least, const PrefixCode& code, Bytes& out)
    {
        out.push_back(static_cast<std::byte>(low | (hasSign ? signFlag : 0u)));
        putVarint(out, static_cast<std::uint32_t>(least + symbolBias));
        code.write(out);
    }

    ValueFormat m_format;
    std::vector<Column> m_columns;
    bool m_hasSign = false;
    unsigned m_low = 0, m_tokenLow = 0;
    std::int32_t m_least = 0, m_leastToken = 0;
    std::vector<std::int32_t> m_centres; // [columns]
    std::vector<std::uint32_t> m_keys;   // of all columns, one after the other
    std::vector<std::int32_t> m_symbols; // likewise
    std::vector<std::uint32_t> m_frequencies;
    PrefixCode m_values, m_tokens;
};

/// What slices are decoded into on the way, kept by each thread.
std::span<std::uint16_t> symbolSpace(std::size_t count)
{
    static thread_local std::vector<std::uint16_t> space;
    if (space.size() < count) space.resize(count);
    return std::span(space).first(count);
}

} // namespace

Bytes encodeValues(const ColumnBlock& block, std::uint32_t group)
{
    return ValuesEncoder(block, group).encode();
}

ValuesView::Coding ValuesView::readCoding(ByteReader& reader)
{
    Coding coding;
    const unsigned flags = reader.value<std::uint8_t>();
    coding.low = flags & ~unsigned(signFlag);
    coding.hasSign = (flags & signFlag) != 0;
    coding.least = static_cast<std::int32_t>(reader.varint(2 * symbolBias)) - symbolBias;
    coding.code = PrefixCode::read(reader);
    if (coding.low > 32) ByteReader::fail();
    return coding;
}

ValuesView::ValuesView(std::span<const std::byte> blob, ValueFormat format, std::uint32_t neurons)
    : m_blob(blob)
    , m_format(format)
{
    ByteReader reader = openBlob(blob);
    m_values = readCoding(reader);
    m_tokens = readCoding(reader);
    if (m_tokens.low > 16) ByteReader::fail();
    readDirectory(reader, blob.size(), neurons, m_offsets);
}

void ValuesView::decode(std::uint32_t neuron, std::span<float> values, std::span<std::uint16_t> tokens) const
{
    const std::size_t count = values.size();
    if (count == 0) return;
    ByteReader reader(m_blob.subspan(m_offsets[neuron], m_offsets[neuron + 1] - m_offsets[neuron]));
    const auto centre = static_cast<std::int64_t>(reader.varint(std::numeric_limits<std::int32_t>::max()));
    const auto low = reader.take(bytesForBits(count * m_values.low));
    const auto tokenLow = reader.take(bytesForBits(count * m_tokens.low));

    const auto symbols = symbolSpace(count);
    std::uint64_t bit = m_values.code.decode(reader.rest(), 0, symbols);
    const std::int64_t base = centre + m_values.least;
    const std::uint64_t mask = (std::uint64_t(1) << m_values.low) - 1;
    const std::uint32_t signBit = magnitudeMask(m_format) + 1, shift = m_values.hasSign ? 1 : 0;
    std::uint64_t smallest = std::numeric_limits<std::uint64_t>::max(), largest = 0, at = 0;
    for (std::size_t i = 0; i < count; ++i, at += m_values.low) {
        const std::uint64_t key =
            static_cast<std::uint64_t>(base + symbols[i]) << m_values.low | (loadBits(low.data(), at) & mask);
        const std::uint64_t magnitude = key >> shift;
        smallest = std::min(smallest, magnitude);
        largest = std::max(largest, magnitude);
        const std::uint32_t pattern = static_cast<std::uint32_t>(magnitude) | ((key & shift) != 0 ? signBit : 0);
        values[i] = floatOfFinite(pattern, m_format);
    }
    if (smallest == 0 || largest > KeyRange::of(m_format).largest) ByteReader::fail();

    bit = m_tokens.code.decode(reader.rest(), bit, symbols);
    unpackBits(tokenLow.data(), m_tokens.low, tokens);
    std::uint32_t largestToken = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const auto token = static_cast<std::uint32_t>(symbols[i] + m_tokens.least) << m_tokens.low | tokens[i];
        largestToken = std::max(largestToken, token);
        tokens[i] = static_cast<std::uint16_t>(token);
    }
    if (largestToken > 0xffffu) ByteReader::fail();
}

} // namespace sparsight
