// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/welcome/RecentProjectsModel.h"

#include "widgets/delegates/TwoLineDelegate.h"

#include <QDir>
#include <QFileInfo>

namespace sparsight {

namespace {

QString folderText(const QFileInfo& file)
{
    const QString folder = QDir::toNativeSeparators(file.path());
    const QString home = QDir::toNativeSeparators(QDir::homePath());
    const QString shown = folder.startsWith(home) ? QStringLiteral("~") + folder.mid(home.size()) : folder;
    return file.exists() ? shown : RecentProjectsModel::tr("%1 · not found").arg(shown);
}

} // namespace

RecentProjectsModel::RecentProjectsModel(QObject* parent)
    : QAbstractListModel(parent)
{
}

void RecentProjectsModel::setFiles(const QStringList& files)
{
    beginResetModel();
    m_files = files;
    endResetModel();
}

int RecentProjectsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_files.size());
}

QVariant RecentProjectsModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const QFileInfo file(m_files.at(index.row()));
    switch (role) {
    case Qt::DisplayRole: return file.completeBaseName();
    case Qt::ToolTipRole:
    case FileRole: return file.filePath();
    case TwoLineDelegate::SecondLineRole: return folderText(file);
    case TwoLineDelegate::ProblemRole: return !file.exists();
    default: return {};
    }
}

} // namespace sparsight
