// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/RecentProjects.h"

#include <QDir>
#include <QSettings>

namespace sparsight {

namespace {
const auto key = QStringLiteral("recent/projects");
}

RecentProjects::RecentProjects(QObject* parent)
    : QObject(parent)
    , m_files(QSettings().value(key).toStringList())
{
}

void RecentProjects::add(const QString& file)
{
    const QString path = QDir::cleanPath(QDir().absoluteFilePath(file));
    m_files.removeAll(path);
    m_files.prepend(path);
    while (m_files.size() > limit)
        m_files.removeLast();
    store();
}

void RecentProjects::remove(const QString& file)
{
    if (m_files.removeAll(file)) store();
}

void RecentProjects::store()
{
    QSettings().setValue(key, m_files);
    Q_EMIT changed();
}

} // namespace sparsight
