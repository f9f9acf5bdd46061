// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/models/NeuronTableModel.h"

#include "widgets/common/Format.h"
#include "widgets/models/TableRoles.h"

#include <QLocale>

namespace sparsight {

void NeuronTableModel::setFacts(std::shared_ptr<const LayerData> facts)
{
    const auto shape = [](const LayerData* data) {
        return data ? std::pair(data->statistics.size(), data->topics.size()) : std::pair<std::size_t, std::size_t>();
    };
    const bool sameTopics =
        m_facts && facts &&
        std::equal(m_facts->topics.begin(), m_facts->topics.end(), facts->topics.begin(), facts->topics.end(),
                   [](const auto& a, const auto& b) { return a.topic == b.topic; });
    // The same table with newer figures, as while a capture runs: selection and scroll position stay.
    if (sameTopics && shape(m_facts.get()) == shape(facts.get()) && rowCount() > 0) {
        m_facts = std::move(facts);
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
        return;
    }
    beginResetModel();
    m_facts = std::move(facts);
    endResetModel();
}

int NeuronTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() || !m_facts ? 0 : int(m_facts->statistics.size());
}

int NeuronTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : FirstTopic + (m_facts ? int(m_facts->topics.size()) : 0);
}

KtCell NeuronTableModel::ktCell(NeuronId neuron, int column) const
{
    const auto& [topic, scores] = m_facts->topics[std::size_t(column - FirstTopic)];
    return {scores.scores[neuron.value], scores.sentences, scores.withKeyword, topic, describeRule({})};
}

QVariant NeuronTableModel::value(NeuronId neuron, int column) const
{
    const NeuronStatistics& statistics = m_facts->statistics[neuron.value];
    switch (column) {
    case Neuron: return double(neuron.value);
    case Density: return 100 * m_facts->density(neuron);
    case SentenceDensity: return 100 * m_facts->sentenceDensity(neuron);
    case Maximum: return double(statistics.maximum);
    case Mean: return m_facts->mean(neuron);
    case Sentences: return double(statistics.sentences);
    default: {
        const KtScore score = ktCell(neuron, column).score;
        return score.kt ? QVariant(*score.kt) : QVariant();
    }
    }
}

QString NeuronTableModel::display(NeuronId neuron, int column) const
{
    const NeuronStatistics& statistics = m_facts->statistics[neuron.value];
    switch (column) {
    case Neuron: return QString::number(neuron.value);
    case Density: return formatPercent(m_facts->density(neuron));
    case SentenceDensity: return formatPercent(m_facts->sentenceDensity(neuron));
    case Maximum: return formatNumber(statistics.maximum);
    case Mean: return formatNumber(m_facts->mean(neuron));
    case Sentences: return QLocale().toString(statistics.sentences);
    default: return ktCell(neuron, column).fraction();
    }
}

QVariant NeuronTableModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const NeuronId neuron(std::uint32_t(index.row()));
    switch (role) {
    case Qt::DisplayRole: return display(neuron, index.column());
    case ValueRole: return value(neuron, index.column());
    case NeuronRole: return index.row();
    case KtRole: return index.column() >= FirstTopic ? QVariant::fromValue(ktCell(neuron, index.column())) : QVariant();
    case Qt::ToolTipRole:
        return index.column() >= FirstTopic ? plainToolTip(ktCell(neuron, index.column()).toolTip()) : QVariant();
    case Qt::TextAlignmentRole: return QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
    default: return {};
    }
}

QVariant NeuronTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount()) return {};
    if (role == NumericRole) return true;
    if (section >= FirstTopic) {
        const QString topic = m_facts->topics[std::size_t(section - FirstTopic)].topic;
        if (role == Qt::DisplayRole) return tr("KT %1").arg(topic);
        if (role == Qt::ToolTipRole)
            return plainToolTip(tr("k of the n sentences it captures contain a keyword of %1 (KT-score)").arg(topic));
        return {};
    }
    const QString titles[] = {tr("Neuron"), tr("Fires on"), tr("Sentences %"), tr("Max"), tr("Mean"), tr("Sentences")};
    const QString hints[] = {tr("Index in the layer, from 0"),
                             tr("Share of tokens on which it fires (density)"),
                             tr("Share of sentences in which it fires (sentence density)"),
                             tr("Largest value of a sentence"),
                             tr("Mean value over all sentences"),
                             tr("Sentences in which it fires")};
    if (role == Qt::DisplayRole) return titles[section];
    if (role == Qt::ToolTipRole) return plainToolTip(hints[section]);
    return {};
}

} // namespace sparsight
