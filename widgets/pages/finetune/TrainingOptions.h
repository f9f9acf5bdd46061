// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/TrainingSettings.h"
#include "widgets/pages/finetune/FieldRows.h"

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QLineEdit;
class QSpinBox;

namespace sparsight {

/// The choices of a training that most people leave as they are.
class TrainingOptions : public FieldRows {
    Q_OBJECT
public:
    explicit TrainingOptions(QWidget* parent = nullptr);

    /// Fills in what is chosen here. Throws Error(BadInput) with the setting's name where a text says nothing.
    void read(TrainingSettings& settings) const;
    void show(const TrainingSettings& settings);
    void followOptimizer(OptimizerKind kind);   ///< the usual clipping norm, unless one was chosen
    void setDatasets(const QStringList& names); ///< with targets; one that is chosen stays chosen while it is there
    QString validation() const;                 ///< a data set; empty: a share of the pairs
    void setValidation(const QString& dataset);
    QString outputFolder() const; ///< empty: the usual one
    void setOutputFolder(const QString& folder);
    void setUsualOutputFolder(const QString& folder);

Q_SIGNALS:
    void changed();

private:
    void createSteps();
    void createMemory();
    void createTexts();
    void chooseFolder();
    QSpinBox* addNumber(const QString& caption, const QString& hint, const char* name, const char* setting, int low,
                        int high);
    QDoubleSpinBox* addDecimal(const QString& caption, const QString& hint, const char* name, const char* setting,
                               double high, double step, int decimals);
    QComboBox* addChoice(const QString& caption, const QString& hint, const char* name, const char* setting = "");
    QLineEdit* addText(const QString& caption, const QString& hint, const char* name, const char* setting = "");

    QComboBox* m_schedule = nullptr;
    QSpinBox* m_warmUp = nullptr;
    QDoubleSpinBox* m_clip = nullptr;
    QDoubleSpinBox* m_weightDecay = nullptr;
    QLineEdit* m_dropout = nullptr;
    QDoubleSpinBox* m_labelSmoothing = nullptr;
    QLineEdit* m_seed = nullptr;
    QLineEdit* m_frozen = nullptr;
    QSpinBox* m_accumulation = nullptr;
    QCheckBox* m_checkpointing = nullptr;
    QComboBox* m_precision = nullptr;
    QComboBox* m_weights = nullptr;
    QComboBox* m_device = nullptr;
    QComboBox* m_validation = nullptr;
    QDoubleSpinBox* m_validationShare = nullptr;
    QSpinBox* m_patience = nullptr;
    QSpinBox* m_source = nullptr;
    QSpinBox* m_target = nullptr;
    QLineEdit* m_prefix = nullptr;
    QSpinBox* m_evaluation = nullptr;
    QLineEdit* m_output = nullptr;
    OptimizerKind m_optimizer = OptimizerKind::Adam;
    int m_threads = 0;
};

} // namespace sparsight
