// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/probe/SparsityProfile.h"
#include "widgets/pages/sparsity/SparsityCurves.h"

#include <QString>
#include <QWidget>
#include <vector>

class QComboBox;
class QLabel;
class QPushButton;
class QStackedWidget;
class QTabBar;

namespace sparsight {

class CurveLegend;
class CurveView;
class EmptyState;
class FilterTableView;
class Panel;
class SparsityForm;
class SparsityTableModel;
struct PageContext;

/// How sparse checkpoints are on the sentences of data sets: by layer, among neurons, by position and by kind of token,
/// beside a random twin and the published numbers. What was measured stays until it is measured anew.
class SparsityPage : public QWidget {
    Q_OBJECT
public:
    SparsityPage(PageContext& context, QWidget* parent);

    SparsityForm& form() const { return *m_form; }
    QTabBar& figures() const { return *m_figures; }
    QComboBox& measure() const { return *m_measure; }
    CurveView& curves() const { return *m_curves; }
    CurveLegend& legend() const { return *m_legend; }
    FilterTableView& table() const { return *m_table; }
    const SparsityTableModel& model() const { return *m_model; }
    bool isMeasuring() const { return m_job != 0; }
    bool isEmpty() const;
    QString noteText() const;

private:
    QWidget* buildFigure();
    QWidget* buildTable();
    void startOrStop();
    void adopt(std::vector<SparsityProfile> profiles);
    void finish(const QString& error);
    void showAbsence();
    void draw();
    void chooseLayer();
    void followLayer();
    QStringList provenance() const;

    PageContext& m_context;
    SparsityForm* m_form;
    SparsityTableModel* m_model;
    QLabel* m_note;
    QTabBar* m_figures;
    QComboBox* m_measure;
    Panel* m_panel;
    CurveView* m_curves;
    CurveLegend* m_legend;
    FilterTableView* m_table;
    QStackedWidget* m_stack;
    EmptyState* m_empty;
    QPushButton* m_example;   ///< in the empty state: measure what is chosen
    quint64 m_job = 0;        ///< that measures, 0: none
    bool m_following = false; ///< the table is being set from the selection
};

} // namespace sparsight
