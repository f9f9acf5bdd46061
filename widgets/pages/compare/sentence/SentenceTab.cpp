// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/compare/sentence/SentenceTab.h"

#include "widgets/common/Format.h"
#include "widgets/common/TextField.h"
#include "widgets/jobs/JobRunner.h"
#include "widgets/pages/PageTable.h"
#include "widgets/pages/compare/sentence/SidesBar.h"
#include "widgets/pages/compare/sentence/SidesController.h"
#include "widgets/pages/compare/sentence/SidesView.h"
#include "widgets/session/Pins.h"
#include "widgets/session/Selection.h"
#include "widgets/theme/Theme.h"
#include "widgets/views/EmptyState.h"
#include "widgets/views/SentencePin.h"

#include <QHBoxLayout>
#include <QHideEvent>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace sparsight {
namespace {

TextField* sentenceField(const QString& name, const QString& placeholder)
{
    auto* field = new TextField;
    field->setPlaceholderText(placeholder);
    field->setAccessibleName(name);
    field->setTabChangesFocus(true);
    field->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    field->setVisibleLines(2);
    return field;
}

} // namespace

SentenceTab::SentenceTab(PageContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_sides(new SidesController(context.jobs.sides(), context.selection, context.view, this))
    , m_first(sentenceField(tr("Sentence"), tr("Type or paste a sentence")))
    , m_second(sentenceField(tr("Sentence B"), tr("Sentence B: change a word")))
    , m_pin(new SentencePin(context.pins))
    , m_bar(new SidesBar(context, *m_sides))
    , m_view(new SidesView(context, *m_sides))
    , m_stack(new QStackedWidget)
{
    m_second->setObjectName(QStringLiteral("sides.second"));
    m_first->setObjectName(QStringLiteral("sides.first"));
    m_second->hide();
    m_stack->addWidget(buildEmpty());
    m_stack->addWidget(m_view);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addLayout(buildFields());
    layout->addWidget(m_bar);
    layout->addWidget(m_stack, 1);
    setFocusProxy(m_first);

    connect(m_first, &TextField::textChanged, this, [this] {
        m_pin->setSentence(m_first->toPlainText());
        m_context.selection.setText(m_first->toPlainText());
    });
    connect(m_second, &TextField::textChanged, this, [this] {
        if (m_bar->isTwoSentences()) m_sides->setSecondText(m_second->toPlainText());
    });
    connect(&context.pins, &Pins::sentenceWanted, this, [this](const QString& sentence) {
        if (isVisible()) setSentence(sentence);
    });
    connect(m_bar, &SidesBar::checkpointsChanged, this, &SentenceTab::takeCheckpoints);
    connect(m_bar, &SidesBar::twoSentencesToggled, this, &SentenceTab::setTwoSentences);
    connect(m_sides, &SidesController::resultChanged, this, &SentenceTab::showContent);
    connect(m_sides, &SidesController::sidesChanged, this, &SentenceTab::showContent);
    connect(m_view, &SidesView::scaleChanged, this, [this] { m_bar->setScale(m_view->scale()); });
    takeCheckpoints();
    showContent();
}

QLayout* SentenceTab::buildFields()
{
    auto* row = new QHBoxLayout;
    row->setSpacing(4);
    row->addWidget(m_first, 1);
    row->addWidget(m_second, 1);
    row->addWidget(m_pin, 0, Qt::AlignTop);
    return row;
}

QWidget* SentenceTab::buildEmpty()
{
    m_empty = new EmptyState;
    connect(m_empty, &EmptyState::remedyWanted, this, [this] {
        if (m_remedyIsModels) {
            m_context.showPage("models");
        } else {
            m_bar->setTwoSentences(true);
        }
    });
    const auto box = [this] {
        auto* examples = new QWidget;
        auto* layout = new QVBoxLayout(examples);
        layout->setContentsMargins(0, 4, 0, 0);
        layout->setSpacing(4);
        m_empty->addExtra(examples);
        return examples;
    };
    m_single = box();
    m_double = box();
    addExample(tr("The speed of light is the same for every observer."), {});
    addExample(tr("She painted the fence green and the door dark red."), {});
    addExample(tr("The chemist measures the acid."), tr("The painter measures the acid."));
    addExample(tr("The river crosses the valley."), tr("The river never crosses the valley."));
    return m_empty;
}

void SentenceTab::addExample(const QString& first, const QString& second)
{
    auto* chip = new QPushButton(second.isEmpty() ? first : tr("%1 / %2").arg(first, second));
    setRole(chip, "flat");
    chip->setObjectName(QStringLiteral("example"));
    connect(chip, &QPushButton::clicked, this, [this, first, second] {
        if (!second.isEmpty()) m_second->setText(second);
        setSentence(first);
    });
    (second.isEmpty() ? m_single : m_double)->layout()->addWidget(chip);
    (second.isEmpty() ? m_single : m_double)->layout()->setAlignment(chip, Qt::AlignLeft);
}

void SentenceTab::setSentence(const QString& text)
{
    m_first->setText(text);
    m_first->setFocus();
}

void SentenceTab::takeCheckpoints()
{
    m_sides->setCheckpoints(m_bar->chosen());
    showContent();
}

/// The second sentence begins as the first: what is changed in it is what differs.
void SentenceTab::setTwoSentences(bool two)
{
    if (two && m_second->toPlainText().trimmed().isEmpty()) m_second->setText(m_first->toPlainText());
    m_second->setVisible(two);
    m_sides->setSecondText(two ? std::optional(m_second->toPlainText()) : std::nullopt);
    if (two) m_second->setFocus();
    showContent();
}

void SentenceTab::showContent()
{
    m_stack->setCurrentIndex(m_sides->isComputable() ? 1 : 0);
    if (!m_sides->isComputable()) explain();
}

void SentenceTab::explain()
{
    const bool two = m_bar->isTwoSentences();
    const bool none = m_bar->known() == 0, alone = !two && m_sides->sides().size() < 2;
    m_remedyIsModels = none;
    m_single->setVisible(!none && !alone && !two);
    m_double->setVisible(!none && two);
    m_empty->setTitle(none    ? tr("No checkpoint to compare")
                      : alone ? tr("What does another checkpoint make of the sentence?")
                      : two   ? tr("Which neurons follow a word?")
                              : tr("Which neurons changed?"));
    m_empty->setText(
        none ? tr("Open a project with checkpoints, or load one, to see a sentence through it.")
        : alone
            ? (m_bar->known() == 1
                   ? tr("There is one checkpoint only. Fine-tune it or capture with another one and it can be chosen "
                        "above; or compare two sentences through this one.")
                   : tr("Choose another checkpoint above, beside the first. Or compare two sentences through this "
                        "one."))
        : two
            ? tr("Type two sentences that differ in a word: both go through the checkpoint, and the neurons that tell "
                 "them apart come first. Or begin with these:")
            : tr("Type a sentence above: it goes through every checkpoint that is chosen, and the neurons that "
                 "differ most come first. Or begin with one of these:"));
    m_empty->setRemedy(none ? tr("Choose a checkpoint") : alone ? tr("Compare two sentences") : QString());
}

void SentenceTab::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    m_context.selection.setTextShown(true);
    if (m_first->toPlainText() != m_context.selection.text()) m_first->setText(m_context.selection.text());
    m_sides->setActive(true);
    m_first->setFocus();
}

/// A window that is only covered or minimised keeps its engines.
void SentenceTab::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    if (event->spontaneous()) return;
    m_context.selection.setTextShown(false);
    m_sides->setActive(false);
}

} // namespace sparsight
