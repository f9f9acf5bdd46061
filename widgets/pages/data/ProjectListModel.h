// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>
#include <QVector>

namespace sparsight {

class ProjectSession;

/// What the Data page lists at its left: the data sets, or the topics, of the open project.
class ProjectListModel : public QAbstractListModel {
    Q_OBJECT
public:
    enum class Kind { Datasets, Topics };
    enum Role { KeyRole = Qt::UserRole }; ///< a data set's id, a topic's name

    ProjectListModel(Kind kind, ProjectSession& session, QObject* parent);
    int rowOf(const QVariant& key) const; ///< −1 when there is none

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    struct Item {
        QVariant key;
        QString name, facts;
        bool operator==(const Item&) const = default;
    };
    void read();

    Kind m_kind;
    ProjectSession& m_session;
    QVector<Item> m_items;
};

} // namespace sparsight
