// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/views/ColourMap.h"

#include <QWidget>
#include <array>
#include <vector>

class QBoxLayout;
class QLabel;

namespace sparsight {

class AlignedTokens;
class ColourScaleBar;
class FilterTableView;
class LayerStrip;
class NeuronTableLink;
class PairTableModel;
class Panel;
class SidePanel;
class SidesController;
struct PageContext;

/// The sides beside each other, their difference, the neurons that differ most and the tokens of two of them.
class SidesView : public QWidget {
    Q_OBJECT
public:
    SidesView(PageContext& context, SidesController& sides, QWidget* parent = nullptr);

    const std::vector<SidePanel*>& panels() const { return m_panels; }
    const std::vector<LayerStrip*>& strips() const { return m_strips; }
    SidePanel& difference() const { return *m_difference; }
    FilterTableView& table() const { return *m_table; }
    PairTableModel& model() const { return *m_model; }
    AlignedTokens& tokens() const { return *m_tokens; }
    const ColourScale& scale() const { return m_scale; } ///< of all sides

Q_SIGNALS:
    void scaleChanged();

protected:
    void changeEvent(QEvent* event) override;

private:
    Panel* buildTable();
    Panel* buildTokens();
    QWidget* buildDifferenceFoot();
    SidePanel* addPanel();
    void link(SidePanel* panel);
    void showSides();
    void refresh();
    void showScales();
    void showPanel(std::size_t side);
    void showDifference();
    void showPair();
    void arrangeColumns();
    void showMarks();
    void setDimmed(bool dimmed);
    QString readoutOf(std::size_t side, std::uint32_t neuron) const;
    QString describe(std::uint32_t neuron) const;
    QStringList provenance() const;

    PageContext& m_context;
    SidesController& m_sides;
    std::vector<std::vector<float>> m_values; ///< [sides][neurons], zero where a neuron does not fire
    ColourScale m_scale;
    float m_largest = 0;
    std::array<QString, 2> m_names; ///< that the columns were made wide enough for
    QBoxLayout* m_row;
    std::vector<SidePanel*> m_panels; ///< as many as sides, or more, which are hidden
    std::vector<LayerStrip*> m_strips;
    SidePanel* m_difference;
    QLabel* m_legend;
    ColourScaleBar* m_differenceScale;
    Panel *m_tablePanel, *m_tokensPanel;
    PairTableModel* m_model;
    FilterTableView* m_table;
    NeuronTableLink* m_tableLink;
    AlignedTokens* m_tokens;
};

} // namespace sparsight
