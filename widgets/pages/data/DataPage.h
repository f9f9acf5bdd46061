// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/dataset/Topic.h"

#include <QWidget>

class QLabel;
class QListView;
class QPushButton;
class QUndoCommand;
class QStackedWidget;
class QToolButton;

namespace sparsight {

class EmptyState;
class ProjectListModel;
class SentencesPane;
class TopicPane;
struct PageContext;

/// Data sets and topics at the left; what is chosen there at the right.
class DataPage : public QWidget {
    Q_OBJECT
public:
    DataPage(PageContext& context, QWidget* parent);
    ~DataPage() override;

private:
    QWidget* createSidebar();
    EmptyState* createEmpty();
    QListView* createList(ProjectListModel* model, const QString& name);
    void projectChanged();
    void showDataset(const QModelIndex& index);
    void showTopic(const QModelIndex& index);
    void selectTopic(const QString& name);
    void newTopic();
    void importTopics(const QStringList& files);
    void setTopicThere(const Topic& topic, bool there);
    void removeTopic(const QString& name);
    void removeDataset();
    void showProblem(const QString& sentence);

    PageContext& m_context;
    ProjectListModel* m_datasets;
    ProjectListModel* m_topics;
    QListView* m_datasetList = nullptr;
    QListView* m_topicList = nullptr;
    QToolButton* m_import = nullptr;
    QToolButton* m_importPapers = nullptr;
    QToolButton* m_newTopic = nullptr;
    QToolButton* m_importTopics = nullptr;
    QPushButton* m_undo = nullptr;
    QLabel* m_problem = nullptr;
    Topic m_removed;                         ///< the topic that can be brought back
    const QUndoCommand* m_removal = nullptr; ///< the step of the window's history that removed it; only compared
    QStackedWidget* m_stack = nullptr;
    EmptyState* m_empty = nullptr;
    SentencesPane* m_sentences = nullptr;
    TopicPane* m_topic = nullptr;
};

} // namespace sparsight
