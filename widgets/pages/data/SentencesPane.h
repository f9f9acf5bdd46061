// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/pages/data/SentenceFacets.h"
#include "widgets/pages/data/SentenceTableModel.h"

#include <QTimer>
#include <QWidget>
#include <map>
#include <optional>
#include <set>
#include <vector>

class QLabel;
class QTableView;
class QToolButton;

namespace sparsight {

class SentenceFilterBar;
struct PageContext;

/// One data set: what it is, what is searched for and chosen, and its sentences. The data set may be larger than
/// memory: the table reads what it shows, and the choices are made beside it.
class SentencesPane : public QWidget {
    Q_OBJECT
public:
    SentencesPane(PageContext& context, QWidget* parent);
    void setDataset(std::optional<DatasetId> dataset);
    std::optional<DatasetId> dataset() const { return m_dataset; }
    void setReadOnly(const QString& reason); ///< empty: the data set may be removed
    /// The rows that are shown, with all columns.
    void exportTo(const QString& file);

Q_SIGNALS:
    void removeWanted();

protected:
    bool eventFilter(QObject* object, QEvent* event) override;

private:
    void updateRemove();
    QLayout* createHead();
    QLayout* createTools();
    void createTable();
    void arrangeColumns();
    void fitColumns();
    void readChoices();
    void search();
    void showFiltered();
    void showNone();
    void showColumnMenu();
    void copy();
    void askForExport();
    void tell(const QString& sentence);
    void showProblem(const QString& sentence);

    PageContext& m_context;
    std::optional<DatasetId> m_dataset;
    std::set<DatasetId> m_indexed; ///< searched before: the index is there
    SentenceFacets m_facets;
    std::optional<std::vector<SentenceId>> m_found;     ///< by the words; unset: no words
    std::optional<std::vector<SentenceId>> m_shown;     ///< of them those with the label and the group
    std::set<SentenceTableModel::Column> m_hidden;      ///< also in the data set that is shown next
    std::map<SentenceTableModel::Column, int> m_widths; ///< that the person gave columns, likewise
    bool m_fitting = false;
    SentenceTableModel* m_model;
    QLabel* m_title = nullptr;
    QLabel* m_facts = nullptr;
    SentenceFilterBar* m_filter;
    QLabel* m_count = nullptr;
    QLabel* m_notice = nullptr;
    QLabel* m_problem = nullptr;
    QLabel* m_none = nullptr; ///< said over an empty table
    QTableView* m_table = nullptr;
    QToolButton* m_columns = nullptr;
    QString m_readOnly; ///< why nothing here can be changed; empty: it can
    QToolButton* m_remove = nullptr;
    QTimer m_forget; ///< a notice is let go
    quint64 m_query = 0;
    quint64 m_choices = 0; ///< the query that reads them
};

} // namespace sparsight
