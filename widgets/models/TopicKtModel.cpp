// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/models/TopicKtModel.h"

#include "widgets/common/Format.h"
#include "widgets/models/TableRoles.h"

#include <QLocale>

namespace sparsight {

void TopicKtModel::setNeuron(std::shared_ptr<const LayerData> facts, std::optional<NeuronId> neuron)
{
    beginResetModel();
    m_facts = facts && neuron && facts->has(*neuron) ? std::move(facts) : nullptr;
    m_neuron = neuron.value_or(NeuronId{});
    endResetModel();
}

QString TopicKtModel::ruleNote()
{
    return tr("k of the n sentences in which it fires at all have a keyword: A > 0 (%1)")
        .arg(QString::fromStdString(CaptureRule{}.toString()));
}

int TopicKtModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() || !m_facts ? 0 : int(m_facts->topics.size());
}

int TopicKtModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

KtCell TopicKtModel::cell(int row) const
{
    const auto& [topic, column] = m_facts->topics[std::size_t(row)];
    return {column.scores[m_neuron.value], column.sentences, column.withKeyword, topic, describeRule({})};
}

QString TopicKtModel::display(int row, int column) const
{
    const KtCell its = cell(row);
    const QString dash = QStringLiteral("–");
    switch (column) {
    case Topic: return its.topic;
    case Kt: return its.fraction();
    case Interval:
        if (!its.score.low || !its.score.high) return dash;
        return QStringLiteral("%1–%2").arg(QLocale().toString(*its.score.low, 'f', 2),
                                           QLocale().toString(*its.score.high, 'f', 2));
    case Lift: return its.score.lift ? QLocale().toString(*its.score.lift, 'f', 2) : dash;
    case Q: return its.score.q ? formatP(*its.score.q) : dash;
    default: return {};
    }
}

QVariant TopicKtModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    switch (role) {
    case Qt::DisplayRole: return display(index.row(), index.column());
    case KtRole: return index.column() == Kt ? QVariant::fromValue(cell(index.row())) : QVariant();
    case Qt::ToolTipRole: return plainToolTip(cell(index.row()).toolTip());
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(
            Qt::Alignment((index.column() == Topic ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter));
    default: return {};
    }
}

QVariant TopicKtModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount || role != Qt::DisplayRole) return {};
    const QString titles[] = {tr("Topic"), tr("KT k / n"), tr("95 %"), tr("Lift"), tr("q")};
    return titles[section];
}

} // namespace sparsight
