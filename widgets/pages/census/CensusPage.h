// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/census/Census.h"
#include "widgets/pages/census/CensusTableModel.h"
#include "widgets/report/ExportSource.h"

#include <QString>
#include <QWidget>
#include <memory>
#include <optional>
#include <vector>

class QButtonGroup;
class QDoubleSpinBox;
class QLabel;
class QSpinBox;
class QStackedWidget;

namespace sparsight {

class CensusChart;
class CensusNeuronModel;
class DamageNotice;
class EmptyState;
class FilterTableView;
class RuleEditor;
struct PageContext;

/// What kinds of neurons every captured layer has, in every run, beside the published shares; and the neurons of one of
/// them, by class.
class CensusPage : public QWidget {
    Q_OBJECT
public:
    CensusPage(PageContext& context, QWidget* parent);

    FilterTableView& table() const { return *m_table; }
    QButtonGroup& classes() const { return *m_classes; }
    FilterTableView& neurons() const { return *m_neuronTable; }
    const CensusTableModel& model() const { return *m_model; }
    bool isComputing() const { return m_query != 0; }

protected:
    void changeEvent(QEvent* event) override;

private:
    QWidget* buildThresholds();
    QWidget* buildTable();
    QWidget* buildNeurons();
    CensusSettings settings() const;
    QStringList provenance() const;
    void resetThresholds();
    std::vector<CensusRow> capturedLayers() const;
    void compute();
    void adopt(std::size_t row, const std::shared_ptr<const Census>& census, const QString& error);
    void showAbsence();
    void followSelection();
    void chooseRow();
    void showClass();
    void showDamage();
    void showHiddenColumns();
    ExportSource describeChart();
    std::optional<std::size_t> rowInFocus() const;

    PageContext& m_context;
    CensusTableModel* m_model;
    CensusNeuronModel* m_neuronModel;
    QDoubleSpinBox *m_alwaysOn, *m_topicQ, *m_topicLift, *m_generalLift;
    QSpinBox* m_minimum;
    RuleEditor* m_rule;
    FilterTableView *m_table, *m_neuronTable;
    QButtonGroup* m_classes;
    QLabel* m_limits;
    QLabel* m_basis;      ///< topics, labels and halves
    QLabel* m_hidden;     ///< columns that have no room
    CensusChart* m_chart; ///< what is exported; never shown
    QString m_refusal;    ///< of the thresholds; empty where they can be
    QStackedWidget* m_stack;
    EmptyState* m_empty;
    DamageNotice* m_damage;
    quint64 m_query = 0;      ///< that counts, 0: none
    int m_counting = 0;       ///< how often counting was begun: results of earlier ones are dropped
    bool m_following = false; ///< the table is being set from the selection
};

} // namespace sparsight
