// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/data/SentencesPane.h"

#include "core/store/SentenceIndex.h"
#include "widgets/common/ExportDialog.h"
#include "widgets/common/IconButton.h"
#include "widgets/jobs/JobRunner.h"
#include "widgets/models/TableText.h"
#include "widgets/pages/PageTable.h"
#include "widgets/pages/data/SentenceExport.h"
#include "widgets/pages/data/SentenceFilterBar.h"
#include "widgets/session/ProjectSession.h"
#include "widgets/session/Selection.h"
#include "widgets/theme/Theme.h"

#include <QClipboard>
#include <QEvent>
#include <QFileDialog>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QScopedValueRollback>
#include <QShortcut>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

namespace sparsight {

namespace {

constexpr int mostCopied = 10'000; // rows; more is for an export, which does not hold up the window

QString factsOf(const DatasetInfo& info)
{
    QStringList facts{SentencesPane::tr("%Ln sentence(s)", nullptr, int(info.sentences))};
    if (info.hasLabels) facts << SentencesPane::tr("labels");
    if (info.hasGroups) facts << SentencesPane::tr("groups");
    if (info.hasTargets) facts << SentencesPane::tr("targets");
    if (info.blankLines) facts << SentencesPane::tr("%Ln blank line(s) skipped", nullptr, int(info.blankLines));
    facts << SentencesPane::tr("from %1").arg(QString::fromStdString(info.source));
    return facts.join(QStringLiteral(" · "));
}

int widthInDigits(SentenceTableModel::Column column)
{
    switch (column) {
    case SentenceTableModel::Column::Number: return 9;
    case SentenceTableModel::Column::Group: return 18;
    case SentenceTableModel::Column::Target: return 28;
    default: return 14;
    }
}

/// Of the selected rows, without a list of a million indexes; all rows where none is selected.
std::vector<int> selectedRows(const QTableView& table)
{
    std::vector<int> rows;
    const auto add = [&rows](int first, int last) {
        for (int row = first; row <= last && int(rows.size()) <= mostCopied; ++row)
            rows.push_back(row);
    };
    for (const QItemSelectionRange& range : table.selectionModel()->selection())
        add(range.top(), range.bottom());
    if (rows.empty()) add(0, table.model()->rowCount() - 1);
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    return rows;
}

} // namespace

SentencesPane::SentencesPane(PageContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_model(new SentenceTableModel(context.session, this))
    , m_filter(new SentenceFilterBar(this))
{
    auto* find = new QShortcut(QKeySequence::Find, this);
    connect(find, &QShortcut::activated, m_filter, &SentenceFilterBar::focusSearch);
    m_facts = roleLabel({}, "muted", this);
    m_problem = roleLabel({}, "error", this);
    m_problem->hide();
    createTable();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 12, 16, 16);
    layout->setSpacing(8);
    layout->addLayout(createHead());
    layout->addWidget(m_facts);
    layout->addWidget(m_filter);
    layout->addLayout(createTools());
    layout->addWidget(m_problem);
    layout->addWidget(m_table, 1);
    connect(m_filter, &SentenceFilterBar::wordsChanged, this, &SentencesPane::search);
    connect(m_filter, &SentenceFilterBar::choicesChanged, this, &SentencesPane::showFiltered);
    m_forget.setSingleShot(true);
    m_forget.setInterval(10'000);
    connect(&m_forget, &QTimer::timeout, m_notice, &QLabel::clear);
}

QLayout* SentencesPane::createHead()
{
    m_title = roleLabel({}, "title", this);
    m_remove = iconButton("delete", tr("Remove this data set with its captures…"), this);
    m_remove->setObjectName(QStringLiteral("removeDataset"));
    connect(m_remove, &QToolButton::clicked, this, &SentencesPane::removeWanted);
    connect(&m_context.jobs, &JobRunner::jobsChanged, this, &SentencesPane::updateRemove);
    auto* head = new QHBoxLayout;
    head->addWidget(m_title, 1);
    head->addWidget(m_remove);
    return head;
}

QLayout* SentencesPane::createTools()
{
    m_count = roleLabel({}, "small", this);
    m_count->setObjectName(QStringLiteral("count"));
    m_count->setWordWrap(false);
    m_notice = roleLabel({}, "small", this);
    m_notice->setObjectName(QStringLiteral("notice"));
    m_notice->setWordWrap(false);
    m_notice->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred); // a long file name is cut
    m_notice->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_columns = iconButton("columns", tr("Choose the columns"), this);
    QToolButton* copyRows =
        iconButton("copy", tr("Copy the selected rows with headers, or all that are shown (Ctrl+C)"), this);
    QToolButton* write =
        iconButton("export", tr("Write the sentences that are shown, with all columns, to a CSV file"), this);
    m_columns->setObjectName(QStringLiteral("columns"));
    copyRows->setObjectName(QStringLiteral("copy"));
    write->setObjectName(QStringLiteral("export"));
    connect(m_columns, &QToolButton::clicked, this, &SentencesPane::showColumnMenu);
    connect(copyRows, &QToolButton::clicked, this, &SentencesPane::copy);
    connect(write, &QToolButton::clicked, this, &SentencesPane::askForExport);
    auto* row = new QHBoxLayout;
    row->setSpacing(4);
    row->addWidget(m_count);
    row->addWidget(m_notice, 1);
    for (QToolButton* button : {m_columns, copyRows, write})
        row->addWidget(button);
    return row;
}

void SentencesPane::createTable()
{
    m_table = new QTableView(this);
    m_table->setModel(m_model);
    m_table->setAccessibleName(tr("Sentences"));
    m_table->setObjectName(QStringLiteral("sentences"));
    m_table->setShowGrid(false);
    m_table->setAlternatingRowColors(true);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 8);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->viewport()->installEventFilter(this);
    connect(m_table->horizontalHeader(), &QHeaderView::sectionResized, this, [this](int column, int, int width) {
        if (!m_fitting && width > 0) m_widths[m_model->columnAt(column)] = width; // by the person
    });
    m_none = roleLabel({}, "muted", m_table->viewport());
    m_none->setObjectName(QStringLiteral("none"));
    m_none->setAlignment(Qt::AlignHCenter);
    auto* over = new QVBoxLayout(m_table->viewport());
    over->setContentsMargins(16, 16, 16, 16);
    over->addWidget(m_none, 0, Qt::AlignTop);
    auto* copyKey = new QShortcut(QKeySequence::Copy, m_table, nullptr, nullptr, Qt::WidgetShortcut);
    connect(copyKey, &QShortcut::activated, this, &SentencesPane::copy);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex& row) {
        const auto run = m_context.selection.focus().run;
        const RunInfo* info = run ? m_context.session.run(*run) : nullptr;
        if (row.isValid() && info && m_dataset && info->dataset == *m_dataset)
            m_context.selection.setSentence(m_model->sentenceAt(row.row()));
    });
}

void SentencesPane::arrangeColumns()
{
    const QScopedValueRollback fitting(m_fitting, true);
    QHeaderView* header = m_table->horizontalHeader();
    for (int column = 0; column < m_model->columnCount(); ++column) {
        const auto kind = m_model->columnAt(column);
        const bool isText = kind == SentenceTableModel::Column::Text;
        header->setSectionResizeMode(column, isText ? QHeaderView::Stretch : QHeaderView::Interactive);
        m_table->setColumnHidden(column, m_hidden.contains(kind));
    }
    fitColumns();
}

/// Two fifths of the room are the sentence's. Where labels, groups and targets would need more, they give way alike.
void SentencesPane::fitColumns()
{
    using Column = SentenceTableModel::Column;
    const QScopedValueRollback fitting(m_fitting, true);
    const auto widthOf = [this](Column kind) {
        const auto chosen = m_widths.find(kind);
        return chosen != m_widths.end() ? chosen->second
                                        : widthInDigits(kind) * fontMetrics().horizontalAdvance(QLatin1Char('0'));
    };
    int wanted = 1;
    for (const Column kind : {Column::Label, Column::Group, Column::Target})
        if (m_model->has(kind) && !m_hidden.contains(kind)) wanted += widthOf(kind);
    const int room = m_table->viewport()->width() * 3 / 5 - widthOf(Column::Number);
    const double share = std::clamp(double(room) / wanted, 0.25, 1.0);
    for (int column = 0; column < m_model->columnCount(); ++column) {
        const Column kind = m_model->columnAt(column);
        if (kind == Column::Text || m_hidden.contains(kind)) continue;
        m_table->setColumnWidth(column, int((kind == Column::Number ? 1 : share) * widthOf(kind)));
    }
}

bool SentencesPane::eventFilter(QObject* object, QEvent* event)
{
    if (object == m_table->viewport() && event->type() == QEvent::Resize) fitColumns();
    return QWidget::eventFilter(object, event);
}

/// The number names the row, and the sentence is what the rows are about: both stay.
void SentencesPane::showColumnMenu()
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (int column = 0; column < m_model->columnCount(); ++column) {
        const auto kind = m_model->columnAt(column);
        QAction* action = menu->addAction(m_model->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString());
        action->setCheckable(true);
        action->setChecked(!m_hidden.contains(kind));
        action->setEnabled(kind != SentenceTableModel::Column::Number && kind != SentenceTableModel::Column::Text);
        connect(action, &QAction::toggled, this, [this, kind](bool shown) {
            if (shown) {
                m_hidden.erase(kind);
            } else {
                m_hidden.insert(kind);
            }
            arrangeColumns();
        });
    }
    menu->popup(m_columns->mapToGlobal(QPoint(0, m_columns->height())));
}

void SentencesPane::setDataset(std::optional<DatasetId> dataset)
{
    const DatasetInfo* info = dataset ? m_context.session.dataset(*dataset) : nullptr;
    m_dataset = info ? dataset : std::nullopt;
    m_title->setText(info ? QString::fromStdString(info->name) : QString());
    m_facts->setText(info ? factsOf(*info) : QString());
    m_filter->setDataset(info);
    m_model->setDataset(m_dataset);
    arrangeColumns();
    readChoices();
    search();
}

void SentencesPane::setReadOnly(const QString& reason)
{
    m_readOnly = reason;
    updateRemove();
}

/// What a capture or a training is reading stays.
void SentencesPane::updateRemove()
{
    const bool inUse = m_readOnly.isEmpty() && m_context.jobs.isCommitting();
    setUnavailable(m_remove, inUse ? tr("A capture or a training is running; cancel it first.") : m_readOnly);
}

void SentencesPane::readChoices()
{
    m_context.jobs.cancel(m_choices);
    m_facets = {};
    const DatasetInfo* info = m_dataset ? m_context.session.dataset(*m_dataset) : nullptr;
    if (!info || (!info->hasLabels && !info->hasGroups)) return;
    m_choices = m_context.jobs.query<SentenceFacets>(
        {}, this,
        [file = m_context.session.project().file(),
         info = *info](const std::stop_token& stop, const ProgressCallback&) { return readFacets(file, info, stop); },
        [this](SentenceFacets facets) {
            m_facets = std::move(facets);
            m_filter->setFacets(m_facets);
        },
        [this](const QString& error) { showProblem(error); });
}

void SentencesPane::search()
{
    m_context.jobs.cancel(m_query);
    m_query = 0;
    m_problem->hide();
    const QString words = m_filter->words();
    const DatasetInfo* info = m_dataset ? m_context.session.dataset(*m_dataset) : nullptr;
    if (words.isEmpty() || !info) {
        m_found.reset();
        showFiltered();
        return;
    }
    // The first search makes the index, which is a job with progress; later ones are answered at once.
    const QString title = m_indexed.contains(*m_dataset) ? QString() : tr("Search “%1”").arg(m_title->text());
    m_count->setText(tr("searching…"));
    m_query = m_context.jobs.query<std::vector<SentenceId>>(
        title, this,
        [file = m_context.session.project().file(), dataset = info->id, limit = std::size_t(info->sentences),
         words = words.toStdString()](const std::stop_token& stop, const ProgressCallback& progress) {
            const Project project = Project::open(file, Project::Mode::ReadOnly);
            const SentenceIndex index(project, dataset, defaultCacheDirectory(), stop, progress);
            std::vector<SentenceId> found;
            for (const auto& hit : index.search(words, limit))
                found.push_back(hit.sentence);
            std::sort(found.begin(), found.end());
            return found;
        },
        [this, dataset = info->id](std::vector<SentenceId> found) {
            m_indexed.insert(dataset);
            m_found = std::move(found);
            showFiltered();
        },
        [this](const QString& error) {
            m_count->clear();
            showProblem(error);
        });
}

void SentencesPane::showFiltered()
{
    m_shown = filtered({m_found, m_filter->label(), m_filter->group()}, m_facets);
    m_model->setHits(m_shown);
    m_notice->clear();
    const DatasetInfo* info = m_dataset ? m_context.session.dataset(*m_dataset) : nullptr;
    const QLocale locale;
    m_count->setText(
        info ? tr("%1 of %2").arg(locale.toString(m_model->rowCount()), locale.toString(qulonglong(info->sentences)))
             : QString());
    showNone();
}

void SentencesPane::showNone()
{
    m_none->setVisible(m_dataset && m_model->rowCount() == 0);
    const bool chosen = m_filter->label() || m_filter->group();
    const QString words = m_filter->words();
    m_none->setText(words.isEmpty() ? tr("No sentence has both this label and this group.")
                    : chosen        ? tr("No sentence with this label or group contains “%1”.").arg(words)
                                    : tr("No sentence contains “%1”.").arg(words));
}

void SentencesPane::copy()
{
    const std::vector<int> rows = selectedRows(*m_table);
    const QLocale locale;
    if (int(rows.size()) > mostCopied) {
        tell(tr("At most %1 rows are copied; select fewer, or export them.").arg(locale.toString(mostCopied)));
        return;
    }
    std::vector<int> columns;
    for (int column = 0; column < m_model->columnCount(); ++column)
        if (!m_table->isColumnHidden(column)) columns.push_back(column);
    QGuiApplication::clipboard()->setText(tableText(*m_model, rows, columns, TableFormat::Tabs));
    tell(tr("%Ln row(s) copied", nullptr, int(rows.size())));
}

void SentencesPane::askForExport()
{
    QFileDialog* dialog =
        exportDialog(this, tr("Export what is shown"), {tr("CSV (*.csv)")}, m_title->text() + QStringLiteral(".csv"));
    connect(dialog, &QFileDialog::fileSelected, this, &SentencesPane::exportTo);
    dialog->open();
}

void SentencesPane::exportTo(const QString& file)
{
    const DatasetInfo* info = m_dataset ? m_context.session.dataset(*m_dataset) : nullptr;
    if (!info) return;
    m_problem->hide();
    m_context.jobs.query<std::uint32_t>(
        tr("Export “%1”").arg(m_title->text()), this,
        [project = m_context.session.project().file(), info = *info, which = m_shown,
         target = std::filesystem::path(file.toStdU16String())](const std::stop_token& stop,
                                                                const ProgressCallback& progress) {
            return exportSentences(project, info, which, target, stop, progress);
        },
        [this, file](std::uint32_t rows) { tell(tr("%Ln row(s) written to %1", nullptr, int(rows)).arg(file)); },
        [this](const QString& error) { showProblem(error); });
}

void SentencesPane::tell(const QString& sentence)
{
    m_notice->setText(sentence);
    m_forget.start();
}

void SentencesPane::showProblem(const QString& sentence)
{
    m_problem->setText(sentence);
    m_problem->show();
}

} // namespace sparsight
