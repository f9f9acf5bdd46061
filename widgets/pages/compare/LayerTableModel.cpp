// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/compare/LayerTableModel.h"

#include "widgets/common/Format.h"
#include "widgets/models/ChangeText.h"
#include "widgets/models/MetricText.h"
#include "widgets/models/TableRoles.h"

namespace sparsight {

void LayerTableModel::setDensities(LayerDensities densities)
{
    beginResetModel();
    m_densities = std::move(densities);
    endResetModel();
}

int LayerTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_densities.layers.size());
}

int LayerTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() || m_densities.runs.empty() ? 0 : int(2 * m_densities.runs.size());
}

std::optional<double> LayerTableModel::number(int row, int column) const
{
    const auto layer = std::size_t(row);
    const auto& value = m_densities.density[runOf(column)][layer];
    if (!isChange(column)) return value;
    const auto& reference = m_densities.density[0][layer];
    return value && reference ? std::optional(*value - *reference) : std::nullopt;
}

QVariant LayerTableModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const LayerId layer = m_densities.layers[std::size_t(index.row())];
    if (index.column() == 0) {
        if (role == Qt::DisplayRole || role == ValueRole) return QString::fromStdString(layer.toString());
        if (role == Qt::ToolTipRole) return plainToolTip(QString::fromStdString(layer.huggingFaceModule()));
        return {};
    }
    const auto value = number(index.row(), index.column());
    switch (role) {
    case Qt::DisplayRole:
        return isChange(index.column()) ? changeText(value, MetricFormat::Percent)
                                        : metricText(value, MetricFormat::Percent);
    case ValueRole: return metricValue(value, MetricFormat::Percent);
    case ExportRole: return metricExport(value);
    case Qt::TextAlignmentRole: return QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
    default: return {};
    }
}

QVariant LayerTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount()) return {};
    if (role == NumericRole) return section > 0;
    if (section == 0) return role == Qt::DisplayRole ? QVariant(tr("Layer")) : QVariant();
    const QString run = QString::fromStdString(m_densities.runs[runOf(section)].name);
    const QString reference = QString::fromStdString(m_densities.runs[0].name);
    switch (role) {
    case Qt::DisplayRole: return isChange(section) ? QStringLiteral("Δ %1").arg(run) : run;
    case ExportRole:
        return QStringLiteral("%1 %2").arg(run, QLatin1String(isChange(section) ? "density_change" : "density"));
    case Qt::ToolTipRole:
        return plainToolTip(isChange(section)
                                ? tr("Density in %1 minus density in %2, in percentage points").arg(run, reference)
                                : tr("Density of the layer in the run %1: the share of all (token, neuron) pairs that "
                                     "are not zero")
                                      .arg(run));
    default: return {};
    }
}

} // namespace sparsight
