// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/ablation/AblationPage.h"

#include "widgets/common/Format.h"
#include "widgets/jobs/JobRunner.h"
#include "widgets/pages/PageTable.h"
#include "widgets/pages/ablation/AblationChoice.h"
#include "widgets/pages/ablation/AblationForm.h"
#include "widgets/pages/ablation/DatasetAblation.h"
#include "widgets/pages/ablation/SentenceAblation.h"
#include "widgets/session/Selection.h"
#include "widgets/views/EmptyState.h"

#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

namespace sparsight {

AblationPage::AblationPage(PageContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_form(new AblationForm(context))
    , m_tabs(new QTabBar)
    , m_sentence(new SentenceAblation(context))
    , m_dataset(new DatasetAblation(context))
    , m_stack(new QStackedWidget)
    , m_empty(new EmptyState(tr("What do neurons cause?")))
{
    QLabel* meaning =
        captionLabel(tr("This is an intervention: it shows what the neurons cause in this checkpoint, where the other "
                        "pages show what they go along with. Live and captured runs stay as they are."));
    meaning->setWordWrap(true);
    meaning->setObjectName(QStringLiteral("meaning"));
    m_tabs->addTab(tr("Sentence"));
    m_tabs->addTab(tr("Data set"));
    m_tabs->setExpanding(false);
    m_tabs->setObjectName(QStringLiteral("ablation.tabs"));
    auto* views = new QStackedWidget;
    views->addWidget(m_sentence);
    views->addWidget(m_dataset);
    connect(m_tabs, &QTabBar::currentChanged, views, &QStackedWidget::setCurrentIndex);

    auto* body = new QWidget;
    auto* inner = new QVBoxLayout(body);
    inner->setContentsMargins(0, 0, 0, 0);
    inner->setSpacing(8);
    inner->addWidget(m_form);
    inner->addWidget(meaning);
    inner->addWidget(m_tabs);
    inner->addWidget(views, 1);
    m_stack->addWidget(body);
    m_stack->addWidget(m_empty);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 12, 16, 12);
    layout->addWidget(m_stack, 1);
    setFocusProxy(&m_form->names());

    m_empty->setText(
        tr("Switch neurons off, or set them to a value, and see what a checkpoint then writes. Load a T5 checkpoint "
           "first."));
    m_empty->setRemedy(tr("Choose a checkpoint"));
    connect(m_empty, &EmptyState::remedyWanted, this, [this] { m_context.showPage("models"); });
    connect(m_form, &AblationForm::changed, this, [this] {
        const auto choice = m_form->choice();
        m_sentence->setChoice(choice);
        m_dataset->setChoice(choice);
    });
    connect(m_form, &AblationForm::submitted, m_sentence, [this] {
        if (m_tabs->currentIndex() == 0) m_sentence->compare();
    });
    connect(m_sentence, &SentenceAblation::exampleWanted, this, &AblationPage::showExample);
    const auto adopt = [this] {
        if (!m_context.selection.intervention().empty()) m_form->setNeurons(m_context.selection.intervention());
    };
    connect(&context.selection, &Selection::interventionWanted, this, adopt);
    connect(&context.jobs, &JobRunner::modelChanged, this, &AblationPage::followModel);
    followModel();
    adopt(); // what was wanted may be what made this page
}

bool AblationPage::isEmpty() const
{
    return m_stack->currentIndex() == 1;
}

/// At the sentence that the neuron answers most to, or there would be nothing to see.
void AblationPage::showExample()
{
    const auto& model = m_context.jobs.model();
    if (!model) return;
    if (!m_form->choice()) m_form->setNeurons({{{Stack::Encoder, model->encoderLayers}, NeuronId(0)}});
    const auto show = [this](const QString& sentence) {
        m_sentence->showExample(sentence.isEmpty() ? tr("The speed of light is the same for every observer.")
                                                   : sentence);
    };
    m_context.jobs.query<QString>(
        {}, this,
        [stored = StoredNeurons(m_context), name = m_form->choice()->neurons.front()](const std::stop_token&,
                                                                                      const ProgressCallback&) {
            return QString::fromStdString(stored.strongestSentence(name));
        },
        show, [show](const QString&) { show({}); });
}

void AblationPage::followModel()
{
    m_stack->setCurrentIndex(m_context.jobs.model() ? 0 : 1);
}

/// The sentence that is looked at live is what one wants to know of, until another is typed here.
void AblationPage::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (m_sentence->sentence().toPlainText().isEmpty()) m_sentence->sentence().setPlainText(m_context.selection.text());
    const Focus& focus = m_context.selection.focus();
    if (m_form->names().text().isEmpty() && focus.neuron) m_form->setNeurons({{focus.layer, *focus.neuron}});
}

} // namespace sparsight
