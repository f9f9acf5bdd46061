// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/BlockCodec.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>

namespace sparsight {

namespace {

std::variant<GroupViewV1, RowsView> openRows(std::span<const std::byte> blob, const GroupView::Shape& shape)
{
    std::uint32_t version = 0;
    if (blob.size() < sizeof version) ByteReader::fail();
    std::memcpy(&version, blob.data(), sizeof version);
    if (version == blobVersion) return RowsView(blob, shape.sentences, shape.neurons);
    return GroupViewV1(blob, shape.sentences, shape.format);
}

} // namespace

std::size_t EncodedGroup::size() const
{
    return std::accumulate(values.begin(), values.end(), rows.size(),
                           [](std::size_t sum, const Bytes& part) { return sum + part.size(); });
}

EncodedGroup encodeGroup(const ColumnBlock& block, std::uint32_t group)
{
    EncodedGroup encoded{.rows = encodeRows(block, group), .values = {}};
    for (std::uint32_t part = 0; part < partsOfAGroup; ++part) {
        const std::uint32_t first = std::min(group * neuronsPerGroup + part * neuronsPerPart, block.neurons());
        encoded.values[part] = encodeValues(block, first, std::min(neuronsPerPart, block.neurons() - first));
    }
    return encoded;
}

std::uint32_t DecodedColumn::sentencesOfFirings(double epsilon) const
{
    if (firingSentences) return *firingSentences;
    return static_cast<std::uint32_t>(
        std::ranges::count_if(values, [&](float value) { return std::fabs(value) > epsilon; }));
}

void DecodedColumn::resize(std::size_t count)
{
    rows.resize(count);
    values.resize(count);
    tokens.resize(count);
}

GroupView::GroupView(std::span<const std::byte> rows, const Shape& shape)
    : m_shape(shape)
    , m_rows(openRows(rows, shape))
{
}

void GroupView::addValues(std::uint32_t part, std::span<const std::byte> blob)
{
    const std::uint32_t first = std::min(part * neuronsPerPart, m_shape.neurons);
    m_values[part].emplace(blob, m_shape.format, std::min(neuronsPerPart, m_shape.neurons - first));
}

void GroupView::decode(std::uint32_t neuron, DecodedColumn& into) const
{
    const RowsView* rows = std::get_if<RowsView>(&m_rows);
    if (rows == nullptr) {
        std::get<GroupViewV1>(m_rows).decode(neuron, into);
        return;
    }
    const auto& values = m_values[neuron / neuronsPerPart];
    assert(values);
    const RowsView::Counts counts = rows->decode(neuron, into.rows);
    into.firings = counts.firings;
    into.firingSentences = counts.firingSentences;
    into.resize(into.rows.size());
    values->decode(neuron % neuronsPerPart, into.values, into.tokens);
}

void GroupView::mark(std::uint32_t neuron, std::span<std::uint64_t> bits) const
{
    std::visit([&](const auto& rows) { rows.mark(neuron, bits); }, m_rows);
}

float GroupView::valueAt(std::uint32_t neuron, std::uint32_t row, DecodedColumn& scratch) const
{
    decode(neuron, scratch);
    const auto found = std::ranges::lower_bound(scratch.rows, row);
    if (found == scratch.rows.end() || *found != row) return 0;
    return scratch.values[static_cast<std::size_t>(found - scratch.rows.begin())];
}

} // namespace sparsight
