// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/pages/finetune/TrainingTrace.h"

#include <QWidget>

class QComboBox;
class QLabel;

namespace sparsight {

class CurveLegend;
class CurveView;
class JobRunner;
class Panel;
class ProjectSession;

/// Training loss, validation loss and ROUGE of several trainings, a curve each.
class TrainingCurves : public QWidget {
    Q_OBJECT
public:
    explicit TrainingCurves(QWidget* parent = nullptr);

    void setTraces(const std::vector<TrainingTrace>& traces);
    /// What is shown, in words, beside the legend.
    void setCaption(const QString& caption);
    /// So that each plot can be copied and saved.
    void addFigureButtons(JobRunner& jobs, const ProjectSession& session);

    CurveView& trainingLoss() const { return *m_trainingLoss; }
    CurveView& validationLoss() const { return *m_validationLoss; }
    CurveView& measure() const { return *m_measure; }
    const CurveLegend& legend() const { return *m_legend; }

private:
    Panel* panel(const QString& title, CurveView* view);
    void fillMeasures();
    void showMeasure();

    std::vector<TrainingTrace> m_traces;
    CurveLegend* m_legend;
    CurveView* m_trainingLoss;
    CurveView* m_validationLoss;
    CurveView* m_measure;
    Panel* m_measurePanel = nullptr;
    QComboBox* m_measures;
    QLabel* m_caption;
};

} // namespace sparsight
