// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/compare/MatchTableModel.h"

#include "widgets/common/Format.h"
#include "widgets/models/ChangeText.h"
#include "widgets/models/MetricText.h"
#include "widgets/models/TableRoles.h"

#include <QCoreApplication>

namespace sparsight {

void MatchTableModel::setMatching(std::shared_ptr<const NeuronMatching> matching, const MatchMeasure& measure)
{
    beginResetModel();
    m_matching = std::move(matching);
    m_measure = &measure;
    m_order = m_matching ? neuronsByMove(*m_matching) : std::vector<NeuronId>();
    endResetModel();
}

int MatchTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_order.size());
}

int MatchTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() || !m_measure ? 0 : ColumnCount;
}

std::optional<double> MatchTableModel::number(int row, int column) const
{
    const NeuronMatch& match = matchOf(row);
    switch (column) {
    case Neuron: return neuronOf(row).value;
    case Same: return match.sameCorrelation;
    case Best: return match.bestCorrelation ? std::optional<double>(match.best.value) : std::nullopt;
    case BestScore: return match.bestCorrelation;
    case Gain:
        return match.bestCorrelation && match.sameCorrelation
                   ? std::optional(*match.bestCorrelation - *match.sameCorrelation)
                   : std::nullopt;
    default: return std::nullopt;
    }
}

QString MatchTableModel::movedText(int row) const
{
    if (!matchOf(row).hasCounterpart()) return tr("no counterpart");
    return matchOf(row).moved(neuronOf(row)) ? tr("moved") : tr("same number");
}

QVariant MatchTableModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const int row = index.row(), column = index.column();
    if (role == NeuronRole) return int(neuronOf(row).value);
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(
            Qt::Alignment((column == Moved ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter));
    if (column == Moved) {
        const QString text = movedText(row);
        return role == Qt::DisplayRole || (role == ValueRole && !text.isEmpty()) ? QVariant(text) : QVariant();
    }
    const auto value = number(row, column);
    const bool isNeuron = column == Neuron || column == Best;
    switch (role) {
    case Qt::DisplayRole:
        if (isNeuron) return value ? QString::number(*value) : QStringLiteral("–");
        return column == Gain ? changeText(value, MetricFormat::Score) : metricText(value, MetricFormat::Score);
    case ValueRole: return value ? QVariant(*value) : QVariant();
    case ExportRole:
        if (column == Neuron)
            return QVariantList{QString::fromStdString(m_matching->runs[0].name),
                                QString::fromStdString(m_matching->runs[1].name),
                                QString::fromStdString(m_matching->layer.toString()), int(neuronOf(row).value)};
        if (column == Best && value) return int(*value);
        return metricExport(value);
    default: return {};
    }
}

QVariant MatchTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount()) return {};
    if (role == NumericRole) return section != Moved;
    const auto measured = [](const char* text) { return QCoreApplication::translate("MatchMeasures", text); };
    if (role == ExportRole) {
        const QString id = QLatin1String(m_measure->id);
        const QVariant names[ColumnCount] = {QVariantList{QStringLiteral("reference"), QStringLiteral("run"),
                                                          QStringLiteral("layer"), QStringLiteral("neuron")},
                                             QStringLiteral("same_%1").arg(id),
                                             QStringLiteral("match"),
                                             id,
                                             QStringLiteral("gain"),
                                             QStringLiteral("moved")};
        return names[section];
    }
    if (role == Qt::DisplayRole) {
        const QString titles[ColumnCount] = {tr("Neuron"),     measured(m_measure->same),
                                             tr("Best match"), measured(m_measure->best),
                                             tr("Gain"),       tr("Moved")};
        return titles[section];
    }
    if (role != Qt::ToolTipRole) return {};
    switch (section) {
    case Neuron: return plainToolTip(tr("Of the reference; index in the layer, from 0"));
    case Best:
        return plainToolTip(tr("The neuron of the other run that is most like it; of equals the smaller number"));
    case Gain: return plainToolTip(tr("Best match minus same number"));
    case Moved:
        return plainToolTip(
            tr("Whether the best match has another number; below %1 there is no counterpart").arg(leastMatch));
    default: return plainToolTip(measured(m_measure->formula));
    }
}

} // namespace sparsight
