// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/layers/OutputProjection.h"

#include "core/model/layers/Normalization.h"

#include <algorithm>
#include <utility>

namespace sparsight {

namespace {

bool isPlain(const at::Tensor& x)
{
    return x.is_cpu() && x.scalar_type() == at::kFloat && x.is_contiguous();
}

/// The non-zero activations, unless they are too many.
std::optional<SparseRows> firing(const at::Tensor& activations)
{
    const auto tokens = static_cast<std::size_t>(activations.size(0));
    const auto width = static_cast<std::size_t>(activations.size(1));
    const double entries = double(activations.numel());
    SparseRows rows(width, static_cast<std::size_t>(OutputProjection::largestLazyDensity * entries));
    const float* data = activations.const_data_ptr<float>();
    for (std::size_t token = 0; token < tokens; ++token) {
        if (!rows.add(data + token * width)) return std::nullopt;
    }
    return rows;
}

} // namespace

OutputProjection::OutputProjection(at::Tensor weight, bool lazy, std::function<void()> release)
    : m_weight(std::move(weight))
    , m_lazy(lazy && isPlain(m_weight))
    , m_release(std::move(release))
{
}

double OutputProjection::addTo(at::Tensor& hidden, const at::Tensor& activations) const
{
    const bool possible = m_lazy && activations.numel() > 0 && isPlain(hidden) && isPlain(activations);
    const std::optional<SparseRows> sparse = possible ? firing(activations) : std::nullopt;
    if (!sparse) {
        addProjection(hidden, activations, m_weight);
        return 0;
    }
    const ColumnPanels& matrix = panels();
    float* out = hidden.data_ptr<float>();
    at::parallel_for(0, static_cast<std::int64_t>(matrix.count()), 1, [&](std::int64_t begin, std::int64_t end) {
        addProduct(*sparse, matrix, static_cast<std::size_t>(begin), static_cast<std::size_t>(end), out,
                   matrix.columns());
    });
    return 1.0 - double(sparse->entries()) / double(activations.numel());
}

const ColumnPanels& OutputProjection::panels() const
{
    std::call_once(m_once, [this] {
        const auto stride = static_cast<std::size_t>(m_weight.size(1));
        m_panels.emplace(stride, static_cast<std::size_t>(m_weight.size(0)));
        const float* weight = m_weight.const_data_ptr<float>();
        at::parallel_for(0, static_cast<std::int64_t>(m_panels->count()), 1, [&](std::int64_t begin, std::int64_t end) {
            for (std::int64_t panel = begin; panel < end; ++panel)
                m_panels->fill(static_cast<std::size_t>(panel), weight, stride);
        });
        if (m_release) m_release();
    });
    return *m_panels;
}

} // namespace sparsight
