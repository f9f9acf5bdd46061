// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/models/RunsCard.h"

#include "widgets/jobs/ErrorText.h"
#include "widgets/jobs/JobRunner.h"
#include "widgets/pages/PageTable.h"
#include "widgets/pages/models/RunTableModel.h"
#include "widgets/session/ProjectSession.h"
#include "widgets/session/Selection.h"
#include "widgets/theme/Theme.h"
#include "widgets/theme/ThemeIcon.h"

#include <QHeaderView>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

namespace sparsight {

RunsCard::RunsCard(PageContext& context, QWidget* parent)
    : QFrame(parent)
    , m_context(context)
    , m_model(new RunTableModel(context.session, this))
    , m_table(new QTableView(this))
    , m_empty(roleLabel(tr("A capture runs a data set through the checkpoint and keeps what every neuron of the chosen "
                           "layers answers to each sentence. This project has none yet."),
                        "muted", this))
    , m_problem(roleLabel({}, "error", this))
{
    setRole(this, "card");
    m_problem->hide();
    m_empty->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    auto* head = new QHBoxLayout;
    head->setSpacing(4);
    head->addWidget(roleLabel(tr("Captures"), "heading", this), 1);
    m_resume = createButton("play", tr("Resume"));
    m_resume->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_resume->setText(tr("Resume"));
    m_resume->setObjectName(QStringLiteral("resume"));
    m_rename = createButton("edit", tr("Rename"));
    m_delete = createButton("delete", tr("Delete…"));
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
    updateState();
}

QToolButton* RunsCard::createButton(const char* icon, const QString& text)
{
    auto* button = new QToolButton(this);
    button->setIcon(themeIcon(QString::fromLatin1(icon)));
    button->setToolTip(text);
    button->setAccessibleName(text);
    return button;
}

void RunsCard::createTable()
{
    m_table->setModel(m_model);
    m_table->setAccessibleName(tr("Captures"));
    m_table->setShowGrid(false);
    m_table->setAlternatingRowColors(true);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setEditTriggers(QAbstractItemView::EditKeyPressed);
    m_table->setMinimumHeight(140);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 10);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setSectionResizeMode(RunTableModel::Settings, QHeaderView::Stretch);
    m_table->horizontalHeader()->setMinimumSectionSize(fontMetrics().averageCharWidth() * 9);
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
    const bool writable = m_context.session.isOpen() && !m_context.session.isReadOnly();
    const RunInfo* run = current();
    m_table->setVisible(any);
    m_empty->setVisible(!any);
    m_resume->setEnabled(run && writable && !run->complete);
    m_rename->setEnabled(run && writable);
    m_delete->setEnabled(run && writable);
}

void RunsCard::resume()
{
    const RunInfo* run = current();
    const CheckpointInfo* checkpoint = run ? m_context.session.checkpoint(run->checkpoint) : nullptr;
    if (!checkpoint) return;
    m_problem->hide();
    m_context.jobs.captureAgain(m_context.session.file(), *run, *checkpoint);
}

/// Activations take long to compute: this is asked, without holding anything up.
void RunsCard::remove()
{
    const RunInfo* run = current();
    if (!run) return;
    auto* box =
        new QMessageBox(QMessageBox::NoIcon, tr("Delete a capture"),
                        tr("Delete “%1” and its %2 non-zero values? This cannot be undone.")
                            .arg(QString::fromStdString(run->name), QLocale().toString(qulonglong(run->nonzeros))),
                        QMessageBox::Cancel, this);
    box->setTextFormat(Qt::PlainText);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setModal(false);
    const QPushButton* confirm = box->addButton(tr("Delete"), QMessageBox::DestructiveRole);
    connect(confirm, &QPushButton::clicked, this, [this, id = run->id] {
        try {
            if (m_context.selection.focus().run == id) m_context.selection.setRun(std::nullopt);
            m_context.session.project().removeRun(id);
            m_context.session.refresh();
        } catch (const Error& error) {
            showProblem(errorSentence(error));
        }
    });
    box->show();
}

void RunsCard::showProblem(const QString& sentence)
{
    m_problem->setText(sentence);
    m_problem->show();
}

} // namespace sparsight
