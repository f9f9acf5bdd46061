// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/data/MatchListModel.h"

#include <QPoint>
#include <QVariant>

namespace sparsight {

namespace {

qsizetype characters(std::string_view bytes)
{
    return QString::fromUtf8(bytes.data(), qsizetype(bytes.size())).size();
}

} // namespace

MatchListModel::MatchListModel(QObject* parent)
    : QAbstractListModel(parent)
{
}

void MatchListModel::setMatches(std::vector<TopicMatch> matches)
{
    beginResetModel();
    m_matches = std::move(matches);
    endResetModel();
}

int MatchListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_matches.size());
}

QVariant MatchListModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const TopicMatch& match = m_matches[std::size_t(index.row())];
    if (role == Qt::DisplayRole || role == Qt::ToolTipRole || role == Qt::AccessibleTextRole) {
        const QString text = QString::fromStdString(match.text);
        return role == Qt::ToolTipRole ? text.toHtmlEscaped() : text;
    }
    if (role != RangesRole) return {};
    QVariantList ranges;
    for (const auto& hit : match.hits) {
        const std::string_view text = match.text;
        ranges << QPoint(int(characters(text.substr(0, hit.begin))),
                         int(characters(text.substr(hit.begin, hit.length))));
    }
    return ranges;
}

} // namespace sparsight
