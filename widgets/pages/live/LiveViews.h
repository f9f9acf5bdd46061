// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/models/LiveSummary.h"
#include "widgets/models/NeuronGrid.h"
#include "widgets/models/TokenWords.h"
#include "widgets/views/ColourMap.h"

#include <QWidget>

class QSpinBox;
class QSplitter;

namespace sparsight {

class ColourScaleBar;
class FilterTableView;
class FiringModel;
class HeatmapView;
class LayerStrip;
class LiveController;
class NeuronTableLink;
class Panel;
struct ExportSource;
struct PageContext;

/// The four views of the Live page: all layers, the layer's neurons, what fires now, and tokens × strongest neurons.
class LiveViews : public QWidget {
    Q_OBJECT
public:
    LiveViews(PageContext& context, LiveController& controller, QWidget* parent);

    void refresh(); ///< from the controller's result

    HeatmapView& grid() const { return *m_grid; }
    HeatmapView& tokenMap() const { return *m_tokenMap; }
    FilterTableView& table() const { return *m_table; }
    LayerStrip& strip() const { return *m_strip; }

Q_SIGNALS:
    void painted();

protected:
    void changeEvent(QEvent* event) override;

private:
    Panel* buildGrid();
    Panel* buildTable();
    Panel* buildTokenMap();
    Panel* buildStrip();
    ExportSource figure(const QString& title, const QString& fileName) const;
    void connectHeatmaps();
    void summariseResult();
    void showGrid();
    void showTokenMap();
    void showTable();
    void showFacts();
    void arrangeColumns();
    void showStrip();
    void updateScales();
    void showMarks();
    void showReadout();
    void chooseToken(int word);
    QString gridTitle() const;
    QString describeNeuron(NeuronId neuron) const;
    QString readoutOf(NeuronId neuron) const;
    QString describeCell(QPoint cell) const; ///< of the token map

    PageContext& m_context;
    LiveController& m_controller;
    LiveSummary m_summary;
    NeuronGrid m_shape;
    std::shared_ptr<const LiveResult> m_listed; ///< in the table
    std::vector<TokenWord> m_words;             ///< of the sentence, or its subwords
    std::vector<NeuronId> m_mapNeurons;         ///< rows of the token map

    Panel* m_gridPanel;
    Panel* m_tablePanel;
    Panel* m_mapPanel;
    HeatmapView* m_grid;
    HeatmapView* m_tokenMap;
    ColourScaleBar* m_gridScale;
    ColourScaleBar* m_mapScale;
    FiringModel* m_firing;
    FilterTableView* m_table;
    NeuronTableLink* m_tableLink;
    LayerStrip* m_strip;
    QSpinBox* m_mapCount;
};

} // namespace sparsight
