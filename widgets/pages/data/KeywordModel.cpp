// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/data/KeywordModel.h"

#include "widgets/common/Format.h"
#include "widgets/models/TableRoles.h"

#include <QGuiApplication>
#include <QLocale>
#include <QPalette>
#include <algorithm>

namespace sparsight {

KeywordModel::KeywordModel(QObject* parent)
    : QAbstractTableModel(parent)
{
}

void KeywordModel::setKeywords(const QStringList& keywords)
{
    if (keywords == m_keywords) return;
    beginResetModel();
    m_keywords = keywords;
    m_counts.clear();
    m_removed.clear();
    endResetModel();
    Q_EMIT removedChanged();
}

/// Only the column of counts changes: a field that is open keeps what is written in it.
void KeywordModel::setCounts(std::vector<std::optional<std::uint32_t>> counts)
{
    m_counts = std::move(counts);
    if (rowCount() > 0) Q_EMIT dataChanged(index(0, 1), index(rowCount() - 1, 1));
}

void KeywordModel::forgetCount(int row)
{
    if (row < 0 || std::size_t(row) >= m_counts.size()) return;
    m_counts[std::size_t(row)].reset();
    Q_EMIT dataChanged(index(row, 1), index(row, 1));
}

void KeywordModel::setEditable(bool editable)
{
    if (editable == m_editable) return;
    beginResetModel();
    m_editable = editable;
    endResetModel();
}

void KeywordModel::removeKeywords(QList<int> rows)
{
    if (!m_editable) return;
    std::sort(rows.begin(), rows.end(), std::greater<>());
    rows.removeIf([this](int row) { return row < 0 || row >= int(m_keywords.size()); });
    if (rows.empty()) return;
    m_removed.clear();
    for (const int row : rows) {
        beginRemoveRows({}, row, row);
        m_removed.emplace(m_removed.begin(), row, m_keywords.takeAt(row));
        if (std::size_t(row) < m_counts.size()) m_counts.erase(m_counts.begin() + row);
        endRemoveRows();
    }
    Q_EMIT removedChanged();
    Q_EMIT edited();
}

QStringList KeywordModel::removed() const
{
    QStringList keywords;
    for (const auto& [row, keyword] : m_removed)
        keywords << keyword;
    return keywords;
}

void KeywordModel::bringBack()
{
    if (!m_editable) return;
    for (const auto& [before, keyword] : std::exchange(m_removed, {})) {
        if (m_keywords.contains(keyword)) continue;
        const int row = std::min(before, int(m_keywords.size()));
        beginInsertRows({}, row, row);
        m_keywords.insert(row, keyword);
        if (std::size_t(row) < m_counts.size()) m_counts.insert(m_counts.begin() + row, std::nullopt);
        endInsertRows();
    }
    Q_EMIT removedChanged();
    Q_EMIT edited();
}

int KeywordModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_keywords.size()) + (m_editable ? 1 : 0);
}

int KeywordModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : 2;
}

QVariant KeywordModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const bool fresh = isNewRow(index.row());
    if (role == Qt::TextAlignmentRole && index.column() == 1) return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (role == Qt::ForegroundRole && fresh) return QGuiApplication::palette().placeholderText();
    const bool exported = role == ExportRole && !fresh;
    if (role != Qt::DisplayRole && role != Qt::EditRole && !exported) return {};
    if (index.column() == 0) {
        if (fresh) return role == Qt::EditRole ? QString() : tr("add a keyword");
        return m_keywords.at(index.row());
    }
    const auto row = std::size_t(index.row());
    if (row >= m_counts.size() || !m_counts[row]) return exported ? QVariant(QString()) : QVariant();
    return exported ? QVariant(double(*m_counts[row])) : QVariant(QLocale().toString(*m_counts[row]));
}

QVariant KeywordModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant((section == 1 ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role == NumericRole) return section == 1;
    if (role == ExportRole) return section == 0 ? QStringLiteral("keyword") : QStringLiteral("sentences");
    if (role == Qt::ToolTipRole)
        return plainToolTip(section == 0 ? tr("What sentences of the topic contain one of")
                                         : tr("Sentences of the data set chosen beside that contain it"));
    if (role != Qt::DisplayRole) return {};
    return section == 0 ? tr("Keyword") : tr("Sentences");
}

Qt::ItemFlags KeywordModel::flags(const QModelIndex& index) const
{
    const Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    return index.column() == 0 && m_editable ? flags | Qt::ItemIsEditable : flags;
}

bool KeywordModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (role != Qt::EditRole || index.column() != 0 || !m_editable ||
        !checkIndex(index, CheckIndexOption::IndexIsValid))
        return false;
    const QString keyword = value.toString().trimmed();
    if (isNewRow(index.row())) {
        if (keyword.isEmpty() || m_keywords.contains(keyword)) return false;
        beginInsertRows({}, index.row(), index.row());
        m_keywords.append(keyword);
        endInsertRows();
    } else if (keyword.isEmpty()) {
        removeKeywords({index.row()});
        return true;
    } else {
        if (m_keywords.at(index.row()) == keyword || m_keywords.contains(keyword)) return false;
        m_keywords[index.row()] = keyword;
    }
    if (std::size_t(index.row()) < m_counts.size()) m_counts[std::size_t(index.row())].reset();
    Q_EMIT dataChanged(this->index(index.row(), 0), this->index(index.row(), 1));
    Q_EMIT edited();
    return true;
}

} // namespace sparsight
