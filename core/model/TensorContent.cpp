// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/TensorContent.h"

#include <algorithm>
#include <cstring>
#include <vector>

namespace sparsight {

namespace {

constexpr std::size_t chunkBytes = 8 << 20; // a multiple of every element's size

class ViewGatherer {
public:
    ViewGatherer(const TensorEntry& entry, std::span<const std::byte> bytes, const std::stop_token& stop,
                 const std::function<void(std::span<const std::byte>)>& visit)
        : m_entry(entry)
        , m_bytes(bytes)
        , m_item(itemSize(entry.dtype))
        , m_stop(stop)
        , m_visit(visit)
    {
        m_chunk.reserve(chunkBytes);
        gather(0, 0);
        flush();
    }

private:
    void gather(std::size_t dimension, std::uint64_t element) // recursion as deep as a tensor has dimensions
    {
        if (dimension == m_entry.shape.size()) {
            if (m_chunk.size() == chunkBytes) flush();
            const std::byte* at = &m_bytes[element * m_item];
            m_chunk.insert(m_chunk.end(), at, at + m_item);
            return;
        }
        const auto stride = static_cast<std::uint64_t>(m_entry.stride[dimension]);
        for (std::uint64_t i = 0; i < m_entry.shape[dimension]; ++i)
            gather(dimension + 1, element + i * stride);
    }

    void flush()
    {
        throwIfStopped(m_stop);
        if (!m_chunk.empty()) m_visit(m_chunk);
        m_chunk.clear();
    }

    const TensorEntry& m_entry;
    std::span<const std::byte> m_bytes;
    std::size_t m_item;
    const std::stop_token& m_stop;
    const std::function<void(std::span<const std::byte>)>& m_visit;
    std::vector<std::byte> m_chunk;
};

} // namespace

void forEachChunk(const WeightTable& weights, const TensorEntry& entry, const std::stop_token& stop,
                  const std::function<void(std::span<const std::byte>)>& visit)
{
    if (entry.elements() == 0) return;
    std::span<const std::byte> bytes = weights.bytes(entry);
    if (!entry.isContiguous()) {
        ViewGatherer(entry, bytes, stop, visit);
        return;
    }
    while (!bytes.empty()) {
        throwIfStopped(stop);
        const auto chunk = bytes.first(std::min(chunkBytes, bytes.size()));
        visit(chunk);
        bytes = bytes.subspan(chunk.size());
    }
}

} // namespace sparsight
