// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/layers/RelativePositionBias.h"

#include <cmath>
#include <limits>
#include <utility>

namespace sparsight {

at::Tensor relativePositionBuckets(const PositionBuckets& rule, std::int64_t first, std::int64_t last)
{
    const at::Tensor relative = at::arange(first, last + 1, at::kLong);
    const std::int64_t buckets = rule.bidirectional ? rule.buckets / 2 : rule.buckets;
    const std::int64_t exact = buckets / 2;
    const at::Tensor distance = rule.bidirectional ? relative.abs() : relative.neg().clamp_min(0);
    // In fp32 and in this order, as the models were trained: an edge must fall on the same side.
    const double logRange = std::log(double(rule.maxDistance) / double(exact));
    const at::Tensor logarithmic =
        (distance.to(at::kFloat) / double(exact)).log().div_(logRange).mul_(double(buckets - exact)).to(at::kLong);
    at::Tensor bucket = at::where(distance < exact, distance, (logarithmic + exact).clamp_max(buckets - 1));
    if (rule.bidirectional) bucket += (relative > 0).to(at::kLong) * buckets;
    return bucket;
}

RelativePositionBias::RelativePositionBias(at::Tensor weight, PositionBuckets rule)
    : m_weight(std::move(weight))
    , m_rule(rule)
{
}

at::Tensor RelativePositionBias::forward(std::int64_t queries, std::int64_t keys, std::int64_t offset) const
{
    const std::int64_t first = -(offset + queries - 1); // key − query, from the last query to key 0 …
    const std::int64_t last = keys - 1 - offset;        // … to the first query and the last key
    const at::Device device = m_weight.device();
    at::Tensor byDistance =
        m_weight.index_select(0, relativePositionBuckets(m_rule, first, last).to(device)).t(); // [heads, distances]
    if (!m_rule.bidirectional && last > 0) {
        byDistance = byDistance.contiguous();
        byDistance.narrow(1, -first + 1, last).fill_(-std::numeric_limits<double>::infinity());
    }
    const auto longs = at::TensorOptions(at::kLong).device(device);
    const at::Tensor positions = at::arange(offset, offset + queries, longs).unsqueeze(1);
    const at::Tensor index = (at::arange(keys, longs).unsqueeze(0) - positions - first).flatten();
    return byDistance.index_select(1, index).view({1, m_weight.size(1), queries, keys});
}

} // namespace sparsight
