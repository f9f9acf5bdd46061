// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/models/KtTableModel.h"

#include "widgets/common/Format.h"
#include "widgets/models/TableRoles.h"

#include <QLocale>
#include <algorithm>

namespace sparsight {
namespace {

std::size_t runOf(int column)
{
    return std::size_t(column - 1) / KtTableModel::PartCount;
}

QVariant orNothing(const std::optional<double>& number)
{
    return number ? QVariant(*number) : QVariant();
}

} // namespace

void KtTableModel::setResult(std::shared_ptr<const KtResult> result)
{
    beginResetModel();
    m_result = std::move(result);
    endResetModel();
}

int KtTableModel::rowCount(const QModelIndex& parent) const
{
    if (parent.isValid() || !m_result) return 0;
    std::size_t neurons = 0;
    for (const KtColumn& run : m_result->runs)
        neurons = std::max(neurons, run.scores.size());
    return int(neurons);
}

int KtTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : 1 + (m_result ? int(m_result->runs.size()) * PartCount : 0);
}

const KtScore& KtTableModel::score(int row, std::size_t run) const
{
    static const KtScore undefined; // a neuron that this checkpoint does not have
    const auto& scores = m_result->runs[run].scores;
    return std::size_t(row) < scores.size() ? scores[std::size_t(row)] : undefined;
}

KtCell KtTableModel::cell(int row, std::size_t run) const
{
    const KtColumn& column = m_result->runs[run];
    return {score(row, run), column.sentences, column.withKeyword, m_result->topic,
            QString::fromStdString(m_result->rule.toString())};
}

QVariant KtTableModel::value(int row, int column) const
{
    if (column == 0) return double(row);
    const KtScore& its = score(row, runOf(column));
    switch (partOf(column)) {
    case Kt: return orNothing(its.kt);
    case Captured: return double(its.captured);
    case Lift: return orNothing(its.lift);
    case Q: return orNothing(its.q);
    case Coverage: return its.coverage ? QVariant(100 * *its.coverage) : QVariant();
    case F1: return orNothing(its.f1);
    case Iou: return orNothing(its.iou);
    case P: return orNothing(its.p);
    case PartCount: break;
    }
    return {};
}

QString KtTableModel::display(int row, int column) const
{
    if (column == 0) return QString::number(row);
    const QVariant number = value(row, column);
    if (!number.isValid()) return QStringLiteral("–");
    switch (partOf(column)) {
    case Kt: return cell(row, runOf(column)).fraction();
    case Captured: return QLocale().toString(number.toInt());
    case Q:
    case P: return formatP(number.toDouble());
    case Coverage: return formatPercent(number.toDouble() / 100);
    default: return QLocale().toString(number.toDouble(), 'f', 2);
    }
}

QVariant KtTableModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const bool isKt = index.column() > 0 && partOf(index.column()) == Kt;
    switch (role) {
    case Qt::DisplayRole: return display(index.row(), index.column());
    case ValueRole: return value(index.row(), index.column());
    case NeuronRole: return index.row();
    case KtRole: return isKt ? QVariant::fromValue(cell(index.row(), runOf(index.column()))) : QVariant();
    case Qt::ToolTipRole:
        return index.column() > 0 ? plainToolTip(cell(index.row(), runOf(index.column())).toolTip()) : QVariant();
    case Qt::TextAlignmentRole: return QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
    default: return {};
    }
}

QVariant KtTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount()) return {};
    if (role == NumericRole) return true;
    if (section == 0) {
        if (role == Qt::DisplayRole) return tr("Neuron");
        if (role == Qt::ToolTipRole) return plainToolTip(tr("Index in the layer, from 0"));
        return {};
    }
    const QString titles[] = {tr("k / n"), tr("n"), tr("Lift"), tr("q"), tr("Coverage"), tr("F1"), tr("IoU"), tr("p")};
    const QString hints[] = {
        tr("Share of the captured sentences that contain a keyword (KT-score), with its Wilson 95 % interval"),
        tr("Sentences that the neuron captures under the rule"),
        tr("KT divided by the base rate K / N"),
        tr("Chance of so many by luck, corrected for all neurons of the layer (Benjamini–Hochberg)"),
        tr("Share of the sentences with a keyword that it captures, k / K"),
        tr("2k / (n + K)"),
        tr("k / (n + K − k)"),
        tr("Chance of at least k by luck (hypergeometric, one-sided)")};
    const QString run = QString::fromStdString(m_result->runs[runOf(section)].run.name);
    const Part part = partOf(section);
    if (role == ExportRole) return QStringLiteral("%1 %2").arg(run, part == Kt ? QStringLiteral("KT") : titles[part]);
    if (role == Qt::DisplayRole)
        return m_result->runs.size() == 1 ? titles[part] : QStringLiteral("%1 · %2").arg(run, titles[part]);
    if (role == Qt::ToolTipRole) return plainToolTip(QStringLiteral("%1\n%2").arg(run, hints[part]));
    return {};
}

} // namespace sparsight
