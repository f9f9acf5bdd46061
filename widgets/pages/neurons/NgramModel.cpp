// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/neurons/NgramModel.h"

#include "widgets/common/Format.h"
#include "widgets/models/MetricText.h"
#include "widgets/models/TableRoles.h"

namespace sparsight {
namespace {

double numberOf(const NgramMaxima& ngram, int column)
{
    switch (column) {
    case NgramModel::Length: return double(ngram.ids.size());
    case NgramModel::Maxima: return ngram.maxima;
    case NgramModel::Share: return ngram.share;
    case NgramModel::Occurrences: return double(ngram.occurrences);
    default: return ngram.lift;
    }
}

MetricFormat formatOf(int column)
{
    if (column == NgramModel::Share) return MetricFormat::Percent;
    return column == NgramModel::Lift ? MetricFormat::Score : MetricFormat::Count;
}

} // namespace

void NgramModel::setResult(std::shared_ptr<const NeuronTokens> result)
{
    beginResetModel();
    m_result = std::move(result);
    m_rows.clear();
    if (m_result) {
        for (const auto& ngrams : m_result->ngrams)
            for (const NgramMaxima& ngram : ngrams)
                m_rows.push_back(&ngram);
    }
    endResetModel();
}

int NgramModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int NgramModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant NgramModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const NgramMaxima& ngram = *m_rows[std::size_t(index.row())];
    if (role == Qt::TextAlignmentRole) {
        const auto side = index.column() == Text ? Qt::AlignLeft : Qt::AlignRight;
        return QVariant::fromValue(Qt::Alignment(side | Qt::AlignVCenter));
    }
    if (index.column() == Text) {
        const QString text = QString::fromStdString(ngram.text);
        if (role == Qt::DisplayRole || role == ValueRole) return text;
        if (role == ExportRole)
            return QVariantList{QString::fromStdString(m_result->run.name),
                                QString::fromStdString(m_result->layer.toString()), m_result->neuron.value, text};
        return {};
    }
    const double number = numberOf(ngram, index.column());
    switch (role) {
    case Qt::DisplayRole: return metricText(number, formatOf(index.column()));
    case ValueRole: return metricValue(number, formatOf(index.column()));
    case ExportRole: return metricExport(number);
    default: return {};
    }
}

QVariant NgramModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount) return {};
    if (role == NumericRole) return section != Text;
    if (role == ExportRole) {
        if (section == Text)
            return QVariantList{QStringLiteral("run"), QStringLiteral("layer"), QStringLiteral("neuron"),
                                QStringLiteral("tokens")};
        const QString ids[] = {{},
                               QStringLiteral("length"),
                               QStringLiteral("maxima"),
                               QStringLiteral("share"),
                               QStringLiteral("occurrences"),
                               QStringLiteral("lift")};
        return ids[section];
    }
    const QString titles[] = {tr("Tokens"), tr("Length"), tr("Maxima"), tr("Share"), tr("Occurs"), tr("Lift")};
    const QString hints[] = {
        tr("A token, or two or three that follow each other; ▁ is the blank before a word"),
        tr("Number of tokens"),
        tr("Sentences whose maximum is at the last of these tokens"),
        tr("Maxima / n, the sentences in which the neuron fires"),
        tr("How often the tokens occur in the run, at positions that count"),
        tr("Share / (occurrences / positions): how many times as often as by chance; 1 is no relation")};
    if (role == Qt::DisplayRole) return titles[section];
    return role == Qt::ToolTipRole ? QVariant(plainToolTip(hints[section])) : QVariant();
}

} // namespace sparsight
