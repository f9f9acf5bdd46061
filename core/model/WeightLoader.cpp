// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/WeightLoader.h"

#include "core/base/Error.h"
#include "core/model/layers/PackedWeight.h"

#include <cstring>
#include <sys/mman.h>
#include <unistd.h>

namespace sparsight {

namespace {

at::ScalarType scalarType(const TensorEntry& entry)
{
    switch (entry.dtype) {
    case DType::F64: return at::kDouble;
    case DType::F32: return at::kFloat;
    case DType::F16: return at::kHalf;
    case DType::BF16: return at::kBFloat16;
    default: break;
    }
    throw Error(ErrorCode::Unsupported,
                "Tensor " + entry.name + " holds " + std::string(toString(entry.dtype)) +
                    " where a floating-point type is needed; save the checkpoint in fp32, fp16 or bf16.",
                {.item = entry.name});
}

/// Tells the system that a mapped range will not be read again soon, so that copies do not double the memory in use.
void releasePages(std::span<const std::byte> bytes)
{
    const auto page = static_cast<std::uintptr_t>(sysconf(_SC_PAGESIZE));
    const auto begin = (reinterpret_cast<std::uintptr_t>(bytes.data()) + page - 1) / page * page;
    const auto end = reinterpret_cast<std::uintptr_t>(bytes.data() + bytes.size()) / page * page;
    if (begin < end) madvise(reinterpret_cast<void*>(begin), end - begin, MADV_DONTNEED);
}

} // namespace

WeightLoader::WeightLoader(const WeightTable& weights, at::Device device, at::ScalarType type)
    : m_weights(&weights)
    , m_device(device)
    , m_type(type)
{
}

at::Tensor WeightLoader::mapped(const TensorEntry& entry) const
{
    const std::vector<std::int64_t> shape(entry.shape.begin(), entry.shape.end());
    const auto bytes = m_weights->bytes(entry);
    const auto options = at::TensorOptions(scalarType(entry));
    // Tensors are never written to; from_blob only lacks a const form.
    auto* data = const_cast<std::byte*>(bytes.data());
    if (m_weights->isAligned(entry)) return at::from_blob(data, shape, entry.stride, options);
    at::Tensor copy = at::empty({static_cast<std::int64_t>(bytes.size())}, at::kByte);
    std::memcpy(copy.data_ptr(), bytes.data(), bytes.size());
    return copy.view(options.dtype().toScalarType()).as_strided(shape, entry.stride);
}

at::Tensor WeightLoader::load(std::string_view name, at::ScalarType type) const
{
    const TensorEntry& entry = m_weights->at(name);
    const at::Tensor source = mapped(entry);
    at::Tensor tensor = source.to(m_device, type).contiguous();
    if (tensor.data_ptr() != source.data_ptr()) releasePages(m_weights->bytes(entry));
    return tensor;
}

at::Tensor WeightLoader::loadProduct(const std::vector<std::string>& names) const
{
    const at::Tensor weight = names.size() == 1 ? load(names[0]) : loadFused(names);
    const at::Tensor product = packed(weight);
    if (product.is_mkldnn()) {
        for (const std::string& name : names)
            releasePages(m_weights->bytes(m_weights->at(name)));
    }
    return product;
}

std::function<void()> WeightLoader::releaser(std::string_view name) const
{
    return [bytes = m_weights->bytes(m_weights->at(name))] { releasePages(bytes); };
}

at::Tensor WeightLoader::loadFused(const std::vector<std::string>& names) const
{
    std::vector<at::Tensor> parts;
    for (const auto& name : names)
        parts.push_back(mapped(m_weights->at(name)).to(m_device, m_type));
    at::Tensor fused = at::cat(parts, 0);
    for (const auto& name : names)
        releasePages(m_weights->bytes(m_weights->at(name)));
    return fused;
}

} // namespace sparsight
