// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/models/NeuronSentences.h"

#include <QStringList>
#include <QWidget>

class QButtonGroup;
class QLabel;
class QLineEdit;
class QPushButton;
class QTabWidget;
class QToolButton;

namespace sparsight {

class DamageNotice;
class FilterTableView;
class HistogramView;
class TopicKtModel;
struct PageContext;

/// One neuron: how often and how strongly it fires, its KT for every topic, and its sentences with their words shaded
/// by its activation: the strongest, samples of weaker ones, or those with words that are searched for.
class NeuronView : public QWidget {
    Q_OBJECT
public:
    NeuronView(PageContext& context, QWidget* parent);

    NeuronSentences& sentences() const { return *m_sentences; }

Q_SIGNALS:
    void closed();
    void stepped(int direction); ///< +1: the next neuron is wanted, -1: the one before

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    QWidget* buildBar();
    QWidget* buildFacts();
    QWidget* buildSentences();
    QWidget* buildSentenceTools();
    QStringList sentencesProvenance() const;
    QToolButton* stepButton(const QString& icon, const QString& title, const QKeySequence& key, int direction);
    void showNeuron();
    void showDamage();
    void showFacts();
    void choosePart(int part);
    bool isSearching() const;
    void showSentences();
    void showHits();

    PageContext& m_context;
    NeuronSentences* m_sentences;
    TopicKtModel* m_topics;
    QTabWidget* m_tabs;
    QLabel* m_name;
    QLabel* m_module;
    QLabel* m_density;
    QLabel* m_detail;
    QLabel* m_source;
    QLabel* m_rule;
    HistogramView* m_histogram;
    DamageNotice* m_damage;
    QButtonGroup* m_parts;
    SentencePart m_part = SentencePart::Top; ///< shown where nothing is searched for
    QStringList m_partHints;                 // [parts]
    FilterTableView* m_rows;                 ///< the sentences, for copies
    QLineEdit* m_search;
    QLabel* m_hits;
    QLabel* m_note;
};

} // namespace sparsight
