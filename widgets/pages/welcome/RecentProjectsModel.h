// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>
#include <QStringList>

namespace sparsight {

/// Recently opened projects, newest first: the name, the folder as second line.
class RecentProjectsModel : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { FileRole = Qt::UserRole };

    explicit RecentProjectsModel(QObject* parent = nullptr);
    void setFiles(const QStringList& files);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    QStringList m_files;
};

} // namespace sparsight
