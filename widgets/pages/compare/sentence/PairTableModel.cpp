// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/compare/sentence/PairTableModel.h"

#include "widgets/common/Format.h"
#include "widgets/models/TableRoles.h"

namespace sparsight {

void PairTableModel::setPair(const LivePair& pair, QStringList words, const std::array<QString, 2>& names)
{
    beginResetModel();
    m_pair = pair;
    m_neurons = neuronsByChange(m_pair, PairOrder::Token);
    m_words = std::move(words);
    const bool renamed = m_names != names;
    m_names = names;
    endResetModel();
    if (renamed) Q_EMIT headerDataChanged(Qt::Horizontal, First, Second);
}

int PairTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_neurons.size());
}

int PairTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant PairTableModel::value(NeuronId neuron, int column) const
{
    const NeuronDifference& difference = m_pair.neurons[neuron.value];
    switch (column) {
    case Neuron: return double(neuron.value);
    case First: return double(difference.first);
    case Second: return double(difference.second);
    case Change: return double(difference.change);
    case TokenChange: return m_pair.pairs > 0 ? QVariant(double(difference.tokenChange)) : QVariant();
    case Word:
        return m_pair.pairs > 0 && difference.tokenChange != 0 ? m_words.value(int(difference.where)) : QString();
    default: return {};
    }
}

QVariant PairTableModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const NeuronId neuron = neuronAt(index.row());
    const QVariant its = value(neuron, index.column());
    switch (role) {
    case Qt::DisplayRole:
        if (index.column() == Neuron) return QString::number(neuron.value);
        if (index.column() == Word) return its;
        return its.isValid() ? columnNumber(its.toDouble()) : QStringLiteral("–");
    case ValueRole: return its;
    case NeuronRole: return int(neuron.value);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(
            Qt::Alignment((index.column() == Word ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter));
    default: return {};
    }
}

QString PairTableModel::title(int section) const
{
    switch (section) {
    case Neuron: return tr("Neuron");
    case First: return m_names[0];
    case Second: return m_names[1];
    case Change: return tr("Change");
    case TokenChange: return tr("At a token");
    default: return tr("Token");
    }
}

QVariant PairTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount) return {};
    if (role == NumericRole) return section != Word;
    if (role == Qt::DisplayRole) return title(section);
    if (role != Qt::ToolTipRole) return {};
    const QString peak = tr("A in %1: the activation of largest |a| over the sentence's tokens, with its sign");
    const QString hints[] = {
        tr("Index in the layer, from 0"),
        peak.arg(m_names[0]),
        peak.arg(m_names[1]),
        tr("A in %2 minus A in %1").arg(m_names[0], m_names[1]),
        tr("a in %2 minus a in %1 at the same token, where that is largest in size; n = %L3 pairs of "
           "tokens")
            .arg(m_names[0], m_names[1])
            .arg(m_pair.pairs),
        tr("Where the activations at a token differ most")};
    return plainToolTip(hints[section]);
}

} // namespace sparsight
