// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/compare/MatchTableModel.h"

#include "widgets/common/FixedNumber.h"
#include "widgets/common/Format.h"
#include "widgets/models/ChangeText.h"
#include "widgets/models/MetricText.h"
#include "widgets/models/TableRoles.h"

#include <QCoreApplication>

namespace sparsight {
namespace {

bool isText(int column)
{
    return column == MatchTableModel::Mutual || column == MatchTableModel::Moved;
}

} // namespace

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
    const NeuronMatch& match = matchOf(row);
    if (!match.hasCounterpart()) return tr("no counterpart");
    if (match.best == neuronOf(row)) return tr("same number");
    return match.moved(neuronOf(row)) ? tr("moved") : tr("not mutual");
}

QString MatchTableModel::mutualText(int row) const
{
    const NeuronMatch& match = matchOf(row);
    if (!match.bestCorrelation) return QStringLiteral("–");
    return match.isMutual ? tr("yes") : tr("no");
}

QVariant MatchTableModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const int row = index.row(), column = index.column();
    if (role == NeuronRole) return int(neuronOf(row).value);
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::Alignment((isText(column) ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter));
    if (isText(column)) {
        if (role != Qt::DisplayRole && role != ValueRole) return {};
        return column == Moved ? movedText(row) : mutualText(row);
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
    if (role == NumericRole) return !isText(section);
    const auto measured = [](const char* text) { return QCoreApplication::translate("MatchMeasures", text); };
    if (role == ExportRole) {
        const QString id = QLatin1String(m_measure->id);
        const QVariant names[ColumnCount] = {QVariantList{QStringLiteral("reference"), QStringLiteral("run"),
                                                          QStringLiteral("layer"), QStringLiteral("neuron")},
                                             QStringLiteral("same_%1").arg(id),
                                             QStringLiteral("match"),
                                             id,
                                             QStringLiteral("mutual"),
                                             QStringLiteral("gain"),
                                             QStringLiteral("moved")};
        return names[section];
    }
    if (role == Qt::DisplayRole) {
        const QString titles[ColumnCount] = {tr("Neuron"),     measured(m_measure->same),
                                             tr("Best match"), measured(m_measure->best),
                                             tr("Mutual"),     tr("Gain"),
                                             tr("Moved")};
        return titles[section];
    }
    if (role != Qt::ToolTipRole) return {};
    switch (section) {
    case Neuron: return plainToolTip(tr("Of the reference; index in the layer, from 0"));
    case Best:
        return plainToolTip(
            m_matching
                ? tr("The neuron of the other run that is most like it, the best of %L1; of equals the smaller number")
                      .arg(m_matching->candidates)
                : tr("The neuron of the other run that is most like it; of equals the smaller number"));
    case Mutual:
        return plainToolTip(tr("Whether the neuron is the best match of its best match, too: one neuron of the other "
                               "run may be the best match of many"));
    case Gain: return plainToolTip(tr("Best match minus same number"));
    case Moved:
        return plainToolTip(
            tr("Whether the best match is mutual and has another number; below %1 there is no counterpart")
                .arg(fixedNumber(leastMatch, 1)));
    default: return plainToolTip(measured(m_measure->formula));
    }
}

} // namespace sparsight
