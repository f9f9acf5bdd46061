// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/SafetensorsWriter.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cassert>
#include <functional>
#include <numeric>

namespace sparsight {

namespace {

/// How the format spells a type, and the bytes of one value.
struct TypeInfo {
    const char* name;
    std::uint64_t size;
};

TypeInfo infoOf(TensorSpec::Type type)
{
    switch (type) {
    case TensorSpec::Type::BF16: return {"BF16", 2};
    case TensorSpec::Type::F32: return {"F32", 4};
    case TensorSpec::Type::I64: break;
    }
    return {"I64", 8};
}

std::uint64_t byteSize(const TensorSpec& tensor)
{
    return std::accumulate(tensor.shape.begin(), tensor.shape.end(), infoOf(tensor.type).size, std::multiplies<>());
}

/// The header: its length as a little-endian 64-bit number, then JSON, padded with blanks to a multiple of eight.
std::string header(const std::vector<TensorSpec>& tensors, const std::map<std::string, std::string>& metadata)
{
    nlohmann::ordered_json entries = nlohmann::ordered_json::object();
    if (!metadata.empty()) entries["__metadata__"] = metadata;
    std::uint64_t offset = 0;
    for (const TensorSpec& tensor : tensors) {
        const std::uint64_t end = offset + byteSize(tensor);
        entries[tensor.name] = {
            {"dtype", infoOf(tensor.type).name}, {"shape", tensor.shape}, {"data_offsets", {offset, end}}};
        offset = end;
    }
    std::string json = entries.dump();
    json.resize((json.size() + 7) / 8 * 8, ' ');
    std::string length(8, '\0');
    for (int byte = 0; byte < 8; ++byte)
        length[byte] = static_cast<char>(json.size() >> (8 * byte));
    return length + json;
}

} // namespace

SafetensorsWriter::SafetensorsWriter(const std::filesystem::path& file, std::vector<TensorSpec> tensors,
                                     const std::map<std::string, std::string>& metadata)
    : m_tensors(std::move(tensors))
    , m_file(file)
{
    assert(std::is_sorted(m_tensors.begin(), m_tensors.end(),
                          [](const auto& a, const auto& b) { return a.type > b.type; }));
    m_file.write(header(m_tensors, metadata));
    if (!m_tensors.empty()) m_missing = byteSize(m_tensors[0]);
}

void SafetensorsWriter::append(std::span<const float> values)
{
    append(TensorSpec::Type::F32, std::as_bytes(values));
}

void SafetensorsWriter::append(std::span<const std::int64_t> values)
{
    append(TensorSpec::Type::I64, std::as_bytes(values));
}

void SafetensorsWriter::append(std::span<const std::uint16_t> values)
{
    append(TensorSpec::Type::BF16, std::as_bytes(values));
}

void SafetensorsWriter::append([[maybe_unused]] TensorSpec::Type type, std::span<const std::byte> bytes)
{
    if (bytes.empty()) return;
    while (m_missing == 0)
        m_missing = byteSize(m_tensors.at(++m_current)); // passes over empty tensors
    assert(m_tensors[m_current].type == type && bytes.size() <= m_missing);
    m_file.write(bytes);
    m_missing -= bytes.size();
}

void SafetensorsWriter::finish()
{
    assert(m_missing == 0);
    m_file.commit();
}

} // namespace sparsight
