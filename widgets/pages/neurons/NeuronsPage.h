// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Ids.h"

#include <QWidget>
#include <vector>

class QLabel;
class QStackedWidget;

namespace sparsight {

class DamageNotice;
class EmptyState;
class FilterTableView;
class NeuronTableModel;
class NeuronView;
struct PageContext;

/// All neurons of the run's layer in one table; one of them, opened, with its sentences.
class NeuronsPage : public QWidget {
    Q_OBJECT
public:
    NeuronsPage(PageContext& context, QWidget* parent);

    FilterTableView& table() const { return *m_table; }
    NeuronView& neuronView() const { return *m_neuron; }
    bool showsNeuron() const;

private:
    QWidget* buildTablePage();
    void openNeuron();
    void showTable();
    void showFacts();
    void setInitialOrder();
    static std::vector<int> byImportance(const std::vector<int>& topics);
    void step(int direction);

    PageContext& m_context;
    NeuronTableModel* m_model;
    FilterTableView* m_table;
    NeuronView* m_neuron;
    QStackedWidget* m_stack;
    QStackedWidget* m_tableStack; ///< the table, or why there is none
    QLabel* m_source;             ///< of which run, and by which rule KT counts
    EmptyState* m_empty;
    DamageNotice* m_damage;
};

} // namespace sparsight
