// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/models/RunsCard.h"

#include "widgets/common/Confirmation.h"
#include "widgets/common/Format.h"
#include "widgets/common/IconButton.h"
#include "widgets/delegates/TwoLineDelegate.h"
#include "widgets/jobs/ErrorText.h"
#include "widgets/jobs/JobRunner.h"
#include "widgets/pages/PageTable.h"
#include "widgets/pages/models/RunTableModel.h"
#include "widgets/session/ProjectSession.h"
#include "widgets/session/Selection.h"
#include "widgets/theme/Theme.h"
#include "widgets/views/TableCopy.h"

#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

namespace sparsight {

namespace {
constexpr int longestName = 200; // pixels
}

RunsCard::RunsCard(PageContext& context, QWidget* parent)
    : QFrame(parent)
    , m_context(context)
    , m_model(new RunTableModel(context.session, this))
    , m_table(new QTableView(this))
    , m_empty(roleLabel({}, "muted", this))
    , m_problem(roleLabel({}, "error", this))
{
    setRole(this, "card");
    m_problem->hide();
    m_empty->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    auto* head = new QHBoxLayout;
    head->setSpacing(4);
    head->addWidget(roleLabel(tr("Captures"), "heading", this), 1);
    m_resume = iconButton("play", tr("Resume"), this);
    m_resume->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_resume->setObjectName(QStringLiteral("resume"));
    m_rename = iconButton("edit", tr("Rename"), this);
    m_delete = iconButton("delete", tr("Delete…"), this);
    m_delete->setObjectName(QStringLiteral("delete"));
    for (QToolButton* button : {m_resume, m_rename, m_delete})
        head->addWidget(button);
    connect(m_resume, &QToolButton::clicked, this, &RunsCard::resume);
    connect(m_rename, &QToolButton::clicked, this,
            [this] { m_table->edit(m_table->currentIndex().siblingAtColumn(RunTableModel::Name)); });
    connect(m_delete, &QToolButton::clicked, this, &RunsCard::remove);
    createTable();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 12, 16, 12);
    layout->setSpacing(8);
    layout->addLayout(head);
    layout->addWidget(m_empty);
    layout->addWidget(m_problem);
    layout->addWidget(m_table, 1);
    connect(m_model, &RunTableModel::refused, this, &RunsCard::showProblem);
    connect(m_model, &QAbstractItemModel::modelReset, this, &RunsCard::updateState);
    connect(m_model, &QAbstractItemModel::dataChanged, this, &RunsCard::updateState);
    connect(&context.session, &ProjectSession::changed, this, &RunsCard::updateState);
    connect(&context.jobs, &JobRunner::jobsChanged, this, &RunsCard::updateState);
    updateState();
}

void RunsCard::createTable()
{
    m_table->setModel(m_model);
    m_table->setAccessibleName(tr("Captures"));
    m_table->setObjectName(QStringLiteral("captures"));
    m_table->setShowGrid(false);
    m_table->setAlternatingRowColors(true);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setEditTriggers(QAbstractItemView::EditKeyPressed);
    m_table->setMinimumHeight(140);
    addTableCopy(*m_table, QStringLiteral("captures.csv"));
    m_table->verticalHeader()->hide();
    auto* delegate = new TwoLineDelegate(m_table);
    m_table->setItemDelegate(delegate);
    QStyleOptionViewItem option;
    option.font = m_table->font();
    m_table->verticalHeader()->setDefaultSectionSize(delegate->sizeHint(option, {}).height());
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setSectionResizeMode(RunTableModel::Name, QHeaderView::Stretch);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &RunsCard::updateState);
    connect(m_table, &QTableView::doubleClicked, this, [this] {
        if (const RunInfo* run = current()) {
            m_context.selection.setRun(run->id);
            m_context.showPage("neurons");
        }
    });
}

const RunInfo* RunsCard::current() const
{
    return m_model->at(m_table->currentIndex());
}

void RunsCard::updateState()
{
    const bool any = m_model->rowCount() > 0;
    m_table->setVisible(any);
    m_empty->setVisible(!any);
    const QString what =
        tr("A capture runs a data set through the checkpoint and keeps what every neuron of the chosen "
           "layers answers to each sentence.");
    const QString lack = m_context.session.isOpen() ? tr("This project has none yet.")
                                                    : tr("Captures are kept in a project; open or make one first.");
    m_empty->setText(what + QLatin1Char(' ') + lack);
    selectUnfinished();
    const RunInfo* run = current();
    QString missing;
    if (!run)
        missing = tr("Choose a capture.");
    else if (m_context.session.isReadOnly())
        missing = tr("The project is open read-only.");
    setUnavailable(m_rename, missing);
    const bool written = run && (!run->complete || m_context.jobs.isCapturing()) && m_context.jobs.isCommitting();
    setUnavailable(m_delete, missing.isEmpty() && written ? tr("A capture is running; cancel it first.") : missing);
    showResume(run, missing);
}

/// What was cut off is at hand, unless another capture was chosen.
void RunsCard::selectUnfinished()
{
    if (m_table->currentIndex().isValid() || m_context.jobs.isCapturing()) return;
    for (int row = m_model->rowCount() - 1; row >= 0; --row) {
        if (m_model->at(m_model->index(row, 0))->complete) continue;
        m_table->selectRow(row);
        return;
    }
}

void RunsCard::showResume(const RunInfo* run, QString missing)
{
    const bool cutOff = run && !run->complete;
    const QString name = cutOff ? QString::fromStdString(run->name) : QString();
    m_resume->setText(cutOff ? tr("Resume “%1”").arg(fontMetrics().elidedText(name, Qt::ElideMiddle, longestName))
                             : tr("Resume"));
    if (missing.isEmpty() && !cutOff) missing = tr("This capture is complete.");
    if (missing.isEmpty() && m_context.jobs.isCapturing()) missing = tr("A capture is running.");
    setUnavailable(m_resume, missing);
    if (!missing.isEmpty()) return;
    const DatasetInfo* dataset = m_context.session.dataset(run->dataset);
    m_resume->setToolTip(plainToolTip(tr("Goes on with “%1” after %L2 of %L3 sentences")
                                          .arg(name)
                                          .arg(run->sentencesDone)
                                          .arg(dataset ? dataset->sentences : run->sentencesDone)));
}

void RunsCard::resume()
{
    const RunInfo* run = current();
    const CheckpointInfo* checkpoint = run ? m_context.session.checkpoint(run->checkpoint) : nullptr;
    if (!checkpoint) return;
    m_problem->hide();
    m_context.jobs.captureAgain(m_context.session.file(), *run, *checkpoint);
}

/// Activations take long to compute: this is asked.
void RunsCard::remove()
{
    const RunInfo* run = current();
    if (!run) return;
    const QString question = tr("Delete “%1” and its %2 non-zero values? This cannot be undone.")
                                 .arg(QString::fromStdString(run->name), QLocale().toString(qulonglong(run->nonzeros)));
    askBeforeRemoval(this, tr("Delete a capture"), question, tr("Delete"), [this, id = run->id] {
        try {
            if (m_context.selection.focus().run == id) m_context.selection.setRun(std::nullopt);
            m_context.session.project().removeRun(id);
            m_context.session.refresh();
        } catch (const Error& error) {
            showProblem(errorSentence(error));
        }
    });
}

void RunsCard::showProblem(const QString& sentence)
{
    m_problem->setText(sentence);
    m_problem->show();
}

} // namespace sparsight
