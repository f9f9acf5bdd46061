// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/data/ProjectListModel.h"

#include "widgets/delegates/TwoLineDelegate.h"
#include "widgets/session/ProjectSession.h"

namespace sparsight {

ProjectListModel::ProjectListModel(Kind kind, ProjectSession& session, QObject* parent)
    : QAbstractListModel(parent)
    , m_kind(kind)
    , m_session(session)
{
    connect(&session, &ProjectSession::changed, this, &ProjectListModel::read);
    read();
}

void ProjectListModel::read()
{
    QVector<Item> items;
    if (m_kind == Kind::Datasets) {
        for (const DatasetInfo& info : m_session.datasets())
            items.append({qlonglong(info.id.value), QString::fromStdString(info.name),
                          tr("%Ln sentence(s)", nullptr, int(info.sentences))});
    } else {
        for (const Topic& topic : m_session.topics()) {
            const QString name = QString::fromStdString(topic.name);
            items.append({name, name, tr("%Ln keyword(s)", nullptr, int(topic.keywords.size()))});
        }
    }
    if (items.size() == m_items.size()) { // an edit in place keeps the selection of the views
        for (int row = 0; row < int(items.size()); ++row) {
            if (items[row] == m_items[row]) continue;
            m_items[row] = items[row];
            Q_EMIT dataChanged(index(row), index(row));
        }
        return;
    }
    beginResetModel();
    m_items = items;
    endResetModel();
}

int ProjectListModel::rowOf(const QVariant& key) const
{
    for (int row = 0; row < int(m_items.size()); ++row)
        if (m_items[row].key == key) return row;
    return -1;
}

int ProjectListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_items.size());
}

QVariant ProjectListModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const Item& item = m_items[index.row()];
    switch (role) {
    case Qt::DisplayRole: return item.name;
    case Qt::AccessibleTextRole: return item.name + QStringLiteral(", ") + item.facts;
    case TwoLineDelegate::SecondLineRole: return item.facts;
    case KeyRole: return item.key;
    default: return {};
    }
}

} // namespace sparsight
