// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/tokens/NeuronTokens.h"
#include "widgets/report/ExportSource.h"
#include "widgets/session/LayerFacts.h"

#include <QWidget>
#include <memory>

class QComboBox;
class QLabel;

namespace sparsight {

class CurveView;
class FilterTableView;
class NgramModel;
struct PageContext;

/// At which tokens, and where in its sentences, the neuron in focus is strongest. The run's tokens are read once, by
/// the tokenizer of its checkpoint, as a job; neurons are then counted in the background while the pane is shown.
class TokensPane : public QWidget {
    Q_OBJECT
public:
    explicit TokensPane(PageContext& context, QWidget* parent = nullptr);

    const NgramModel& ngrams() const { return *m_model; }
    const CurveView& positions() const { return *m_positions; }
    QString noteText() const;

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    QWidget* buildTable();
    QWidget* buildPositions();
    ExportSource positionsFigure() const;
    void follow();
    void readTokens(const RunInfo& run, Stack stack);
    void count();
    void stop();
    void clear(const QString& reason);
    void adopt(std::shared_ptr<const NeuronTokens> result);
    void showPositions();
    QString ngramVerdict() const;
    QString positionVerdict() const;

    PageContext& m_context;
    NgramModel* m_model;
    FilterTableView* m_table;
    CurveView* m_positions;
    QComboBox* m_place; ///< tenths of the sentence, or positions from its start
    QLabel* m_note;
    QLabel* m_readout;
    std::shared_ptr<const RunTokens> m_tokens; ///< of the run and stack that were asked for last
    std::shared_ptr<const NeuronTokens> m_result;
    quint64 m_reading = 0; ///< the job, 0: none
    quint64 m_query = 0;
    struct Asked {
        std::shared_ptr<const LayerData> facts;
        NeuronId neuron;
    } m_asked; ///< what is shown, or being computed
};

} // namespace sparsight
