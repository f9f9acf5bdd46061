// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/models/FoundCheckpointModel.h"

#include "widgets/common/Folders.h"
#include "widgets/common/Format.h"
#include "widgets/delegates/TwoLineDelegate.h"

#include <algorithm>

namespace sparsight {

namespace {

QString folderOf(const FoundCheckpoint& checkpoint)
{
    return QString::fromStdU16String(checkpoint.directory.u16string());
}

/// In one line and without the folder, which would push what is wrong out of sight.
QString shortRefusal(const FoundCheckpoint& checkpoint)
{
    QString reason = QString::fromStdString(checkpoint.refusal);
    reason.replace(QLatin1Char('\n'), QLatin1Char(' '));
    const QString folder = folderOf(checkpoint);
    reason.remove(folder + QLatin1Char('/'));
    if (reason.startsWith(folder + QLatin1Char(' '))) return reason.mid(folder.size() + 1);
    return reason.replace(folder, QString::fromStdString(checkpoint.name));
}

QString secondLine(const FoundCheckpoint& checkpoint, bool loaded)
{
    if (!checkpoint.refusal.empty()) return shortRefusal(checkpoint);
    QStringList facts;
    if (loaded) facts << FoundCheckpointModel::tr("loaded");
    facts << QString::fromStdString(checkpoint.family)
          << FoundCheckpointModel::tr("%1 + %2 layers, d_ff %L3")
                 .arg(checkpoint.encoderLayers)
                 .arg(checkpoint.decoderLayers)
                 .arg(checkpoint.dFf);
    if (checkpoint.hubCache) facts << FoundCheckpointModel::tr("hub cache");
    return facts.join(QStringLiteral(" · "));
}

QString toolTip(const FoundCheckpoint& checkpoint)
{
    if (checkpoint.refusal.empty()) return plainToolTip(folderOf(checkpoint));
    return plainToolTip(folderOf(checkpoint) + QLatin1Char('\n') + shortRefusal(checkpoint));
}

} // namespace

FoundCheckpointModel::FoundCheckpointModel(QObject* parent)
    : QAbstractListModel(parent)
{
}

void FoundCheckpointModel::setCheckpoints(std::vector<FoundCheckpoint> checkpoints)
{
    std::stable_partition(checkpoints.begin(), checkpoints.end(),
                          [](const FoundCheckpoint& c) { return c.refusal.empty(); });
    beginResetModel();
    m_checkpoints = std::move(checkpoints);
    findLoaded();
    endResetModel();
}

const FoundCheckpoint* FoundCheckpointModel::at(const QModelIndex& index) const
{
    return index.isValid() && checkIndex(index) ? &m_checkpoints[std::size_t(index.row())] : nullptr;
}

void FoundCheckpointModel::setRefusal(const QString& directory, const QString& sentence)
{
    for (std::size_t row = 0; row < m_checkpoints.size(); ++row) {
        if (folderOf(m_checkpoints[row]) != directory) continue;
        m_checkpoints[row].refusal = sentence.toStdString();
        Q_EMIT dataChanged(index(int(row)), index(int(row)));
    }
}

void FoundCheckpointModel::setLoaded(const std::filesystem::path& directory)
{
    m_loaded = directory;
    findLoaded();
    if (!m_checkpoints.empty()) Q_EMIT dataChanged(index(0), index(rowCount() - 1));
}

/// Once for all cells: it asks the disk.
void FoundCheckpointModel::findLoaded()
{
    const auto found = std::find_if(m_checkpoints.begin(), m_checkpoints.end(),
                                    [this](const FoundCheckpoint& c) { return isSameFolder(c.directory, m_loaded); });
    m_loadedRow = found == m_checkpoints.end() ? -1 : int(found - m_checkpoints.begin());
}

int FoundCheckpointModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_checkpoints.size());
}

QVariant FoundCheckpointModel::data(const QModelIndex& index, int role) const
{
    const FoundCheckpoint* checkpoint = at(index);
    if (!checkpoint) return {};
    const QString name = QString::fromStdString(checkpoint->name);
    switch (role) {
    case Qt::DisplayRole: return name;
    case Qt::ToolTipRole: return toolTip(*checkpoint);
    case Qt::AccessibleTextRole:
        return name + QStringLiteral(", ") + secondLine(*checkpoint, index.row() == m_loadedRow);
    case TwoLineDelegate::SecondLineRole: return secondLine(*checkpoint, index.row() == m_loadedRow);
    case TwoLineDelegate::ProblemRole: return !checkpoint->refusal.empty();
    default: return {};
    }
}

} // namespace sparsight
