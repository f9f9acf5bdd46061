// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/live/LivePage.h"

#include "widgets/common/Format.h"
#include "widgets/common/TextField.h"
#include "widgets/jobs/JobRunner.h"
#include "widgets/pages/PageTable.h"
#include "widgets/pages/live/LiveController.h"
#include "widgets/pages/live/LiveControls.h"
#include "widgets/pages/live/LiveViews.h"
#include "widgets/session/Pins.h"
#include "widgets/session/Selection.h"
#include "widgets/session/ViewOptions.h"
#include "widgets/theme/Theme.h"
#include "widgets/views/EmptyState.h"
#include "widgets/views/SentencePin.h"

#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>
#include <algorithm>

namespace sparsight {

LivePage::LivePage(PageContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_controller(new LiveController(context.jobs, context.selection, this))
{
    m_sentence = buildField(tr("Sentence"), tr("Type or paste a sentence"));
    m_decoderText = buildField(tr("Decoder text"), tr("Decoder text: what the model would write"));
    m_decoderText->hide();
    m_controls = new LiveControls(context, this);
    m_notice = plainLabel();
    m_notice->setWordWrap(true);
    m_notice->hide();
    m_views = new LiveViews(context, *m_controller, this);
    m_stack = new QStackedWidget;
    m_stack->addWidget(buildEmptyState());
    m_stack->addWidget(m_views);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 12, 16, 12);
    layout->setSpacing(8);
    layout->addLayout(buildSentence());
    layout->addWidget(m_decoderText);
    layout->addWidget(m_controls);
    layout->addWidget(m_notice);
    layout->addWidget(m_stack, 1);
    setFocusProxy(m_sentence);
    setTabOrder(m_sentence, m_pin);
    setTabOrder(m_pin, m_decoderText);
    QWidget* before = m_decoderText;
    for (QWidget* next : m_controls->tabChain()) {
        setTabOrder(before, next);
        before = next;
    }

    connect(m_sentence, &QPlainTextEdit::textChanged, this, [this] {
        m_context.selection.setText(m_sentence->toPlainText());
        m_controller->setText(m_sentence->toPlainText());
        m_pin->setSentence(m_sentence->toPlainText());
    });
    connect(&context.pins, &Pins::sentenceWanted, this, [this](const QString& sentence) {
        if (!m_context.selection.isTextShown()) setSentence(sentence); // else the page that shows it takes it
    });
    const auto updateDecoderText = [this] {
        const bool wanted = m_controls->wantsDecoderText();
        m_decoderText->setVisible(wanted);
        const auto text = wanted ? std::optional(m_decoderText->toPlainText()) : std::nullopt;
        m_context.selection.setDecoderText(text);
        m_controller->setDecoderText(text);
    };
    connect(m_decoderText, &QPlainTextEdit::textChanged, this, updateDecoderText);
    connect(m_controls, &LiveControls::decoderTextToggled, this, updateDecoderText);
    connect(m_controls, &LiveControls::decoderTextAsked, m_decoderText, qOverload<>(&QWidget::setFocus));
    const auto updateEpsilon = [this] { m_controller->setEpsilon(m_context.view.liveEpsilon()); };
    connect(&context.view, &ViewOptions::changed, this, updateEpsilon);
    updateEpsilon();
    connect(m_controller, &LiveController::resultChanged, this, &LivePage::showResult);
    connect(m_controller, &LiveController::staleChanged, this, &LivePage::showResult);
    connect(m_views, &LiveViews::painted, m_controller, &LiveController::markPainted);
    connect(&context.jobs, &JobRunner::modelChanged, this, &LivePage::followModel);
    connect(&context.jobs, &JobRunner::jobsChanged, this, &LivePage::showNotice);
    connect(&context.selection, &Selection::changed, this, [this](const Focus& now, const Focus& before) {
        if (now.layer != before.layer && now.layer.stack == Stack::Decoder) m_controls->showDecoderText(true);
    });
    followModel();
}

QLayout* LivePage::buildSentence()
{
    m_pin = new SentencePin(m_context.pins);
    auto* row = new QHBoxLayout;
    row->setSpacing(4);
    row->addWidget(m_sentence, 1);
    row->addWidget(m_pin, 0, Qt::AlignTop);
    return row;
}

void LivePage::setSentence(const QString& text)
{
    m_sentence->setText(text);
    m_sentence->setFocus();
}

TextField* LivePage::buildField(const QString& name, const QString& placeholder)
{
    auto* field = new TextField;
    field->setPlaceholderText(placeholder);
    field->setAccessibleName(name);
    field->setTabChangesFocus(true);
    field->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    field->setVisibleLines(2);
    return field;
}

QWidget* LivePage::buildEmptyState()
{
    m_empty = new EmptyState;
    connect(m_empty, &EmptyState::remedyWanted, this, [this] { m_context.showPage("models"); });
    m_examples = new QWidget;
    auto* examples = new QVBoxLayout(m_examples);
    examples->setContentsMargins(0, 4, 0, 0);
    examples->setSpacing(4);
    const QString sentences[] = {tr("The speed of light is the same for every observer."),
                                 tr("She painted the fence green and the door dark red."),
                                 tr("A river in Peru carries the rain of the Andes to the sea."),
                                 tr("Every prime number above two is odd.")};
    for (const QString& sentence : sentences) {
        auto* chip = new QPushButton(sentence);
        setRole(chip, "flat");
        chip->setObjectName(QStringLiteral("example"));
        connect(chip, &QPushButton::clicked, this, [this, sentence] { setSentence(sentence); });
        examples->addWidget(chip, 0, Qt::AlignLeft);
    }
    m_empty->addExtra(m_examples);
    return m_empty;
}

void LivePage::followModel()
{
    const auto& model = m_context.jobs.model();
    m_empty->setTitle(model ? tr("Which neurons fire?") : tr("No checkpoint is loaded"));
    m_empty->setText(model ? tr("Type a sentence above and watch the layer's feed-forward neurons, token by token. "
                                "Or begin with one of these:")
                           : tr("Load a T5 checkpoint to see which neurons fire on a sentence while you type it."));
    m_examples->setVisible(model.has_value());
    m_empty->setRemedy(model ? QString() : tr("Choose a checkpoint"));
    if (model) {
        const std::vector<LayerId> layers = model->layers();
        const bool known = std::find(layers.begin(), layers.end(), m_context.selection.focus().layer) != layers.end();
        if (!known && model->encoderLayers > 0) m_context.selection.setLayer({Stack::Encoder, model->encoderLayers});
    }
    showResult();
}

void LivePage::showResult()
{
    const bool typed = !m_sentence->toPlainText().trimmed().isEmpty();
    const bool hasModel = m_context.jobs.model().has_value();
    m_stack->setCurrentIndex(typed && hasModel ? 1 : 0);
    if (m_controller->isStale()) {
        m_controls->setCaption(m_controller->error().isEmpty() ? tr("computing…") : QString()); // the figures are old
    } else if (const auto& result = m_controller->result()) {
        const int tokens = int(m_controller->tokens().size());
        const QString time = QLocale().toString(1000 * result->seconds, 'f', 0);
        m_controls->setCaption(tokens == 1 ? tr("1 token · %1 ms").arg(time)
                                           : tr("%L1 tokens · %2 ms").arg(tokens).arg(time));
    } else {
        m_controls->setCaption({});
    }
    m_views->refresh();
    showNotice();
}

void LivePage::showNotice()
{
    const auto& result = m_controller->result();
    const bool failed = !m_controller->error().isEmpty();
    QString text = m_controller->error();
    if (!failed && result && result->truncated)
        text = tr("Only the first %L1 tokens were computed: the sentence is longer than the model takes.")
                   .arg(result->tokens.size());
    m_notice->setVisible(!text.isEmpty());
    setRole(m_notice, failed ? "error" : "muted");
    m_notice->setText(text);
}

void LivePage::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    // What was typed on another page meanwhile is computed now that it is looked at.
    if (m_sentence->toPlainText() != m_context.selection.text()) setSentence(m_context.selection.text());
    m_sentence->setFocus();
}

} // namespace sparsight
