// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/FoundCheckpoint.h"
#include "core/training/TrainingService.h"

#include <QFrame>
#include <vector>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;
class QToolButton;

namespace sparsight {

class FieldRows;
class TrainingOptions;
struct PageContext;

/// What is to be trained: parent, data, learning rates and all settings. What is wrong is said beside its field, and
/// nothing can be started until it is put right.
class TrainingForm : public QFrame {
    Q_OBJECT
public:
    TrainingForm(PageContext& context, QWidget* parent);

    void show(const TrainingRequest& request); ///< puts its choices into the fields
    using QFrame::show;
    void setBusy(bool busy); ///< a training runs: another one cannot be started

Q_SIGNALS:
    void wanted(const sparsight::TrainingRequest& request); ///< without pairs

private:
    void createFields();
    void createMore();
    void createStart();
    void fillParents();
    void fillDatasets();
    void lookForCheckpoints();
    void addParent(const QString& place, const QString& name = {}); ///< unless it is there
    std::vector<double> rates() const; ///< Throws Error(BadInput) with item "learning rate".
    TrainingRequest request() const;   ///< Throws Error(BadInput) with the setting as item.
    QString absence() const;           ///< what is missing before anything can be trained; empty: nothing
    void check();
    void start();

    PageContext& m_context;
    std::vector<FoundCheckpoint> m_found;
    FieldRows* m_rows = nullptr;
    QComboBox* m_parent = nullptr;
    QComboBox* m_dataset = nullptr;
    QLineEdit* m_rates = nullptr;
    QSpinBox* m_epochs = nullptr;
    QSpinBox* m_batch = nullptr;
    QComboBox* m_optimizer = nullptr;
    QToolButton* m_more = nullptr;
    TrainingOptions* m_options = nullptr;
    QLabel* m_hint = nullptr;
    QPushButton* m_start = nullptr;
    QString m_chosenParent; ///< by the person; empty: the loaded checkpoint, or the first
    bool m_busy = false;
};

} // namespace sparsight
