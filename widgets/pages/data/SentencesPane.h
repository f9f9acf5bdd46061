// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Ids.h"

#include <QTimer>
#include <QWidget>
#include <optional>
#include <set>

class QLabel;
class QLineEdit;
class QTableView;

namespace sparsight {

class SentenceTableModel;
struct PageContext;

/// One data set: what it is, a search field, and its sentences.
class SentencesPane : public QWidget {
    Q_OBJECT
public:
    SentencesPane(PageContext& context, QWidget* parent);
    void setDataset(std::optional<DatasetId> dataset);
    std::optional<DatasetId> dataset() const { return m_dataset; }

Q_SIGNALS:
    void removeWanted();

private:
    void createTable();
    void arrangeColumns();
    void search();
    void showCount(qsizetype found, bool searched);

    PageContext& m_context;
    std::optional<DatasetId> m_dataset;
    std::set<DatasetId> m_indexed; ///< searched before: the index is there
    SentenceTableModel* m_model;
    QLabel* m_title;
    QLabel* m_facts;
    QLineEdit* m_search;
    QLabel* m_count;
    QLabel* m_problem;
    QTableView* m_table;
    QTimer m_debounce;
    quint64 m_query = 0;
};

} // namespace sparsight
