// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/finetune/TrainedCard.h"

#include "widgets/common/Format.h"
#include "widgets/jobs/JobRunner.h"
#include "widgets/pages/PageTable.h"
#include "widgets/pages/finetune/CaptureSweep.h"
#include "widgets/pages/finetune/SettingsDialog.h"
#include "widgets/pages/finetune/TrainingTableModel.h"
#include "widgets/report/ExportSource.h"
#include "widgets/session/ComparedRuns.h"
#include "widgets/session/LayerData.h"
#include "widgets/session/ProjectSession.h"
#include "widgets/session/Selection.h"
#include "widgets/theme/Theme.h"
#include "widgets/theme/ThemeIcon.h"
#include "widgets/views/FilterHeader.h"
#include "widgets/views/FilterTableView.h"
#include "widgets/views/TableTools.h"

#include <QAction>
#include <QDesktopServices>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>
#include <QUrl>
#include <algorithm>

namespace sparsight {

TrainedCard::TrainedCard(PageContext& context, QWidget* parent)
    : QFrame(parent)
    , m_context(context)
    , m_model(new TrainingTableModel(context.session, this))
    , m_table(new FilterTableView(this))
    , m_choices(new QMenu(this))
{
    setRole(this, "card");
    createTable();
    createActions();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 8, 12, 12);
    layout->setSpacing(8);
    layout->addLayout(createHead());
    layout->addLayout(createTools());
    layout->addWidget(m_table, 1);
    connect(&context.session, &ProjectSession::changed, this, &TrainedCard::updateState);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        updateState();
        Q_EMIT selectionChanged();
    });
    connect(m_model, &QAbstractItemModel::modelReset, this, [this] {
        updateState();
        Q_EMIT selectionChanged();
    });
    updateState();
}

void TrainedCard::createTable()
{
    m_table->setSource(m_model);
    m_table->setObjectName(QStringLiteral("trained.table"));
    m_table->setAccessibleName(tr("Trained checkpoints"));
    m_table->setEmptyText(tr("Every checkpoint that is trained in this project has its row here, with how it did."));
    m_table->setMinimumHeight(96);
    m_table->setTextElideMode(Qt::ElideMiddle); // names of checkpoints differ at the end
    const int letter = m_table->fontMetrics().averageCharWidth();
    for (int column = 0; column < TrainingTableModel::ColumnCount; ++column) {
        const bool isName = column == TrainingTableModel::Name || column == TrainingTableModel::Parent ||
                            column == TrainingTableModel::Data;
        const bool isWord = column == TrainingTableModel::End || column == TrainingTableModel::Weights;
        m_table->setColumnWidth(column,
                                std::max(m_table->header().sectionSizeHint(column) + letter, letter * (isName   ? 18
                                                                                                       : isWord ? 14
                                                                                                                : 8)));
    }
    m_table->setFillColumns({TrainingTableModel::Name});
    using Model = TrainingTableModel;
    m_table->setYieldingColumns({Model::ValidationLoss, Model::RougeL, Model::LearningRate, Model::Kept, Model::End,
                                 Model::Rouge1, Model::Rouge2, Model::Epochs, Model::Parent, Model::Data,
                                 Model::Weights});
    connect(m_table, &QTableView::activated, this, &TrainedCard::loadInLive);
}

QAction* TrainedCard::addAction(const char* icon, const QString& text, void (TrainedCard::*slot)())
{
    auto* action = new QAction(themeIcon(QString::fromLatin1(icon)), text, this);
    connect(action, &QAction::triggered, this, slot);
    m_actions << action;
    return action;
}

void TrainedCard::createActions()
{
    addAction("live", tr("Use in Live"), &TrainedCard::loadInLive);
    addAction("open", tr("Open the folder"), &TrainedCard::openFolder);
    addAction("info", tr("Show the training settings"), &TrainedCard::showSettings);
    addAction("edit", tr("Take these settings"), &TrainedCard::takeSettings);
    m_table->addActions(m_actions);
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
}

QLayout* TrainedCard::createHead()
{
    auto* head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(roleLabel(tr("Trained checkpoints"), "heading", this), 1);
    m_captureAll = new QPushButton(themeIcon(QStringLiteral("capture")), tr("Capture with all"), this);
    m_captureAll->setObjectName(QStringLiteral("captureAll"));
    connect(m_captureAll, &QPushButton::clicked, this, &TrainedCard::captureAll);
    head->addWidget(m_captureAll);
    return head;
}

QLayout* TrainedCard::createTools()
{
    auto* row = new QHBoxLayout;
    row->setSpacing(4);
    for (QAction* action : m_actions) {
        auto* button = new QToolButton(this);
        button->setDefaultAction(action);
        button->setAccessibleName(action->text());
        row->addWidget(button);
    }
    row->addSpacing(8);
    auto* tools = new TableTools(*m_table, this);
    tools->setSource(QStringLiteral("trained"), [this] { return provenanceOf(m_context.session.checkpoints()); });
    row->addWidget(tools, 1);
    return row;
}

const TrainingInfo* TrainedCard::current() const
{
    const auto rows = selected();
    return rows.size() == 1 ? rows.front() : nullptr;
}

std::vector<const TrainingInfo*> TrainedCard::selected() const
{
    std::vector<const TrainingInfo*> rows;
    for (const QModelIndex& index : m_table->selectionModel()->selectedRows())
        rows.push_back(m_model->at(m_table->proxy().mapToSource(index).row()));
    std::sort(rows.begin(), rows.end()); // they lie in one list, in the order of the model
    return rows;
}

const TrainingInfo* TrainedCard::newest() const
{
    const TrainingInfo* newest = nullptr;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const TrainingInfo* training = m_model->at(row);
        if (!newest || training->checkpoint > newest->checkpoint) newest = training;
    }
    return newest;
}

/// What is captured together: the rows that are selected, or all that were trained from the parent.
std::vector<const TrainingInfo*> TrainedCard::captured() const
{
    const std::vector<const TrainingInfo*> chosen = selected();
    if (chosen.size() > 1 || m_model->rowCount() == 0) return chosen;
    const CheckpointId parent = (chosen.empty() ? newest() : chosen.front())->parent;
    std::vector<const TrainingInfo*> members;
    for (int row = 0; row < m_model->rowCount(); ++row)
        if (m_model->at(row)->parent == parent) members.push_back(m_model->at(row));
    return members;
}

/// The rows that are selected, or all whose losses can be compared with the newest's.
std::vector<const TrainingInfo*> TrainedCard::drawn() const
{
    const TrainingInfo* one = newest();
    if (hasSelection() || !one) return selected();
    std::vector<const TrainingInfo*> members = captured();
    std::erase_if(members, [one](const TrainingInfo* training) { return training->dataset != one->dataset; });
    return members;
}

std::vector<TrainingTrace> TrainedCard::traces() const
{
    std::vector<TrainingTrace> traces;
    for (const TrainingInfo* training : drawn()) {
        const CheckpointInfo* checkpoint = m_context.session.checkpoint(training->checkpoint);
        traces.push_back(traceOf(*training, checkpoint ? QString::fromStdString(checkpoint->name) : QString()));
    }
    return traces;
}

void TrainedCard::clearSelection()
{
    m_table->clearSelection();
}

void TrainedCard::updateState()
{
    const bool one = current() != nullptr;
    for (QAction* action : m_actions)
        action->setEnabled(one);
    const auto members = captured();
    const bool oneParent = std::all_of(members.begin(), members.end(), [&](const TrainingInfo* training) {
        return training->parent == members.front()->parent;
    });
    const bool writable = m_context.session.isOpen() && !m_context.session.isReadOnly();
    m_captureAll->setEnabled(writable && !members.empty() && oneParent);
    m_captureAll->setText(
        members.empty() ? tr("Capture with all")
                        : tr("Capture with %n checkpoint(s)", nullptr, int(members.size()) + 1)); // and the parent
    QString hint = tr("Captures the same data with the parent and its trained checkpoints, where that is not done yet, "
                      "and shows their KT-scores side by side.");
    if (!oneParent) hint = tr("Choose checkpoints of one parent.");
    QStringList names;
    for (const TrainingInfo* training : members) {
        if (const CheckpointInfo* checkpoint = m_context.session.checkpoint(training->checkpoint))
            names << QString::fromStdString(checkpoint->name);
    }
    m_captureAll->setToolTip(plainToolTip((QStringList{hint} + names).join(QLatin1Char('\n'))));
}

void TrainedCard::loadInLive()
{
    const TrainingInfo* training = current();
    const CheckpointInfo* checkpoint = training ? m_context.session.checkpoint(training->checkpoint) : nullptr;
    if (!checkpoint) return;
    m_context.jobs.loadModel(QString::fromStdString(checkpoint->path), {});
    m_context.showPage("live");
}

void TrainedCard::openFolder()
{
    const CheckpointInfo* checkpoint = m_context.session.checkpoint(current()->checkpoint);
    QDesktopServices::openUrl(QUrl::fromLocalFile(QString::fromStdString(checkpoint->path)));
}

void TrainedCard::showSettings()
{
    const CheckpointInfo* checkpoint = m_context.session.checkpoint(current()->checkpoint);
    auto* dialog =
        new SettingsDialog(QString::fromStdString(checkpoint->name), settingsText(current()->settings), this);
    dialog->show();
}

void TrainedCard::takeSettings()
{
    const TrainingInfo& training = *current();
    const CheckpointInfo* parent = m_context.session.checkpoint(training.parent);
    TrainingRequest request{.parent = parent ? parent->path : std::string(), .dataName = training.dataset};
    try {
        request.settings = parseTrainingSettings(training.settings);
    } catch (const Error&) {
        return; // another version's; they can still be read
    }
    request.learningRates = {training.learningRate};
    Q_EMIT settingsWanted(request);
}

void TrainedCard::captureAll()
{
    const auto members = captured();
    const std::vector<SweepChoice> choices = sweepChoices(m_context.session, members.front()->parent);
    if (choices.size() == 1) {
        capture(choices.front());
        return;
    }
    m_choices->clear();
    for (const SweepChoice& choice : choices) {
        QString title = choice.title;
        QAction* action = m_choices->addAction(title.replace(QLatin1Char('&'), QLatin1String("&&")));
        connect(action, &QAction::triggered, this, [this, choice] { capture(choice); });
    }
    m_choices->popup(m_captureAll->mapToGlobal(QPoint(0, m_captureAll->height())));
}

void TrainedCard::capture(const SweepChoice& choice)
{
    CaptureSweep order{choice.dataset, choice.settings, {}};
    const auto members = captured();
    if (const CheckpointInfo* parent = m_context.session.checkpoint(members.front()->parent))
        order.checkpoints.push_back(*parent);
    for (const TrainingInfo* training : members) {
        if (const CheckpointInfo* checkpoint = m_context.session.checkpoint(training->checkpoint))
            order.checkpoints.push_back(*checkpoint);
    }
    captureSweep(m_context.jobs, m_context.session.file(), order, this,
                 [this, file = m_context.session.file()](const std::vector<RunId>& runs) {
                     if (m_context.session.file() == file) showRuns(runs);
                 });
}

void TrainedCard::showRuns(const std::vector<RunId>& runs)
{
    ProjectSession& session = m_context.session;
    session.refresh();
    m_context.compared.showOnly(runs);
    if (const RunInfo* first = session.run(runs.front())) {
        const auto& layers = first->settings.layers;
        m_context.selection.setRun(first->id);
        if (!hasLayer(*first, m_context.selection.focus().layer) && !layers.empty())
            m_context.selection.setLayer(layers.front());
    }
    m_context.showPage("kt");
}

} // namespace sparsight
