// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/SentenceIdCodec.h"

#include <algorithm>

namespace sparsight {

Bytes encodeSentenceIds(std::span<const SentenceId> ids)
{
    const unsigned width = ids.empty() ? 0 : bitWidth(std::ranges::max(ids).value);
    Bytes out{static_cast<std::byte>(width)};
    BitWriter writer(out);
    for (const SentenceId id : ids)
        writer.put(id.value, width);
    writer.finish();
    out.resize(out.size() + bitPadding);
    return out;
}

std::vector<SentenceId> decodeSentenceIds(std::span<const std::byte> blob, std::uint32_t count, std::uint32_t limit)
{
    if (blob.size() < 1 + bitPadding) ByteReader::fail();
    ByteReader reader(blob.first(blob.size() - bitPadding));
    const auto width = reader.value<std::uint8_t>();
    if (width > 32) ByteReader::fail();
    const auto packed = reader.take(bytesForBits(std::uint64_t(count) * width));
    std::vector<std::uint32_t> values(count);
    unpackBits<std::uint32_t>(packed.data(), width, values);
    std::vector<SentenceId> ids;
    ids.reserve(count);
    for (const std::uint32_t value : values) {
        if (value >= limit) ByteReader::fail();
        ids.emplace_back(value);
    }
    return ids;
}

} // namespace sparsight
