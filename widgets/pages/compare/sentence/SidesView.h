// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/views/ColourMap.h"

#include <QWidget>
#include <array>
#include <optional>
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
struct ExportSource;
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
    std::optional<ColourScale> scale() const; ///< of all sides; unset where nothing fires

Q_SIGNALS:
    void scaleChanged();

protected:
    void changeEvent(QEvent* event) override;

private:
    Panel* buildTable();
    Panel* buildTokens();
    QWidget* buildDifferenceFoot();
    QWidget* buildStripFoot(LayerStrip* strip);
    SidePanel* addPanel();
    void link(SidePanel* panel);
    void showSides();
    void refresh();
    void showScales();
    void showStripScales();
    void showPanel(std::size_t side);
    void showDifference();
    void showPair();
    void arrangeColumns();
    void showMarks();
    void showTokens();
    void setDimmed(bool dimmed);
    /// For those who look at a figure of these sides alone.
    ExportSource figure(const QString& title, const QString& fileName, const std::vector<std::size_t>& sides) const;
    std::size_t sideOf(const LayerStrip* strip) const;
    std::vector<std::size_t> tokenSides() const;
    QString readoutOf(std::size_t side, std::uint32_t neuron) const;
    QString describe(std::uint32_t neuron) const;
    QStringList provenance(const std::vector<std::size_t>& sides) const;

    PageContext& m_context;
    SidesController& m_sides;
    std::vector<std::vector<float>> m_values; ///< [sides][neurons], zero where a neuron does not fire
    ColourScale m_scale;
    float m_largest = 0;
    std::array<QString, 2> m_names; ///< that the columns were made wide enough for
    QBoxLayout* m_row;
    std::vector<SidePanel*> m_panels; ///< as many as sides, or more, which are hidden
    std::vector<LayerStrip*> m_strips;
    std::vector<QLabel*> m_stripScales; ///< say what a bar of full height is, the same beside all
    SidePanel* m_difference;
    QLabel* m_legend;
    ColourScaleBar *m_differenceScale, *m_tokensScale;
    Panel *m_tablePanel, *m_tokensPanel;
    PairTableModel* m_model;
    FilterTableView* m_table;
    NeuronTableLink* m_tableLink;
    AlignedTokens* m_tokens;
};

} // namespace sparsight
