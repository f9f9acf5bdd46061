// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/census/CensusNeuronModel.h"

#include "widgets/common/Format.h"
#include "widgets/models/TableRoles.h"
#include "widgets/pages/census/CensusTableModel.h"

namespace sparsight {

void CensusNeuronModel::setCensus(std::shared_ptr<const Census> census)
{
    beginResetModel();
    m_census = std::move(census);
    endResetModel();
}

int CensusNeuronModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() || !m_census ? 0 : int(m_census->neurons.size());
}

int CensusNeuronModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : 3;
}

QString CensusNeuronModel::topics(int row) const
{
    QStringList names;
    for (const std::uint32_t group : m_census->neurons[std::size_t(row)].topics)
        names << QString::fromStdString(m_census->groups[group].name);
    return names.join(QStringLiteral(", "));
}

QVariant CensusNeuronModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    if (role == NeuronRole) return index.row();
    if (role == Qt::TextAlignmentRole && index.column() == Neuron)
        return QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
    if (role == ExportRole && index.column() == Neuron)
        return QVariantList{QString::fromStdString(m_census->run.name),
                            QString::fromStdString(m_census->layer.toString()),
                            QString::fromStdString(m_census->settings.rule.toString()), index.row()};
    if (role != Qt::DisplayRole && role != ValueRole && role != ExportRole) return {};
    switch (index.column()) {
    case Neuron: return role == ValueRole ? QVariant(double(index.row())) : QVariant(QString::number(index.row()));
    case Class: return classTitle(classOf(index.row()));
    default: return topics(index.row());
    }
}

QVariant CensusNeuronModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount()) return {};
    if (role == NumericRole) return section == Neuron;
    if (role == ExportRole) {
        if (section == Neuron)
            return QVariantList{QStringLiteral("run"), QStringLiteral("layer"), QStringLiteral("rule"),
                                QStringLiteral("neuron")};
        return section == Class ? QStringLiteral("class") : QStringLiteral("topics");
    }
    const QString titles[] = {tr("Neuron"), tr("Class"), tr("Topics that it follows")};
    const QString hints[] = {tr("Index in the layer, from 0"), tr("The first class that holds, from left to right"),
                             tr("In both halves of the data set")};
    if (role == Qt::DisplayRole) return titles[section];
    return role == Qt::ToolTipRole ? QVariant(plainToolTip(hints[section])) : QVariant();
}

} // namespace sparsight
