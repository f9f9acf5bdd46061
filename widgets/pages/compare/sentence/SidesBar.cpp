// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/compare/sentence/SidesBar.h"

#include "widgets/common/FlowLayout.h"
#include "widgets/common/Format.h"
#include "widgets/common/NamedCombo.h"
#include "widgets/jobs/JobRunner.h"
#include "widgets/pages/PageTable.h"
#include "widgets/pages/compare/sentence/SidesController.h"
#include "widgets/session/ProjectSession.h"
#include "widgets/session/Selection.h"
#include "widgets/views/ColourScaleBar.h"

#include <QComboBox>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QSignalBlocker>
#include <QToolButton>
#include <algorithm>

namespace sparsight {
namespace {

QString pathOf(const CheckpointInfo& checkpoint)
{
    return QString::fromStdString(checkpoint.path);
}

QString nameOf(const CheckpointInfo& checkpoint)
{
    return QString::fromStdString(checkpoint.name);
}

} // namespace

QString sideName(const SidesController& sides, std::size_t side)
{
    if (sides.secondText()) return side == 0 ? SidesBar::tr("sentence A") : SidesBar::tr("sentence B");
    return side < sides.sides().size() ? nameOf(sides.sides()[side].checkpoint) : QString();
}

SidesBar::SidesBar(PageContext& context, SidesController& sides, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_sides(sides)
    , m_reference(namedCombo(tr("Checkpoint"), tr("The checkpoint that the others are compared with")))
    , m_layer(namedCombo(tr("Layer"), tr("Whose feed-forward neurons are shown")))
    , m_difference(namedCombo(tr("Difference of"), tr("Which of the others is held against the first in the "
                                                      "difference, the table and the tokens")))
    , m_differencePair(new QWidget)
    , m_with(new QToolButton)
    , m_two(new QToolButton)
    , m_caption(captionLabel())
    , m_scale(new ColourScaleBar(context.view))
{
    build();
    connect(m_reference, &QComboBox::activated, this, [this] {
        if (chosen().size() < 2) m_others.reset(); // it was the only other one
        markOthers();
        Q_EMIT checkpointsChanged();
    });
    connect(m_layer, &QComboBox::activated, this,
            [this] { m_context.selection.setLayer(LayerId::parse(m_layer->currentData().toString().toStdString())); });
    connect(m_difference, &QComboBox::activated, this,
            [this] { m_sides.setOther(std::size_t(m_difference->currentData().toInt())); });
    connect(m_two, &QToolButton::toggled, this, [this](bool two) {
        m_with->setVisible(!two);
        Q_EMIT twoSentencesToggled(two);
    });
    connect(&context.session, &ProjectSession::opened, this, [this] {
        m_others.reset();
        fillCheckpoints();
    });
    connect(&context.session, &ProjectSession::changed, this, &SidesBar::fillCheckpoints);
    connect(&context.jobs, &JobRunner::modelChanged, this, &SidesBar::fillCheckpoints);
    connect(&context.selection, &Selection::changed, this, &SidesBar::fillLayers);
    connect(&sides, &SidesController::sidesChanged, this, &SidesBar::showSides);
    connect(&sides, &SidesController::resultChanged, this, [this] {
        fillLayers();
        showCaption();
    });
    fillCheckpoints();
    fillLayers();
    showSides();
}

void SidesBar::build()
{
    m_reference->setObjectName(QStringLiteral("sides.reference"));
    m_difference->setObjectName(QStringLiteral("sides.difference"));
    m_layer->setObjectName(QStringLiteral("sides.layer"));
    m_with->setObjectName(QStringLiteral("sides.with"));
    m_with->setPopupMode(QToolButton::InstantPopup);
    m_with->setMenu(new QMenu(m_with));
    m_with->setToolTip(plainToolTip(tr("The checkpoints that read the same sentence beside the first")));
    m_two->setObjectName(QStringLiteral("sides.two"));
    m_two->setText(tr("Two sentences"));
    m_two->setCheckable(true);
    m_two->setToolTip(
        plainToolTip(tr("A minimal pair: two sentences through the first checkpoint. Change a word and see "
                        "which neurons follow it.")));
    m_scale->setObjectName(QStringLiteral("sides.scale"));
    auto* difference = new QHBoxLayout(m_differencePair);
    difference->setContentsMargins(0, 0, 0, 0);
    difference->setSpacing(4);
    difference->addWidget(captionOf(m_difference));
    difference->addWidget(m_difference);
    auto* layout = new FlowLayout(this);
    layout->addPair(captionOf(m_reference), m_reference);
    layout->addWidget(m_with);
    layout->addWidget(m_differencePair);
    layout->addPair(captionOf(m_layer), m_layer);
    layout->addWidget(m_two);
    layout->addWidget(m_scale);
    layout->addWidget(m_caption);
}

/// Those of the project, and the one that is loaded.
std::vector<CheckpointInfo> SidesBar::available() const
{
    std::vector<CheckpointInfo> checkpoints = m_context.session.checkpoints();
    std::erase_if(checkpoints, [](const CheckpointInfo& checkpoint) { return checkpoint.path.empty(); });
    const auto& model = m_context.jobs.model();
    if (model &&
        std::ranges::find(checkpoints, model->directory.string(), &CheckpointInfo::path) == checkpoints.end()) {
        CheckpointInfo loaded;
        loaded.name = model->name;
        loaded.path = model->directory.string();
        checkpoints.insert(checkpoints.begin(), std::move(loaded));
    }
    return checkpoints;
}

void SidesBar::fillCheckpoints()
{
    m_known = available();
    const QSignalBlocker blocked(m_reference);
    const QString chosen = m_reference->currentData().toString();
    m_reference->clear();
    for (const CheckpointInfo& checkpoint : m_known)
        m_reference->addItem(nameOf(checkpoint), pathOf(checkpoint));
    const auto& model = m_context.jobs.model();
    int index = chosen.isEmpty() ? -1 : m_reference->findData(chosen);
    if (index < 0 && model) index = m_reference->findData(QString::fromStdString(model->directory.string()));
    m_reference->setCurrentIndex(std::max(index, m_known.empty() ? -1 : 0));
    fillOthers();
    Q_EMIT checkpointsChanged();
}

bool SidesBar::isOther(std::size_t index) const
{
    const auto reference = std::size_t(m_reference->currentIndex());
    if (index == reference) return false;
    if (m_others) return m_others->contains(pathOf(m_known[index]));
    return index == (reference == 0 ? 1U : 0U);
}

void SidesBar::fillOthers()
{
    m_with->menu()->clear();
    for (const CheckpointInfo& checkpoint : m_known) {
        QAction* action = m_with->menu()->addAction(nameOf(checkpoint).replace(QLatin1Char('&'), QLatin1String("&&")));
        action->setCheckable(true);
        connect(action, &QAction::triggered, this,
                [this, path = pathOf(checkpoint)](bool shown) { chooseOther(path, shown); });
    }
    markOthers();
}

void SidesBar::markOthers()
{
    const QList<QAction*> actions = m_with->menu()->actions();
    QStringList names;
    for (std::size_t i = 0; i < m_known.size(); ++i) {
        actions[qsizetype(i)]->setVisible(int(i) != m_reference->currentIndex());
        actions[qsizetype(i)]->setChecked(isOther(i));
        if (isOther(i)) names << nameOf(m_known[i]);
    }
    m_with->setEnabled(m_known.size() > 1);
    m_with->setText(names.size() == 1 ? tr("with %1 ▾").arg(names.constFirst())
                                      : tr("with %L1 others ▾").arg(names.size()));
}

void SidesBar::chooseOther(const QString& path, bool shown)
{
    QStringList others;
    for (std::size_t i = 0; i < m_known.size(); ++i) {
        if (pathOf(m_known[i]) != path ? isOther(i) : shown) others << pathOf(m_known[i]);
    }
    m_others = others;
    markOthers();
    Q_EMIT checkpointsChanged();
}

std::vector<CheckpointInfo> SidesBar::chosen() const
{
    std::vector<CheckpointInfo> chosen;
    if (m_known.empty()) return chosen;
    chosen.push_back(m_known[std::size_t(m_reference->currentIndex())]);
    for (std::size_t i = 0; i < m_known.size(); ++i) {
        if (isOther(i)) chosen.push_back(m_known[i]);
    }
    return chosen;
}

bool SidesBar::isTwoSentences() const
{
    return m_two->isChecked();
}

void SidesBar::setTwoSentences(bool two)
{
    m_two->setChecked(two);
}

void SidesBar::setScale(const std::optional<ColourScale>& scale)
{
    m_scale->setVisible(scale.has_value());
    if (scale) m_scale->setScale(*scale);
}

void SidesBar::fillLayers()
{
    const LayerId focus = m_context.selection.focus().layer;
    const auto& sides = m_sides.sides();
    std::vector<LayerId> layers{focus};
    if (!sides.empty() && sides[0].model) layers = sides[0].model->layers();
    QStringList names, shown;
    for (const LayerId layer : layers)
        names << QString::fromStdString(layer.toString());
    for (int i = 0; i < m_layer->count(); ++i)
        shown << m_layer->itemData(i).toString();
    if (names != shown) {
        m_layer->clear();
        for (const QString& name : names)
            m_layer->addItem(name, name);
    }
    m_layer->setCurrentIndex(m_layer->findData(QString::fromStdString(focus.toString())));
}

void SidesBar::showSides()
{
    m_difference->clear();
    for (std::size_t i = 1; i < m_sides.sides().size(); ++i)
        m_difference->addItem(sideName(m_sides, i), int(i));
    m_difference->setCurrentIndex(int(m_sides.other()) - 1);
    m_differencePair->setVisible(m_sides.sides().size() > 2);
    showCaption();
}

/// "8 tokens · 9 + 11 ms"
void SidesBar::showCaption()
{
    QStringList times, tokens;
    for (const ComparedSide& side : m_sides.sides()) {
        if (!side.result || !side.error.isEmpty()) continue;
        times << QLocale().toString(1000 * side.result->seconds, 'f', 0);
        tokens << QLocale().toString(int(tokensOf(*side.result).size()));
    }
    tokens.removeDuplicates();
    m_caption->setText(
        times.isEmpty()
            ? QString()
            : tr("%1 tokens · %2 ms").arg(tokens.join(QStringLiteral(" + ")), times.join(QStringLiteral(" + "))));
}

} // namespace sparsight
