// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/models/FiringModel.h"

#include "widgets/common/Format.h"
#include "widgets/models/TableRoles.h"

#include <QStringList>

namespace sparsight {

void FiringModel::setLive(const LiveSummary& summary, std::vector<TokenWord> words)
{
    beginResetModel();
    m_summary = summary;
    m_words = std::move(words);
    endResetModel();
}

void FiringModel::setFacts(std::shared_ptr<const LayerData> facts)
{
    m_facts = std::move(facts);
    if (rowCount() > 0) Q_EMIT dataChanged(index(0, Density), index(rowCount() - 1, Topics));
}

void FiringModel::clear()
{
    setLive({}, {});
}

int FiringModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_summary.firing.size());
}

int FiringModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString FiringModel::topicsOf(NeuronId neuron) const
{
    QStringList marks;
    for (const auto& [topic, column] : m_facts->topics) {
        if (neuron.value < column.scores.size() && isTopicNeuron(column.scores[neuron.value])) marks << topic;
    }
    return marks.join(QStringLiteral(", "));
}

QVariant FiringModel::value(NeuronId neuron, int column) const
{
    switch (column) {
    case Neuron: return double(neuron.value);
    case Value: return double(m_summary.values[neuron.value]);
    case Word: {
        const int word = wordOf(m_words, m_summary.position[neuron.value]);
        return word < 0 ? QString() : m_words[std::size_t(word)].text;
    }
    case Density: return known(neuron) ? QVariant(100 * m_facts->density(neuron)) : QVariant();
    case Topics: return known(neuron) ? topicsOf(neuron) : QString();
    default: return {};
    }
}

QString FiringModel::display(NeuronId neuron, int column) const
{
    switch (column) {
    case Neuron: return QString::number(neuron.value);
    case Value: return columnNumber(m_summary.values[neuron.value]);
    case Density: return known(neuron) ? columnPercent(m_facts->density(neuron)) : QStringLiteral("–");
    default: return value(neuron, column).toString();
    }
}

QVariant FiringModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const NeuronId neuron = neuronAt(index.row());
    switch (role) {
    case Qt::DisplayRole: return display(neuron, index.column());
    case ValueRole: return value(neuron, index.column());
    case NeuronRole: return int(neuron.value);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::Alignment(
            (index.column() == Word || index.column() == Topics ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter));
    default: return {};
    }
}

QVariant FiringModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount) return {};
    if (role == NumericRole) return section != Word && section != Topics;
    const QString titles[] = {tr("Neuron"), tr("Value"), tr("Token"), tr("Fires on"), tr("Topics")};
    const QString hints[] = {tr("Index in the layer, from 0"), tr("Activation on this sentence"),
                             tr("Where the value is from; of a mean, where it is strongest"),
                             tr("Share of the run's tokens on which it fires (density)"),
                             tr("Topics with q < 0.05 and lift ≥ 2 in the run")};
    if (role == Qt::DisplayRole) return titles[section];
    if (role == Qt::ToolTipRole) return plainToolTip(hints[section]);
    return {};
}

} // namespace sparsight
