// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/StatisticsCodec.h"

#include "core/store/OrderKey.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace sparsight {

namespace {

constexpr std::uint8_t negativeFlag = 0x80;

void putTop(Bytes& out, std::span<const TopSentence> top, ValueFormat format)
{
    putVarint(out, top.size());
    if (top.empty()) return;
    const KeyRange range = KeyRange::of(format);
    const bool negative = std::ranges::any_of(top, [](const TopSentence& entry) { return entry.value < 0; });
    const auto keyOf = [&](const TopSentence& entry) { return range.keyOf(patternOf(entry.value, format), negative); };
    std::uint32_t least = std::numeric_limits<std::uint32_t>::max(), largest = 0, sentence = 0, token = 0;
    for (const TopSentence& entry : top) {
        least = std::min(least, keyOf(entry));
        largest = std::max(largest, keyOf(entry));
        sentence = std::max(sentence, entry.sentence.value);
        token = std::max<std::uint32_t>(token, entry.token);
    }
    const unsigned sentenceWidth = bitWidth(sentence), valueWidth = bitWidth(largest - least),
                   tokenWidth = bitWidth(token);
    out.push_back(static_cast<std::byte>(sentenceWidth));
    out.push_back(static_cast<std::byte>(valueWidth | (negative ? negativeFlag : 0u)));
    out.push_back(static_cast<std::byte>(tokenWidth));
    putVarint(out, least);
    BitWriter writer(out);
    for (const TopSentence& entry : top)
        writer.put(entry.sentence.value, sentenceWidth);
    writer.finish();
    for (const TopSentence& entry : top)
        writer.put(keyOf(entry) - least, valueWidth);
    writer.finish();
    for (const TopSentence& entry : top)
        writer.put(entry.token, tokenWidth);
    writer.finish();
}

template <class Integer>
std::vector<Integer> takePacked(ByteReader& reader, std::size_t count, unsigned width)
{
    const auto bytes = reader.take(bytesForBits(count * width));
    std::vector<Integer> values(count);
    unpackBits<Integer>(bytes.data(), width, values);
    return values;
}

std::vector<TopSentence> takeTop(ByteReader& reader, ValueFormat format)
{
    const std::uint32_t count = reader.varint(NeuronAccumulator::topCount);
    std::vector<TopSentence> top(count);
    if (count == 0) return top;
    const auto sentenceWidth = reader.value<std::uint8_t>();
    const auto flags = reader.value<std::uint8_t>();
    const auto tokenWidth = reader.value<std::uint8_t>();
    const unsigned valueWidth = flags & ~unsigned(negativeFlag);
    const bool negative = (flags & negativeFlag) != 0;
    const std::uint64_t least = reader.varint(std::numeric_limits<std::uint32_t>::max());
    if (sentenceWidth > 32 || valueWidth > 32 || tokenWidth > 16) ByteReader::fail();
    const auto sentences = takePacked<std::uint32_t>(reader, count, sentenceWidth);
    const auto keys = takePacked<std::uint32_t>(reader, count, valueWidth);
    const auto tokens = takePacked<std::uint16_t>(reader, count, tokenWidth);
    const KeyRange range = KeyRange::of(format);
    for (std::uint32_t i = 0; i < count; ++i) {
        const std::uint64_t key = least + keys[i];
        if (key < range.lowestKey(negative) || key > range.highestKey(negative)) ByteReader::fail();
        const std::uint32_t pattern = range.patternOf(static_cast<std::uint32_t>(key), negative);
        top[i] = {SentenceId(sentences[i]), floatOfFinite(pattern, format), tokens[i]};
    }
    return top;
}

} // namespace

Bytes encodeStatistics(std::span<const NeuronAccumulator> neurons, ValueFormat format)
{
    Bytes out;
    out.reserve(neurons.size() * 700);
    for (const NeuronAccumulator& neuron : neurons) {
        const NeuronStatistics& statistics = neuron.statistics();
        putVarint(out, statistics.sentences);
        putVarint(out, statistics.firings);
        putBytes(out, &statistics.sum, sizeof statistics.sum);
        for (const std::uint32_t count : statistics.histogram)
            putVarint(out, count);
        putTop(out, neuron.top(), format);
    }
    out.resize(out.size() + bitPadding);
    return out;
}

std::vector<NeuronAccumulator> decodeStatistics(std::span<const std::byte> blob, std::uint32_t count,
                                                ValueFormat format, bool signedValues)
{
    if (blob.size() < bitPadding) ByteReader::fail();
    ByteReader reader(blob.first(blob.size() - bitPadding));
    std::vector<NeuronAccumulator> neurons;
    neurons.reserve(count);
    constexpr std::uint32_t any = std::numeric_limits<std::uint32_t>::max();
    for (std::uint32_t i = 0; i < count; ++i) {
        NeuronStatistics statistics;
        statistics.sentences = reader.varint(any);
        statistics.firings = reader.varint();
        statistics.sum = reader.value<double>();
        for (std::uint32_t& bin : statistics.histogram)
            bin = reader.varint(any);
        std::vector<TopSentence> top = takeTop(reader, format);
        if (!top.empty())
            statistics.maximum = signedValues ? std::fabs(top.front().value) : std::max(0.0f, top.front().value);
        neurons.emplace_back(statistics, std::move(top));
    }
    return neurons;
}

} // namespace sparsight
