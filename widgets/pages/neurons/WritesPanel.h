// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/NeuronName.h"
#include "core/capture/InferenceEngine.h"
#include "widgets/views/Panel.h"

#include <optional>

class QSpinBox;

namespace sparsight {

class FilterTableView;
class WritingModel;
struct PageContext;

/// What the neuron in focus writes into the vocabulary: the pieces that it makes more and less likely, by the
/// checkpoint that is loaded.
class WritesPanel : public Panel {
    Q_OBJECT
public:
    explicit WritesPanel(PageContext& context, QWidget* parent = nullptr);

    FilterTableView& table() const { return *m_table; }
    QSpinBox& count() const { return *m_count; } ///< pieces of each end
    QString pieceAt(int row, bool top) const;
    QString noteText() const;

protected:
    void showEvent(QShowEvent* event) override;

private:
    void follow();
    void askAgain();
    void showWriting(const NeuronWriting& writing);
    void say(const QString& note);
    QString formulaText(const NeuronWriting& writing) const;

    PageContext& m_context;
    WritingModel* m_model;
    FilterTableView* m_table;
    QWidget* m_page; ///< the table with its tools
    QSpinBox* m_count;
    QLabel* m_note;
    QStringList m_provenance;
    std::optional<NeuronName> m_shown; ///< or asked for
    quint64 m_query = 0;
};

} // namespace sparsight
