// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/NeuronName.h"
#include "core/capture/InferenceEngine.h"
#include "widgets/views/Panel.h"

#include <array>
#include <optional>

namespace sparsight {

struct PageContext;

/// What the neuron in focus writes into the vocabulary: the pieces that it makes more and less likely, by the
/// checkpoint that is loaded.
class WritesPanel : public Panel {
    Q_OBJECT
public:
    static constexpr int rows = 8; ///< pieces of each end

    explicit WritesPanel(PageContext& context, QWidget* parent = nullptr);

    QString pieceAt(int row, bool top) const;
    QString noteText() const;

protected:
    void showEvent(QShowEvent* event) override;

private:
    void follow();
    void showWriting(const NeuronWriting& writing);
    void say(const QString& note);
    QString formulaText(const NeuronWriting& writing) const;

    PageContext& m_context;
    struct Line {
        QLabel *top, *topScore, *bottom, *bottomScore;
    };
    std::array<Line, rows> m_lines;
    QWidget* m_grid;
    QLabel* m_note;
    std::optional<NeuronName> m_shown; ///< or asked for
    quint64 m_query = 0;
};

} // namespace sparsight
