// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/compare/sentence/SidesView.h"

#include "widgets/common/Format.h"
#include "widgets/models/LiveSummary.h"
#include "widgets/models/NeuronGrid.h"
#include "widgets/pages/PageTable.h"
#include "widgets/pages/compare/sentence/AlignedTokens.h"
#include "widgets/pages/compare/sentence/PairTableModel.h"
#include "widgets/pages/compare/sentence/SidePanel.h"
#include "widgets/pages/compare/sentence/SidesBar.h"
#include "widgets/pages/compare/sentence/SidesController.h"
#include "widgets/report/FigureExport.h"
#include "widgets/session/Selection.h"
#include "widgets/session/ViewOptions.h"
#include "widgets/theme/ThemeColors.h"
#include "widgets/views/ColourScaleBar.h"
#include "widgets/views/FilterHeader.h"
#include "widgets/views/FilterTableView.h"
#include "widgets/views/HeatmapView.h"
#include "widgets/views/LayerStrip.h"
#include "widgets/views/NeuronTableLink.h"
#include "widgets/views/SubwordsSwitch.h"
#include "widgets/views/TableTools.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLocale>
#include <QScrollArea>
#include <QSplitter>
#include <algorithm>
#include <cmath>

namespace sparsight {
namespace {

constexpr int widestTitle = 90; // of the table, in pixels

/// "+1.2" or "−0.4"
QString signedNumber(double value)
{
    return value > 0 ? QLatin1Char('+') + formatNumber(value) : formatNumber(value);
}

} // namespace

SidesView::SidesView(PageContext& context, SidesController& sides, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_sides(sides)
{
    auto* row = new QWidget;
    m_row = new QHBoxLayout(row);
    m_row->setContentsMargins(0, 0, 0, 0);
    m_row->setSpacing(12);
    m_difference = new SidePanel(buildDifferenceFoot());
    m_difference->grid().setObjectName(QStringLiteral("sides.difference"));
    m_difference->grid().setAccessibleName(tr("Difference of the neurons' activations"));
    m_difference->addControl(figureButton({&m_difference->grid(), m_differenceScale}, context.jobs, [this] {
        return figure(tr("%1 − %2: difference of the neurons of %3")
                          .arg(sideName(m_sides, m_sides.other()), sideName(m_sides, 0)),
                      QStringLiteral("difference"), {0, m_sides.other()});
    }));
    m_row->addWidget(m_difference, 1);
    link(m_difference);
    auto* area = new QScrollArea; // many sides are scrolled through
    area->setWidget(row);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setMinimumHeight(190);
    auto* lower = new QSplitter(Qt::Horizontal);
    lower->addWidget(buildTable());
    lower->addWidget(buildTokens());
    lower->setSizes({420, 420});
    lower->setChildrenCollapsible(false);
    lower->setHandleWidth(12);
    lower->setObjectName(QStringLiteral("sides.lower"));
    auto* whole = new QSplitter(Qt::Vertical);
    whole->addWidget(area);
    whole->addWidget(lower);
    whole->setSizes({360, 200});
    whole->setStretchFactor(0, 3);
    whole->setStretchFactor(1, 2);
    whole->setChildrenCollapsible(false);
    whole->setHandleWidth(12);
    whole->setObjectName(QStringLiteral("sides.whole"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(whole);

    connect(&sides, &SidesController::sidesChanged, this, &SidesView::showSides);
    connect(&sides, &SidesController::resultChanged, this, &SidesView::refresh);
    connect(&sides, &SidesController::staleChanged, this, &SidesView::setDimmed);
    connect(&context.selection, &Selection::changed, this, &SidesView::showMarks);
    connect(&context.selection, &Selection::hoverChanged, this, &SidesView::showMarks);
    connect(&context.view, &ViewOptions::changed, this, &SidesView::refresh);
    showSides();
}

QWidget* SidesView::buildDifferenceFoot()
{
    auto* foot = new QWidget;
    m_legend = captionLabel();
    m_legend->setWordWrap(true);
    m_differenceScale = new ColourScaleBar(m_context.view);
    auto* layout = new QVBoxLayout(foot);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_differenceScale, 0, Qt::AlignLeft);
    layout->addWidget(m_legend, 1);
    return foot;
}

Panel* SidesView::buildTable()
{
    m_tablePanel = new Panel(tr("Neurons that differ most"));
    m_model = new PairTableModel(this);
    m_table = new FilterTableView;
    m_table->setSource(m_model);
    m_table->setObjectName(QStringLiteral("sides.table"));
    m_table->setAccessibleName(tr("Neurons that differ between both sides"));
    m_table->setEmptyText(tr("No neuron differs."));
    m_table->horizontalHeader()->setMinimumSectionSize(40);
    m_table->setMinimumHeight(96);
    m_tableLink = new NeuronTableLink(*m_table, m_context.selection);
    connect(m_table, &FilterTableView::exported, m_tablePanel, &Panel::setReadout);
    auto* tools = new TableTools(*m_table);
    tools->setMessagesVisible(false); // they stand beside the title
    tools->setSource(QStringLiteral("pair"), [this] { return provenance({0, m_sides.other()}); });
    m_tablePanel->addControl(tools);
    m_tablePanel->setBody(m_table);
    return m_tablePanel;
}

Panel* SidesView::buildTokens()
{
    m_tokensPanel = new Panel(tr("Tokens"));
    m_tokens = new AlignedTokens;
    m_tokens->setObjectName(QStringLiteral("sides.tokens"));
    m_tokensScale = new ColourScaleBar(m_context.view);
    m_tokensPanel->addControl(new SubwordsSwitch(m_context.view));
    m_tokensPanel->addControl(m_tokensScale);
    m_tokensPanel->addControl(figureButton({m_tokens, m_tokensScale}, m_context.jobs, [this] {
        return figure(tr("Tokens, neuron %1 of %2")
                          .arg(m_tokens->neuron() ? QString::number(m_tokens->neuron()->value) : QStringLiteral("–"),
                               QStringLiteral("%3")),
                      QStringLiteral("tokens"), tokenSides());
    }));
    m_tokensPanel->setBody(m_tokens);
    connect(m_tokens, &AlignedTokens::tokenClicked, &m_context.selection, &Selection::setToken);
    return m_tokensPanel;
}

/// A side's layers, with what their bars are as high as.
QWidget* SidesView::buildStripFoot(LayerStrip* strip)
{
    auto* scale = captionLabel();
    scale->setObjectName(QStringLiteral("sides.stripScale"));
    m_stripScales.push_back(scale);
    auto* head = new QHBoxLayout;
    head->addWidget(scale, 1);
    head->addWidget(figureButton({strip, scale}, m_context.jobs, [this, strip] {
        const std::size_t side = sideOf(strip);
        return figure(tr("Share of entries that fire, by layer: %1").arg(sideName(m_sides, side)),
                      QStringLiteral("layers"), {side});
    }));
    auto* foot = new QWidget;
    auto* layout = new QVBoxLayout(foot);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(head);
    layout->addWidget(strip);
    return foot;
}

SidePanel* SidesView::addPanel()
{
    auto* strip = new LayerStrip;
    connect(strip, &LayerStrip::layerClicked, &m_context.selection, &Selection::setLayer);
    auto* panel = new SidePanel(buildStripFoot(strip));
    panel->grid().setObjectName(QStringLiteral("sides.grid"));
    panel->addControl(figureButton({&panel->grid(), m_tokensScale}, m_context.jobs, [this, strip] {
        const std::size_t side = sideOf(strip);
        return figure(tr("Neurons of %3: %1").arg(sideName(m_sides, side)), QStringLiteral("neurons"), {side});
    }));
    m_row->insertWidget(int(m_panels.size()), panel, 1); // the difference stays last
    m_panels.push_back(panel);
    m_strips.push_back(strip);
    link(panel);
    return panel;
}

/// Hover, clicks and the part of the layer that is shown go together in all of them.
void SidesView::link(SidePanel* panel)
{
    HeatmapView* grid = &panel->grid();
    Selection& selection = m_context.selection;
    const auto neuronAt = [grid](QPoint cell) {
        const HeatmapCells& cells = grid->cells();
        if (!cells.contains(cell) || std::isnan(cells.at(cell))) return std::optional<NeuronId>();
        return std::optional(NeuronId(std::uint32_t(cell.y() * cells.columns + cell.x())));
    };
    grid->setDescription([this, neuronAt](QPoint cell) {
        const auto neuron = neuronAt(cell);
        return neuron ? describe(neuron->value) : QString();
    });
    const auto hover = [&selection, neuronAt](QPoint cell) { selection.hoverNeuron(neuronAt(cell)); };
    connect(grid, &HeatmapView::cellHovered, this, hover);
    connect(grid, &HeatmapView::cursorMoved, this, hover);
    connect(grid, &HeatmapView::cellClicked, this, [&selection, neuronAt](QPoint cell) {
        if (const auto neuron = neuronAt(cell)) selection.selectNeuron(selection.focus().layer, *neuron);
    });
    connect(grid, &HeatmapView::cellActivated, this, [&selection, neuronAt](QPoint cell) {
        if (const auto neuron = neuronAt(cell)) selection.openNeuron(selection.focus().layer, *neuron);
    });
    connect(grid, &HeatmapView::partChanged, this, [this, grid] {
        for (SidePanel* other : m_panels) {
            if (&other->grid() != grid) other->grid().showSamePart(*grid);
        }
        if (&m_difference->grid() != grid) m_difference->grid().showSamePart(*grid);
    });
}

std::size_t SidesView::sideOf(const LayerStrip* strip) const
{
    return std::size_t(std::ranges::find(m_strips, strip) - m_strips.begin());
}

ExportSource SidesView::figure(const QString& title, const QString& fileName,
                               const std::vector<std::size_t>& sides) const
{
    const QString layer = QString::fromStdString(m_context.selection.focus().layer.toString());
    return {QString(title).replace(QLatin1String("%3"), layer), fileName, provenance(sides)};
}

void SidesView::showSides()
{
    while (m_panels.size() < m_sides.sides().size())
        addPanel();
    for (std::size_t i = 0; i < m_panels.size(); ++i)
        m_panels[i]->setVisible(i < m_sides.sides().size());
    refresh();
}

void SidesView::refresh()
{
    const auto& sides = m_sides.sides();
    m_values.assign(sides.size(), {});
    m_largest = 0;
    for (std::size_t i = 0; i < sides.size(); ++i) {
        if (!sides[i].result) continue;
        LiveSummary summary =
            summarise(sides[i].result->activations, LiveValue::Max, std::nullopt, m_context.view.liveEpsilon());
        if (sides[i].error.isEmpty()) m_largest = std::max(m_largest, summary.largest);
        m_values[i] = std::move(summary.values);
    }
    showScales();
    for (std::size_t i = 0; i < sides.size(); ++i)
        showPanel(i);
    showStripScales();
    showTokens();
    if (sides.size() > 1 && (m_sides.pair() || !sides[m_sides.other()].awaited)) { // else the last one stays
        showDifference();
        showPair();
    }
    showMarks();
}

/// One scale for all sides and tokens, and one that runs both ways for the difference.
void SidesView::showScales()
{
    const ColourMap map(m_context.view.colourMap(), isDark(palette()));
    const auto& sides = m_sides.sides();
    const bool bothWays =
        std::ranges::any_of(sides, [](const ComparedSide& side) { return side.model && side.model->signedValues; });
    m_scale = {map, m_context.view.maximumFor(m_largest), bothWays};
    for (SidePanel* panel : m_panels)
        panel->grid().setScale(m_scale);
    m_tokens->setScale(m_scale);
    m_tokensScale->setScale(m_scale);
    m_tokensScale->setVisible(scale().has_value());
    float largest = 0;
    if (const LivePair* pair = m_sides.pair()) {
        for (const NeuronDifference& neuron : pair->neurons)
            largest = std::max(largest, std::abs(neuron.change));
    }
    const ColourScale difference{map, m_context.view.maximumFor(largest), true};
    m_difference->grid().setScale(difference);
    m_differenceScale->setScale(difference);
    m_differenceScale->setVisible(largest > 0 || m_context.view.fixedMaximum() > 0);
    Q_EMIT scaleChanged();
}

std::optional<ColourScale> SidesView::scale() const
{
    const bool isKnown = m_largest > 0 || m_context.view.fixedMaximum() > 0;
    return isKnown ? std::optional(m_scale) : std::nullopt;
}

/// The bars of all sides are as high as the largest of any.
void SidesView::showStripScales()
{
    double full = 0;
    for (const ComparedSide& side : m_sides.sides()) {
        if (!side.result) continue;
        for (const LayerDensity& layer : side.result->densities)
            full = std::max(full, layer.density);
    }
    for (std::size_t i = 0; i < m_strips.size(); ++i) {
        m_strips[i]->setFull(full);
        m_stripScales[i]->setText(full > 0 ? tr("full height: %1").arg(columnPercent(full)) : QString());
        m_stripScales[i]->setToolTip(
            plainToolTip(tr("Share of entries that fire in each layer; the bars of all sides have one scale")));
    }
}

void SidesView::showPanel(std::size_t index)
{
    const ComparedSide& side = m_sides.sides()[index];
    SidePanel& panel = *m_panels[index];
    const QString name = sideName(m_sides, index);
    panel.setTitle(name);
    panel.grid().setAccessibleName(tr("Neurons of %1, coloured by activation").arg(name));
    panel.setValues(m_values[index]);
    const bool first = !side.result && side.awaited;
    panel.setMessage(!side.error.isEmpty() ? side.error
                     : first               ? tr("Loading %1 …").arg(QString::fromStdString(side.checkpoint.name))
                                           : QString(),
                     !side.error.isEmpty());
    LayerStrip& strip = *m_strips[index];
    strip.setLayers(side.model ? side.model->layers() : std::vector<LayerId>{});
    strip.setDensities(side.result ? side.result->densities : std::vector<LayerDensity>{});
    strip.setSelected(m_context.selection.focus().layer);
}

void SidesView::showDifference()
{
    const LivePair* pair = m_sides.pair();
    const QString first = sideName(m_sides, 0), second = sideName(m_sides, m_sides.other());
    m_difference->setTitle(m_sides.secondText() ? tr("Difference") : tr("%1 − %2").arg(second, first));
    m_legend->setText(tr("orange: stronger in %1, blue: weaker").arg(second));
    m_legend->setToolTip(plainToolTip(tr("A in %1 minus A in %2, neuron by neuron").arg(second, first)));
    std::vector<float> changes;
    if (pair) {
        for (const NeuronDifference& neuron : pair->neurons)
            changes.push_back(neuron.change);
    }
    m_difference->setValues(changes);
    m_difference->setMessage(pair ? QString() : tr("Shown once both sides are there."), false);
}

void SidesView::showPair()
{
    const LivePair* pair = m_sides.pair();
    const std::array<QString, 2> names{sideName(m_sides, 0), sideName(m_sides, m_sides.other())};
    if (!pair) {
        m_model->clear();
        m_tablePanel->setReadout({});
        return;
    }
    const AlignedTokens::Sides sides = alignSides({m_sides.sides()[0].result, m_sides.sides()[m_sides.other()].result},
                                                  {pair->alignment}, {names[0], names[1]});
    m_model->setPair(*pair, alignedWords(sides), names);
    if (names != m_names) arrangeColumns();
    m_names = names;
    const QLocale locale;
    m_tablePanel->setReadout(tr("%1 of %2 · %3 pairs of tokens")
                                 .arg(locale.toString(m_model->rowCount()),
                                      locale.toString(qulonglong(pair->neurons.size())), locale.toString(pair->pairs)));
    m_tableLink->showSelected();
}

/// The first side and those that are held against it.
std::vector<std::size_t> SidesView::tokenSides() const
{
    const auto& sides = m_sides.sides();
    std::vector<std::size_t> shown;
    for (std::size_t i = 1; i < sides.size(); ++i) {
        if (sides[i].isCompared()) shown.push_back(i);
    }
    if (!shown.empty()) shown.insert(shown.begin(), 0);
    return shown;
}

void SidesView::showTokens()
{
    const auto& sides = m_sides.sides();
    if (std::ranges::any_of(sides, &ComparedSide::awaited))
        return; // an alignment is of its own answers: the last one stays
    std::vector<std::shared_ptr<const LiveResult>> results;
    std::vector<std::vector<AlignedToken>> alignments;
    QStringList names;
    for (const std::size_t i : tokenSides()) {
        results.push_back(sides[i].result);
        names << sideName(m_sides, i);
        if (i > 0) alignments.push_back(sides[i].pair->alignment);
    }
    m_tokens->setSides(alignSides(std::move(results), alignments, std::move(names)), m_context.view.showsSubwords());
}

/// As narrow as titles and numbers allow; what is left over is the token's.
void SidesView::arrangeColumns()
{
    const int number = m_table->fontMetrics().horizontalAdvance(QStringLiteral("−0.000")) + 16;
    for (int column = 0; column < PairTableModel::ColumnCount; ++column) {
        const int title = std::min(m_table->header().sectionSizeHint(column) + 4, widestTitle);
        m_table->setColumnWidth(column, std::max(title, number));
    }
    m_table->setFillColumns({PairTableModel::Word});
}

void SidesView::showMarks()
{
    const auto selected = m_context.selection.focus().neuron, hovered = m_context.selection.hoveredNeuron();
    const auto mark = [&](SidePanel& panel) {
        const HeatmapCells& cells = panel.grid().cells();
        const auto cellOf = [&](std::optional<NeuronId> neuron) {
            if (!neuron || cells.columns == 0) return QRect();
            const QPoint cell(int(neuron->value) % cells.columns, int(neuron->value) / cells.columns);
            return cells.contains(cell) ? QRect(cell, QSize(1, 1)) : QRect();
        };
        panel.grid().setSelectedCells(cellOf(selected));
        panel.grid().setHoveredCells(cellOf(hovered));
    };
    const auto shown = hovered ? hovered : selected;
    for (std::size_t i = 0; i < m_sides.sides().size(); ++i) {
        mark(*m_panels[i]);
        m_strips[i]->setSelected(m_context.selection.focus().layer);
        m_panels[i]->setReadout(shown ? readoutOf(i, shown->value) : QString());
    }
    mark(*m_difference);
    const LivePair* pair = m_sides.pair();
    const bool known = pair && shown && shown->value < pair->neurons.size();
    m_difference->setReadout(known ? signedNumber(pair->neurons[shown->value].change) : QString());

    // Without a choice, the neuron that differs most is looked at.
    const auto looked = shown ? shown : m_model->rowCount() > 0 ? std::optional(m_model->neuronAt(0)) : std::nullopt;
    m_tokens->setNeuron(looked);
    m_tokens->showToken(m_context.selection.focus().token);
    m_tokensPanel->setTitle(looked ? tr("Tokens · neuron %1").arg(QString::number(looked->value)) : tr("Tokens"));
}

void SidesView::setDimmed(bool dimmed)
{
    for (SidePanel* panel : m_panels)
        panel->grid().setDimmed(dimmed);
    for (LayerStrip* strip : m_strips)
        strip->setDimmed(dimmed);
    m_difference->grid().setDimmed(dimmed);
    m_tokens->setDimmed(dimmed);
}

QString SidesView::readoutOf(std::size_t side, std::uint32_t neuron) const
{
    if (neuron >= m_values[side].size()) return {};
    return tr("%1: %2").arg(QString::number(neuron), formatNumber(m_values[side][neuron]));
}

/// The same neuron on all sides, a line each, and where it differs most.
QString SidesView::describe(std::uint32_t neuron) const
{
    QStringList lines{tr("neuron %1").arg(QString::number(neuron))};
    for (std::size_t i = 0; i < m_values.size(); ++i) {
        if (neuron < m_values[i].size())
            lines << tr("%1: %2").arg(sideName(m_sides, i), formatNumber(m_values[i][neuron]));
    }
    const LivePair* pair = m_sides.pair();
    if (!pair || neuron >= pair->neurons.size() || pair->pairs == 0) return lines.join(QLatin1Char('\n'));
    const NeuronDifference& difference = pair->neurons[neuron];
    lines << tr("change: %1").arg(signedNumber(difference.change));
    if (difference.tokenChange != 0) {
        const AlignedTokens::Sides sides =
            alignSides({m_sides.sides()[0].result, m_sides.sides()[m_sides.other()].result},
                       {{pair->alignment[difference.where]}}, {});
        lines << tr("at “%1”: %2").arg(alignedWords(sides).constFirst(), signedNumber(difference.tokenChange));
    }
    return lines.join(QLatin1Char('\n'));
}

void SidesView::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) showScales(); // the map runs the other way on a dark background
}

/// The sentences and the checkpoints of these sides, each once.
QStringList SidesView::provenance(const std::vector<std::size_t>& sides) const
{
    const QString layer = QString::fromStdString(m_context.selection.focus().layer.toString());
    QStringList lines, checkpoints;
    for (const std::size_t index : sides) {
        if (index >= m_sides.sides().size()) continue;
        const ComparedSide& side = m_sides.sides()[index];
        const QString name = m_sides.secondText() ? sideName(m_sides, index) : tr("sentence");
        lines
            << tr("Layer %1, %2 “%3”, ε = %4.").arg(layer, name, side.text, formatNumber(m_context.view.liveEpsilon()));
        checkpoints << (side.model ? provenanceOf(m_context.session, *side.model)
                                   : provenanceOf(std::vector{side.checkpoint}));
    }
    lines += checkpoints;
    lines.removeDuplicates();
    return lines;
}

} // namespace sparsight
