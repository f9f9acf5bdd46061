// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/data/SentencesPane.h"

#include "core/store/SentenceIndex.h"
#include "widgets/jobs/JobRunner.h"
#include "widgets/pages/PageTable.h"
#include "widgets/pages/data/SentenceTableModel.h"
#include "widgets/session/ProjectSession.h"
#include "widgets/session/Selection.h"
#include "widgets/theme/Theme.h"
#include "widgets/theme/ThemeIcon.h"

#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QShortcut>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

namespace sparsight {

namespace {

constexpr int searchLimit = 10'000;

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

} // namespace

SentencesPane::SentencesPane(PageContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_model(new SentenceTableModel(context.session, this))
    , m_title(roleLabel({}, "title", this))
    , m_facts(roleLabel({}, "muted", this))
    , m_search(new QLineEdit(this))
    , m_count(new QLabel(this))
    , m_problem(roleLabel({}, "error", this))
    , m_table(new QTableView(this))
{
    setRole(m_count, "muted");
    m_problem->hide();
    m_search->setPlaceholderText(tr("Search the sentences"));
    m_search->setToolTip(tr("Every word must occur; \"quoted words\" stand together; a star ends a beginning: light*"));
    m_search->setClearButtonEnabled(true);
    m_search->addAction(themeIcon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    m_search->setAccessibleName(tr("Search the sentences"));
    m_search->setObjectName(QStringLiteral("search"));
    auto* find = new QShortcut(QKeySequence::Find, this);
    connect(find, &QShortcut::activated, m_search, [this] { m_search->setFocus(Qt::ShortcutFocusReason); });

    auto* remove = new QToolButton(this);
    remove->setIcon(themeIcon(QStringLiteral("delete")));
    remove->setToolTip(tr("Remove this data set with its captures…"));
    remove->setAccessibleName(remove->toolTip());
    connect(remove, &QToolButton::clicked, this, &SentencesPane::removeWanted);

    auto* head = new QHBoxLayout;
    head->addWidget(m_title, 1);
    head->addWidget(remove);
    auto* filter = new QHBoxLayout;
    filter->setSpacing(12);
    filter->addWidget(m_search, 1);
    filter->addWidget(m_count);
    createTable();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 12, 16, 16);
    layout->setSpacing(8);
    layout->addLayout(head);
    layout->addWidget(m_facts);
    layout->addLayout(filter);
    layout->addWidget(m_problem);
    layout->addWidget(m_table, 1);

    m_debounce.setSingleShot(true);
    m_debounce.setInterval(200);
    connect(m_search, &QLineEdit::textChanged, this, [this] { m_debounce.start(); });
    connect(&m_debounce, &QTimer::timeout, this, &SentencesPane::search);
}

void SentencesPane::createTable()
{
    m_table->setModel(m_model);
    m_table->setAccessibleName(tr("Sentences"));
    m_table->setShowGrid(false);
    m_table->setAlternatingRowColors(true);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 8);
    m_table->horizontalHeader()->setHighlightSections(false);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex& row) {
        const auto run = m_context.selection.focus().run;
        const RunInfo* info = run ? m_context.session.run(*run) : nullptr;
        if (row.isValid() && info && m_dataset && info->dataset == *m_dataset)
            m_context.selection.setSentence(m_model->sentenceAt(row.row()));
    });
}

void SentencesPane::arrangeColumns()
{
    QHeaderView* header = m_table->horizontalHeader();
    const int digit = fontMetrics().horizontalAdvance(QLatin1Char('0'));
    for (int column = 0; column < m_model->columnCount(); ++column) {
        header->setSectionResizeMode(column, column == 1 ? QHeaderView::Stretch : QHeaderView::Interactive);
        if (column != 1) m_table->setColumnWidth(column, column == 0 ? 10 * digit : 14 * digit);
    }
}

void SentencesPane::setDataset(std::optional<DatasetId> dataset)
{
    const DatasetInfo* info = dataset ? m_context.session.dataset(*dataset) : nullptr;
    m_dataset = info ? dataset : std::nullopt;
    m_title->setText(info ? QString::fromStdString(info->name) : QString());
    m_facts->setText(info ? factsOf(*info) : QString());
    m_model->setDataset(m_dataset);
    arrangeColumns();
    search();
}

void SentencesPane::search()
{
    m_context.jobs.cancel(m_query);
    m_query = 0;
    m_problem->hide();
    const QString words = m_search->text().trimmed();
    if (words.isEmpty() || !m_dataset) {
        m_model->setHits(std::nullopt);
        showCount(m_model->rowCount(), false);
        return;
    }
    // The first search makes the index, which is a job with progress; later ones are answered at once.
    const QString title = m_indexed.contains(*m_dataset) ? QString() : tr("Search “%1”").arg(m_title->text());
    m_count->setText(tr("searching…"));
    m_count->show();
    m_query = m_context.jobs.query<std::vector<SentenceId>>(
        title, this,
        [file = m_context.session.project().file(), dataset = *m_dataset,
         words = words.toStdString()](const std::stop_token& stop, const ProgressCallback& progress) {
            const Project project = Project::open(file, Project::Mode::ReadOnly);
            const SentenceIndex index(project, dataset, defaultCacheDirectory(), stop, progress);
            std::vector<SentenceId> found;
            for (const auto& hit : index.search(words, searchLimit))
                found.push_back(hit.sentence);
            std::sort(found.begin(), found.end());
            return found;
        },
        [this, dataset = *m_dataset](std::vector<SentenceId> found) {
            m_indexed.insert(dataset);
            const auto count = qsizetype(found.size());
            m_model->setHits(std::move(found));
            showCount(count, true);
        },
        [this](const QString& error) {
            m_count->hide();
            m_problem->setText(error);
            m_problem->show();
        });
}

void SentencesPane::showCount(qsizetype found, bool searched)
{
    const DatasetInfo* info = m_dataset ? m_context.session.dataset(*m_dataset) : nullptr;
    const QLocale locale;
    m_count->setText(searched && info
                         ? tr("%1 of %2").arg(locale.toString(found), locale.toString(qulonglong(info->sentences)))
                         : QString());
    m_count->setVisible(!m_count->text().isEmpty());
}

} // namespace sparsight
