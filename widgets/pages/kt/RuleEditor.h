// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/kt/CaptureRule.h"

#include <QStringList>
#include <QWidget>
#include <string>

class QComboBox;
class QDoubleSpinBox;

namespace sparsight {

/// Which sentences a neuron captures: the kind of rule, its value, and the run it refers to where it does.
class RuleEditor : public QWidget {
    Q_OBJECT
public:
    explicit RuleEditor(QWidget* parent = nullptr);

    CaptureRule rule() const;
    void setRule(const CaptureRule& rule);
    void setRuns(const QStringList& names); ///< to refer to; the chosen one stays when it is among them

Q_SIGNALS:
    void changed();

private:
    CaptureRule::Kind kind() const;
    void adaptToKind();

    QComboBox* m_kind;
    QDoubleSpinBox* m_value;
    QComboBox* m_run;
    std::string m_inner; ///< of the rule that was set: which sentences of that run are meant
};

} // namespace sparsight
