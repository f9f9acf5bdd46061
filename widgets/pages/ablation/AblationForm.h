// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/pages/ablation/AblationChoice.h"

#include <QWidget>
#include <optional>

class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QLineEdit;
class QMenu;
class QToolButton;

namespace sparsight {

/// Which neurons, typed or taken from the selection, the pins and the lists, and what they are set to.
class AblationForm : public QWidget {
    Q_OBJECT
public:
    explicit AblationForm(PageContext& context, QWidget* parent = nullptr);

    /// nullopt: complaint() says why, and is empty while nothing is named.
    std::optional<AblationChoice> choice() const;
    QString complaint() const;
    void setNeurons(const std::vector<NeuronName>& neurons);

    QLineEdit& names() const { return *m_names; }
    QComboBox& level() const { return *m_level; }
    QDoubleSpinBox& value() const { return *m_value; }
    void fillMenu(QMenu& menu); ///< neurons that are at hand

Q_SIGNALS:
    void changed();
    void submitted(); ///< Return in the field of neurons

private:
    void addNeurons(const std::vector<NeuronName>& neurons);
    void follow();

    PageContext& m_context;
    QLineEdit* m_names;
    QToolButton* m_add;
    QComboBox* m_level;
    QDoubleSpinBox* m_value;
    QLabel* m_note; ///< where means come from, or what cannot be read
};

} // namespace sparsight
