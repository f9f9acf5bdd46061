// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/ablation/ChangedNeuronModel.h"

#include "widgets/common/Format.h"
#include "widgets/models/TableRoles.h"

#include <QStringList>

namespace sparsight {

void ChangedNeuronModel::setAblation(std::shared_ptr<const Ablation> ablation)
{
    beginResetModel();
    m_ablation = std::move(ablation);
    endResetModel();
}

void ChangedNeuronModel::setSource(const QString& source)
{
    m_source = source;
}

/// The formula, the token and how many there are, and the checkpoint.
QString ChangedNeuronModel::hint(const ChangedNeuron& neuron, int column) const
{
    const auto& tokens = neuron.layer.stack == Stack::Encoder ? m_ablation->tokens : m_ablation->decoderTokens;
    QStringList lines;
    if (column == Neuron) lines << QString::fromStdString(neuron.layer.huggingFaceModule());
    if (column == Change)
        lines << tr("Change = after − before = %1 − %2")
                     .arg(columnNumber(double(neuron.after)), columnNumber(double(neuron.before)));
    lines << tr("At token %L1 of %L2, from 0: where the neuron changes most").arg(neuron.token).arg(tokens.size())
          << m_source;
    return lines.join(QLatin1Char('\n'));
}

NeuronName ChangedNeuronModel::nameAt(int row) const
{
    const ChangedNeuron& neuron = m_ablation->neurons[std::size_t(row)];
    return {neuron.layer, neuron.neuron};
}

int ChangedNeuronModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() || !m_ablation ? 0 : int(m_ablation->neurons.size());
}

int ChangedNeuronModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString ChangedNeuronModel::tokenText(const ChangedNeuron& neuron) const
{
    const auto& tokens = neuron.layer.stack == Stack::Encoder ? m_ablation->tokens : m_ablation->decoderTokens;
    return neuron.token < tokens.size() ? QString::fromStdString(tokens[neuron.token].piece) : QString();
}

QVariant ChangedNeuronModel::value(const ChangedNeuron& neuron, int column) const
{
    switch (column) {
    case Neuron: return QString::fromStdString(NeuronName{neuron.layer, neuron.neuron}.toString());
    case Before: return double(neuron.before);
    case After: return double(neuron.after);
    case Change: return double(neuron.change());
    case AtToken: return tokenText(neuron);
    default: return {};
    }
}

QVariant ChangedNeuronModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const ChangedNeuron& neuron = m_ablation->neurons[std::size_t(index.row())];
    const bool isText = index.column() == Neuron || index.column() == AtToken;
    switch (role) {
    case Qt::DisplayRole: {
        if (isText) return value(neuron, index.column());
        const double number = value(neuron, index.column()).toDouble();
        const QString text = columnNumber(number);
        return index.column() == Change && number > 0 ? QLatin1Char('+') + text : text;
    }
    case ValueRole: return value(neuron, index.column());
    case Qt::ToolTipRole: return plainToolTip(hint(neuron, index.column()));
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::Alignment((isText ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter));
    default: return {};
    }
}

QVariant ChangedNeuronModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount) return {};
    if (role == NumericRole) return section != Neuron && section != AtToken;
    const QString titles[] = {tr("Neuron"), tr("Before"), tr("After"), tr("Change"), tr("Token")};
    const QString hints[] = {tr("A neuron of a later layer"),
                             tr("Its activation at the token, with the model as it is"),
                             tr("The same with the neurons set"), tr("After − before; sorted by its size"),
                             tr("Where the neuron changes most")};
    if (role == Qt::DisplayRole) return titles[section];
    if (role == Qt::ToolTipRole) return plainToolTip(hints[section]);
    return {};
}

} // namespace sparsight
