// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/models/SentenceListModel.h"

#include "widgets/common/Format.h"
#include "widgets/models/TableRoles.h"

namespace sparsight {

void SentenceListModel::setSentences(std::vector<NeuronSentence> sentences, double maximum)
{
    beginResetModel();
    m_sentences = std::move(sentences);
    m_maximum = maximum;
    endResetModel();
}

void SentenceListModel::setWords(SentenceId id, std::vector<ShadedWord> words)
{
    for (std::size_t row = 0; row < m_sentences.size(); ++row) {
        if (m_sentences[row].id != id) continue;
        m_sentences[row].words = std::move(words);
        const QModelIndex changed = index(int(row), Text);
        Q_EMIT dataChanged(changed, changed);
        return;
    }
}

int SentenceListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_sentences.size());
}

int SentenceListModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString SentenceListModel::toolTip(const NeuronSentence& sentence) const
{
    QString text = tr("%1\nvalue %2").arg(sentence.text, formatNumber(sentence.value));
    if (sentence.token >= 0) text += tr(", strongest at token %1").arg(sentence.token + 1);
    return text + tr("\nsentence %1").arg(sentence.id.value + 1);
}

QVariant SentenceListModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const NeuronSentence& its = sentence(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return index.column() == Value ? columnNumber(its.value) : index.column() == Text ? its.text : its.label;
    case ValueRole:
        return index.column() == Value ? QVariant(its.value) : QVariant(index.column() == Text ? its.text : its.label);
    case ExportRole:
        if (index.column() != Value) return {};
        return QVariantList{int(its.id.value) + 1, its.value,
                            its.token >= 0 ? QVariant(its.token + 1) : QVariant(QString())};
    case WordsRole: return its.words.empty() ? QVariant() : QVariant::fromValue(its.words);
    case MaximumRole: return m_maximum;
    case Qt::ToolTipRole: return plainToolTip(toolTip(its));
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(
            Qt::Alignment((index.column() == Value ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter));
    default: return {};
    }
}

QVariant SentenceListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount) return {};
    if (role == NumericRole) return section == Value;
    if (role == ExportRole && section == Value)
        return QVariantList{QStringLiteral("number"), QStringLiteral("value"), QStringLiteral("strongest token")};
    if (role == Qt::ToolTipRole && section == Value)
        return plainToolTip(tr("The neuron's value of the sentence, as it was stored"));
    const QString titles[] = {tr("Value"), tr("Sentence"), tr("Label")};
    return role == Qt::DisplayRole ? QVariant(titles[section]) : QVariant();
}

} // namespace sparsight
