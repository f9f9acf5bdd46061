// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/pages/compare/MatchMeasures.h"
#include "widgets/pages/compare/StoredTab.h"

#include <memory>
#include <utility>
#include <vector>

class QButtonGroup;
class QComboBox;
class QLabel;
class QPushButton;
class QStackedWidget;

namespace sparsight {

class DamageNotice;
class EmptyState;
class FilterTableView;
class MatchTableModel;
struct PageContext;

/// Which neuron of the other run each neuron of the reference has become. A job, because every pair is looked at.
class MovedTab : public StoredTab {
    Q_OBJECT
public:
    enum Filter { All, Moved, Stayed, FilterCount };

    explicit MovedTab(PageContext& context, QWidget* parent = nullptr);

    void setChoice(const ComparisonChoice& choice) override;
    void stop() override {} ///< it goes on while something else is looked at
    bool isComputing() const override { return m_job != 0; }

    MatchTableModel& model() const { return *m_model; }
    FilterTableView& table() const { return *m_table; }
    QButtonGroup& filters() const { return *m_filters; }
    QPushButton& cancelButton() const { return *m_cancel; }

private:
    struct Key {
        QString project;
        std::array<RunId, 2> runs;
        LayerId layer;
        QString measure;
        bool operator==(const Key&) const = default;
    };
    using Result = std::shared_ptr<const NeuronMatching>;

    QWidget* buildStart();
    QWidget* buildTable();
    const MatchMeasure& measure() const;
    Key key() const;
    void start();
    void cancel();
    void finish();
    void showKnown();
    void adopt(const Result& result);
    void showFilters();
    void applyFilter();
    bool accepts(int row, int filter) const;

    PageContext& m_context;
    ComparisonChoice m_choice;
    MatchTableModel* m_model;
    FilterTableView* m_table;
    QComboBox* m_measure;
    QPushButton* m_cancel;
    QButtonGroup* m_filters;
    QLabel *m_summary, *m_state;
    DamageNotice* m_damage;
    QStackedWidget* m_stack;
    EmptyState* m_empty;
    std::vector<std::pair<Key, Result>> m_known;
    quint64 m_job = 0; ///< that matches, 0: none
};

} // namespace sparsight
