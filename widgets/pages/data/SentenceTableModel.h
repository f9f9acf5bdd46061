// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/Project.h"

#include <QAbstractTableModel>
#include <QCache>
#include <algorithm>
#include <optional>
#include <vector>

namespace sparsight {

class ProjectSession;

/// The sentences of a data set, or those that a search found. Rows are read in pages when the view asks for them.
/// Columns: number, sentence, label, group, target; the last three only where the data set has them.
class SentenceTableModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum class Column { Number, Text, Label, Group, Target };

    explicit SentenceTableModel(ProjectSession& session, QObject* parent = nullptr);

    void setDataset(std::optional<DatasetId> dataset);
    Column columnAt(int section) const { return m_columns[std::size_t(section)]; }
    bool has(Column column) const { return std::find(m_columns.begin(), m_columns.end(), column) != m_columns.end(); }
    /// nullopt shows all.
    void setHits(std::optional<std::vector<SentenceId>> hits);
    SentenceId sentenceAt(int row) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    const Sentence* sentence(SentenceId id) const;

    ProjectSession& m_session;
    std::optional<DatasetId> m_dataset;
    int m_sentences = 0;
    std::optional<std::vector<SentenceId>> m_hits;
    std::vector<Column> m_columns{Column::Number, Column::Text};
    mutable QCache<quint32, Sentence> m_cache{2000};
};

} // namespace sparsight
