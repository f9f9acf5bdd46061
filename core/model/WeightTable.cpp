// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/WeightTable.h"

#include "core/base/Error.h"
#include "core/base/Sha256.h"
#include "core/model/GuardedMapping.h"
#include "core/model/TensorContent.h"
#include "core/model/WeightNames.h"

#include <algorithm>
#include <functional>
#include <map>
#include <numeric>
#include <set>
#include <tuple>

namespace sparsight {

std::uint64_t TensorEntry::elements() const noexcept
{
    return std::accumulate(shape.begin(), shape.end(), std::uint64_t(1), std::multiplies<>());
}

bool TensorEntry::isContiguous() const noexcept
{
    return stride == rowMajorStride(shape);
}

std::string shapeText(std::span<const std::uint64_t> shape)
{
    std::string text = "[";
    for (const std::uint64_t size : shape)
        text += (text.size() > 1 ? ", " : "") + std::to_string(size);
    return text + "]";
}

std::vector<std::int64_t> rowMajorStride(std::span<const std::uint64_t> shape)
{
    std::vector<std::int64_t> stride(shape.size());
    std::uint64_t step = 1;
    for (std::size_t i = shape.size(); i-- > 0;) {
        stride[i] = static_cast<std::int64_t>(step);
        step *= std::max<std::uint64_t>(shape[i], 1);
    }
    return stride;
}

namespace {

/// "bf16", or "bf16 + fp32" with the more frequent type first.
std::string typesOf(const std::vector<TensorEntry>& entries)
{
    std::map<DType, std::uint64_t> counts;
    for (const TensorEntry& entry : entries)
        if (isFloating(entry.dtype)) counts[entry.dtype] += entry.elements();
    std::vector<std::pair<std::uint64_t, DType>> order;
    for (const auto& [type, count] : counts)
        order.emplace_back(count, type);
    std::ranges::sort(order, std::greater<>());
    std::string text;
    for (const auto& [count, type] : order) {
        const std::string name = type == DType::BF16 ? "bf16" : "fp" + std::string(toString(type).substr(1));
        text += (text.empty() ? "" : " + ") + name;
    }
    return text;
}

using ViewKey = std::tuple<std::uint32_t, std::uint64_t, DType, std::vector<std::uint64_t>, std::vector<std::int64_t>>;

ViewKey viewKey(const TensorEntry& entry)
{
    return {entry.file, entry.offset, entry.dtype, entry.shape, entry.stride};
}

bool isEmbeddingName(std::string_view name)
{
    return name == weight_names::encoderEmbedding || name == weight_names::decoderEmbedding ||
           name == weight_names::head;
}

} // namespace

WeightTable::WeightTable(std::string_view format, std::vector<std::unique_ptr<GuardedMapping>> files,
                         std::vector<TensorEntry> entries)
    : m_entries(std::move(entries))
    , m_mappings(std::move(files))
{
    for (const auto& mapping : m_mappings)
        m_files.push_back(mapping->file().path());
    std::ranges::sort(m_entries, {}, &TensorEntry::name);
    m_description = format;
    if (m_mappings.size() > 1) m_description += ", " + std::to_string(m_mappings.size()) + " shards";
    m_description += ", " + typesOf(m_entries);
}

WeightTable::WeightTable(WeightTable&&) noexcept = default;
WeightTable& WeightTable::operator=(WeightTable&&) noexcept = default;
WeightTable::~WeightTable() = default;

const TensorEntry* WeightTable::find(std::string_view name) const noexcept
{
    const auto found = std::ranges::lower_bound(m_entries, name, {}, &TensorEntry::name);
    return found != m_entries.end() && found->name == name ? &*found : nullptr;
}

const TensorEntry& WeightTable::at(std::string_view name) const
{
    if (const TensorEntry* entry = find(name)) return *entry;
    throw Error(ErrorCode::Corrupt,
                "The weights lack the tensor " + std::string(name) + "; the checkpoint is incomplete, fetch it again.",
                {.item = std::string(name)});
}

std::span<const std::byte> WeightTable::bytes(const TensorEntry& entry) const noexcept
{
    return m_mappings[entry.file]->bytes().subspan(entry.offset, entry.length);
}

bool WeightTable::isAligned(const TensorEntry& entry) const noexcept
{
    return entry.offset % itemSize(entry.dtype) == 0;
}

std::uint64_t WeightTable::elements() const
{
    std::set<ViewKey> seen;
    std::uint64_t sum = 0;
    for (const TensorEntry& entry : m_entries)
        if (seen.insert(viewKey(entry)).second) sum += entry.elements();
    return sum;
}

std::uint64_t WeightTable::fileBytes() const noexcept
{
    std::uint64_t sum = 0;
    for (const auto& mapping : m_mappings)
        sum += mapping->bytes().size();
    return sum;
}

void WeightTable::throwIfChanged() const
{
    for (const auto& mapping : m_mappings) {
        if (!mapping->changed()) continue;
        const std::string file = mapping->file().path().string();
        throw Error(ErrorCode::Corrupt, file + " was changed while it was in use; load the checkpoint again.",
                    {.file = file});
    }
}

bool WeightTable::areEqual(const TensorEntry& a, const TensorEntry& b) const noexcept
{
    if (a.dtype != b.dtype || a.shape != b.shape || a.stride != b.stride) return false;
    if (a.file == b.file && a.offset == b.offset) return true;
    return std::ranges::equal(bytes(a), bytes(b));
}

std::string WeightTable::sha256(const std::stop_token& stop, const ProgressCallback& progress) const
{
    std::uint64_t done = 0, total = 0;
    for (const TensorEntry& entry : m_entries)
        total += entry.length;

    std::map<ViewKey, std::string> digests; // an alias is read once
    const auto digestOf = [&](const TensorEntry& entry) -> const std::string& {
        std::string& digest = digests[viewKey(entry)];
        if (!digest.empty()) return digest;
        Sha256 content;
        forEachChunk(*this, entry, stop, [&](std::span<const std::byte> bytes) { content.add(bytes); });
        return digest = content.hex();
    };

    const TensorEntry* shared = find(weight_names::shared);
    Sha256 hash;
    for (const TensorEntry& entry : m_entries) {
        throwIfStopped(stop);
        report(progress, {"hashing weights", done, total});
        const std::string& digest = digestOf(entry);
        done += entry.length;
        const bool copy = shared && isEmbeddingName(entry.name) && entry.dtype == shared->dtype &&
                          entry.shape == shared->shape && digest == digestOf(*shared);
        if (copy) continue;
        // A name cannot hold a line break and end another row early: its length is part of the row.
        hash.add(std::to_string(entry.name.size()) + " " + entry.name + " " + std::string(toString(entry.dtype)) + " " +
                 shapeText(entry.shape) + " " + digest + "\n");
    }
    throwIfChanged();
    report(progress, {"hashing weights", total, total});
    return hash.hex();
}

} // namespace sparsight
