// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/compare/PairedColumns.h"

namespace sparsight {

void PairedColumns::forEach(NeuronId first, NeuronId last, const Visit& visit, const std::stop_token& stop)
{
    m_kept.resize(last.value - first.value);
    m_first.forEach(
        first, last,
        [&](NeuronId neuron, auto column, auto captured) {
            Kept& kept = m_kept[neuron.value - first.value];
            kept.column.assign(column.begin(), column.end());
            kept.captured.assign(captured.begin(), captured.end());
        },
        stop);
    m_second.forEach(
        first, last,
        [&](NeuronId neuron, auto column, auto captured) {
            const Kept& kept = m_kept[neuron.value - first.value];
            visit(neuron, {kept.column, kept.captured}, {column, captured});
        },
        stop);
}

void PairedColumns::logDamage(DamageLog& log) const
{
    m_first.logDamage(log);
    m_second.logDamage(log);
}

} // namespace sparsight
