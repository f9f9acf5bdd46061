// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/data/TopicPane.h"

#include "core/base/AtomicFile.h"
#include "core/base/File.h"
#include "widgets/common/ExportDialog.h"
#include "widgets/common/Format.h"
#include "widgets/common/IconButton.h"
#include "widgets/jobs/ErrorText.h"
#include "widgets/jobs/JobRunner.h"
#include "widgets/pages/PageTable.h"
#include "widgets/pages/data/KeywordDelegate.h"
#include "widgets/pages/data/KeywordModel.h"
#include "widgets/pages/data/MatchDelegate.h"
#include "widgets/pages/data/MatchListModel.h"
#include "widgets/pages/data/TopicCounter.h"
#include "widgets/session/ProjectSession.h"
#include "widgets/session/Selection.h"
#include "widgets/theme/Theme.h"
#include "widgets/views/TableCopy.h"

#include <QComboBox>
#include <QFileDialog>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QLocale>
#include <QPushButton>
#include <QShortcut>
#include <QSplitter>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>
#include <utility>

namespace sparsight {

namespace {

constexpr int shownMatches = 200;

QString matchName(KeywordMatch match)
{
    switch (match) {
    case KeywordMatch::Word: return TopicPane::tr("Whole words");
    case KeywordMatch::Stem: return TopicPane::tr("Words of the same stem");
    case KeywordMatch::Regex: return TopicPane::tr("Regular expressions");
    }
    return {};
}

} // namespace

TopicPane::TopicPane(PageContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_keywords(new KeywordModel(this))
    , m_matches(new MatchListModel(this))
{
    auto* splitter = new QSplitter(Qt::Horizontal, this);
    splitter->addWidget(createKeywords());
    splitter->addWidget(createMatches());
    splitter->setChildrenCollapsible(false);
    splitter->setStretchFactor(0, 2);
    splitter->setStretchFactor(1, 3);
    splitter->setHandleWidth(12);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 12, 16, 16);
    layout->setSpacing(8);
    layout->addWidget(createHead());
    m_problem = roleLabel({}, "error", this);
    m_problem->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_problem->hide();
    layout->addWidget(m_problem);
    layout->addWidget(splitter, 1);

    m_debounce.setSingleShot(true);
    m_debounce.setInterval(200);
    connect(&m_debounce, &QTimer::timeout, this, &TopicPane::count);
    connect(m_keywords, &KeywordModel::edited, this, &TopicPane::store);
    connect(&context.session, &ProjectSession::changed, this, &TopicPane::fillDatasets);
    fillDatasets();
}

QWidget* TopicPane::createHead()
{
    auto* head = new QWidget(this);
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    m_nameField = new QLineEdit(head);
    m_nameField->setAccessibleName(tr("Name of the topic"));
    m_nameField->setObjectName(QStringLiteral("topicName"));
    QFont heading = m_nameField->font();
    heading.setWeight(QFont::DemiBold);
    m_nameField->setFont(heading);
    connect(m_nameField, &QLineEdit::editingFinished, this, &TopicPane::rename);
    m_match = new QComboBox(head);
    m_match->setAccessibleName(tr("How keywords match"));
    m_match->setObjectName(QStringLiteral("match"));
    for (const auto match : {KeywordMatch::Word, KeywordMatch::Stem, KeywordMatch::Regex})
        m_match->addItem(matchName(match), int(match));
    connect(m_match, &QComboBox::activated, this, &TopicPane::store);
    QToolButton* save = iconButton("export", tr("Export the topic to a file…"), head);
    connect(save, &QToolButton::clicked, this, [this] {
        QFileDialog* dialog =
            exportDialog(this, tr("Export the topic"), {tr("Topics (*.txt)")}, m_name + QStringLiteral(".txt"));
        connect(dialog, &QFileDialog::fileSelected, this, &TopicPane::exportFile);
        dialog->show();
    });
    m_remove = iconButton("delete", tr("Remove this topic"), head);
    m_remove->setObjectName(QStringLiteral("removeTopic"));
    connect(m_remove, &QToolButton::clicked, this, [this] { Q_EMIT removeWanted(m_name); });
    row->addWidget(m_nameField, 1);
    row->addWidget(m_match);
    row->addWidget(save);
    row->addWidget(m_remove);
    return head;
}

QWidget* TopicPane::createKeywords()
{
    auto* box = new QWidget(this);
    m_table = new QTableView(box);
    m_table->setModel(m_keywords);
    m_table->setAccessibleName(tr("Keywords"));
    m_table->setObjectName(QStringLiteral("keywords"));
    m_table->setShowGrid(false);
    m_table->setTabKeyNavigation(false);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed |
                             QAbstractItemView::AnyKeyPressed | QAbstractItemView::SelectedClicked);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 10);
    m_table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_table->horizontalHeader()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setHighlightSections(false);
    // The style sheet's padding is more than the header asks for.
    const QString counts = m_keywords->headerData(1, Qt::Horizontal, Qt::DisplayRole).toString();
    m_table->horizontalHeader()->setMinimumSectionSize(m_table->fontMetrics().horizontalAdvance(counts) + 24);
    m_table->setMinimumWidth(180);
    addTableCopy(*m_table, QStringLiteral("keywords.csv"));
    auto* delegate = new KeywordDelegate(m_table);
    m_table->setItemDelegateForColumn(0, delegate);
    connect(delegate, &KeywordDelegate::opened, this, [this](QLineEdit* field, const QPersistentModelIndex& cell) {
        m_writing = field;
        m_writtenCell = cell;
        connect(field, &QLineEdit::textEdited, this, [this] {
            m_keywords->forgetCount(m_writtenCell.row());
            countLater();
        });
    });
    connect(delegate, &KeywordDelegate::closeEditor, this, &TopicPane::countLater); // it may have been given up
    auto* remove = new QShortcut(QKeySequence::Delete, m_table, nullptr, nullptr, Qt::WidgetShortcut);
    connect(remove, &QShortcut::activated, this, &TopicPane::removeKeywords);
    auto* layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(m_table, 1);
    layout->addLayout(createKeywordTools());
    return box;
}

QLayout* TopicPane::createKeywordTools()
{
    m_removeKeywords = iconButton("delete", tr("Remove the selected keywords (Del)"), this);
    m_removeKeywords->setObjectName(QStringLiteral("removeKeywords"));
    m_bringBack = new QPushButton(tr("Bring back"), this);
    m_bringBack->setObjectName(QStringLiteral("bringBack"));
    connect(m_removeKeywords, &QToolButton::clicked, this, &TopicPane::removeKeywords);
    connect(m_bringBack, &QPushButton::clicked, m_keywords, &KeywordModel::bringBack);
    auto* undo = new QShortcut(QKeySequence::Undo, m_table, nullptr, nullptr, Qt::WidgetShortcut);
    connect(undo, &QShortcut::activated, m_bringBack, &QPushButton::click);
    connect(m_keywords, &KeywordModel::removedChanged, this, &TopicPane::followKeywords);
    connect(m_keywords, &QAbstractItemModel::modelReset, this, &TopicPane::followKeywords);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &TopicPane::followKeywords);
    auto* row = new QHBoxLayout;
    row->setSpacing(4);
    row->addWidget(m_removeKeywords);
    row->addWidget(m_bringBack);
    row->addStretch(1);
    followKeywords();
    return row;
}

void TopicPane::removeKeywords()
{
    QList<int> rows;
    for (const QModelIndex& row : m_table->selectionModel()->selectedRows())
        rows << row.row();
    m_keywords->removeKeywords(rows);
}

void TopicPane::followKeywords()
{
    const auto rows = m_table->selectionModel()->selectedRows();
    const bool any = std::ranges::any_of(
        rows, [this](const QModelIndex& row) { return row.row() < int(m_keywords->keywords().size()); });
    m_removeKeywords->setEnabled(any && m_match->isEnabled());
    const QStringList removed = m_keywords->removed();
    m_bringBack->setVisible(!removed.empty());
    m_bringBack->setToolTip(plainToolTip(tr("Bring back “%1”").arg(removed.join(QStringLiteral(", ")))));
}

QWidget* TopicPane::createMatches()
{
    auto* box = new QWidget(this);
    auto* layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    m_dataset = new QComboBox(box);
    m_dataset->setAccessibleName(tr("Data set to count in"));
    connect(m_dataset, &QComboBox::activated, this, &TopicPane::count);
    m_total = roleLabel({}, "muted", box);
    m_total->setObjectName(QStringLiteral("total"));
    auto* list = new QListView(box);
    list->setModel(m_matches);
    list->setItemDelegate(new MatchDelegate(list));
    list->setUniformItemSizes(true);
    list->setAccessibleName(tr("Matching sentences"));
    layout->addWidget(m_dataset);
    layout->addWidget(m_total);
    layout->addWidget(list, 1);
    return box;
}

void TopicPane::fillDatasets()
{
    const QVariant chosen = m_dataset->currentData();
    m_dataset->clear();
    for (const DatasetInfo& info : m_context.session.datasets())
        m_dataset->addItem(tr("in %1").arg(QString::fromStdString(info.name)), qlonglong(info.id.value));
    m_dataset->setCurrentIndex(std::max(0, m_dataset->findData(chosen)));
    countLater();
}

void TopicPane::setReadOnly(const QString& reason)
{
    m_keywords->setEditable(reason.isEmpty());
    m_nameField->setReadOnly(!reason.isEmpty());
    m_match->setEnabled(reason.isEmpty());
    setUnavailable(m_remove, reason);
}

void TopicPane::setTopic(const QString& name)
{
    const auto& topics = m_context.session.topics();
    const auto found = std::find_if(topics.begin(), topics.end(),
                                    [&](const Topic& t) { return QString::fromStdString(t.name) == name; });
    const Topic topic = found == topics.end() ? Topic{} : *found;
    const bool same = m_name == name && edited() == topic;
    m_name = found == topics.end() ? QString() : name;
    if (same) return; // our own edit came back
    m_nameField->setText(m_name);
    m_match->setCurrentIndex(m_match->findData(int(topic.match)));
    QStringList keywords;
    for (const std::string& keyword : topic.keywords)
        keywords << QString::fromStdString(keyword);
    m_keywords->setKeywords(keywords);
    m_matches->setMatches({});
    m_total->clear();
    m_problem->hide();
    count();
}

void TopicPane::editName()
{
    m_nameField->setFocus();
    m_nameField->selectAll();
}

Topic TopicPane::edited() const
{
    Topic topic;
    topic.name = m_name.toStdString();
    topic.match = KeywordMatch(m_match->currentData().toInt());
    for (const QString& keyword : m_keywords->keywords())
        topic.keywords.push_back(keyword.toStdString());
    return topic;
}

/// With the keyword as it is being typed. One that is there already, or empty, counts for nothing.
TopicPane::Counted TopicPane::counted() const
{
    QStringList keywords = m_keywords->keywords();
    const int written = m_writing && m_writtenCell.isValid() ? m_writtenCell.row() : -1;
    if (written == int(keywords.size())) keywords << QString();
    if (written >= 0 && written < int(keywords.size())) {
        const QString text = m_writing->text().trimmed();
        keywords[written].clear();
        if (!keywords.contains(text)) keywords[written] = text;
    }
    Counted counted{edited(), {}};
    counted.topic.keywords.clear();
    for (int row = 0; row < int(keywords.size()); ++row) {
        if (keywords[row].isEmpty()) continue;
        counted.topic.keywords.push_back(keywords[row].toStdString());
        counted.rows.push_back(row);
    }
    return counted;
}

void TopicPane::store()
{
    if (m_name.isEmpty()) return;
    try {
        const Topic topic = edited();
        const KeywordMatcher check(topic); // names the keyword that is no valid expression
        m_context.session.project().putTopic(topic);
        m_problem->hide();
        m_context.session.refresh();
    } catch (const Error& error) {
        showProblem(errorSentence(error));
    }
    countLater();
}

void TopicPane::rename()
{
    const QString name = m_nameField->text().trimmed();
    if (name == m_name || m_name.isEmpty()) return;
    const auto& topics = m_context.session.topics();
    const bool taken = std::any_of(topics.begin(), topics.end(), [&](const Topic& t) {
        const QString other = QString::fromStdString(t.name);
        return other != m_name && other.compare(name, Qt::CaseInsensitive) == 0;
    });
    if (name.isEmpty() || taken) {
        if (taken) showProblem(tr("There is a topic “%1” already.").arg(name));
        m_nameField->setText(m_name);
        return;
    }
    try {
        const std::string before = m_name.toStdString();
        m_name = name;
        m_context.session.project().removeTopic(before);
        m_context.session.project().putTopic(edited());
        m_problem->hide();
        Q_EMIT renamed(name);
        m_context.session.refresh();
    } catch (const Error& error) {
        showProblem(errorSentence(error));
    }
}

void TopicPane::countLater()
{
    m_debounce.start();
}

void TopicPane::count()
{
    m_context.jobs.cancel(m_query);
    Counted counted = this->counted();
    if (!m_context.session.isOpen() || m_dataset->currentIndex() < 0 || counted.rows.empty()) {
        m_keywords->setCounts({});
        m_matches->setMatches({});
        m_total->setText(m_dataset->count() ? tr("Write a keyword to see which sentences contain it.")
                                            : tr("Import sentences to see which contain a keyword."));
        return;
    }
    m_query = m_context.jobs.query<TopicCounts>(
        {}, this,
        [file = m_context.session.project().file(), dataset = DatasetId(m_dataset->currentData().toLongLong()),
         topic = std::move(counted.topic)](const std::stop_token& stop, const ProgressCallback&) {
            return countTopic(file, dataset, topic, shownMatches, stop);
        },
        [this, rows = std::move(counted.rows)](TopicCounts counts) { showCounts(std::move(counts), rows); },
        [this](const QString& error) {
            showProblem(error);
            m_countingFailed = true;
        });
}

void TopicPane::showCounts(TopicCounts counts, const std::vector<int>& rows)
{
    const QLocale locale;
    if (std::exchange(m_countingFailed, false)) m_problem->hide(); // an expression that was half written
    std::vector<std::optional<std::uint32_t>> ofRows(rows.empty() ? 0 : std::size_t(rows.back()) + 1);
    for (std::size_t keyword = 0; keyword < rows.size(); ++keyword)
        ofRows[std::size_t(rows[keyword])] = counts.perKeyword[keyword];
    m_keywords->setCounts(std::move(ofRows));
    const double share = counts.sentences ? 100.0 * counts.matching / counts.sentences : 0;
    m_total->setText(
        tr("%1 of %2 sentences contain a keyword (%3 %)")
            .arg(locale.toString(counts.matching), locale.toString(counts.sentences), locale.toString(share, 'f', 1)));
    m_matches->setMatches(std::move(counts.examples));
}

void TopicPane::showProblem(const QString& sentence)
{
    m_countingFailed = false;
    m_problem->setText(sentence);
    m_problem->show();
}

void TopicPane::exportFile(const QString& file)
{
    try {
        writeFileAtomically(std::filesystem::path(file.toStdU16String()), formatTopicFile(edited()));
    } catch (const Error& error) {
        showProblem(errorSentence(error));
    }
}

} // namespace sparsight
