// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/live/LiveControls.h"

#include "widgets/common/FlowLayout.h"
#include "widgets/common/Format.h"
#include "widgets/common/NameBox.h"
#include "widgets/jobs/JobRunner.h"
#include "widgets/pages/PageTable.h"
#include "widgets/session/Selection.h"
#include "widgets/session/ViewOptions.h"
#include "widgets/views/CheckpointPicker.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QSignalBlocker>
#include <QToolButton>
#include <algorithm>

namespace sparsight {
namespace {

constexpr double usualEpsilon = 0.05; // where there is no exact zero
constexpr int divergingEntry = -1;    // of the colours: no map to choose

QComboBox* addCombo(FlowLayout* layout, const QString& title, const QString& hint)
{
    QLabel* label = captionLabel(title);
    auto* combo = new NameBox;
    combo->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    combo->setAccessibleName(title);
    combo->setToolTip(plainToolTip(hint));
    label->setBuddy(combo);
    layout->addPair(label, combo);
    return combo;
}

} // namespace

LiveControls::LiveControls(PageContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
{
    auto* layout = new FlowLayout(this);
    QLabel* checkpointCaption = captionLabel(tr("Checkpoint"));
    m_checkpoint = new CheckpointPicker(context);
    checkpointCaption->setBuddy(m_checkpoint);
    layout->addPair(checkpointCaption, m_checkpoint);
    m_layer = addCombo(layout, tr("Layer"), tr("Whose feed-forward neurons are shown"));
    m_value = addCombo(layout, tr("Value"), tr("How the tokens' activations become one value a neuron"));
    m_colours = addCombo(layout, tr("Colours"), tr("All are even to the eye and safe for the colour-blind"));
    QLabel* epsilonCaption = captionLabel(tr("Fires above"));
    m_epsilon = new QDoubleSpinBox;
    m_epsilon->setRange(0, 100);
    m_epsilon->setDecimals(3);
    m_epsilon->setSingleStep(0.01);
    m_epsilon->setAccessibleName(tr("Fires above"));
    m_epsilon->setToolTip(
        plainToolTip(tr("This checkpoint's activations are never exactly zero: a neuron counts as firing "
                        "when |a| is above this (ε)")));
    layout->addPair(epsilonCaption, m_epsilon);
    m_decoder = new QToolButton;
    m_decoder->setText(tr("Decoder text"));
    m_decoder->setCheckable(true);
    m_decoder->setObjectName(QStringLiteral("decoderText"));
    m_decoder->setToolTip(
        plainToolTip(tr("A second text for the decoder, which reads it word by word (teacher forcing)")));
    layout->addWidget(m_decoder);
    m_caption = captionLabel();
    layout->addWidget(m_caption);
    buildChoices();
    followModel();
}

void LiveControls::buildChoices()
{
    m_value->addItem(tr("max"), int(LiveValue::Max));
    m_value->addItem(tr("mean"), int(LiveValue::Mean));
    m_value->addItem(tr("last token"), int(LiveValue::Last));
    m_value->addItem(tr("chosen token"), int(LiveValue::AtToken));
    for (const ColourMapKind kind : ColourMap::kinds())
        m_colours->addItem(ColourMap::title(kind), int(kind));
    showColours();

    connect(m_value, &QComboBox::currentIndexChanged, this,
            [this] { m_context.view.setLiveValue(LiveValue(m_value->currentData().toInt())); });
    connect(m_decoder, &QToolButton::toggled, this, &LiveControls::decoderTextToggled);
    connect(m_decoder, &QToolButton::clicked, this, [this](bool wanted) {
        if (wanted) Q_EMIT decoderTextAsked();
    });
    connect(m_epsilon, &QDoubleSpinBox::valueChanged, &m_context.view, &ViewOptions::setLiveEpsilon);
    connect(m_layer, &QComboBox::activated, this,
            [this] { m_context.selection.setLayer(LayerId::parse(m_layer->currentData().toString().toStdString())); });
    connect(m_colours, &QComboBox::activated, this,
            [this] { m_context.view.setColourMap(ColourMapKind(m_colours->currentData().toInt())); });
    connect(&m_context.view, &ViewOptions::changed, this, &LiveControls::showColours);
    connect(&m_context.jobs, &JobRunner::modelChanged, this, &LiveControls::followModel);
    connect(&m_context.selection, &Selection::changed, this, &LiveControls::fillLayers);
}

void LiveControls::followModel()
{
    const auto& model = m_context.jobs.model();
    const bool exact = !model || model->exactZeros;
    m_epsilon->parentWidget()->setVisible(!exact);
    m_epsilon->setValue(exact ? 0 : usualEpsilon);
    m_decoder->setVisible(!model || model->decoderLayers > 0);
    showColours();
    fillLayers();
}

/// Signed activations have a diverging map, and no choice.
void LiveControls::showColours()
{
    const auto& model = m_context.jobs.model();
    const bool diverging = model && model->signedValues;
    const int entry = m_colours->findData(divergingEntry);
    if (diverging && entry < 0) m_colours->addItem(tr("blue − to + orange"), divergingEntry);
    if (!diverging && entry >= 0) m_colours->removeItem(entry);
    m_colours->setCurrentIndex(m_colours->findData(diverging ? divergingEntry : int(m_context.view.colourMap())));
    m_colours->setEnabled(!diverging);
    m_colours->setToolTip(
        plainToolTip(diverging ? tr("This checkpoint's activations have signs: negative ones are blue, positive ones "
                                    "orange")
                               : tr("All are even to the eye and safe for the colour-blind")));
}

void LiveControls::fillLayers()
{
    const auto& model = m_context.jobs.model();
    const std::vector<LayerId> layers =
        model ? model->layers() : std::vector<LayerId>{m_context.selection.focus().layer};
    QStringList names;
    for (const LayerId layer : layers)
        names << QString::fromStdString(layer.toString());
    QStringList shown;
    for (int i = 0; i < m_layer->count(); ++i)
        shown << m_layer->itemData(i).toString();
    if (names != shown) {
        m_layer->clear();
        for (std::size_t i = 0; i < layers.size(); ++i) {
            m_layer->addItem(names[int(i)], names[int(i)]);
            m_layer->setItemData(int(i), plainToolTip(QString::fromStdString(layers[i].huggingFaceModule())),
                                 Qt::ToolTipRole);
        }
    }
    m_layer->setCurrentIndex(m_layer->findData(QString::fromStdString(m_context.selection.focus().layer.toString())));
}

bool LiveControls::wantsDecoderText() const
{
    return m_decoder->isChecked();
}

void LiveControls::showDecoderText(bool shown)
{
    m_decoder->setChecked(shown);
}

std::vector<QWidget*> LiveControls::tabChain() const
{
    return {m_checkpoint, m_layer, m_value, m_colours, m_epsilon, m_decoder};
}

void LiveControls::setCaption(const QString& text)
{
    m_caption->setText(text);
}

} // namespace sparsight
