// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/compare/ComparisonBar.h"

#include "core/analysis/compare/RunComparison.h"
#include "widgets/common/FlowLayout.h"
#include "widgets/common/Format.h"
#include "widgets/common/IconButton.h"
#include "widgets/common/NamedCombo.h"
#include "widgets/pages/PageTable.h"
#include "widgets/pages/kt/RuleEditor.h"
#include "widgets/session/ComparedRuns.h"
#include "widgets/session/ProjectSession.h"
#include "widgets/session/Selection.h"
#include "widgets/views/LayerPicker.h"
#include "widgets/views/RunsButton.h"
#include "widgets/views/TopicPicker.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QToolButton>
#include <algorithm>

namespace sparsight {
namespace {

/// Keeps the run that was chosen where it is still there.
void fill(QComboBox& combo, const std::vector<RunInfo>& runs)
{
    const QSignalBlocker blocked(combo);
    const QVariant chosen = combo.currentData();
    combo.clear();
    for (const RunInfo& run : runs)
        combo.addItem(QString::fromStdString(run.name), qlonglong(run.id.value));
    const int index = chosen.isValid() ? combo.findData(chosen) : -1;
    combo.setCurrentIndex(std::max(index, std::min(0, combo.count() - 1)));
}

} // namespace

ComparisonBar::ComparisonBar(PageContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_topic(new TopicPicker(context.session, context.selection))
    , m_runs(new RunsButton(context.session, context.selection, context.compared))
    , m_reference(namedCombo(tr("Reference"), tr("The run that the others are compared with")))
    , m_other(namedCombo(tr("with"), tr("The run that is compared with the reference: changes are this one minus the "
                                        "reference")))
    , m_pair(new QWidget)
    , m_rule(new RuleEditor)
    , m_minimum(new QSpinBox)
{
    m_reference->setObjectName(QStringLiteral("reference"));
    m_other->setObjectName(QStringLiteral("other"));
    m_minimum->setRange(1, 1000000);
    m_minimum->setValue(int(ComparisonSettings{}.minimumCaptured));
    m_minimum->setKeyboardTracking(false);
    m_minimum->setAccessibleName(tr("n at least"));
    m_minimum->setToolTip(plainToolTip(tr("Neurons that capture fewer sentences in one of the runs are not tested")));
    auto* exchange = iconButton("compare", tr("Exchange the reference and the other run"), m_pair);
    auto* pair = new QHBoxLayout(m_pair);
    pair->setContentsMargins(0, 0, 0, 0);
    pair->setSpacing(4);
    QLabel* with = captionLabel(m_other->accessibleName());
    with->setBuddy(m_other);
    pair->addWidget(with);
    pair->addWidget(m_other);
    pair->addWidget(exchange);
    QLabel* reference = captionLabel(m_reference->accessibleName());
    reference->setBuddy(m_reference);
    m_minimumLabel = captionLabel(m_minimum->accessibleName());
    m_minimumLabel->setBuddy(m_minimum);
    auto* layer = new LayerPicker(context.session, context.selection);
    layer->setRunVisible(false);
    auto* layout = new FlowLayout(this);
    layout->addWidget(m_runs);
    layout->addPair(reference, m_reference);
    layout->addWidget(m_pair);
    layout->addWidget(layer);
    layout->addWidget(m_topic);
    layout->addWidget(m_rule);
    layout->addPair(m_minimumLabel, m_minimum);

    connect(m_runs, &RunsButton::changed, this, &ComparisonBar::fillRuns);
    connect(m_reference, &QComboBox::currentIndexChanged, this, &ComparisonBar::fillRuns);
    connect(m_other, &QComboBox::currentIndexChanged, this, &ComparisonBar::changed);
    connect(exchange, &QToolButton::clicked, this, &ComparisonBar::swap);
    connect(m_topic, &TopicPicker::changed, this, &ComparisonBar::changed);
    connect(m_rule, &RuleEditor::changed, this, &ComparisonBar::changed);
    connect(m_minimum, &QSpinBox::valueChanged, this, &ComparisonBar::changed);
    connect(&context.compared, &ComparedRuns::comparisonChanged, this, &ComparisonBar::takeComparison);
    fillRuns();
    takeComparison();
}

void ComparisonBar::setPairVisible(bool visible)
{
    m_pair->setVisible(visible);
}

void ComparisonBar::setTopicVisible(bool visible)
{
    for (QWidget* choice : std::initializer_list<QWidget*>{m_topic, m_rule, m_minimumLabel, m_minimum})
        choice->setVisible(visible);
}

void ComparisonBar::fillRuns()
{
    m_rule->setRuns(m_runs->completeNames());
    std::vector<RunInfo> runs = m_runs->chosen();
    fill(*m_reference, runs);
    std::erase_if(runs, [this](const RunInfo& run) { return run.id.value == m_reference->currentData().toLongLong(); });
    fill(*m_other, runs);
    Q_EMIT changed();
}

void ComparisonBar::takeComparison()
{
    const auto& comparison = m_context.compared.comparison();
    if (!comparison) return;
    m_topic->setInGenerated(comparison->keywordInGenerated);
    m_rule->setRule(comparison->rule); // tells of the change
}

void ComparisonBar::swap()
{
    const QVariant reference = m_reference->currentData(), other = m_other->currentData();
    if (!other.isValid()) return;
    {
        const QSignalBlocker blocked(m_reference);
        m_reference->setCurrentIndex(m_reference->findData(other));
    }
    {
        const QSignalBlocker blocked(this);
        fillRuns();
        m_other->setCurrentIndex(m_other->findData(reference));
    }
    Q_EMIT changed();
}

ComparisonChoice ComparisonBar::choice() const
{
    ComparisonChoice choice;
    choice.runs = m_runs->chosen();
    const auto place = [&](const QComboBox& combo) {
        return std::ranges::find(choice.runs, RunId(combo.currentData().toLongLong()), &RunInfo::id);
    };
    if (const auto reference = place(*m_reference); reference != choice.runs.end())
        std::rotate(choice.runs.begin(), reference, reference + 1);
    if (const auto other = place(*m_other); other != choice.runs.end())
        choice.other = std::size_t(other - choice.runs.begin());
    choice.layer = m_context.selection.focus().layer;
    choice.topic = m_topic->topic();
    choice.inGenerated = m_topic->isInGenerated();
    choice.rule = m_rule->rule();
    choice.minimumCaptured = std::uint32_t(m_minimum->value());
    return choice;
}

ComparisonAbsence ComparisonBar::absenceOfRuns() const
{
    const QString layer = QString::fromStdString(m_context.selection.focus().layer.toString());
    const std::vector<RunInfo>& runs = m_runs->available();
    const auto complete = std::ranges::count_if(runs, &RunInfo::complete);
    if (runs.empty()) {
        return {
            tr("No run captured %1: capture a data set with this layer, once with each of two checkpoints.").arg(layer),
            tr("Capture a data set"), "models"};
    }
    if (complete == 0) {
        return {tr("The capture “%1” was cut off: go on with it first.").arg(QString::fromStdString(runs[0].name)),
                tr("Go on with it"), "models"};
    }
    if (complete == 1) {
        return {tr("There is one run of %1 only: “%2”. Capture the same sentences with another checkpoint, for example "
                   "one that was fine-tuned here, or another data set with the same checkpoint.")
                    .arg(layer, m_runs->completeNames().constFirst()),
                tr("Capture with another checkpoint"), "models", *std::ranges::find_if(runs, &RunInfo::complete)};
    }
    return {tr("Two runs are needed: switch on another one above, under “Runs”."), {}, ""};
}

ComparisonAbsence ComparisonBar::absence() const
{
    if (!m_context.session.isOpen())
        return {tr("Open a project with runs of two checkpoints first."), tr("Open a project"), "welcome"};
    const std::vector<RunInfo> chosen = m_runs->chosen();
    if (chosen.size() < 2) return absenceOfRuns();
    return {};
}

} // namespace sparsight
