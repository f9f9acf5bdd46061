// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/data/DataPage.h"

#include "widgets/common/Confirmation.h"
#include "widgets/common/IconButton.h"
#include "widgets/delegates/TwoLineDelegate.h"
#include "widgets/jobs/ErrorText.h"
#include "widgets/pages/PageTable.h"
#include "widgets/pages/WindowCommands.h"
#include "widgets/pages/data/ProjectListModel.h"
#include "widgets/pages/data/SentencesPane.h"
#include "widgets/pages/data/TopicPane.h"
#include "widgets/session/NeuronBook.h"
#include "widgets/session/ProjectSession.h"
#include "widgets/session/Selection.h"
#include "widgets/theme/Theme.h"
#include "widgets/views/EmptyState.h"

#include <QFileDialog>
#include <QLabel>
#include <QListView>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>
#include <QUndoCommand>
#include <QVBoxLayout>
#include <algorithm>

namespace sparsight {

namespace {

QHBoxLayout* headingRow(const QString& text, std::initializer_list<QWidget*> buttons, QWidget* parent)
{
    auto* row = new QHBoxLayout;
    row->setSpacing(0);
    row->addWidget(roleLabel(text, "heading", parent), 1);
    for (QWidget* button : buttons)
        row->addWidget(button);
    return row;
}

/// Redone it removes a topic; undone the topic is there again.
class TopicRemoval : public QUndoCommand {
public:
    TopicRemoval(Topic topic, std::function<void(const Topic&, bool there)> set)
        : QUndoCommand(DataPage::tr("removing the topic “%1”").arg(QString::fromStdString(topic.name)))
        , m_topic(std::move(topic))
        , m_set(std::move(set))
    {
    }
    void redo() override { m_set(m_topic, false); }
    void undo() override { m_set(m_topic, true); }

private:
    Topic m_topic;
    std::function<void(const Topic&, bool there)> m_set;
};

} // namespace

DataPage::DataPage(PageContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_datasets(new ProjectListModel(ProjectListModel::Kind::Datasets, context.session, this))
    , m_topics(new ProjectListModel(ProjectListModel::Kind::Topics, context.session, this))
{
    m_stack = new QStackedWidget(this);
    m_empty = createEmpty();
    m_sentences = new SentencesPane(context, m_stack);
    m_topic = new TopicPane(context, m_stack);
    for (QWidget* pane : std::initializer_list<QWidget*>{m_empty, m_sentences, m_topic})
        m_stack->addWidget(pane);
    auto* splitter = new QSplitter(Qt::Horizontal, this);
    splitter->addWidget(createSidebar());
    splitter->addWidget(m_stack);
    splitter->setStretchFactor(1, 1);
    splitter->setChildrenCollapsible(false);
    splitter->setSizes({220, 700});
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(splitter);

    connect(m_sentences, &SentencesPane::removeWanted, this, &DataPage::removeDataset);
    connect(m_topic, &TopicPane::removeWanted, this, &DataPage::removeTopic);
    connect(m_topic, &TopicPane::renamed, this, [this](const QString& name) { m_context.selection.setTopic(name); });
    connect(&context.session, &ProjectSession::changed, this, &DataPage::projectChanged);
    connect(&context.session, &ProjectSession::opened, m_undo, &QWidget::hide); // it was of another project
    projectChanged();
}

QListView* DataPage::createList(ProjectListModel* model, const QString& name)
{
    auto* list = new QListView(this);
    list->setModel(model);
    list->setItemDelegate(new TwoLineDelegate(list));
    list->setAccessibleName(name);
    list->setMouseTracking(true);
    return list;
}

/// An editor that is open stores what was typed when it is hidden, which must not come after this is gone.
DataPage::~DataPage()
{
    hide();
}

QWidget* DataPage::createSidebar()
{
    auto* side = new QWidget(this);
    side->setMinimumWidth(160);
    auto* layout = new QVBoxLayout(side);
    layout->setContentsMargins(12, 12, 4, 12);
    layout->setSpacing(8);
    m_import = iconButton("import", tr("Import sentences…"), side);
    m_import->setObjectName(QStringLiteral("importData"));
    connect(m_import, &QToolButton::clicked, this, [this] {
        if (m_context.commands) m_context.commands->importData({});
    });
    m_importPapers = iconButton("open", tr("Import a folder of papers…"), side);
    connect(m_importPapers, &QToolButton::clicked, this, [this] {
        if (m_context.commands) m_context.commands->importPapers();
    });
    layout->addLayout(headingRow(tr("Data sets"), {m_import, m_importPapers}, side));
    m_datasetList = createList(m_datasets, tr("Data sets"));
    layout->addWidget(m_datasetList, 2);

    m_newTopic = iconButton("add", tr("New topic"), side);
    m_newTopic->setObjectName(QStringLiteral("newTopic"));
    m_importTopics = iconButton("open", tr("Import topics from files…"), side);
    connect(m_newTopic, &QToolButton::clicked, this, &DataPage::newTopic);
    connect(m_importTopics, &QToolButton::clicked, this, [this] {
        auto* dialog = new QFileDialog(this, tr("Import topics"), QString(), tr("Topics (*.txt);;All files (*)"));
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->setFileMode(QFileDialog::ExistingFiles);
        connect(dialog, &QFileDialog::filesSelected, this, &DataPage::importTopics);
        dialog->show();
    });
    layout->addLayout(headingRow(tr("Topics"), {m_newTopic, m_importTopics}, side));
    m_topicList = createList(m_topics, tr("Topics"));
    layout->addWidget(m_topicList, 3);
    m_undo = new QPushButton(side);
    m_undo->hide();
    connect(m_undo, &QPushButton::clicked, this, [this] {
        QUndoStack& history = m_context.book.history();
        const bool last = history.canUndo() && history.command(history.index() - 1) == m_removal;
        if (last)
            history.undo();
        else
            setTopicThere(m_removed, true);
    });
    layout->addWidget(m_undo);
    m_problem = roleLabel({}, "error", side);
    m_problem->hide();
    layout->addWidget(m_problem);
    connect(m_datasetList->selectionModel(), &QItemSelectionModel::currentChanged, this, &DataPage::showDataset);
    connect(m_topicList->selectionModel(), &QItemSelectionModel::currentChanged, this, &DataPage::showTopic);
    // A click on the item that is current already comes back from the other list.
    connect(m_datasetList, &QListView::clicked, this, &DataPage::showDataset);
    connect(m_topicList, &QListView::clicked, this, &DataPage::showTopic);
    return side;
}

EmptyState* DataPage::createEmpty()
{
    auto* empty = new EmptyState({}, this);
    connect(empty, &EmptyState::remedyWanted, this, [this] {
        if (!m_context.commands) return;
        if (m_context.session.isOpen()) {
            m_context.commands->importData({});
        } else {
            m_context.commands->newProject();
        }
    });
    return empty;
}

void DataPage::projectChanged()
{
    const bool open = m_context.session.isOpen();
    m_empty->setTitle(open ? tr("No data set yet") : tr("No project is open"));
    m_empty->setText(
        open ? tr("A data set is a list of sentences, with labels if there are any. Neurons are described by the "
                  "sentences of a data set that they fire on.")
             : tr("Data sets and topics are kept in a project."));
    const QString readOnly = m_context.session.isReadOnly()
                                 ? tr("The project is open read-only; it can be changed where it is open for writing.")
                                 : QString();
    const QString closed = open ? QString() : tr("Open or make a project first.");
    m_empty->setRemedy(!open ? tr("New project…") : readOnly.isEmpty() ? tr("Import sentences…") : QString());
    for (QToolButton* button : {m_import, m_importPapers})
        setUnavailable(button, readOnly);
    for (QToolButton* button : {m_newTopic, m_importTopics})
        setUnavailable(button, readOnly + closed);
    m_sentences->setReadOnly(readOnly);
    m_topic->setReadOnly(readOnly);
    // The rows are sorted by name, so a topic that was renamed may have moved.
    if (const int row = m_topics->rowOf(m_topic->topic()); m_stack->currentWidget() == m_topic && row >= 0) {
        m_topicList->setCurrentIndex(m_topics->index(row));
        m_topic->setTopic(m_topic->topic());
        return;
    }
    if (m_context.session.datasets().empty()) {
        m_sentences->setDataset(std::nullopt);
        m_stack->setCurrentWidget(m_empty);
    } else if (!m_datasetList->currentIndex().isValid()) {
        m_datasetList->setCurrentIndex(m_datasets->index(m_datasets->rowCount() - 1));
    } else {
        showDataset(m_datasetList->currentIndex());
    }
}

void DataPage::showDataset(const QModelIndex& index)
{
    if (!index.isValid()) return;
    const DatasetId id(index.data(ProjectListModel::KeyRole).toLongLong());
    if (m_sentences->dataset() != id) m_sentences->setDataset(id);
    m_stack->setCurrentWidget(m_sentences);
    m_topicList->clearSelection();
    m_datasetList->selectionModel()->select(index, QItemSelectionModel::ClearAndSelect);
}

void DataPage::showTopic(const QModelIndex& index)
{
    if (!index.isValid()) return;
    m_topic->setTopic(index.data(ProjectListModel::KeyRole).toString());
    m_stack->setCurrentWidget(m_topic);
    m_datasetList->clearSelection();
    m_topicList->selectionModel()->select(index, QItemSelectionModel::ClearAndSelect);
}

void DataPage::selectTopic(const QString& name)
{
    const int row = m_topics->rowOf(name);
    if (row < 0) return;
    m_topicList->setCurrentIndex(m_topics->index(row));
    showTopic(m_topics->index(row));
}

void DataPage::newTopic()
{
    if (!m_context.session.isOpen()) return;
    QString name = tr("New topic");
    for (int number = 2; m_topics->rowOf(name) >= 0; ++number)
        name = tr("New topic %1").arg(number);
    try {
        m_context.session.project().putTopic({name.toStdString(), KeywordMatch::Word, {}});
        m_context.session.refresh();
        selectTopic(name);
        m_topic->editName();
    } catch (const Error& error) {
        showProblem(errorSentence(error));
    }
}

void DataPage::importTopics(const QStringList& files)
{
    if (!m_context.session.isOpen()) return;
    m_problem->hide();
    QString last;
    for (const QString& file : files) {
        try {
            const Topic topic = readTopicFile(std::filesystem::path(file.toStdU16String()));
            m_context.session.project().putTopic(topic);
            last = QString::fromStdString(topic.name);
        } catch (const Error& error) {
            showProblem(errorSentence(error));
        }
    }
    m_context.session.refresh();
    if (!last.isEmpty()) selectTopic(last);
}

void DataPage::removeTopic(const QString& name)
{
    try {
        const Topic topic = m_context.session.project().topic(name.toStdString());
        auto* removal = new TopicRemoval(topic, [this](const Topic& of, bool there) { setTopicThere(of, there); });
        m_removal = removal;
        m_context.book.history().push(removal);
    } catch (const Error& error) {
        showProblem(errorSentence(error));
    }
}

void DataPage::setTopicThere(const Topic& topic, bool there)
{
    const QString name = QString::fromStdString(topic.name);
    try {
        if (there)
            m_context.session.project().putTopic(topic);
        else
            m_context.session.project().removeTopic(topic.name);
    } catch (const Error& error) {
        return showProblem(errorSentence(error));
    }
    m_removed = topic;
    m_undo->setText(tr("Bring back “%1”").arg(name));
    m_undo->setVisible(!there);
    if (!there) {
        m_stack->setCurrentWidget(m_empty);
        m_topicList->clearSelection();
        m_topicList->setCurrentIndex({});
    }
    m_context.session.refresh();
    if (there) selectTopic(name);
}

/// The only removal that cannot be undone: sentences and captures may be large.
void DataPage::removeDataset()
{
    const auto id = m_sentences->dataset();
    const DatasetInfo* info = id ? m_context.session.dataset(*id) : nullptr;
    if (!info || m_context.session.isReadOnly()) return;
    const auto& runs = m_context.session.runs();
    const auto captures = std::count_if(runs.begin(), runs.end(), [&](const RunInfo& r) { return r.dataset == *id; });
    const QString question = tr("Remove “%1” with its %Ln sentence(s)", nullptr, int(info->sentences))
                                 .arg(QString::fromStdString(info->name)) +
                             QLatin1Char(' ') +
                             tr("and %Ln capture(s)? This cannot be undone.", nullptr, int(captures));
    askBeforeRemoval(this, tr("Remove a data set"), question, tr("Remove"), [this, id = *id] {
        try {
            m_context.session.project().removeDataset(id);
            m_sentences->setDataset(std::nullopt);
            m_datasetList->setCurrentIndex({});
            m_context.session.refresh();
        } catch (const Error& error) {
            showProblem(errorSentence(error));
        }
    });
}

void DataPage::showProblem(const QString& sentence)
{
    m_problem->setText(sentence);
    m_problem->show();
}

} // namespace sparsight
