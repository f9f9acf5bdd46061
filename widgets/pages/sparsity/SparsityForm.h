// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/pages/sparsity/SparsityRun.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QPushButton;
class QSpinBox;

namespace sparsight {

class CheckedMenu;
struct PageContext;

/// Chooses what is measured: checkpoints (the loaded one, those of the project, the random twin), data sets and how.
class SparsityForm : public QWidget {
    Q_OBJECT
public:
    explicit SparsityForm(PageContext& context, QWidget* parent = nullptr);

    SparsityChoice choice() const;
    void setRunning(bool running); ///< the button then stops
    CheckedMenu& checkpoints() const { return *m_checkpoints; }
    CheckedMenu& datasets() const { return *m_datasets; }
    QPushButton& button() const { return *m_button; }

Q_SIGNALS:
    void changed();
    void wanted(); ///< the button was pressed

private:
    void fill();
    void showButton();

    PageContext& m_context;
    CheckedMenu *m_checkpoints, *m_datasets;
    QCheckBox *m_twin, *m_cett;
    QComboBox *m_decoder, *m_which;
    QSpinBox* m_sentences;
    QDoubleSpinBox* m_epsilon;
    QPushButton* m_button;
    bool m_running = false;
};

} // namespace sparsight
