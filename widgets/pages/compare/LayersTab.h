// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/pages/compare/StoredTab.h"

namespace sparsight {

class CurveLegend;
class CurveView;
class FilterTableView;
class LayerTableModel;
class RunFactsModel;
struct LayerDensities;
struct PageContext;

/// How dense every layer is in every run, and what is known of the checkpoints beside it.
class LayersTab : public StoredTab {
    Q_OBJECT
public:
    explicit LayersTab(PageContext& context, QWidget* parent = nullptr);

    void setChoice(const ComparisonChoice& choice) override;
    void stop() override;
    bool isPair() const override { return false; }
    bool isComputing() const override { return m_query != 0; }

    const LayerTableModel& model() const { return *m_model; }
    const RunFactsModel& facts() const { return *m_facts; }
    FilterTableView& table() const { return *m_table; }
    CurveView& curves() const { return *m_curves; }

private:
    QWidget* buildCurves();
    QWidget* buildFacts();
    QWidget* buildTable();
    void adopt(const LayerDensities& densities);
    void chooseLayer();
    void showLayer();

    PageContext& m_context;
    LayerTableModel* m_model;
    RunFactsModel* m_facts;
    CurveView* m_curves;
    CurveLegend* m_legend;
    FilterTableView *m_table, *m_factsTable;
    quint64 m_query = 0;      ///< that reads, 0: none
    bool m_following = false; ///< the table is being set from the selection
};

} // namespace sparsight
