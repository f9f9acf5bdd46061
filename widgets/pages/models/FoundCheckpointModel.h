// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/FoundCheckpoint.h"

#include <QAbstractListModel>
#include <filesystem>
#include <vector>

namespace sparsight {

/// Checkpoints found on disk, those that can be loaded first; a refused one carries its reason as second line.
class FoundCheckpointModel : public QAbstractListModel {
    Q_OBJECT
public:
    explicit FoundCheckpointModel(QObject* parent = nullptr);
    void setCheckpoints(std::vector<FoundCheckpoint> checkpoints);
    const FoundCheckpoint* at(const QModelIndex& index) const;
    /// The loading of a checkpoint was refused, which reading its configuration did not foretell.
    void setRefusal(const QString& directory, const QString& sentence);

    /// Which one of them computes now, by its folder.
    void setLoaded(const std::filesystem::path& directory);
    QModelIndex loaded() const { return index(m_loadedRow); } ///< invalid when none of them is

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    void findLoaded();

    std::vector<FoundCheckpoint> m_checkpoints;
    std::filesystem::path m_loaded;
    int m_loadedRow = -1;
};

} // namespace sparsight
