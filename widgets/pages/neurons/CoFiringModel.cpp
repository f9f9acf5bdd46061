// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/neurons/CoFiringModel.h"

#include "widgets/common/Format.h"
#include "widgets/models/MetricText.h"
#include "widgets/models/TableRoles.h"

namespace sparsight {
namespace {

std::optional<double> numberOf(const CoFiringNeuron& neuron, int column)
{
    switch (column) {
    case CoFiringModel::Correlation: return neuron.correlation;
    case CoFiringModel::Jaccard: return neuron.jaccard;
    case CoFiringModel::Both: return neuron.both;
    default: return neuron.sentences;
    }
}

MetricFormat formatOf(int column)
{
    const bool score = column == CoFiringModel::Correlation || column == CoFiringModel::Jaccard;
    return score ? MetricFormat::Score : MetricFormat::Count;
}

} // namespace

void CoFiringModel::setResult(std::shared_ptr<const CoFiring> result)
{
    beginResetModel();
    m_result = std::move(result);
    m_neurons = m_result ? neuronsByCorrelation(*m_result) : std::vector<NeuronId>{};
    endResetModel();
}

int CoFiringModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_neurons.size());
}

int CoFiringModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant CoFiringModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const NeuronId neuron = m_neurons[std::size_t(index.row())];
    if (role == NeuronRole) return int(neuron.value);
    if (role == Qt::TextAlignmentRole) return QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
    if (index.column() == Neuron) {
        if (role == Qt::DisplayRole) return QString::number(neuron.value);
        if (role == ValueRole) return double(neuron.value);
        if (role == ExportRole)
            return QVariantList{QString::fromStdString(m_result->run.name),
                                QString::fromStdString(m_result->layer.toString()), m_result->neuron.value,
                                neuron.value};
        return {};
    }
    const auto number = numberOf(m_result->neurons[neuron.value], index.column());
    const MetricFormat format = formatOf(index.column());
    if (role == Qt::DisplayRole) return metricText(number, format);
    if (role == ValueRole) return metricValue(number, format);
    if (role == ExportRole) return metricExport(number);
    return {};
}

QVariant CoFiringModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount) return {};
    if (role == NumericRole) return true;
    if (role == ExportRole) {
        if (section == Neuron)
            return QVariantList{QStringLiteral("run"), QStringLiteral("layer"), QStringLiteral("neuron"),
                                QStringLiteral("other")};
        const QString ids[] = {QString(), QStringLiteral("correlation"), QStringLiteral("jaccard"),
                               QStringLiteral("both"), QStringLiteral("sentences")};
        return ids[section];
    }
    const QString titles[] = {tr("Neuron"), tr("r"), tr("Jaccard"), tr("Both fire"), tr("Fires")};
    const QString hints[] = {tr("Index in the layer, from 0"),
                             tr("Pearson correlation of both neurons' values A over all sentences; undefined where one "
                                "is the same everywhere"),
                             tr("Sentences where both fire, of those where either does"),
                             tr("Sentences where both fire"), tr("Sentences where it fires")};
    if (role == Qt::DisplayRole) return titles[section];
    return role == Qt::ToolTipRole ? QVariant(plainToolTip(hints[section])) : QVariant();
}

} // namespace sparsight
