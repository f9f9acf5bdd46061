// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <QStringList>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace sparsight {

/// A topic's keywords and in how many sentences each occurs. The last row is empty: writing there adds a keyword.
class KeywordModel : public QAbstractTableModel {
    Q_OBJECT
public:
    explicit KeywordModel(QObject* parent = nullptr);

    void setKeywords(const QStringList& keywords);
    const QStringList& keywords() const { return m_keywords; }
    /// [rows]; the last may be that of the keyword being written in the empty row. Unset: not counted.
    void setCounts(std::vector<std::optional<std::uint32_t>> counts);
    void forgetCount(int row);
    void setEditable(bool editable);
    void removeKeywords(QList<int> rows);
    /// What was removed last, until it is brought back or other keywords are shown.
    QStringList removed() const;
    void bringBack(); ///< to where it was, unless it was written anew meanwhile

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;

Q_SIGNALS:
    void edited();
    void removedChanged();

private:
    bool isNewRow(int row) const { return row == int(m_keywords.size()); }

    QStringList m_keywords;
    std::vector<std::pair<int, QString>> m_removed; ///< with their rows, ascending
    std::vector<std::optional<std::uint32_t>> m_counts;
    bool m_editable = true;
};

} // namespace sparsight
