// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QStringList>

namespace sparsight {

/// The projects opened last, kept in the settings.
class RecentProjects : public QObject {
    Q_OBJECT
public:
    static constexpr int limit = 10;

    explicit RecentProjects(QObject* parent);
    const QStringList& files() const { return m_files; } ///< newest first
    void add(const QString& file);
    void remove(const QString& file);

Q_SIGNALS:
    void changed();

private:
    void store();

    QStringList m_files;
};

} // namespace sparsight
