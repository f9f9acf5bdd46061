// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/dataset/Topic.h"

#include <QPersistentModelIndex>
#include <QPointer>
#include <QTimer>
#include <QWidget>
#include <vector>

class QComboBox;
class QLabel;
class QLayout;
class QLineEdit;
class QListView;
class QPushButton;
class QTableView;
class QToolButton;

namespace sparsight {

class KeywordModel;
class MatchListModel;
struct PageContext;
struct TopicCounts;

/// The editor of one topic. Every edit is kept in the project at once; how many sentences of a data set match, and
/// which, follows while a keyword is being typed.
class TopicPane : public QWidget {
    Q_OBJECT
public:
    TopicPane(PageContext& context, QWidget* parent);
    /// By name; an unknown one empties the editor.
    void setTopic(const QString& name);
    QString topic() const { return m_name; }
    void setReadOnly(const QString& reason); ///< empty: it may be edited
    /// Selects the name, so that it can be written over.
    void editName();

Q_SIGNALS:
    void renamed(const QString& name);
    void removeWanted(const QString& name);

private:
    QWidget* createHead();
    QWidget* createKeywords();
    QLayout* createKeywordTools();
    void removeKeywords();
    void followKeywords();
    QWidget* createMatches();
    void fillDatasets();
    Topic edited() const;
    struct Counted {
        Topic topic;
        std::vector<int> rows; ///< [keywords] where each stands in the table
    };
    Counted counted() const;
    void store();
    void rename();
    void countLater();
    void count();
    void showCounts(TopicCounts counts, const std::vector<int>& rows);
    void showProblem(const QString& sentence);
    void exportFile(const QString& file);

    PageContext& m_context;
    QString m_name; ///< as in the project
    KeywordModel* m_keywords;
    MatchListModel* m_matches;
    QLineEdit* m_nameField = nullptr;
    QToolButton* m_remove = nullptr;
    QComboBox* m_match = nullptr;
    QComboBox* m_dataset = nullptr;
    QTableView* m_table = nullptr;
    QToolButton* m_removeKeywords = nullptr;
    QPushButton* m_bringBack = nullptr;
    QLabel* m_total = nullptr;
    QLabel* m_problem = nullptr;
    QPointer<QLineEdit> m_writing; ///< the field of a keyword that is open
    QPersistentModelIndex m_writtenCell;
    bool m_countingFailed = false; ///< that is the problem which is shown
    QTimer m_debounce;
    quint64 m_query = 0;
};

} // namespace sparsight
