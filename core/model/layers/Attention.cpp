// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/layers/Attention.h"

#include "core/model/layers/Normalization.h"
#include "core/model/layers/PackedWeight.h"

#include <utility>
#include <vector>

namespace sparsight {

namespace {

/// Views the columns of a fused product [batch · t, parts · heads · d_kv] as its parts [batch, heads, t, d_kv].
std::vector<at::Tensor> splitHeads(const at::Tensor& product, std::int64_t batch, std::int64_t parts,
                                   std::int64_t heads)
{
    return product.view({batch, -1, parts, heads, product.size(1) / (parts * heads)})
        .permute({2, 0, 3, 1, 4})
        .unbind(0);
}

KeyValueCache::Memory makeMemory(at::IntArrayRef sizes, const at::Tensor& like)
{
    return {at::empty(sizes, like.options()), at::empty(sizes, like.options())};
}

} // namespace

void KeyValueCache::append(const at::Tensor& keys, const at::Tensor& values)
{
    const std::int64_t added = keys.size(2);
    TORCH_CHECK(m_length + added <= m_capacity, "key/value cache of ", m_capacity, " positions is full");
    if (!m_memory.keys.defined()) m_memory = makeMemory({keys.size(0), keys.size(1), m_capacity, keys.size(3)}, keys);
    m_memory.keys.narrow(2, m_length, added).copy_(keys);
    m_memory.values.narrow(2, m_length, added).copy_(values);
    m_length += added;
}

void KeyValueCache::select(const at::Tensor& rows, Memory& spare)
{
    std::vector<std::int64_t> sizes = m_memory.keys.sizes().vec();
    sizes[0] = rows.size(0);
    if (!spare.keys.defined() || spare.keys.sizes() != sizes) spare = makeMemory(sizes, m_memory.keys);
    at::Tensor newKeys = spare.keys.narrow(2, 0, m_length), newValues = spare.values.narrow(2, 0, m_length);
    at::index_select_out(newKeys, keys(), 0, rows);
    at::index_select_out(newValues, values(), 0, rows);
    std::swap(m_memory, spare);
}

void AttentionOutput::attend(at::Tensor& hidden, const at::Tensor& queries, const at::Tensor& keys,
                             const at::Tensor& values, const at::Tensor& bias) const
{
    std::optional<at::Tensor> mask;
    if (bias.defined()) mask = bias.to(queries.scalar_type());
    const at::Tensor context = at::scaled_dot_product_attention(queries, keys, values, mask, 0.0, false, 1.0);
    addProjection(hidden, context.transpose(1, 2).reshape({hidden.size(0), -1}), weight);
}

void SelfAttention::forward(at::Tensor& hidden, const at::Tensor& normed, std::int64_t batch, const at::Tensor& bias,
                            KeyValueCache* cache) const
{
    const auto parts = splitHeads(linearProduct(normed, qkv), batch, 3, output.heads);
    if (!cache) {
        output.attend(hidden, parts[0], parts[1], parts[2], bias);
        return;
    }
    cache->append(parts[1], parts[2]);
    output.attend(hidden, parts[0], cache->keys(), cache->values(), bias);
}

CrossAttention::Memory CrossAttention::remember(const at::Tensor& encoderStates, std::int64_t batch) const
{
    const auto parts = splitHeads(linearProduct(encoderStates, kv), batch, 2, output.heads);
    return {parts[0], parts[1]};
}

void CrossAttention::forward(at::Tensor& hidden, const at::Tensor& normed, std::int64_t batch, const Memory& memory,
                             const at::Tensor& mask) const
{
    const auto queries = splitHeads(linearProduct(normed, q), batch, 1, output.heads);
    at::Tensor bias;
    if (mask.defined()) bias = mask.expand({-1, output.heads, queries[0].size(2), -1});
    output.attend(hidden, queries[0], memory.keys, memory.values, bias);
}

} // namespace sparsight
