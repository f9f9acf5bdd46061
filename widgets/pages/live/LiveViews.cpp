// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/live/LiveViews.h"

#include "widgets/common/Format.h"
#include "widgets/jobs/JobRunner.h"
#include "widgets/models/FiringModel.h"
#include "widgets/pages/PageTable.h"
#include "widgets/pages/live/LiveController.h"
#include "widgets/report/FigureExport.h"
#include "widgets/session/LayerFacts.h"
#include "widgets/session/ViewOptions.h"
#include "widgets/theme/ThemeColors.h"
#include "widgets/views/ColourScaleBar.h"
#include "widgets/views/FilterHeader.h"
#include "widgets/views/FilterTableView.h"
#include "widgets/views/HeatmapView.h"
#include "widgets/views/LayerStrip.h"
#include "widgets/views/NeuronTableLink.h"
#include "widgets/views/Panel.h"
#include "widgets/views/SubwordsSwitch.h"
#include "widgets/views/TableTools.h"

#include <QEvent>
#include <QHeaderView>
#include <QScrollBar>
#include <QSpinBox>
#include <QSplitter>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>
#include <limits>

namespace sparsight {
namespace {

constexpr int usualMapCount = 40;
constexpr int narrowestToken = 56, widestTopic = 110; // of the table's columns, in pixels

} // namespace

LiveViews::LiveViews(PageContext& context, LiveController& controller, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_controller(controller)
{
    auto* upper = new QSplitter(Qt::Horizontal);
    upper->addWidget(buildGrid());
    upper->addWidget(buildTable());
    upper->setSizes({560, 420});
    upper->setChildrenCollapsible(false);
    upper->setHandleWidth(12);
    upper->setObjectName(QStringLiteral("live.upper"));
    auto* whole = new QSplitter(Qt::Vertical);
    whole->addWidget(upper);
    whole->addWidget(buildTokenMap());
    whole->setSizes({360, 260});
    whole->setStretchFactor(0, 3);
    whole->setStretchFactor(1, 2);
    whole->setChildrenCollapsible(false);
    whole->setHandleWidth(12);
    whole->setObjectName(QStringLiteral("live.whole"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(buildStrip());
    layout->addWidget(whole, 1);

    connectHeatmaps();
    connect(&context.selection, &Selection::changed, this, [this](const Focus& now, const Focus& before) {
        showMarks();
        if (now.layer != before.layer) m_table->scrollToTop();
        if (now.token != before.token && m_context.view.liveValue() == LiveValue::AtToken) refresh();
    });
    connect(&context.selection, &Selection::hoverChanged, this, &LiveViews::showMarks);
    connect(&context.view, &ViewOptions::changed, this, &LiveViews::refresh);
    connect(&context.facts, &LayerFacts::changed, this, &LiveViews::showFacts);
    connect(&controller, &LiveController::staleChanged, this, [this](bool stale) {
        m_grid->setDimmed(stale);
        m_tokenMap->setDimmed(stale);
        m_strip->setDimmed(stale);
    });
    showFacts();
}

/// Captured figures of another checkpoint say nothing about the live values, so they are left out.
void LiveViews::showFacts()
{
    const QString foreign = m_context.facts.foreignNote();
    m_firing->setFacts(foreign.isEmpty() ? m_context.facts.data() : nullptr);
    arrangeColumns();
    m_table->setToolTip(plainToolTip(foreign));
}

/// As narrow as titles and numbers allow, so that all of them fit beside the grid; what is left over is the token's.
void LiveViews::arrangeColumns()
{
    const QFontMetrics metrics = m_table->fontMetrics();
    const int margin = 12;
    int topics = 0;
    if (const auto& facts = m_context.facts.data()) {
        for (const auto& topic : facts->topics)
            topics = std::max(topics, std::min(metrics.horizontalAdvance(topic.topic) + margin, widestTopic));
    }
    const int contents[] = {metrics.horizontalAdvance(QStringLiteral("0000")) + margin,
                            metrics.horizontalAdvance(QStringLiteral("0.000")) + margin, narrowestToken,
                            metrics.horizontalAdvance(QStringLiteral("00.0 %")) + margin, topics};
    int all = m_table->verticalScrollBar()->sizeHint().width() + 2 * m_table->frameWidth();
    for (int column = 0; column < FiringModel::ColumnCount; ++column) {
        const int wide = std::max(contents[column], m_table->header().sectionSizeHint(column));
        m_table->setColumnWidth(column, wide);
        all += wide;
    }
    m_table->setFillColumns({FiringModel::Word});
    m_table->setMinimumWidth(all);
}

Panel* LiveViews::buildGrid()
{
    m_gridPanel = new Panel(tr("Neurons"));
    m_grid = new HeatmapView;
    m_grid->setMinimumSize(240, 160);
    m_grid->setAccessibleName(tr("Neurons of the layer, coloured by activation"));
    m_grid->setObjectName(QStringLiteral("live.grid"));
    m_gridScale = new ColourScaleBar(m_context.view);
    m_gridPanel->addControl(m_gridScale);
    m_gridPanel->addControl(figureButton({m_grid, m_gridScale}, m_context.jobs,
                                         [this] { return figure(tr("Neurons of %1"), QStringLiteral("neurons")); }));
    m_gridPanel->setBody(m_grid);
    return m_gridPanel;
}

Panel* LiveViews::buildTable()
{
    m_tablePanel = new Panel(tr("Firing now"));
    m_firing = new FiringModel(this);
    m_table = new FilterTableView;
    m_table->setSource(m_firing);
    m_table->setAccessibleName(tr("Neurons that fire on the sentence"));
    m_table->setEmptyText(tr("No neuron fires."));
    m_table->horizontalHeader()->setMinimumSectionSize(40);
    m_tableLink = new NeuronTableLink(*m_table, m_context.selection);
    connect(m_table, &FilterTableView::countChanged, this, &LiveViews::showReadout);
    connect(m_table, &FilterTableView::exported, m_tablePanel, &Panel::setReadout);
    auto* tools = new TableTools(*m_table);
    tools->setMessagesVisible(false); // they stand beside the title
    tools->setSource(QStringLiteral("firing"), [this] { return figure({}, {}).provenance; });
    m_tablePanel->addControl(tools);
    m_tablePanel->setBody(m_table);
    return m_tablePanel;
}

Panel* LiveViews::buildTokenMap()
{
    m_mapPanel = new Panel(tr("Tokens × strongest neurons"));
    m_tokenMap = new HeatmapView;
    m_tokenMap->setMinimumHeight(110);
    m_tokenMap->setAccessibleName(tr("Activation of the strongest neurons at each token"));
    m_tokenMap->setObjectName(QStringLiteral("live.tokens"));
    m_mapCount = new QSpinBox;
    m_mapCount->setRange(5, 400);
    m_mapCount->setSingleStep(5);
    m_mapCount->setValue(usualMapCount);
    m_mapCount->setSuffix(tr(" neurons"));
    m_mapCount->setAccessibleName(tr("Number of neurons"));
    m_mapScale = new ColourScaleBar(m_context.view);
    m_mapPanel->addControl(new SubwordsSwitch(m_context.view));
    m_mapPanel->addControl(m_mapCount);
    m_mapPanel->addControl(m_mapScale);
    m_mapPanel->addControl(figureButton({m_tokenMap, m_mapScale}, m_context.jobs, [this] {
        return figure(tr("Tokens × strongest neurons of %1"), QStringLiteral("tokens"));
    }));
    m_mapPanel->setBody(m_tokenMap);
    connect(m_mapCount, &QSpinBox::valueChanged, this, &LiveViews::showTokenMap);
    return m_mapPanel;
}

Panel* LiveViews::buildStrip()
{
    auto* panel = new Panel(tr("Layers"));
    panel->setReadout(tr("share of entries that fire, encoder then decoder"));
    m_strip = new LayerStrip;
    panel->addControl(figureButton({m_strip}, m_context.jobs, [this] {
        return figure(tr("Share of entries that fire, by layer"), QStringLiteral("layers"));
    }));
    panel->setBody(m_strip);
    panel->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    connect(m_strip, &LayerStrip::layerClicked, &m_context.selection, &Selection::setLayer);
    return panel;
}

/// What the views show now, for those who look at the figure alone. `title` may name the layer.
ExportSource LiveViews::figure(const QString& title, const QString& fileName) const
{
    const QString layer = QString::fromStdString(m_context.selection.focus().layer.toString());
    ExportSource source{title.contains(QLatin1String("%1")) ? title.arg(layer) : title, fileName, {}};
    source.provenance << tr("Sentence “%1”, ε = %2.").arg(m_controller.text(), formatNumber(m_controller.epsilon()));
    if (const auto& model = m_context.jobs.model()) source.provenance << provenanceOf(m_context.session, *model);
    return source;
}

void LiveViews::connectHeatmaps()
{
    Selection& selection = m_context.selection;
    m_grid->setDescription([this](QPoint cell) {
        const auto neuron = m_shape.neuronAt(cell);
        return neuron ? describeNeuron(*neuron) : QString();
    });
    m_tokenMap->setDescription([this](QPoint cell) { return describeCell(cell); });
    const auto hover = [this, &selection](HeatmapView* view, QPoint cell) {
        if (view == m_grid) {
            selection.hoverNeuron(m_shape.neuronAt(cell));
        } else {
            const bool inside = cell.y() >= 0 && cell.y() < int(m_mapNeurons.size());
            selection.hoverNeuron(inside ? std::optional(m_mapNeurons[std::size_t(cell.y())]) : std::nullopt);
        }
    };
    const auto select = [this, &selection](HeatmapView* view, QPoint cell) {
        const bool inMap = view == m_tokenMap && cell.y() < int(m_mapNeurons.size());
        const auto neuron = view == m_grid ? m_shape.neuronAt(cell)
                            : inMap        ? std::optional(m_mapNeurons[std::size_t(cell.y())])
                                           : std::nullopt;
        if (!neuron) return neuron;
        if (inMap) chooseToken(cell.x());
        selection.selectNeuron(selection.focus().layer, *neuron);
        return neuron;
    };
    for (HeatmapView* view : {m_grid, m_tokenMap}) {
        connect(view, &HeatmapView::cellHovered, this, [view, hover](QPoint cell) { hover(view, cell); });
        connect(view, &HeatmapView::cursorMoved, this, [view, hover](QPoint cell) { hover(view, cell); });
        connect(view, &HeatmapView::cellClicked, this, [view, select](QPoint cell) { select(view, cell); });
        connect(view, &HeatmapView::cellActivated, this, [view, select, &selection](QPoint cell) {
            if (const auto neuron = select(view, cell)) selection.openNeuron(selection.focus().layer, *neuron);
        });
    }
    connect(m_grid, &HeatmapView::painted, this, &LiveViews::painted);
}

void LiveViews::chooseToken(int word)
{
    if (word >= 0 && word < int(m_words.size())) m_context.selection.setToken(m_words[std::size_t(word)].first);
}

void LiveViews::refresh()
{
    summariseResult();
    updateScales();
    showGrid();
    showTokenMap();
    showTable();
    showStrip();
    showMarks();
}

void LiveViews::summariseResult()
{
    if (!m_controller.result()) {
        m_summary = {};
        m_words.clear();
        return;
    }
    m_words = tokenWords(m_controller.tokens(), m_context.view.showsSubwords());
    m_summary = summarise(m_controller.result()->activations, m_context.view.liveValue(),
                          chosenWord(m_words, m_context.selection.focus().token), m_context.view.liveEpsilon());
}

void LiveViews::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) updateScales(); // the map runs the other way on a dark background
}

void LiveViews::updateScales()
{
    const auto& model = m_context.jobs.model();
    const ColourMap map(m_context.view.colourMap(), isDark(palette()));
    const bool diverging = model && model->signedValues;
    const auto scaleTo = [&](double largest) {
        return ColourScale{map, m_context.view.maximumFor(largest), diverging};
    };
    m_grid->setScale(scaleTo(m_summary.largest));
    m_gridScale->setScale(scaleTo(m_summary.largest));
    m_tokenMap->setScale(scaleTo(m_summary.largestActivation));
    m_mapScale->setScale(scaleTo(m_summary.largestActivation));
}

void LiveViews::showGrid()
{
    const int neurons = int(m_summary.values.size());
    m_shape = NeuronGrid::forNeurons(neurons);
    HeatmapCells cells{m_shape.columns, m_shape.rows, {}};
    cells.values.assign(std::size_t(cells.columns) * std::size_t(cells.rows), std::numeric_limits<float>::quiet_NaN());
    std::copy(m_summary.values.begin(), m_summary.values.end(), cells.values.begin());
    m_grid->setCells(std::move(cells));
    m_gridPanel->setTitle(gridTitle());
}

QString LiveViews::gridTitle() const
{
    if (m_summary.values.empty()) return tr("Neurons");
    const QString layer = QString::fromStdString(m_context.selection.focus().layer.toString());
    const QString title = tr("%1 · %L2 neurons").arg(layer).arg(m_summary.values.size());
    if (m_context.view.liveValue() != LiveValue::AtToken) return title;
    return m_summary.chosen ? tr("%1 · at “%2”").arg(title, m_summary.chosen->text)
                            : tr("%1 · max, no token chosen").arg(title);
}

void LiveViews::showTokenMap()
{
    m_mapNeurons = m_summary.strongestNeurons(std::size_t(m_mapCount->value()));
    HeatmapCells cells{int(m_words.size()), int(m_mapNeurons.size()), {}};
    QStringList columns, rows;
    for (const TokenWord& word : m_words)
        columns << word.text;
    for (const NeuronId neuron : m_mapNeurons) {
        rows << QString::number(neuron.value);
        for (const TokenWord& word : m_words) {
            const float a = largestOf(m_controller.result()->activations, word, neuron);
            cells.values.push_back(std::abs(a) > m_context.view.liveEpsilon() ? a : 0);
        }
    }
    m_tokenMap->setLabels(columns, rows);
    m_tokenMap->setCells(std::move(cells));
    showMarks();
}

void LiveViews::showTable()
{
    m_firing->setLive(m_summary, m_words);
    m_tableLink->showSelected();
    if (m_listed != m_controller.result()) m_table->scrollToTop(); // to the strongest
    m_listed = m_controller.result();
}

void LiveViews::showStrip()
{
    const auto& model = m_context.jobs.model();
    m_strip->setLayers(model ? model->layers() : std::vector<LayerId>{});
    m_strip->setDensities(m_controller.result() ? m_controller.result()->densities : std::vector<LayerDensity>{});
}

void LiveViews::showMarks()
{
    const auto gridCell = [this](std::optional<NeuronId> neuron) {
        return neuron && int(neuron->value) < m_shape.neurons ? QRect(m_shape.cellOf(*neuron), QSize(1, 1)) : QRect();
    };
    const auto mapRow = [this](std::optional<NeuronId> neuron) {
        const auto found = neuron ? std::find(m_mapNeurons.begin(), m_mapNeurons.end(), *neuron) : m_mapNeurons.end();
        return found == m_mapNeurons.end() ? QRect()
                                           : QRect(0, int(found - m_mapNeurons.begin()), int(m_words.size()), 1);
    };
    const auto selected = m_context.selection.focus().neuron, hovered = m_context.selection.hoveredNeuron();
    m_grid->setSelectedCells(gridCell(selected));
    m_grid->setHoveredCells(gridCell(hovered));
    m_tokenMap->setSelectedCells(mapRow(selected));
    m_tokenMap->setMarkedColumn(m_summary.chosen ? wordOf(m_words, m_summary.chosen->first) : -1);
    m_tokenMap->setHoveredCells(mapRow(hovered));
    m_strip->setSelected(m_context.selection.focus().layer);
    showReadout();
}

void LiveViews::showReadout()
{
    const auto selected = m_context.selection.focus().neuron, hovered = m_context.selection.hoveredNeuron();
    const auto shown = hovered ? hovered : selected;
    m_gridPanel->setReadout(shown && shown->value < m_summary.values.size() ? readoutOf(*shown) : QString());
    const QLocale locale;
    const int firing = m_firing->rowCount(), passing = m_table->proxy().rowCount();
    QString count = tr("%1 of %2").arg(locale.toString(firing), locale.toString(qulonglong(m_summary.values.size())));
    if (passing != firing) count = tr("%1 shown · %2").arg(locale.toString(passing), count);
    if (const QString complaint = m_table->filterComplaint(); !complaint.isEmpty())
        count = QStringLiteral("%1 · %2").arg(complaint, count);
    m_tablePanel->setReadout(m_summary.values.empty() ? QString() : count);
}

QString LiveViews::describeNeuron(NeuronId neuron) const
{
    return tr("neuron %1: %2").arg(QString::number(neuron.value), liveValueText(m_summary, neuron, m_words));
}

/// Shorter, for the line above the grid, whose right half the scale has.
QString LiveViews::readoutOf(NeuronId neuron) const
{
    const float value = m_summary.values[neuron.value];
    const bool ofOneToken = value != 0 && m_summary.value != LiveValue::Mean;
    const int word = ofOneToken ? wordOf(m_words, m_summary.position[neuron.value]) : -1;
    if (word < 0) return describeNeuron(neuron);
    return tr("%1: %2 at “%3”")
        .arg(QString::number(neuron.value), formatNumber(value), m_words[std::size_t(word)].text);
}

QString LiveViews::describeCell(QPoint cell) const
{
    if (cell.y() >= int(m_mapNeurons.size()) || cell.x() >= int(m_words.size())) return {};
    const float value = m_tokenMap->cells().at(cell);
    const QString name = QString::number(m_mapNeurons[std::size_t(cell.y())].value);
    const QString word = m_words[std::size_t(cell.x())].text;
    return value == 0 ? tr("neuron %1 does not fire at “%2”").arg(name, word)
                      : tr("neuron %1 at “%2”: %3").arg(name, word, formatNumber(value));
}

} // namespace sparsight
