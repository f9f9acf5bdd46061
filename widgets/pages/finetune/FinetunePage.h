// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/TrainingService.h"

#include <QWidget>

class QStackedWidget;

namespace sparsight {

class EmptyState;
class TrainedCard;
class TrainingCurves;
class TrainingForm;
class TrainingRunner;
class TrainingStrip;
struct PageContext;

/// Trains checkpoints further on pairs of texts: the form at the left; how training goes, its curves and the trained
/// checkpoints at the right.
class FinetunePage : public QWidget {
    Q_OBJECT
public:
    FinetunePage(PageContext& context, QWidget* parent);

    const TrainingRunner& runner() const { return *m_runner; }
    const TrainingCurves& curves() const { return *m_curves; }

private:
    void createEmpty();
    void importDemoPapers();
    QWidget* createContent();
    void connectAll();
    void start(const TrainingRequest& request);
    void followProject();
    void followButtons(); ///< of the empty page
    void showUnfinished();
    void showCurves();

    PageContext& m_context;
    TrainingRunner* m_runner;
    TrainingForm* m_form = nullptr;
    TrainingStrip* m_strip = nullptr;
    TrainingCurves* m_curves = nullptr;
    TrainedCard* m_trained = nullptr;
    QStackedWidget* m_stack;
    EmptyState* m_empty = nullptr;
};

} // namespace sparsight
