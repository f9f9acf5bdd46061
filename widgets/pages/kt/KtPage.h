// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/models/KtTableModel.h"
#include "widgets/pages/kt/ProbePane.h"

#include <QWidget>

class QCheckBox;
class QLabel;
class QPushButton;
class QSpinBox;
class QStackedWidget;
class QToolButton;

namespace sparsight {

class DamageNotice;
class EmptyState;
class FilterTableView;
class RuleEditor;
class RunsButton;
class TopicPicker;
struct PageContext;

/// How the neurons of a layer relate to a topic, in one or several runs, under a rule that is printed beside the
/// figures.
class KtPage : public QWidget {
    Q_OBJECT
public:
    KtPage(PageContext& context, QWidget* parent);

    FilterTableView& table() const { return *m_table; }
    RuleEditor& rule() const { return *m_rule; }
    const KtTableModel& model() const { return *m_model; }
    bool isComputing() const { return m_query != 0; }
    const ProbePane& probe() const { return *m_probe; }

private:
    QWidget* buildChoices();
    QWidget* buildTable();
    void followProject();
    void takeComparison();
    void showDamage();
    const char* remedyPage() const;
    QString absence() const; ///< why nothing can be computed; empty when it can
    void compute();
    void adopt(std::shared_ptr<const KtResult> result);
    void showColumns();
    void applyMinimum();
    void writeReport();
    void wantIntervention();
    ProbePane::Question probeQuestion() const;
    void showProbe();
    void offerTwins();
    void captureTwins();
    std::vector<RunInfo> runsWithoutTwin() const;
    void showSummary();
    QString summary() const;

    PageContext& m_context;
    KtTableModel* m_model;
    TopicPicker* m_topic;
    RunsButton* m_runs;
    RuleEditor* m_rule;
    QCheckBox* m_useMinimum;
    QSpinBox* m_minimum;
    QCheckBox* m_controls;
    QPushButton* m_twins; ///< captures what random weights give, where that is not there
    QPushButton* m_askProbe;
    ProbePane* m_probe;
    QLabel* m_summary;
    QToolButton* m_more; ///< whether all of it is shown
    QToolButton* m_report;
    FilterTableView* m_table;
    QStackedWidget* m_stack;
    EmptyState* m_empty;
    DamageNotice* m_damage;
    quint64 m_query = 0;     ///< that computes, 0: none
    quint64 m_capturing = 0; ///< the job for twins
};

} // namespace sparsight
