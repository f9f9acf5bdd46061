// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/models/NeuronTableModel.h"

#include "widgets/common/Format.h"
#include "widgets/models/MetricText.h"
#include "widgets/models/TableRoles.h"

#include <algorithm>

namespace sparsight {
namespace {

/// A KT-score is never copied without what it rests on.
constexpr const char* exportedKtMetrics[] = {"k", "n", "kt", "low", "high", "lift", "q"};

bool haveSameShape(const LayerData& a, const LayerData& b)
{
    return a.statistics.size() == b.statistics.size() &&
           std::equal(a.topics.begin(), a.topics.end(), b.topics.begin(), b.topics.end(),
                      [](const auto& left, const auto& right) { return left.topic == right.topic; });
}

} // namespace

void NeuronTableModel::setFacts(std::shared_ptr<const LayerData> facts, RunSource source)
{
    m_source = std::move(source);
    // The same table with newer figures, as while a capture runs: selection and scroll position stay.
    if (m_facts && facts && haveSameShape(*m_facts, *facts) && rowCount() > 0) {
        m_facts = std::move(facts);
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
        return;
    }
    beginResetModel();
    m_facts = std::move(facts);
    endResetModel();
}

int NeuronTableModel::columnOf(std::string_view metric)
{
    return 1 + int(&neuronMetric(metric) - neuronMetrics().data());
}

int NeuronTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() || !m_facts ? 0 : int(m_facts->statistics.size());
}

int NeuronTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : firstTopicColumn() + (m_facts ? int(m_facts->topics.size()) : 0);
}

std::optional<double> NeuronTableModel::number(NeuronId neuron, int column) const
{
    return metricAt(column).value(m_facts->statistics[neuron.value], LayerTotals(m_facts->run, m_facts->layer));
}

KtCell NeuronTableModel::ktCell(NeuronId neuron, int column) const
{
    const auto& [topic, scores] = m_facts->topics[std::size_t(column - firstTopicColumn())];
    return {scores.scores[neuron.value], scores.sentences, scores.withKeyword, topic, describeRule({})};
}

QVariant NeuronTableModel::metricData(NeuronId neuron, int column, int role) const
{
    const MetricFormat format = metricAt(column).info.format;
    switch (role) {
    case Qt::DisplayRole: return metricText(number(neuron, column), format);
    case ValueRole: return metricValue(number(neuron, column), format);
    case ExportRole: return metricExport(number(neuron, column));
    default: return {};
    }
}

QVariant NeuronTableModel::topicData(NeuronId neuron, int column, int role) const
{
    const KtCell cell = ktCell(neuron, column);
    switch (role) {
    case Qt::DisplayRole: return cell.fraction();
    case ValueRole: return metricValue(cell.score.kt, MetricFormat::Score);
    case ExportRole: {
        QVariantList parts{QString::fromStdString(CaptureRule{}.toString())};
        for (const char* metric : exportedKtMetrics)
            parts << metricExport(ktMetric(metric).value(cell.score));
        return parts;
    }
    case KtRole: return QVariant::fromValue(cell);
    case Qt::ToolTipRole: return plainToolTip(cell.toolTip());
    default: return {};
    }
}

QVariant NeuronTableModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    if (role == NeuronRole) return index.row();
    if (role == Qt::TextAlignmentRole) return QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
    const NeuronId neuron(std::uint32_t(index.row()));
    if (index.column() >= firstTopicColumn()) return topicData(neuron, index.column(), role);
    if (index.column() > 0) return metricData(neuron, index.column(), role);
    if (role == Qt::DisplayRole) return QString::number(index.row());
    if (role == ExportRole) {
        return QVariantList{QString::fromStdString(m_facts->run.name), m_source.checkpoint, m_source.dataset,
                            QString::fromStdString(m_facts->layer.toString()), index.row()};
    }
    return role == ValueRole ? QVariant(double(index.row())) : QVariant();
}

QVariant NeuronTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount()) return {};
    if (role == NumericRole) return true;
    QString title = tr("Neuron"), hint = tr("Index in the layer, from 0");
    if (section >= firstTopicColumn()) {
        const auto& [topic, scores] = m_facts->topics[std::size_t(section - firstTopicColumn())];
        title = scores.damage.empty() ? tr("KT %1").arg(topic) : tr("KT %1 ⚠").arg(topic);
        hint = tr("k of the n sentences in which it fires contain a keyword of %1 (KT-score)").arg(topic);
    } else if (section > 0) {
        title = metricTitle(metricAt(section).info);
        hint = metricFormula(metricAt(section).info);
    }
    if (role == ExportRole && section == 0)
        return QVariantList{QStringLiteral("run"), QStringLiteral("checkpoint"), QStringLiteral("data set"),
                            QStringLiteral("layer"), QStringLiteral("neuron")};
    if (role == ExportRole && section >= firstTopicColumn()) {
        const QString& topic = m_facts->topics[std::size_t(section - firstTopicColumn())].topic;
        QVariantList titles{topic + QLatin1String(" rule")};
        for (const char* metric : exportedKtMetrics)
            titles << QStringLiteral("%1 %2").arg(topic, QLatin1String(metric));
        return titles;
    }
    if (role == Qt::DisplayRole) return title;
    return role == Qt::ToolTipRole ? QVariant(plainToolTip(hint)) : QVariant();
}

} // namespace sparsight
