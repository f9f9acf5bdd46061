// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/dataset/PaperChoice.h"

#include <QWidget>

class QComboBox;
class QFormLayout;
class QLineEdit;

namespace sparsight {

/// Fields for what of each paper is imported, and what a row is.
class PaperChoices : public QObject {
    Q_OBJECT
public:
    /// Adds its rows to the form.
    explicit PaperChoices(QFormLayout* form, QWidget* parent);

    PaperChoice choice() const; ///< with the first of the units
    /// What rows are to be: one data set for each unit.
    std::vector<PaperUnit> units() const;

Q_SIGNALS:
    void changed();

private:
    void inputChosen();

    QComboBox* m_input;
    QLineEdit* m_sections;
    QComboBox* m_unit;
};

} // namespace sparsight
