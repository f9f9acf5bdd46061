// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/InferenceEngine.h"

#include <QWidget>
#include <memory>

class QLabel;
class QLineEdit;
class QStackedWidget;
class QToolButton;

namespace sparsight {

class DamageNotice;
class HistogramView;
class NeuronSentences;
class TopicKtModel;
struct PageContext;

/// What is known of the selected neuron, the same on every page: how often it fires, its KT for every topic, its values
/// and its strongest sentences; beside the neuron's own page, which shows these at length, the short facts alone.
/// Without a run it shows the live sentence's value alone.
class Inspector : public QWidget {
    Q_OBJECT
public:
    Inspector(PageContext& context, QWidget* parent);

    QSize sizeHint() const override { return {308, 600}; }

private:
    QWidget* buildHint();
    QWidget* buildFacts();
    QWidget* buildHeader();
    QWidget* buildRunFacts();
    void showNeuron();
    void showPin();
    void showFacts();
    void showDamage();
    void showLive();
    void showSentences();
    void copyFacts() const;
    void writeReport();

    PageContext& m_context;
    NeuronSentences* m_sentences;
    TopicKtModel* m_topics;
    std::shared_ptr<const LiveResult> m_live;
    QStackedWidget* m_stack;
    QLabel* m_name;
    QToolButton* m_pin;
    QToolButton* m_report;
    QLabel* m_density;
    QLabel* m_detail;
    QLabel* m_source;
    QLabel* m_rule;
    QLabel* m_liveValue;
    QLabel* m_absence;
    QLabel* m_foreign; ///< that the facts are another checkpoint's
    QLabel* m_shadeNote;
    QWidget* m_notes;
    QWidget* m_runFacts; ///< everything that needs a run
    DamageNotice* m_damage;
    HistogramView* m_histogram;
    QLineEdit* m_filter;
};

} // namespace sparsight
