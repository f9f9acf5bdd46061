// SPDX-License-Identifier: GPL-3.0-or-later
// What the blobs of a group's rows and of its values have in common: a version, the sizes of the neurons' slices, and
// the slices.
#pragma once

#include "core/store/BitPacking.h"

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

namespace sparsight {

/// The first four bytes of a blob. Version 1 has no such number: there its first offset stands, which is larger.
inline constexpr std::uint32_t blobVersion = 2;
/// A block holds at most so many sentences.
inline constexpr std::uint32_t maximumBlockSentences = 1u << 16;

/// The slices of a blob, put together.
class SliceWriter {
public:
    /// The bytes of the next slice, to be appended to.
    Bytes& next()
    {
        m_ends.push_back(m_slices.size());
        return m_slices;
    }
    /// The whole blob. head: what stands between the version and the sizes.
    Bytes finish(std::span<const std::byte> head = {})
    {
        m_ends.push_back(m_slices.size());
        Bytes sizes;
        for (std::size_t i = 1; i < m_ends.size(); ++i)
            putVarint(sizes, m_ends[i] - m_ends[i - 1]);
        Bytes blob(sizeof blobVersion + head.size() + sizes.size() + m_slices.size() + bitPadding);
        auto at = blob.begin();
        for (const std::span<const std::byte> piece :
             {std::as_bytes(std::span(&blobVersion, 1)), head, std::span<const std::byte>(sizes),
              std::span<const std::byte>(m_slices)})
            at = std::ranges::copy(piece, at).out;
        return blob;
    }

private:
    Bytes m_slices;
    std::vector<std::size_t> m_ends; // begins of slices
};

/// Checks version and padding; the reader stands behind the version.
inline ByteReader openBlob(std::span<const std::byte> blob)
{
    if (blob.size() < sizeof blobVersion + bitPadding) ByteReader::fail();
    ByteReader reader(blob.first(blob.size() - bitPadding));
    if (reader.value<std::uint32_t>() != blobVersion) ByteReader::fail();
    return reader;
}

/// Reads the sizes and gives each slice's begin, and the end of the last, as offsets into the blob.
inline void readDirectory(ByteReader& reader, std::size_t blobSize, std::uint32_t slices,
                          std::span<std::uint32_t> offsets)
{
    std::uint64_t next = 0;
    for (std::uint32_t i = 0; i < slices; ++i) {
        offsets[i] = static_cast<std::uint32_t>(next);
        next += reader.varint(0x7fffffffu);
    }
    const std::uint64_t begin = blobSize - bitPadding - reader.rest().size();
    if (next != reader.rest().size() || blobSize > 0x7fffffffu) ByteReader::fail();
    for (std::uint32_t i = 0; i < slices; ++i)
        offsets[i] += static_cast<std::uint32_t>(begin);
    for (std::size_t i = slices; i < offsets.size(); ++i)
        offsets[i] = static_cast<std::uint32_t>(begin + next);
}

} // namespace sparsight
