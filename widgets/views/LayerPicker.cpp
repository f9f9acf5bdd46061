// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/LayerPicker.h"

#include "widgets/common/Format.h"
#include "widgets/common/NameBox.h"
#include "widgets/session/ProjectSession.h"
#include "widgets/session/Selection.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>

namespace sparsight {
namespace {

QString nameOf(LayerId layer)
{
    return QString::fromStdString(layer.toString());
}

QComboBox* addCombo(QHBoxLayout* layout, QLabel* label)
{
    auto* combo = new NameBox;
    combo->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    combo->setMaximumWidth(220);
    combo->setAccessibleName(label->text());
    label->setBuddy(combo);
    layout->addWidget(label);
    layout->addWidget(combo);
    return combo;
}

} // namespace

LayerPicker::LayerPicker(ProjectSession& session, Selection& selection, QWidget* parent)
    : QWidget(parent)
    , m_session(session)
    , m_selection(selection)
    , m_runLabel(captionLabel(tr("Run")))
{
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    m_run = addCombo(layout, m_runLabel);
    layout->addSpacing(4);
    m_layer = addCombo(layout, captionLabel(tr("Layer")));
    connect(m_run, &QComboBox::activated, this,
            [this] { m_selection.setRun(RunId(m_run->currentData().toLongLong())); });
    connect(m_layer, &QComboBox::activated, this,
            [this] { m_selection.setLayer(LayerId::parse(m_layer->currentText().toStdString())); });
    connect(&session, &ProjectSession::opened, this, &LayerPicker::fill);
    connect(&session, &ProjectSession::changed, this, &LayerPicker::fill);
    connect(&selection, &Selection::changed, this, &LayerPicker::fill);
    fill();
}

void LayerPicker::setRunVisible(bool visible)
{
    m_runLabel->setVisible(visible);
    m_run->setVisible(visible);
}

void LayerPicker::fill()
{
    const Focus& focus = m_selection.focus();
    m_run->clear();
    for (const RunInfo& run : m_session.runs())
        m_run->addItem(QString::fromStdString(run.name), qlonglong(run.id.value));
    m_run->setCurrentIndex(focus.run ? m_run->findData(qlonglong(focus.run->value)) : -1);
    m_run->setEnabled(m_run->count() > 0);

    const RunInfo* run = focus.run ? m_session.run(*focus.run) : nullptr;
    m_layer->clear();
    if (run) {
        for (const LayerId layer : run->settings.layers) {
            m_layer->addItem(nameOf(layer));
            m_layer->setItemData(m_layer->count() - 1, plainToolTip(QString::fromStdString(layer.huggingFaceModule())),
                                 Qt::ToolTipRole);
        }
    }
    if (m_layer->findText(nameOf(focus.layer)) < 0) m_layer->addItem(nameOf(focus.layer)); // in focus, not in the run
    m_layer->setCurrentText(nameOf(focus.layer));
}

} // namespace sparsight
