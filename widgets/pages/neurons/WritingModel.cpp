// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/neurons/WritingModel.h"

#include "widgets/common/Format.h"
#include "widgets/models/TableRoles.h"

#include <algorithm>

namespace sparsight {
namespace {

bool isText(int column)
{
    return column == WritingModel::Top || column == WritingModel::Bottom;
}

} // namespace

void WritingModel::setWriting(std::optional<NeuronWriting> writing)
{
    beginResetModel();
    m_writing = std::move(writing);
    endResetModel();
}

void WritingModel::setFormula(const QString& formula)
{
    m_formula = formula;
}

const NeuronWriting::Piece* WritingModel::piece(int row, bool top) const
{
    const auto& pieces = top ? m_writing->top : m_writing->bottom;
    return std::size_t(row) < pieces.size() ? &pieces[std::size_t(row)] : nullptr;
}

int WritingModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() || !m_writing ? 0 : int(std::max(m_writing->top.size(), m_writing->bottom.size()));
}

int WritingModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant WritingModel::value(int row, int column) const
{
    if (column == Rank) return double(row + 1);
    const NeuronWriting::Piece* its = piece(row, column < Bottom);
    if (!its) return {};
    return isText(column) ? QVariant(QString::fromStdString(its->piece)) : QVariant(its->score);
}

QVariant WritingModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const int column = index.column();
    const QVariant known = value(index.row(), column);
    switch (role) {
    case Qt::DisplayRole:
        if (!known.isValid() || isText(column)) return known;
        return column == Rank ? QString::number(index.row() + 1) : columnNumber(known.toDouble());
    case ValueRole: return known;
    case Qt::ToolTipRole: return column == Rank ? QVariant() : QVariant(plainToolTip(m_formula));
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::Alignment((isText(column) ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter));
    default: return {};
    }
}

QVariant WritingModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount) return {};
    if (role == NumericRole) return !isText(section);
    const char* exported[] = {"rank", "more likely", "score", "less likely", "score"};
    if (role == ExportRole) return QString::fromLatin1(exported[section]);
    const QString titles[] = {tr("Rank"), tr("More likely"), tr("Score"), tr("Less likely"), tr("Score")};
    if (role == Qt::DisplayRole) return titles[section];
    if (role != Qt::ToolTipRole) return {};
    const QString score = tr("The neuron's column of wo, through the final norm's weight, times the piece's row of the "
                             "head, or of the embedding where there is none");
    const QString hints[] = {tr("The most extreme first"), tr("Pieces of the vocabulary with the highest scores"),
                             score, tr("Pieces of the vocabulary with the lowest scores"), score};
    return plainToolTip(hints[section]);
}

} // namespace sparsight
