// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/pages/neurons/EvidenceModels.h"
#include "widgets/session/LayerFacts.h"

#include <QWidget>
#include <memory>

class QLabel;

namespace sparsight {

class FilterTableView;
class TopicPicker;
struct PageContext;

/// What the KT-score of the neuron in focus rests on: every keyword's share of it, and the score under other capture
/// rules. Computed in the background while it is shown.
class EvidencePane : public QWidget {
    Q_OBJECT
public:
    EvidencePane(PageContext& context, QWidget* parent = nullptr);

    KeywordShareModel& keywords() const { return *m_keywords; }
    RuleScoreModel& rules() const { return *m_rules; }

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    QWidget* buildKeywords();
    QWidget* buildRules();
    void follow();
    void stop();
    void clear(const QString& reason);
    void adopt(const std::shared_ptr<const KtEvidence>& evidence);

    PageContext& m_context;
    TopicPicker* m_topic;
    KeywordShareModel* m_keywords;
    RuleScoreModel* m_rules;
    FilterTableView* m_keywordTable;
    FilterTableView* m_ruleTable;
    QLabel* m_note;
    quint64 m_query = 0;
    struct Asked {
        std::shared_ptr<const LayerData> facts;
        NeuronId neuron;
        Topic topic;
    } m_asked; ///< what is shown, or being computed
};

} // namespace sparsight
