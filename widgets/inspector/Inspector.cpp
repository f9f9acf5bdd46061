// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/inspector/Inspector.h"

#include "widgets/common/FlowLayout.h"
#include "widgets/common/Format.h"
#include "widgets/common/IconButton.h"
#include "widgets/inspector/NeuronNotes.h"
#include "widgets/inspector/PinList.h"
#include "widgets/jobs/JobRunner.h"
#include "widgets/models/NeuronSentences.h"
#include "widgets/models/TopicKtModel.h"
#include "widgets/pages/PageTable.h"
#include "widgets/report/FigureExport.h"
#include "widgets/report/ReportExport.h"
#include "widgets/session/LayerFacts.h"
#include "widgets/session/Pins.h"
#include "widgets/session/ProjectSession.h"
#include "widgets/session/RunSource.h"
#include "widgets/session/ViewOptions.h"
#include "widgets/theme/Theme.h"
#include "widgets/theme/ThemeIcon.h"
#include "widgets/views/DamageNotice.h"
#include "widgets/views/HistogramView.h"
#include "widgets/views/Panel.h"
#include "widgets/views/SentenceListView.h"
#include "widgets/views/TopicKtList.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QScrollArea>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace sparsight {
namespace {

constexpr int sentenceCount = 20;
constexpr int leastHeight = 200; ///< of what is known of the neuron, scrolled

/// In a scroll area, contents that go by their width get the height that they would like to have; here they shrink to
/// what they need before they are scrolled.
class ShrinkingLayout : public QVBoxLayout {
public:
    using QVBoxLayout::QVBoxLayout;
    bool hasHeightForWidth() const override { return false; }
    QSize minimumSize() const override { return {0, QVBoxLayout::minimumSize().height()}; } // as wide as there is room
};

QLabel* wrapped(QLabel* label)
{
    label->setWordWrap(true);
    return label;
}

QToolButton* addButton(QHBoxLayout* layout, const QString& icon, const QString& title)
{
    auto* button = new QToolButton;
    button->setIcon(themeIcon(icon));
    button->setToolTip(plainToolTip(title));
    button->setAccessibleName(title);
    layout->addWidget(button);
    return button;
}

} // namespace

Inspector::Inspector(PageContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_sentences(new NeuronSentences(context.session, context.jobs, context.view, this))
    , m_topics(new TopicKtModel(this))
{
    m_stack = new QStackedWidget;
    m_stack->addWidget(buildHint());
    m_stack->addWidget(buildFacts());
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    auto* area = new QScrollArea; // a neuron with notes, lists and topics must not hold the window open
    auto* body = new QWidget;
    auto* shrinking = new ShrinkingLayout(body);
    shrinking->setContentsMargins(0, 0, 0, 0);
    shrinking->addWidget(m_stack);
    area->setWidget(body);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setMinimumHeight(leastHeight);
    layout->addWidget(area, 1);
    auto* pins = new PinList(context);
    pins->setContentsMargins(12, 0, 12, 12);
    layout->addWidget(pins);
    setMinimumWidth(244); // whatever the name: dragging the edge is no matter of the neuron
    setAccessibleName(tr("Inspector"));

    connect(&context.selection, &Selection::changed, this, [this](const Focus& now, const Focus& before) {
        if (now.token != before.token) showLive();
        if (now.neuron == before.neuron && now.layer == before.layer) return;
        m_filter->clear();
        showNeuron();
    });
    connect(&context.selection, &Selection::shownInFullChanged, this, &Inspector::showNeuron);
    connect(&context.facts, &LayerFacts::changed, this, &Inspector::showNeuron);
    connect(&context.view, &ViewOptions::changed, this, &Inspector::showLive);
    connect(&context.pins, &Pins::changed, this, &Inspector::showPin);
    connect(&context.jobs, &JobRunner::liveReady, this,
            [this](quint64, const std::shared_ptr<const LiveResult>& result) {
                m_live = result;
                showLive();
            });
    connect(&context.selection, &Selection::textChanged, this, [this] {
        if (!m_context.selection.isTextShown()) return; // the Live page's answer follows
        m_live.reset();
        showLive();
    });
    connect(m_sentences, &NeuronSentences::changed, this, [this] {
        m_shadeNote->setText(m_sentences->shadeNote());
        m_shadeNote->setVisible(!m_sentences->shadeNote().isEmpty());
        showDamage();
    });
    showNeuron();
}

QWidget* Inspector::buildHint()
{
    auto* page = new QWidget;
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(16, 16, 16, 16);
    QLabel* title = plainLabel(tr("No neuron selected"));
    setRole(title, "heading");
    QLabel* text =
        wrapped(plainLabel(tr("Click a neuron anywhere to see how often it fires, what its strongest sentences "
                              "have in common, and how they relate to your topics.")));
    setRole(text, "muted");
    layout->addWidget(title);
    layout->addWidget(text);
    layout->addStretch(1);
    return page;
}

QWidget* Inspector::buildHeader()
{
    auto* header = new QWidget;
    auto* tools = new QWidget;
    auto* layout = new QHBoxLayout(tools);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    m_name = plainLabel();
    m_name->setObjectName(QStringLiteral("neuronName"));
    setRole(m_name, "title");
    // A name that is cut is another neuron's: where it has no room beside the tools, they go below it.
    auto* row = new FlowLayout(header, 4);
    row->addStretched(m_name);
    row->addWidget(tools);
    m_pin = addButton(layout, QStringLiteral("pin"), tr("Pin the neuron"));
    m_pin->setCheckable(true);
    m_pin->setObjectName(QStringLiteral("pinNeuron"));
    connect(m_pin, &QToolButton::clicked, this, [this] {
        const Focus& focus = m_context.selection.focus();
        if (focus.neuron) m_context.pins.toggle(NeuronName{focus.layer, *focus.neuron});
    });
    connect(addButton(layout, QStringLiteral("copy"), tr("Copy these facts")), &QToolButton::clicked, this,
            &Inspector::copyFacts);
    m_report = addButton(layout, QStringLiteral("report"), tr("Write a report on this neuron"));
    connect(m_report, &QToolButton::clicked, this, &Inspector::writeReport);
    QToolButton* cause = addButton(layout, QStringLiteral("ablation"), tr("Switch off…"));
    cause->setObjectName(QStringLiteral("switchOff"));
    connect(cause, &QToolButton::clicked, this, [this] {
        const Focus& focus = m_context.selection.focus();
        if (focus.neuron) m_context.selection.wantIntervention({{focus.layer, *focus.neuron}});
    });
    connect(addButton(layout, QStringLiteral("neuron"), tr("Open the neuron's page")), &QToolButton::clicked, this,
            [this] {
                const Focus& focus = m_context.selection.focus();
                if (focus.neuron) m_context.selection.openNeuron(focus.layer, *focus.neuron);
            });
    return header;
}

QWidget* Inspector::buildRunFacts()
{
    auto* histogram = new Panel(tr("Values"));
    histogram->setReadout(tr("sentences by value, on a logarithmic axis"));
    m_histogram = new HistogramView;
    histogram->addControl(figureButton({m_histogram}, m_context.jobs, [this] { return valuesFigure(m_context); }));
    histogram->setBody(m_histogram);
    histogram->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);

    auto* top = new Panel(tr("Top sentences"));
    auto* list = new SentenceListView(*m_sentences, m_context.view);
    connect(list, &SentenceListView::sentenceClicked, this,
            [this](SentenceId id) { m_context.selection.setSentence(id); });
    top->setBody(list);
    m_filter = new QLineEdit;
    m_filter->setPlaceholderText(tr("search its sentences"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setAccessibleName(tr("Search the neuron's sentences"));
    connect(m_filter, &QLineEdit::textChanged, this, &Inspector::showSentences);
    m_shadeNote = wrapped(captionLabel());
    m_shadeNote->hide();

    auto* facts = new QWidget;
    auto* layout = new QVBoxLayout(facts);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    m_damage = new DamageNotice(m_context.session, m_context.jobs);
    layout->addWidget(m_damage);
    layout->addWidget(new TopicKtList(m_topics));
    m_rule = wrapped(captionLabel(TopicKtModel::ruleNote()));
    layout->addWidget(m_rule);
    layout->addWidget(histogram);
    layout->addWidget(top, 1);
    layout->addWidget(list->makeScaleBar(), 0, Qt::AlignRight);
    layout->addWidget(m_filter);
    layout->addWidget(m_shadeNote);
    return facts;
}

QWidget* Inspector::buildFacts()
{
    auto* page = new QWidget;
    m_density = wrapped(plainLabel());
    m_detail = wrapped(captionLabel());
    m_liveValue = wrapped(captionLabel());
    m_source = wrapped(captionLabel());
    m_source->setObjectName(QStringLiteral("source"));
    m_absence = wrapped(plainLabel());
    setRole(m_absence, "muted");
    m_foreign = wrapped(captionLabel());
    setRole(m_foreign, "warning");
    m_foreign->hide();
    m_runFacts = buildRunFacts();
    m_notes = new QWidget;
    auto* notes = new QVBoxLayout(m_notes);
    notes->setContentsMargins(0, 0, 0, 0);
    notes->addWidget(new NeuronNotes(m_context));
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(12, 12, 12, 12);
    layout->setSpacing(4);
    layout->addWidget(buildHeader());
    for (QLabel* label : {m_liveValue, m_foreign, m_density, m_detail, m_source, m_absence})
        layout->addWidget(label);
    layout->addSpacing(4);
    layout->addWidget(m_notes);
    layout->addWidget(m_runFacts, 1);
    layout->addStretch(0);
    return page;
}

void Inspector::showNeuron()
{
    const Focus& focus = m_context.selection.focus();
    m_stack->setCurrentIndex(focus.neuron ? 1 : 0);
    if (!focus.neuron) {
        m_sentences->clear();
        return;
    }
    m_name->setText(
        QStringLiteral("%1 / %2").arg(QString::fromStdString(focus.layer.toString())).arg(focus.neuron->value));
    m_name->setToolTip(plainToolTip(QString::fromStdString(focus.layer.huggingFaceModule())));
    showPin();
    showLive();
    showFacts();
    showSentences();
}

void Inspector::showPin()
{
    const Focus& focus = m_context.selection.focus();
    const bool pinned = focus.neuron && m_context.pins.contains(NeuronName{focus.layer, *focus.neuron});
    m_pin->setChecked(pinned);
    m_pin->setIcon(themeIcon(pinned ? QStringLiteral("pinned") : QStringLiteral("pin")));
}

void Inspector::showFacts()
{
    const NeuronId neuron = *m_context.selection.focus().neuron;
    const auto& facts = m_context.facts.data();
    const bool known = facts && facts->has(neuron);
    m_runFacts->setVisible(known && !m_context.selection.isShownInFull());
    m_notes->setVisible(!m_context.selection.isShownInFull());
    m_density->setVisible(known);
    m_detail->setVisible(known);
    m_source->setVisible(known);
    m_absence->setVisible(!known && !m_context.facts.isLoading());
    m_foreign->setText(m_context.facts.foreignNote());
    m_foreign->setVisible(known && !m_foreign->text().isEmpty());
    m_absence->setText(facts ? tr("The run's checkpoint has no such neuron.") : m_context.facts.absence());
    m_topics->setNeuron(facts, neuron);
    setUnavailable(m_report, !known                ? tr("There is nothing captured of this neuron to report on")
                             : facts->run.complete ? QString()
                                                   : tr("The capture was cut off: go on with it first"));
    m_rule->setVisible(m_topics->rowCount() > 0);
    m_source->setText(facts ? RunSource(m_context.session, facts->run).text() : QString());
    if (!known) return;
    const NeuronStatistics& statistics = facts->statistics[neuron.value];
    const auto tokens = qulonglong(facts->tokens());
    m_density->setText(statistics.firings == 0
                           ? tr("Never fires on %L1 tokens").arg(tokens)
                           : tr("Fires on %1 of tokens").arg(formatPercent(facts->density(neuron))));
    m_density->setToolTip(
        plainToolTip(tr("Density: %L1 of %L2 tokens").arg(qulonglong(statistics.firings)).arg(tokens)));
    m_detail->setText(tr("in %1 of sentences · max %2 · mean %3")
                          .arg(formatPercent(facts->sentenceDensity(neuron)), formatNumber(statistics.maximum),
                               formatNumber(facts->mean(neuron))));
    m_histogram->setStatistics(statistics);
}

void Inspector::showDamage()
{
    const auto& facts = m_context.facts.data();
    std::vector<RunDamage> damage = m_sentences->damage();
    if (facts) addDamage(damage, facts->damage);
    m_damage->setDamage(damage);
}

void Inspector::showLive()
{
    const Focus& focus = m_context.selection.focus();
    const bool applies = m_live && focus.neuron && m_live->activations.layer == focus.layer &&
                         focus.neuron->value < m_live->activations.neurons && m_live->activations.tokens > 0;
    m_liveValue->setVisible(applies);
    if (!applies) return;
    const auto& tokens = focus.layer.stack == Stack::Encoder ? m_live->tokens : m_live->decoderTokens;
    const auto words = tokenWords(tokens, m_context.view.showsSubwords());
    const LiveSummary summary = summariseNeuron(m_live->activations, *focus.neuron, m_context.view.liveValue(),
                                                chosenWord(words, focus.token), m_context.view.liveEpsilon());
    m_liveValue->setText(tr("live sentence: %1").arg(liveValueText(summary, NeuronId(0), words)));
}

void Inspector::showSentences()
{
    const auto neuron = m_context.selection.focus().neuron;
    const auto& facts = m_context.facts.data();
    if (!neuron || !facts || m_context.selection.isShownInFull()) {
        m_sentences->clear();
        return;
    }
    m_sentences->show({facts, *neuron, SentencePart::Top, sentenceCount, m_filter->text().trimmed()});
}

void Inspector::writeReport()
{
    const Focus& focus = m_context.selection.focus();
    if (!focus.neuron) return;
    const auto recipe = recipeForFocus(m_context, {*focus.neuron});
    if (!recipe) return;
    const QString name = QString::fromStdString(focus.layer.toString()) + QLatin1Char('-') +
                         QString::number(focus.neuron->value) + QStringLiteral(".html");
    exportReport(m_context, *recipe, name, this);
}

void Inspector::copyFacts() const
{
    QStringList lines{m_name->text()};
    for (const QLabel* label : {m_liveValue, m_foreign, m_density, m_detail, m_source, m_rule}) {
        if (label->isVisibleTo(this)) lines << label->text();
    }
    for (int row = 0; m_runFacts->isVisibleTo(this) && row < m_topics->rowCount(); ++row) {
        QStringList fields;
        for (int column = 0; column < m_topics->columnCount(); ++column)
            fields << m_topics->index(row, column).data().toString();
        lines << fields.join(QLatin1Char('\t'));
    }
    QGuiApplication::clipboard()->setText(lines.join(QLatin1Char('\n')));
}

} // namespace sparsight
