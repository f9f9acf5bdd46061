// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/kt/ProbeModel.h"

#include "widgets/common/Format.h"
#include "widgets/models/MetricText.h"
#include "widgets/models/TableRoles.h"

#include <algorithm>

namespace sparsight {

void ProbeModel::setProbe(std::shared_ptr<const SparseProbe> probe, const QString& topic)
{
    beginResetModel();
    m_probe = std::move(probe);
    m_topic = topic;
    endResetModel();
}

int ProbeModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() || !m_probe ? 0 : int(m_probe->neurons.size());
}

int ProbeModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

/// Precision, recall and F1 stand in the row of the last neuron that they are of.
std::optional<double> ProbeModel::numberAt(int row, int column) const
{
    if (column == Place) return row + 1;
    if (column == Neuron) return m_probe->neurons[std::size_t(row)].value;
    const auto step = std::ranges::find(m_probe->steps, std::uint32_t(row + 1), &ProbeStep::neurons);
    if (step == m_probe->steps.end()) return std::nullopt;
    return column == Precision ? step->precision : column == Recall ? step->recall : step->f1;
}

QVariant ProbeModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    if (role == NeuronRole) return int(m_probe->neurons[std::size_t(index.row())].value);
    if (role == Qt::TextAlignmentRole) return QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
    const int column = index.column();
    const auto number = numberAt(index.row(), column);
    if (role == Qt::DisplayRole) {
        if (column == Place || column == Neuron) return QString::number(*number, 'f', 0);
        return number ? metricText(number, MetricFormat::Score)
                      : QStringLiteral("·"); // not undefined, but not asked for
    }
    if (role == Qt::ToolTipRole && !number)
        return plainToolTip(tr("Probes are fitted for the best 1, 2, 4, 8 … neurons only"));
    if (role == ValueRole) return metricValue(number, MetricFormat::Score);
    if (role != ExportRole) return {};
    if (column != Place) return metricExport(number);
    return QVariantList{QString::fromStdString(m_probe->run.name), QString::fromStdString(m_probe->layer.toString()),
                        m_topic, metricExport(number)};
}

QVariant ProbeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount) return {};
    if (role == NumericRole) return true;
    if (role == ExportRole) {
        if (section == Place)
            return QVariantList{QStringLiteral("run"), QStringLiteral("layer"), QStringLiteral("topic"),
                                QStringLiteral("neurons")};
        const QString ids[] = {
            {}, QStringLiteral("neuron"), QStringLiteral("precision"), QStringLiteral("recall"), QStringLiteral("f1")};
        return ids[section];
    }
    const QString titles[] = {tr("Neurons"), tr("The last of them"), tr("Precision"), tr("Recall"), tr("F1")};
    const QString hints[] = {
        tr("The best so many neurons, by |Pearson r| of A and having a keyword, on the half that they are chosen on"),
        tr("Index in the layer, from 0"),
        tr("Of the held-out sentences that a logistic regression on these neurons says yes to, the share with a "
           "keyword"),
        tr("Of the held-out sentences with a keyword, the share that it says yes to"),
        tr("2 · precision · recall / (precision + recall), on the half that the neurons were not chosen on")};
    if (role == Qt::DisplayRole) return titles[section];
    return role == Qt::ToolTipRole ? QVariant(plainToolTip(hints[section])) : QVariant();
}

} // namespace sparsight
