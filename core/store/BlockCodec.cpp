// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/BlockCodec.h"

#include <algorithm>
#include <cassert>
#include <cmath>

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

EncodedGroup encodeGroup(const ColumnBlock& block, std::uint32_t group)
{
    return {.rows = encodeRows(block, group), .values = encodeValues(block, group)};
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

void GroupView::addValues(std::span<const std::byte> blob)
{
    m_values.emplace(blob, m_shape.format, m_shape.neurons);
}

void GroupView::decode(std::uint32_t neuron, DecodedColumn& into) const
{
    const RowsView* rows = std::get_if<RowsView>(&m_rows);
    if (rows == nullptr) {
        std::get<GroupViewV1>(m_rows).decode(neuron, into);
        return;
    }
    assert(m_values);
    const RowsView::Counts counts = rows->decode(neuron, into.rows);
    into.firings = counts.firings;
    into.firingSentences = counts.firingSentences;
    into.resize(into.rows.size());
    m_values->decode(neuron, into.values, into.tokens);
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
