// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/ablation/RougeChangeModel.h"

#include "widgets/common/Format.h"
#include "widgets/models/TableRoles.h"

#include <QLocale>
#include <QStringList>
#include <cmath>

namespace sparsight {

namespace {

QString scoreText(double value)
{
    return QLocale().toString(value, 'f', 4);
}

QString changeText(double value)
{
    const QString sign = value > 0 ? QStringLiteral("+") : value < 0 ? QStringLiteral("−") : QString();
    return sign + scoreText(std::abs(value));
}

} // namespace

void RougeChangeModel::setResult(std::shared_ptr<const RougeAblation> result)
{
    beginResetModel();
    m_result = std::move(result);
    endResetModel();
}

int RougeChangeModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() || !m_result ? 0 : int(rougeKinds.size());
}

int RougeChangeModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : FirstControl + (m_result ? int(m_result->controls.size()) : 0);
}

const RougeChange& RougeChangeModel::changeOf(int column) const
{
    return column < FirstControl ? m_result->switched : m_result->controls[std::size_t(column - FirstControl)];
}

/// What the number is, over how many pairs, and whose.
QString RougeChangeModel::hint(int column) const
{
    QStringList lines{headerData(column, Qt::Horizontal, HintRole).toString()};
    if (column != Score) lines << tr("n = %L1 pairs").arg(m_result->before.pairs);
    return (lines << m_source).join(QLatin1Char('\n'));
}

void RougeChangeModel::setSource(const QString& source)
{
    m_source = source;
}

QVariant RougeChangeModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const RougeKind& kind = rougeKinds[std::size_t(index.row())];
    const int column = index.column();
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(
            Qt::Alignment((column == Score ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter));
    if (role == Qt::ToolTipRole) return plainToolTip(hint(column));
    const bool shown = role == Qt::DisplayRole;
    if (!shown && role != ValueRole && role != ExportRole) return {};
    if (column == Score) return QString::fromLatin1(kind.name);
    const RougeChange& change = changeOf(column);
    const auto f = [&kind](const RougeScores& scores) { return (scores.*kind.score).fmeasure; };
    if (column == Before) return shown ? QVariant(scoreText(f(m_result->before.mean))) : f(m_result->before.mean);
    if (column == After) return shown ? QVariant(scoreText(f(change.after.mean))) : f(change.after.mean);
    const double value = f(change.change.mean), low = f(change.change.low), high = f(change.change.high);
    if (role == ExportRole) return QVariantList{value, low, high};
    if (role == ValueRole) return value;
    return tr("%1  [%2 – %3]").arg(changeText(value), changeText(low), changeText(high));
}

QVariant RougeChangeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount()) return {};
    if (role == NumericRole) return section != Score;
    const QString interval =
        tr("The mean of after − before over the pairs, with a 95 % interval: pairs drawn anew 1000 times, both "
           "sides together (percentiles, seed 0)");
    if (role == ExportRole && section >= Change) {
        const QString title = headerData(section, orientation, Qt::DisplayRole).toString();
        return QVariantList{title, tr("%1, low").arg(title), tr("%1, high").arg(title)};
    }
    if (role == Qt::DisplayRole) {
        const QString titles[] = {tr("Score"), tr("Before"), tr("After"), tr("Change")};
        return section < FirstControl ? titles[section] : tr("Control %1").arg(section - FirstControl + 1);
    }
    if (role == Qt::ToolTipRole || role == HintRole) {
        const QString hints[] = {tr("ROUGE with stemming, F"), tr("The mean over the pairs, with the model as it is"),
                                 tr("The same with the neurons set"), interval};
        const QString text =
            section < FirstControl
                ? hints[section]
                : tr("The change when other neurons of like density are set in their stead.\n%1").arg(interval);
        return role == HintRole ? text : plainToolTip(text);
    }
    return {};
}

} // namespace sparsight
