// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/compare/LayersTab.h"

#include "core/analysis/compare/RunDensity.h"
#include "widgets/common/Format.h"
#include "widgets/jobs/JobRunner.h"
#include "widgets/models/MetricText.h"
#include "widgets/pages/PageTable.h"
#include "widgets/pages/compare/LayerTableModel.h"
#include "widgets/pages/compare/RunFactsModel.h"
#include "widgets/report/FigureExport.h"
#include "widgets/session/ProjectSession.h"
#include "widgets/session/Selection.h"
#include "widgets/views/CurveLegend.h"
#include "widgets/views/CurveView.h"
#include "widgets/views/FilterHeader.h"
#include "widgets/views/FilterTableView.h"
#include "widgets/views/Panel.h"
#include "widgets/views/TableTools.h"

#include <QLabel>
#include <QScopedValueRollback>
#include <QSplitter>
#include <QVBoxLayout>
#include <algorithm>
#include <map>

namespace sparsight {
namespace {

constexpr int nameWidth = 104, layerWidth = 72, numberWidth = 76;

LayerDensities readDensities(const Project& project, const std::vector<RunInfo>& runs, const std::stop_token& stop)
{
    LayerDensities result;
    result.runs = runs;
    std::vector<std::map<LayerId, std::optional<double>>> known;
    for (const RunInfo& run : runs) {
        throwIfStopped(stop);
        auto& its = known.emplace_back();
        for (const RunDensity& each : runDensities(project, run)) {
            its[each.layer] = each.density;
            if (std::ranges::find(result.layers, each.layer) == result.layers.end())
                result.layers.push_back(each.layer);
        }
    }
    std::ranges::sort(result.layers);
    for (const auto& its : known) {
        auto& densities = result.density.emplace_back();
        for (const LayerId layer : result.layers) {
            const auto found = its.find(layer);
            densities.push_back(found == its.end() ? std::nullopt : found->second);
        }
    }
    return result;
}

/// A line for the encoder and one for the decoder of every run: they are no neighbours.
std::vector<Curve> curvesOf(const LayerDensities& densities)
{
    std::vector<Curve> curves;
    for (std::size_t run = 0; run < densities.runs.size(); ++run) {
        for (const Stack stack : {Stack::Encoder, Stack::Decoder}) {
            Curve curve{QString::fromStdString(densities.runs[run].name), int(run), true, {}};
            for (std::size_t i = 0; i < densities.layers.size(); ++i) {
                const auto& density = densities.density[run][i];
                if (densities.layers[i].stack == stack && density)
                    curve.points.push_back({double(i), 100 * *density, {}, metricText(density, MetricFormat::Percent)});
            }
            if (!curve.points.empty()) curves.push_back(std::move(curve));
        }
    }
    return curves;
}

} // namespace

LayersTab::LayersTab(PageContext& context, QWidget* parent)
    : StoredTab(parent)
    , m_context(context)
    , m_model(new LayerTableModel(this))
    , m_facts(new RunFactsModel(context.session, this))
{
    auto* tables = new QSplitter(Qt::Vertical);
    tables->addWidget(buildTable());
    tables->addWidget(buildFacts());
    auto* splitter = new QSplitter(Qt::Vertical);
    splitter->setObjectName(QStringLiteral("compare.layers"));
    for (QSplitter* each : {tables, splitter})
        each->setChildrenCollapsible(false);
    splitter->addWidget(buildCurves());
    splitter->addWidget(tables);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(splitter);
    connect(&context.selection, &Selection::changed, this, &LayersTab::showLayer);
}

QWidget* LayersTab::buildCurves()
{
    m_curves = new CurveView;
    m_curves->setTitles(tr("layer"), tr("density"));
    m_curves->setYLabel(tr("% of entries that are not zero"));
    m_curves->setFromZero(true);
    m_curves->setAccessibleName(tr("Density of the layers"));
    m_curves->setEmptyText(tr("the density of each layer"));
    m_legend = new CurveLegend;
    auto* panel = new Panel(tr("Density of the layers"));
    panel->addControl(m_legend);
    panel->addControl(figureButton({m_curves, m_legend}, m_context.jobs, [this, panel] {
        return ExportSource{panel->accessibleName(), QStringLiteral("layers"),
                            provenanceOf(m_context.session, m_model->densities().runs)};
    }));
    panel->setBody(m_curves);
    connect(m_curves, &CurveView::pointed, panel, &Panel::setReadout);
    return panel;
}

QWidget* LayersTab::buildTable()
{
    m_table = new FilterTableView;
    m_table->setSource(m_model);
    m_table->setAccessibleName(tr("Density of the layers"));
    m_table->setObjectName(QStringLiteral("compare.layerTable"));
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &LayersTab::chooseLayer);
    auto* tools = new TableTools(*m_table);
    tools->setSource(QStringLiteral("layers"),
                     [this] { return provenanceOf(m_context.session, m_model->densities().runs); });
    return tools->pageWith(captionLabel(tr("A row is a layer; changes are against the reference")));
}

QWidget* LayersTab::buildFacts()
{
    m_factsTable = new FilterTableView;
    m_factsTable->setSource(m_facts);
    m_factsTable->setAccessibleName(tr("Checkpoints of the runs"));
    m_factsTable->setObjectName(QStringLiteral("compare.runs"));
    for (int column = 0; column < RunFactsModel::ColumnCount; ++column)
        m_factsTable->setColumnWidth(column,
                                     column <= RunFactsModel::Checkpoint
                                         ? nameWidth
                                         : std::max(numberWidth, m_factsTable->header().sectionSizeHint(column)));
    m_factsTable->setFillColumns({RunFactsModel::Run, RunFactsModel::Checkpoint});
    auto* tools = new TableTools(*m_factsTable);
    tools->setSource(QStringLiteral("checkpoints"),
                     [this] { return provenanceOf(m_context.session, m_facts->runs()); });
    return tools->pageWith(captionLabel(tr("Checkpoints, and their ROUGE where they were judged")));
}

void LayersTab::stop()
{
    m_context.jobs.cancel(m_query);
    m_query = 0;
}

void LayersTab::setChoice(const ComparisonChoice& choice)
{
    stop();
    auto connection = std::make_shared<Project>(m_context.session.project().reopen());
    m_query = m_context.jobs.query<LayerDensities>(
        {}, this,
        [connection, runs = choice.runs](const std::stop_token& token, const ProgressCallback&) {
            return readDensities(*connection, runs, token);
        },
        [this](const LayerDensities& densities) { adopt(densities); },
        [this](const QString& error) {
            adopt({});
            m_table->setEmptyText(error);
        });
}

void LayersTab::adopt(const LayerDensities& densities)
{
    m_query = 0;
    m_facts->setRuns(densities.runs);
    m_model->setDensities(densities);
    m_table->setColumnWidth(0, layerWidth);
    for (int column = 1; column < m_model->columnCount(); ++column)
        m_table->setColumnWidth(column, std::max(numberWidth, m_table->header().sectionSizeHint(column)));
    QStringList names;
    for (const LayerId layer : densities.layers)
        names << QString::fromStdString(layer.toString());
    m_curves->setNames(names);
    m_curves->setCurves(curvesOf(densities));
    std::vector<CurveLegend::Entry> entries;
    for (std::size_t run = 0; run < densities.runs.size(); ++run)
        entries.push_back({QString::fromStdString(densities.runs[run].name), int(run)});
    m_legend->setEntries(std::move(entries));
    showLayer();
}

void LayersTab::chooseLayer()
{
    const QModelIndex chosen = m_table->proxy().mapToSource(m_table->currentIndex());
    if (m_following || !chosen.isValid()) return;
    m_context.selection.setLayer(m_model->densities().layers[std::size_t(chosen.row())]);
}

/// The row of the layer in focus.
void LayersTab::showLayer()
{
    const QScopedValueRollback following(m_following, true);
    const auto& layers = m_model->densities().layers;
    const auto found = std::ranges::find(layers, m_context.selection.focus().layer);
    if (found == layers.end()) {
        m_table->clearSelection();
        return;
    }
    const QModelIndex row = m_table->proxy().mapFromSource(m_model->index(int(found - layers.begin()), 0));
    if (row.isValid() && m_table->currentIndex().row() != row.row()) m_table->selectRow(row.row());
}

} // namespace sparsight
