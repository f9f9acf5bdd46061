// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/compare/sentence/SidePanel.h"

#include "widgets/common/Format.h"
#include "widgets/models/NeuronGrid.h"
#include "widgets/theme/Theme.h"
#include "widgets/views/HeatmapView.h"

#include <QStackedWidget>
#include <QVBoxLayout>
#include <algorithm>
#include <limits>

namespace sparsight {
namespace {

constexpr int footHeight = 80, narrowest = 168;

} // namespace

SidePanel::SidePanel(QWidget* foot, QWidget* parent)
    : Panel({}, parent)
    , m_grid(new HeatmapView)
    , m_message(plainLabel())
    , m_stack(new QStackedWidget)
{
    m_message->setWordWrap(true);
    m_message->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_message->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_message->setObjectName(QStringLiteral("side.message"));
    m_stack->addWidget(m_grid);
    m_stack->addWidget(m_message);
    foot->setFixedHeight(footHeight);
    auto* body = new QWidget;
    auto* layout = new QVBoxLayout(body);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(m_stack, 1);
    layout->addWidget(foot);
    setBody(body);
    setMinimumWidth(narrowest);
}

void SidePanel::setValues(const std::vector<float>& values)
{
    const NeuronGrid shape = NeuronGrid::forNeurons(int(values.size()));
    HeatmapCells cells{shape.columns, shape.rows, {}};
    cells.values.assign(std::size_t(cells.columns) * std::size_t(cells.rows), std::numeric_limits<float>::quiet_NaN());
    std::ranges::copy(values, cells.values.begin());
    m_grid->setCells(std::move(cells));
}

void SidePanel::setMessage(const QString& sentence, bool isError)
{
    setRole(m_message, isError ? "error" : "muted");
    m_message->setText(sentence);
    m_stack->setCurrentIndex(sentence.isEmpty() ? 0 : 1);
}

} // namespace sparsight
