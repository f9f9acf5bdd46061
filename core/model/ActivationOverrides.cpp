// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/ActivationOverrides.h"

#include "core/model/TorchError.h"
#include "core/model/layers/TopK.h"

#include <algorithm>
#include <vector>

namespace sparsight {

ActivationOverrides::ActivationOverrides(std::span<const Intervention> interventions, at::Device device,
                                         at::ScalarType type)
{
    std::map<LayerId, std::pair<std::vector<std::int64_t>, std::vector<float>>> lists;
    for (const Intervention& each : interventions) {
        auto& [neurons, values] = lists[each.layer];
        neurons.push_back(each.neuron.value);
        values.push_back(each.value);
    }
    guarded([&] {
        const c10::InferenceMode inference;
        for (const auto& [layer, list] : lists) {
            m_layers[layer] = {at::tensor(list.first, at::kLong).to(device),
                               at::tensor(list.second, at::kFloat).to(device, type)};
        }
    });
}

bool ActivationOverrides::keepsTop(LayerId layer) const
{
    return m_top.k > 0 && (m_top.layers.empty() || std::ranges::find(m_top.layers, layer) != m_top.layers.end());
}

void ActivationOverrides::apply(LayerId layer, at::Tensor& activations) const
{
    if (keepsTop(layer)) activations = topK(activations, m_top.k);
    const auto found = m_layers.find(layer);
    if (found == m_layers.end()) return;
    const Layer& set = found->second;
    activations.index_copy_(1, set.neurons, set.values.expand({activations.size(0), -1}));
}

} // namespace sparsight
