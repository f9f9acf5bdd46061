// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/pages/compare/PairColumns.h"
#include "widgets/pages/compare/StoredTab.h"

#include <utility>
#include <vector>

class QButtonGroup;
class QComboBox;
class QLabel;
class QSplitter;
class QToolButton;

namespace sparsight {

class ChangeTableModel;
class DamageNotice;
class FilterTableView;
class Panel;
class ScatterLegend;
class ScatterView;
struct PageContext;

/// Every neuron of the layer in two runs: a number of the one against the other, and a table of what changed.
class NeuronsTab : public StoredTab {
    Q_OBJECT
public:
    /// What the quick filters let through.
    enum Filter { All, Higher, Lower, Born, Died, FilterCount };

    explicit NeuronsTab(PageContext& context, QWidget* parent = nullptr);

    void setChoice(const ComparisonChoice& choice) override;
    void stop() override;
    bool usesTopic() const override { return true; }
    bool isComputing() const override { return m_query != 0 || m_ranking != 0; }

    ChangeTableModel& model() const { return *m_model; }
    FilterTableView& table() const { return *m_table; }
    ScatterView& scatter() const { return *m_scatter; }
    QComboBox& metric() const { return *m_metric; } ///< across
    QComboBox& upMetric() const { return *m_upMetric; }
    ScatterLegend& legend() const { return *m_legend; }
    QButtonGroup& filters() const { return *m_filters; }
    QString summary() const;
    QStringList provenance() const;

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    /// What a comparison depends on.
    struct Key {
        QString project;
        std::array<RunId, 2> runs;
        LayerId layer;
        std::optional<Topic> topic;
        bool inGenerated = false;
        CaptureRule rule;
        std::uint32_t minimumCaptured = 0;
        bool operator==(const Key&) const = default;
    };
    using Result = std::shared_ptr<const PairComparison>;

    QWidget* buildFilters();
    QWidget* buildScatter();
    QWidget* buildTable();
    void adopt(const Result& result);
    void remember(const Key& key, const Result& result);
    Key keyOf(const ComparisonChoice& choice) const;
    void fillMetrics();
    std::array<PairColumn, 2> drawn() const; ///< what stands across and up
    void rank();
    void showLegend();
    QStringList rests() const; ///< topic, intervals and lasso
    void showColumns();
    void showScatter();
    void showFilters();
    void applyFilter();
    QStringList carriedOver() const;
    bool accepts(NeuronId neuron, int filter) const;
    QString describe(int id) const;

    PageContext& m_context;
    ChangeTableModel* m_model;
    FilterTableView* m_table;
    ScatterView* m_scatter;
    Panel* m_panel;
    ScatterLegend* m_legend;
    QComboBox *m_metric, *m_upMetric;
    QButtonGroup* m_filters;
    QToolButton* m_lasso;
    QLabel* m_summary;
    DamageNotice* m_damage;
    QSplitter* m_splitter;
    std::vector<std::pair<Key, Result>> m_known; ///< newest last, so that a click back shows it at once
    ComparisonChoice m_choice;
    quint64 m_query = 0;   ///< that compares, 0: none
    quint64 m_ranking = 0; ///< that computes the ranking numbers, 0: none
};

} // namespace sparsight
