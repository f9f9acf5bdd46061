// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/models/KtTableModel.h"

#include "widgets/common/Format.h"
#include "widgets/models/MetricText.h"
#include "widgets/models/TableRoles.h"

#include <algorithm>

namespace sparsight {
namespace {

std::size_t runOf(int column)
{
    return std::size_t(column - 1) / ktMetrics().size();
}

bool isKt(int column)
{
    return std::string_view(KtTableModel::metricAt(column).info.id) == "kt";
}

/// k and n go with every KT that is exported, and need no columns of their own there.
bool isPartOfKt(const KtMetric& metric)
{
    const std::string_view id = metric.info.id;
    return id == "k" || id == "n";
}

} // namespace

std::size_t KtResult::realRuns() const
{
    return controls.empty() ? runs.size() : controls.size();
}

QString KtResult::source(const KtColumn& column) const
{
    const auto known = sources.find(column.run.name);
    return known != sources.end() ? known->second : QString::fromStdString(column.run.name);
}

void KtTableModel::setResult(std::shared_ptr<const KtResult> result)
{
    beginResetModel();
    m_result = std::move(result);
    endResetModel();
}

int KtTableModel::columnOf(std::size_t run, std::string_view metric)
{
    return 1 + int(run * ktMetrics().size()) + int(&ktMetric(metric) - ktMetrics().data());
}

const KtMetric& KtTableModel::metricAt(int column)
{
    return ktMetrics()[std::size_t(column - 1) % ktMetrics().size()];
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
    return parent.isValid() ? 0 : 1 + (m_result ? int(m_result->runs.size() * ktMetrics().size()) : 0);
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
    return {
        score(row, run),         column.sentences, column.withKeyword, m_result->topic, describeRule(m_result->rule),
        m_result->source(column)};
}

QVariant KtTableModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    if (role == NeuronRole) return index.row();
    if (role == Qt::TextAlignmentRole) return QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
    if (role == ExportRole) return exported(index.row(), index.column());
    if (index.column() == 0) {
        if (role == Qt::DisplayRole) return QString::number(index.row());
        return role == ValueRole ? QVariant(double(index.row())) : QVariant();
    }
    const std::size_t run = runOf(index.column());
    const KtMetric& metric = metricAt(index.column());
    const auto number = metric.value(score(index.row(), run));
    switch (role) {
    case Qt::DisplayRole:
        return isKt(index.column()) ? cell(index.row(), run).fraction() : metricText(number, metric.info.format);
    case ValueRole: return metricValue(number, metric.info.format);
    case KtRole: return isKt(index.column()) ? QVariant::fromValue(cell(index.row(), run)) : QVariant();
    case Qt::ToolTipRole: return plainToolTip(cell(index.row(), run).toolTip());
    default: return {};
    }
}

QVariant KtTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount()) return {};
    if (role == NumericRole) return true;
    if (role == ExportRole) return exportedTitle(section);
    if (section == 0) {
        if (role == Qt::DisplayRole) return tr("Neuron");
        return role == Qt::ToolTipRole ? QVariant(plainToolTip(tr("Index in the layer, from 0"))) : QVariant();
    }
    const MetricInfo& info = metricAt(section).info;
    const QString run = QString::fromStdString(m_result->runs[runOf(section)].run.name);
    const bool damaged = !m_result->runs[runOf(section)].damage.empty();
    const bool alone = m_result->runs.size() == 1;
    const QString kt = alone ? tr("KT k / n") : QStringLiteral("KT");
    const QString title = !isKt(section) ? metricTitle(info) : damaged ? kt + QStringLiteral(" ⚠") : kt;
    switch (role) {
    case Qt::DisplayRole: return alone ? title : QStringLiteral("%1 · %2").arg(run, title);
    case Qt::ToolTipRole: return plainToolTip(headerHint(section));
    default: return {};
    }
}

QVariant KtTableModel::exported(int row, int column) const
{
    if (column == 0) {
        return QVariantList{m_result->topic, QString::fromStdString(m_result->rule.toString()),
                            QString::fromStdString(m_result->layer.toString()), row};
    }
    const KtMetric& metric = metricAt(column);
    if (isPartOfKt(metric)) return QVariantList{};
    const std::size_t run = runOf(column);
    const QVariant number = metricExport(metric.value(score(row, run)));
    if (!isKt(column)) return number;
    const KtCell all = cell(row, run);
    return QVariantList{number, int(all.score.withKeyword), int(all.score.captured), int(all.withKeyword),
                        int(all.sentences)};
}

QVariant KtTableModel::exportedTitle(int column) const
{
    if (column == 0)
        return QVariantList{QStringLiteral("topic"), QStringLiteral("rule"), QStringLiteral("layer"),
                            QStringLiteral("neuron")};
    const KtMetric& metric = metricAt(column);
    if (isPartOfKt(metric)) return QVariantList{};
    const QString run = QString::fromStdString(m_result->runs[runOf(column)].run.name);
    QStringList titles{QLatin1String(metric.info.id)};
    if (isKt(column))
        titles << QStringLiteral("k") << QStringLiteral("n") << QStringLiteral("K") << QStringLiteral("N");
    QVariantList all;
    for (const QString& title : titles)
        all << QStringLiteral("%1 %2").arg(run, title);
    return all;
}

QString KtTableModel::headerHint(int section) const
{
    const KtColumn& column = m_result->runs[runOf(section)];
    QStringList lines{m_result->source(column), metricFormula(metricAt(section).info)};
    std::uint32_t missing = 0;
    for (const RunDamage& damage : column.damage)
        missing += damage.sentences;
    if (missing) lines << tr("%Ln sentence(s) in damaged blocks count as not firing", nullptr, int(missing));
    return lines.join(QLatin1Char('\n'));
}

} // namespace sparsight
