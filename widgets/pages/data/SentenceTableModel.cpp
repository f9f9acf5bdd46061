// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/data/SentenceTableModel.h"

#include "widgets/common/Format.h"
#include "widgets/models/TableRoles.h"
#include "widgets/pages/data/CellText.h"
#include "widgets/session/ProjectSession.h"

#include <QLocale>

namespace sparsight {

namespace {

using Column = SentenceTableModel::Column;

const std::string& textOf(const Sentence& sentence, Column column)
{
    switch (column) {
    case Column::Label: return sentence.label;
    case Column::Group: return sentence.group;
    case Column::Target: return sentence.target;
    default: return sentence.text;
    }
}

/// As SentenceExport and the import name them.
QString exportTitle(Column column)
{
    switch (column) {
    case Column::Number: return QStringLiteral("number");
    case Column::Text: return QStringLiteral("sentence");
    case Column::Label: return QStringLiteral("label");
    case Column::Group: return QStringLiteral("group");
    case Column::Target: return QStringLiteral("target");
    }
    return {};
}

} // namespace

SentenceTableModel::SentenceTableModel(ProjectSession& session, QObject* parent)
    : QAbstractTableModel(parent)
    , m_session(session)
{
}

void SentenceTableModel::setDataset(std::optional<DatasetId> dataset)
{
    const DatasetInfo* info = dataset ? m_session.dataset(*dataset) : nullptr;
    beginResetModel();
    m_cache.clear();
    m_hits.reset();
    m_dataset = info ? dataset : std::nullopt;
    m_sentences = info ? int(info->sentences) : 0;
    m_columns = {Column::Number, Column::Text};
    if (info && info->hasLabels) m_columns.push_back(Column::Label);
    if (info && info->hasGroups) m_columns.push_back(Column::Group);
    if (info && info->hasTargets) m_columns.push_back(Column::Target);
    endResetModel();
}

void SentenceTableModel::setHits(std::optional<std::vector<SentenceId>> hits)
{
    beginResetModel();
    m_hits = std::move(hits);
    endResetModel();
}

SentenceId SentenceTableModel::sentenceAt(int row) const
{
    return m_hits ? (*m_hits)[std::size_t(row)] : SentenceId(std::uint32_t(row));
}

int SentenceTableModel::rowCount(const QModelIndex& parent) const
{
    if (parent.isValid()) return 0;
    return m_hits ? int(m_hits->size()) : m_sentences;
}

int SentenceTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_columns.size());
}

const Sentence* SentenceTableModel::sentence(SentenceId id) const
{
    if (const Sentence* known = m_cache.object(id.value)) return known;
    if (!m_session.isOpen() || !m_dataset) return nullptr;
    try {
        auto* read = new Sentence(m_session.project().sentence(*m_dataset, id));
        m_cache.insert(id.value, read);
        return m_cache.object(id.value);
    } catch (const Error&) {
        return nullptr; // the data set was removed meanwhile; the page is told and shows another
    }
}

QVariant SentenceTableModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const Column column = m_columns[std::size_t(index.column())];
    const SentenceId id = sentenceAt(index.row());
    if (role == Qt::TextAlignmentRole && column == Column::Number) return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole && role != ExportRole) return {};
    if (column == Column::Number)
        return role == ExportRole ? QVariant(int(id.value) + 1) : QVariant(QLocale().toString(id.value + 1));
    const Sentence* row = sentence(id);
    if (!row) return {};
    const std::string& text = textOf(*row, column);
    return role == ExportRole ? QString::fromStdString(text) : cellText(text);
}

QVariant SentenceTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section >= int(m_columns.size())) return {};
    const Column column = m_columns[std::size_t(section)];
    if (role == Qt::TextAlignmentRole)
        return QVariant((column == Column::Number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role == ExportRole) return exportTitle(column);
    if (role == NumericRole) return column == Column::Number;
    if (role == Qt::ToolTipRole && column == Column::Number)
        return plainToolTip(tr("The sentence's place in the data set, from 0"));
    if (role != Qt::DisplayRole) return {};
    switch (column) {
    case Column::Number: return tr("No.");
    case Column::Text: return tr("Sentence");
    case Column::Label: return tr("Label");
    case Column::Group: return tr("Group");
    case Column::Target: return tr("Target");
    }
    return {};
}

} // namespace sparsight
