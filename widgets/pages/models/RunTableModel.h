// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/Records.h"

#include <QAbstractTableModel>
#include <vector>

namespace sparsight {

class ProjectSession;

/// The captures of the open project, each in two lines. The name is edited in place.
class RunTableModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Name, Sentences, Stored, ColumnCount };

    explicit RunTableModel(ProjectSession& session, QObject* parent = nullptr);
    const RunInfo* at(const QModelIndex& index) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;

Q_SIGNALS:
    void refused(const QString& sentence); ///< a name that cannot be taken

private:
    void read();
    QString text(const RunInfo& run, int column) const;
    QString secondLine(const RunInfo& run, int column) const;
    QVariant exported(const RunInfo& run, int column) const;
    QString toolTip(const RunInfo& run, int column) const;
    std::uint32_t sentencesOf(const RunInfo& run) const;

    ProjectSession& m_session;
    std::vector<RunInfo> m_runs;
};

} // namespace sparsight
