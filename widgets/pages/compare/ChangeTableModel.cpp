// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/compare/ChangeTableModel.h"

#include "widgets/common/Format.h"
#include "widgets/models/ChangeCell.h"
#include "widgets/models/ChangeText.h"
#include "widgets/models/KtCell.h"
#include "widgets/models/MetricText.h"
#include "widgets/models/TableRoles.h"

#include <algorithm>
#include <cmath>

namespace sparsight {
namespace {

/// Exported with KT, or with its change: a share is nothing without its n, nor a change without its interval.
bool isPartOfAnother(const PairColumn& column, const PairComparison& pair)
{
    const bool ofKt = pair.changes.withKeyword && column.side && (column.is("k") || column.is("n"));
    return ofKt || column.is("kt_change_low") || column.is("kt_change_high");
}

} // namespace

void ChangeTableModel::setPair(std::shared_ptr<const PairComparison> pair)
{
    beginResetModel();
    m_pair = std::move(pair);
    m_columns = m_pair ? pairColumns(*m_pair) : std::vector<PairColumn>();
    findMaxima();
    endResetModel();
}

/// Of the neurons that are tested: others have changes of KT that only a few sentences make.
void ChangeTableModel::findMaxima()
{
    m_maxima.assign(m_columns.size(), 0);
    if (!m_pair) return;
    for (std::size_t i = 0; i < m_columns.size(); ++i) {
        const PairColumn& column = m_columns[i];
        if (!column.isSigned) continue;
        const bool ofKt = column.is("kt_change");
        for (const NeuronId neuron : m_pair->order) {
            if (ofKt && !m_pair->changes.isTested(neuron)) continue;
            const auto value = column.value(*m_pair, neuron);
            const auto& interval = m_pair->change(neuron).ktInterval;
            if (value) m_maxima[i] = std::max(m_maxima[i], std::abs(*value));
            if (value && ofKt && interval)
                m_maxima[i] =
                    std::max({m_maxima[i], std::abs(interval->interval.low), std::abs(interval->interval.high)});
        }
    }
}

int ChangeTableModel::columnOf(std::string_view id, std::optional<std::size_t> side) const
{
    const auto found = std::ranges::find_if(m_columns, [&](const PairColumn& c) { return c.is(id) && c.side == side; });
    return found == m_columns.end() ? -1 : FirstNumber + int(found - m_columns.begin());
}

int ChangeTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() || !m_pair ? 0 : int(m_pair->order.size());
}

int ChangeTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() || !m_pair ? 0 : FirstNumber + int(m_columns.size());
}

QString ChangeTableModel::runName(std::size_t side) const
{
    return QString::fromStdString(m_pair->changes.runs[side].name);
}

QString ChangeTableModel::fate(NeuronId neuron) const
{
    const NeuronChange& change = m_pair->change(neuron);
    return change.born ? tr("born") : change.died ? tr("died") : QString();
}

KtCell ChangeTableModel::ktCell(NeuronId neuron, std::size_t side) const
{
    return {m_pair->change(neuron).sides[side].score, m_pair->sentences[side], (*m_pair->changes.withKeyword)[side],
            m_pair->topic, describeRule(m_pair->changes.settings.rule)};
}

QVariant ChangeTableModel::changeCell(NeuronId neuron, int column) const
{
    const PairColumn& its = columnAt(column);
    if (!its.isSigned) return {};
    ChangeCell cell{.value = its.value(*m_pair, neuron), .low = {}, .high = {}};
    cell.maximum = m_maxima[std::size_t(column - FirstNumber)];
    if (its.is("kt_change")) {
        if (const auto& interval = m_pair->change(neuron).ktInterval) {
            cell.low = interval->interval.low;
            cell.high = interval->interval.high;
        }
        cell.isClear = m_pair->direction(neuron) != 0;
    }
    return QVariant::fromValue(cell);
}

QVariant ChangeTableModel::exportedNeuron(NeuronId neuron) const
{
    return QVariantList{runName(0),
                        runName(1),
                        QString::fromStdString(m_pair->changes.layer.toString()),
                        m_pair->topic,
                        QString::fromStdString(m_pair->changes.settings.rule.toString()),
                        int(neuron.value)};
}

QVariant ChangeTableModel::exported(NeuronId neuron, const PairColumn& column) const
{
    if (isPartOfAnother(column, *m_pair)) return QVariantList{};
    const NeuronChange& change = m_pair->change(neuron);
    const QVariant number = metricExport(column.value(*m_pair, neuron));
    if (column.side && column.is("kt")) {
        const KtScore& score = change.sides[*column.side].score;
        return QVariantList{number, int(score.withKeyword), int(score.captured)};
    }
    if (!column.is("kt_change")) return number;
    const auto& interval = change.ktInterval;
    return QVariantList{number, metricExport(interval ? std::optional(interval->interval.low) : std::nullopt),
                        metricExport(interval ? std::optional(interval->interval.high) : std::nullopt)};
}

QVariant ChangeTableModel::exportedTitle(const PairColumn& column) const
{
    if (isPartOfAnother(column, *m_pair)) return QVariantList{};
    QStringList titles{QLatin1String(column.info.id)};
    if (column.side && column.is("kt")) titles << QStringLiteral("k") << QStringLiteral("n");
    if (column.is("kt_change")) titles << QStringLiteral("kt_change_low") << QStringLiteral("kt_change_high");
    QVariantList all;
    for (const QString& title : titles)
        all << (column.side ? QStringLiteral("%1 %2").arg(runName(*column.side), title) : title);
    return all;
}

QVariant ChangeTableModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const NeuronId neuron = neuronOf(index.row());
    if (role == NeuronRole) return int(neuron.value);
    const bool isText = index.column() == Fate;
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::Alignment((isText ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter));
    if (index.column() == Neuron) {
        if (role == Qt::DisplayRole) return QString::number(neuron.value);
        if (role == ExportRole) return exportedNeuron(neuron);
        return role == ValueRole ? QVariant(double(neuron.value)) : QVariant();
    }
    if (isText) {
        const QString text = fate(neuron);
        return role == Qt::DisplayRole || (role == ValueRole && !text.isEmpty()) ? QVariant(text) : QVariant();
    }
    const PairColumn& column = columnAt(index.column());
    const auto number = column.value(*m_pair, neuron);
    const bool isKt = column.is("kt") && column.side;
    switch (role) {
    case Qt::DisplayRole:
        if (isKt) return ktCell(neuron, *column.side).fraction();
        return column.isSigned ? changeText(number, column.info.format) : metricText(number, column.info.format);
    case ValueRole: return metricValue(number, column.info.format);
    case ExportRole: return exported(neuron, column);
    case KtRole: return isKt ? QVariant::fromValue(ktCell(neuron, *column.side)) : QVariant();
    case ChangeRole: return changeCell(neuron, index.column());
    case Qt::ToolTipRole: return plainToolTip(hint(neuron, column));
    default: return {};
    }
}

QString ChangeTableModel::hint(NeuronId neuron, const PairColumn& column) const
{
    if (column.side && column.is("kt"))
        return runName(*column.side) + QLatin1Char('\n') + ktCell(neuron, *column.side).toolTip();
    if (!std::string_view(column.info.id).starts_with("kt_change")) return headerHint(column);
    const NeuronChange& change = m_pair->change(neuron);
    const auto number = [](double value) { return columnNumber(value); };
    QStringList lines;
    lines << tr("Δ KT = KT in %1 minus KT in %2 = %3")
                 .arg(runName(1), runName(0),
                      change.kt ? changeText(change.kt, MetricFormat::Score) : QStringLiteral("–"));
    for (const std::size_t side : {0, 1})
        lines << tr("%1: k / n = %2").arg(runName(side), ktCell(neuron, side).fraction());
    if (const auto& interval = change.ktInterval) {
        const QString ends = tr("%1 to %2").arg(number(interval->interval.low), number(interval->interval.high));
        lines << (m_pair->independent
                      ? tr("95 % interval %1 (Newcombe, independent samples)").arg(ends)
                      : tr("95 % interval %1 (paired bootstrap, %L2 draws of %L3 %4, seed %5)")
                            .arg(ends)
                            .arg(m_pair->changes.settings.bootstrap.draws)
                            .arg(m_pair->changes.clusters)
                            .arg(m_pair->changes.clustersAreDocuments ? tr("documents") : tr("sentences"))
                            .arg(m_pair->changes.settings.bootstrap.seed));
        lines << (m_pair->direction(neuron) != 0 ? tr("The interval leaves out 0")
                  : change.ktDirection() != 0    ? tr("Not tested: captures too few sentences in one of the runs")
                                                 : tr("Greyed: the interval holds 0"));
    }
    lines << tr("Topic: %1").arg(m_pair->topic) << tr("Rule: %1").arg(describeRule(m_pair->changes.settings.rule));
    return lines.join(QLatin1Char('\n'));
}

QString ChangeTableModel::headerHint(const PairColumn& column) const
{
    const QString formula = metricFormula(column.info);
    const QString source =
        column.side ? tr("Run %1, N = %L2 sentences").arg(runName(*column.side)).arg(m_pair->sentences[*column.side])
                    : tr("%1 compared with %2").arg(runName(1), runName(0));
    return formula + QLatin1Char('\n') + source;
}

QVariant ChangeTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount()) return {};
    if (role == NumericRole) return section != Fate;
    if (section == Neuron) {
        if (role == ExportRole)
            return QVariantList{QStringLiteral("reference"), QStringLiteral("run"),  QStringLiteral("layer"),
                                QStringLiteral("topic"),     QStringLiteral("rule"), QStringLiteral("neuron")};
        if (role == Qt::ToolTipRole)
            return plainToolTip(tr("Index in the layer, from 0; at first, clear changes come first"));
        return role == Qt::DisplayRole ? QVariant(tr("Neuron")) : QVariant();
    }
    if (section == Fate) {
        if (role == ExportRole) return QStringLiteral("fate");
        if (role == Qt::ToolTipRole)
            return plainToolTip(
                tr("born: never fires in %1, fires in %2; died: the other way round").arg(runName(0), runName(1)));
        return role == Qt::DisplayRole ? QVariant(tr("Fate")) : QVariant();
    }
    const PairColumn& column = columnAt(section);
    switch (role) {
    case Qt::DisplayRole:
        return column.side ? QStringLiteral("%1 · %2").arg(runName(*column.side), metricTitle(column.info))
                           : metricTitle(column.info);
    case Qt::ToolTipRole: return plainToolTip(headerHint(column));
    case ExportRole: return exportedTitle(column);
    default: return {};
    }
}

} // namespace sparsight
