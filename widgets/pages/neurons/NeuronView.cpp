// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/neurons/NeuronView.h"

#include "widgets/common/Format.h"
#include "widgets/inspector/NeuronNotes.h"
#include "widgets/models/TopicKtModel.h"
#include "widgets/pages/PageTable.h"
#include "widgets/pages/neurons/CoFiringPane.h"
#include "widgets/pages/neurons/EvidencePane.h"
#include "widgets/pages/neurons/TokensPane.h"
#include "widgets/pages/neurons/WritesPanel.h"
#include "widgets/report/ExportSource.h"
#include "widgets/report/FigureExport.h"
#include "widgets/session/LayerFacts.h"
#include "widgets/session/ProjectSession.h"
#include "widgets/session/RunSource.h"
#include "widgets/theme/Theme.h"
#include "widgets/theme/ThemeIcon.h"
#include "widgets/views/DamageNotice.h"
#include "widgets/views/FilterTableView.h"
#include "widgets/views/HistogramView.h"
#include "widgets/views/Panel.h"
#include "widgets/views/SentenceListView.h"
#include "widgets/views/SubwordsSwitch.h"
#include "widgets/views/TableTools.h"
#include "widgets/views/TopicKtList.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QShortcut>
#include <QSignalBlocker>
#include <QSplitter>
#include <QTabWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace sparsight {
namespace {

constexpr int sentenceCount = 100;

} // namespace

NeuronView::NeuronView(PageContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_sentences(new NeuronSentences(context.session, context.jobs, context.view, this))
    , m_topics(new TopicKtModel(this))
{
    auto* split = new QSplitter(Qt::Horizontal);
    split->addWidget(buildFacts());
    m_tabs = new QTabWidget;
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(buildSentences(), tr("Sentences"));
    m_tabs->addTab(new EvidencePane(context), tr("Keywords and rules"));
    m_tabs->addTab(new TokensPane(context), tr("Tokens and positions"));
    m_tabs->addTab(new CoFiringPane(context), tr("Fires with"));
    m_tabs->addTab(new WritesPanel(context), tr("Writes"));
    split->addWidget(m_tabs);
    split->setChildrenCollapsible(false);
    split->setHandleWidth(16);
    split->setSizes({300, 620});
    split->setStretchFactor(1, 1);
    split->setObjectName(QStringLiteral("neuron.split"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(12);
    m_damage = new DamageNotice(context.session, context.jobs);
    layout->addWidget(buildBar());
    layout->addWidget(m_damage);
    layout->addWidget(split, 1);
    setFocusPolicy(Qt::StrongFocus);

    connect(&context.selection, &Selection::changed, this, [this](const Focus& now, const Focus& before) {
        if (now.neuron != before.neuron || now.layer != before.layer) showNeuron();
    });
    connect(&context.facts, &LayerFacts::changed, this, &NeuronView::showNeuron);
    connect(m_sentences, &NeuronSentences::changed, this, [this] {
        m_note->setText(m_sentences->shadeNote());
        showHits();
        showDamage();
    });
    showNeuron();
}

QToolButton* NeuronView::stepButton(const QString& icon, const QString& title, const QKeySequence& key, int direction)
{
    auto* button = new QToolButton;
    button->setIcon(themeIcon(icon));
    button->setAccessibleName(title);
    button->setToolTip(plainToolTip(QStringLiteral("%1 (%2)").arg(title, key.toString(QKeySequence::NativeText))));
    auto* shortcut = new QShortcut(key, this);
    shortcut->setContext(Qt::WidgetWithChildrenShortcut);
    connect(shortcut, &QShortcut::activated, this, [this, direction] { Q_EMIT stepped(direction); });
    connect(button, &QToolButton::clicked, this, [this, direction] { Q_EMIT stepped(direction); });
    return button;
}

QWidget* NeuronView::buildBar()
{
    auto* bar = new QWidget;
    auto* layout = new QHBoxLayout(bar);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    auto* back = new QPushButton(tr("All neurons"));
    back->setIcon(themeIcon(QStringLiteral("back")));
    back->setToolTip(plainToolTip(tr("Back to the table (Esc)")));
    setRole(back, "flat");
    connect(back, &QPushButton::clicked, this, &NeuronView::closed);
    m_name = plainLabel();
    setRole(m_name, "title");
    m_module = captionLabel();
    layout->addWidget(back);
    layout->addWidget(m_name);
    layout->addWidget(m_module);
    layout->addStretch(1);
    layout->addWidget(stepButton(QStringLiteral("chevron-up"), tr("Previous neuron in the table"),
                                 QKeySequence(Qt::CTRL | Qt::Key_Up), -1));
    layout->addWidget(stepButton(QStringLiteral("chevron-down"), tr("Next neuron in the table"),
                                 QKeySequence(Qt::CTRL | Qt::Key_Down), +1));
    return bar;
}

QWidget* NeuronView::buildFacts()
{
    auto* facts = new QWidget;
    m_density = plainLabel();
    setRole(m_density, "heading");
    m_density->setWordWrap(true);
    m_detail = plainLabel();
    setRole(m_detail, "muted");
    m_detail->setWordWrap(true);
    m_source = captionLabel();
    m_source->setWordWrap(true);
    m_source->setObjectName(QStringLiteral("source"));
    m_rule = captionLabel(TopicKtModel::ruleNote());
    m_rule->setWordWrap(true);
    auto* topics = new Panel(tr("Topics"));
    topics->setBody(new TopicKtList(m_topics));
    topics->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    auto* histogram = new Panel(tr("Values"));
    histogram->setReadout(tr("sentences by value, on a logarithmic axis"));
    m_histogram = new HistogramView;
    m_histogram->setMinimumHeight(140);
    m_histogram->setMaximumHeight(220);
    histogram->addControl(figureButton({m_histogram}, m_context.jobs, [this] { return valuesFigure(m_context); }));
    histogram->setBody(m_histogram);
    auto* layout = new QVBoxLayout(facts);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_density);
    layout->addWidget(m_detail);
    layout->addWidget(m_source);
    layout->addWidget(new NeuronNotes(m_context));
    layout->addWidget(topics);
    layout->addWidget(m_rule);
    layout->addWidget(histogram);
    layout->addStretch(1);
    // In a low window, or with large letters, the facts scroll; the window does not grow.
    auto* scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setMinimumWidth(220);
    scroll->setWidget(facts);
    return scroll;
}

QWidget* NeuronView::buildSentences()
{
    auto* panel = new QWidget;
    auto* bar = new QHBoxLayout;
    bar->setSpacing(4);
    m_parts = new QButtonGroup(this);
    const QString titles[] = {tr("Top"), tr("100–50 %"), tr("50–10 %"), tr("Lowest")};
    const QString hints[] = {tr("The strongest sentences"), tr("A sample between 100 % and 50 % of its maximum"),
                             tr("A sample between 50 % and 10 % of its maximum"),
                             tr("The weakest that it still fires on")};
    for (int part = 0; part < 4; ++part) {
        auto* button = new QToolButton;
        button->setText(titles[part]);
        button->setToolTip(plainToolTip(hints[part]));
        button->setCheckable(true);
        button->setChecked(part == 0);
        m_parts->addButton(button, part);
        bar->addWidget(button);
        m_partHints << hints[part];
    }
    connect(m_parts, &QButtonGroup::idClicked, this, &NeuronView::choosePart);
    m_search = new QLineEdit;
    m_search->setObjectName(QStringLiteral("neuron.search"));
    m_search->setPlaceholderText(tr("search its sentences"));
    m_search->setClearButtonEnabled(true);
    m_search->setAccessibleName(tr("Search the neuron's sentences"));
    connect(m_search, &QLineEdit::textChanged, this, &NeuronView::showSentences);
    bar->addSpacing(8);
    bar->addWidget(m_search, 1);
    m_hits = captionLabel();
    m_hits->setObjectName(QStringLiteral("hits"));
    bar->addWidget(m_hits);

    bar->addWidget(buildSentenceTools());

    auto* list = new SentenceListView(*m_sentences, m_context.view);
    list->setMaximumLines(6);
    connect(list, &SentenceListView::sentenceClicked, this,
            [this](SentenceId id) { m_context.selection.setSentence(id); });
    m_note = captionLabel();
    m_note->setWordWrap(true);
    auto* layout = new QVBoxLayout(panel);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    auto* foot = new QHBoxLayout;
    foot->addWidget(m_note, 1);
    foot->addWidget(new SubwordsSwitch(m_context.view), 0, Qt::AlignTop);
    foot->addWidget(list->makeScaleBar(), 0, Qt::AlignTop);
    layout->addLayout(bar);
    layout->addWidget(list, 1);
    layout->addLayout(foot);
    return panel;
}

/// The list as a table that is not shown, for what is copied and exported of it.
QWidget* NeuronView::buildSentenceTools()
{
    m_rows = new FilterTableView(this);
    m_rows->setSource(&m_sentences->model());
    m_rows->setObjectName(QStringLiteral("neuron.sentences"));
    m_rows->hide();
    auto* tools = new TableTools(*m_rows);
    tools->setCountVisible(false);
    tools->setColumnsVisible(false);
    tools->setSource(QStringLiteral("sentences"), [this] { return sentencesProvenance(); });
    return tools;
}

QStringList NeuronView::sentencesProvenance() const
{
    const Focus& focus = m_context.selection.focus();
    const auto& facts = m_context.facts.data();
    if (!facts || !focus.neuron) return {};
    const QString name = QString::fromStdString(NeuronName{focus.layer, *focus.neuron}.toString());
    const auto* part = m_parts->button(int(m_part));
    const QString what = isSearching()
                             ? tr("Sentences of %1 with the words “%2”").arg(name, m_search->text().trimmed())
                             : QStringLiteral("%1: %2 (%3)").arg(name, part->text(), m_partHints[int(m_part)]);
    return QStringList{what} + provenanceOf(m_context.session, facts->run);
}

void NeuronView::showNeuron()
{
    const Focus& focus = m_context.selection.focus();
    if (!focus.neuron) {
        m_sentences->clear();
        return;
    }
    m_name->setText(
        QStringLiteral("%1 / %2").arg(QString::fromStdString(focus.layer.toString())).arg(focus.neuron->value));
    m_module->setText(QString::fromStdString(focus.layer.huggingFaceModule()));
    showFacts();
    showSentences();
}

void NeuronView::showDamage()
{
    const auto& facts = m_context.facts.data();
    std::vector<RunDamage> damage = m_sentences->damage();
    if (facts) addDamage(damage, facts->damage);
    m_damage->setDamage(damage);
}

void NeuronView::showFacts()
{
    const NeuronId neuron = *m_context.selection.focus().neuron;
    const auto& facts = m_context.facts.data();
    m_topics->setNeuron(facts, neuron);
    m_rule->setVisible(m_topics->rowCount() > 0);
    m_source->setText(facts ? RunSource(m_context.session, facts->run).text() : QString());
    if (!facts || !facts->has(neuron)) {
        m_density->clear();
        m_detail->setText(m_context.facts.absence());
        m_histogram->clear();
        return;
    }
    const NeuronStatistics& statistics = facts->statistics[neuron.value];
    m_density->setText(tr("Fires on %1 of tokens").arg(formatPercent(facts->density(neuron))));
    m_density->setToolTip(plainToolTip(
        tr("Density: %L1 of %L2 tokens").arg(qulonglong(statistics.firings)).arg(qulonglong(facts->tokens()))));
    m_detail->setText(tr("In %L1 of %L2 sentences (%3); max %4, mean %5")
                          .arg(statistics.sentences)
                          .arg(facts->run.sentencesDone)
                          .arg(formatPercent(facts->sentenceDensity(neuron)), formatNumber(statistics.maximum),
                               formatNumber(facts->mean(neuron))));
    m_histogram->setStatistics(statistics);
}

bool NeuronView::isSearching() const
{
    return !m_search->text().trimmed().isEmpty();
}

/// A part instead of what was searched for.
void NeuronView::choosePart(int part)
{
    m_part = SentencePart(part);
    const QSignalBlocker blocked(m_search);
    m_search->clear();
    showSentences();
}

/// A search goes through all of the neuron's sentences, whatever part was shown before.
void NeuronView::showSentences()
{
    const bool searching = isSearching();
    m_parts->setExclusive(false); // so that none may be marked
    for (QAbstractButton* button : m_parts->buttons())
        button->setChecked(!searching && m_parts->id(button) == int(m_part));
    m_parts->setExclusive(true);
    const auto neuron = m_context.selection.focus().neuron;
    if (!neuron || !m_context.facts.data()) {
        m_sentences->clear();
        return;
    }
    m_sentences->show({m_context.facts.data(), *neuron, searching ? SentencePart::Top : m_part, sentenceCount,
                       m_search->text().trimmed()});
}

void NeuronView::showHits()
{
    const auto hits = m_sentences->hits();
    m_hits->setVisible(hits.has_value());
    if (hits) m_hits->setText(tr("%L1 of %L2 sentences").arg(hits->found).arg(hits->searched));
}

/// Here Escape goes back to the table, and not back in the window's history.
bool NeuronView::event(QEvent* event)
{
    if (event->type() != QEvent::ShortcutOverride || static_cast<QKeyEvent*>(event)->key() != Qt::Key_Escape)
        return QWidget::event(event);
    event->accept();
    return true;
}

void NeuronView::keyPressEvent(QKeyEvent* event)
{
    if (event->key() != Qt::Key_Escape) return QWidget::keyPressEvent(event);
    Q_EMIT closed();
}

void NeuronView::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    m_context.selection.setShownInFull(true);
}

void NeuronView::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    m_context.selection.setShownInFull(false);
}

} // namespace sparsight
