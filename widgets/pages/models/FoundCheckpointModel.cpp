// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/models/FoundCheckpointModel.h"

#include "widgets/delegates/TwoLineDelegate.h"

#include <algorithm>

namespace sparsight {

namespace {

QString secondLine(const FoundCheckpoint& checkpoint)
{
    if (!checkpoint.refusal.empty()) return QString::fromStdString(checkpoint.refusal);
    QString line =
        QString::fromStdString(checkpoint.family) + QStringLiteral(" · ") + QString::fromStdString(checkpoint.shape);
    if (checkpoint.hubCache) line += QStringLiteral(" · ") + FoundCheckpointModel::tr("hub cache");
    return line;
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
    endResetModel();
}

const FoundCheckpoint* FoundCheckpointModel::at(const QModelIndex& index) const
{
    return index.isValid() && checkIndex(index) ? &m_checkpoints[std::size_t(index.row())] : nullptr;
}

void FoundCheckpointModel::setRefusal(const QString& directory, const QString& sentence)
{
    for (std::size_t row = 0; row < m_checkpoints.size(); ++row) {
        if (QString::fromStdU16String(m_checkpoints[row].directory.u16string()) != directory) continue;
        m_checkpoints[row].refusal = sentence.toStdString();
        Q_EMIT dataChanged(index(int(row)), index(int(row)));
    }
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
    case Qt::ToolTipRole: return QString::fromStdU16String(checkpoint->directory.u16string()).toHtmlEscaped();
    case Qt::AccessibleTextRole: return name + QStringLiteral(", ") + secondLine(*checkpoint);
    case TwoLineDelegate::SecondLineRole: return secondLine(*checkpoint);
    case TwoLineDelegate::ProblemRole: return !checkpoint->refusal.empty();
    default: return {};
    }
}

} // namespace sparsight
