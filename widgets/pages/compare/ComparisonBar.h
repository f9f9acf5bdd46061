// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/pages/compare/ComparisonChoice.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QSpinBox;

namespace sparsight {

class RuleEditor;
class RunsButton;
class TopicPicker;
struct PageContext;

/// Chooses the stored runs that are compared, the layer, the topic and the rule.
class ComparisonBar : public QWidget {
    Q_OBJECT
public:
    ComparisonBar(PageContext& context, QWidget* parent = nullptr);

    ComparisonChoice choice() const;
    ComparisonAbsence absence() const;
    void setPairVisible(bool visible);  ///< whether one of the other runs is chosen to be held against the reference
    void setTopicVisible(bool visible); ///< and the rule
    void swap();                        ///< the reference and the other run

Q_SIGNALS:
    void changed();

private:
    void fillRuns();
    void takeComparison();
    ComparisonAbsence absenceOfRuns() const;

    PageContext& m_context;
    TopicPicker* m_topic;
    RunsButton* m_runs;
    QComboBox *m_reference, *m_other;
    QWidget* m_pair;
    RuleEditor* m_rule;
    QLabel* m_minimumLabel;
    QSpinBox* m_minimum;
};

} // namespace sparsight
