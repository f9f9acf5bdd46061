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

/// A part on its way into a blob.
class PartEncoder {
public:
    PartEncoder(const ColumnBlock& block, std::uint32_t first, std::uint32_t count)
        : m_format(block.format())
    {
        for (std::uint32_t neuron = first; neuron < first + count; ++neuron)
            m_columns.push_back(block.column(NeuronId(neuron)));
        for (const Column column : m_columns)
            m_hasSign = m_hasSign || std::ranges::any_of(column, [](const ColumnEntry& e) { return e.value < 0; });
        chooseValueCode();
        chooseTokenCode();
    }

    Bytes encode() const
    {
        SliceWriter writer;
        for (std::size_t i = 0; i < m_columns.size(); ++i)
            if (Bytes& slice = writer.next(); !m_columns[i].empty()) putSlice(i, slice);
        Bytes head;
        putCoding(m_low, m_hasSign, m_least, m_values, head);
        putCoding(m_tokenLow, false, m_leastToken, m_tokens, head);
        return writer.finish(head);
    }

private:
    std::uint64_t key(const ColumnEntry& entry) const { return keyOf(entry.value, m_format, m_hasSign); }
    /// Less the neuron's centre.
    std::int32_t high(const ColumnEntry& entry, std::size_t column) const
    {
        return static_cast<std::int32_t>(key(entry) >> m_low) - m_centres[column];
    }
    std::int32_t tokenHigh(const ColumnEntry& entry) const { return entry.token >> m_tokenLow; }

    void chooseCentres()
    {
        m_centres.clear();
        for (const Column column : m_columns) {
            std::uint64_t sum = 0;
            for (const ColumnEntry& entry : column)
                sum += key(entry) >> m_low;
            m_centres.push_back(column.empty() ? 0 : static_cast<std::int32_t>(sum / column.size()));
        }
    }
    /// Moves bits to the low part until the high one is within what a code may have.
    void chooseValueCode()
    {
        for (m_low = lowBitsOf(m_format) + unsigned(m_hasSign);; ++m_low) {
            chooseCentres();
            if (countSymbols([this](const ColumnEntry& entry, std::size_t i) { return high(entry, i); }, m_least))
                break;
        }
        m_values = PrefixCode(m_frequencies);
    }
    void chooseTokenCode()
    {
        for (m_tokenLow = 0;; ++m_tokenLow) {
            if (countSymbols([this](const ColumnEntry& entry, std::size_t) { return tokenHigh(entry); }, m_leastToken))
                break;
        }
        m_tokens = PrefixCode(m_frequencies);
    }
    /// Fills m_frequencies and `least`; false when there are too many symbols.
    template <class SymbolOf>
    bool countSymbols(SymbolOf symbolOf, std::int32_t& least)
    {
        least = std::numeric_limits<std::int32_t>::max();
        std::int32_t largest = std::numeric_limits<std::int32_t>::min();
        forEach([&](const ColumnEntry& entry, std::size_t i) {
            least = std::min(least, symbolOf(entry, i));
            largest = std::max(largest, symbolOf(entry, i));
        });
        m_frequencies.clear();
        if (least > largest) {
            least = 0;
            return true;
        }
        if (largest - least >= static_cast<std::int32_t>(PrefixCode::mostSymbols)) return false;
        m_frequencies.resize(static_cast<std::size_t>(largest - least) + 1);
        forEach([&](const ColumnEntry& entry, std::size_t i) {
            ++m_frequencies[static_cast<std::size_t>(symbolOf(entry, i) - least)];
        });
        return true;
    }
    template <class Visit>
    void forEach(Visit visit) const
    {
        for (std::size_t i = 0; i < m_columns.size(); ++i)
            for (const ColumnEntry& entry : m_columns[i])
                visit(entry, i);
    }

    void putSlice(std::size_t i, Bytes& out) const
    {
        putVarint(out, static_cast<std::uint32_t>(m_centres[i]));
        BitWriter writer(out);
        const std::uint64_t mask = (std::uint64_t(1) << m_low) - 1, tokenMask = (1u << m_tokenLow) - 1;
        for (const ColumnEntry& entry : m_columns[i])
            writer.put(key(entry) & mask, m_low);
        writer.finish();
        for (const ColumnEntry& entry : m_columns[i])
            writer.put(entry.token & tokenMask, m_tokenLow);
        writer.finish();
        for (const ColumnEntry& entry : m_columns[i])
            m_values.put(writer, static_cast<std::uint32_t>(high(entry, i) - m_least));
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

Bytes encodeValues(const ColumnBlock& block, std::uint32_t first, std::uint32_t count)
{
    return PartEncoder(block, first, count).encode();
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
