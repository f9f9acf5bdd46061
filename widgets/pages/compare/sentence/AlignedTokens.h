// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/probe/LivePair.h"
#include "widgets/views/HeatmapView.h"

#include <memory>
#include <vector>

namespace sparsight {

/// The tokens of the sides over each other, a row a side, partners in one column, shaded by a neuron. A token that not
/// all sides have is marked: "−" where the first side has it, "+" where it has not.
class AlignedTokens : public HeatmapView {
    Q_OBJECT
public:
    using Column = std::vector<std::optional<std::uint32_t>>; ///< [sides], the token's position in each
    struct Sides {
        std::vector<std::shared_ptr<const LiveResult>> results; ///< [sides]
        std::vector<Column> columns;
        QStringList names; ///< [sides]
    };
    explicit AlignedTokens(QWidget* parent = nullptr);

    void setSides(Sides sides); ///< of none: nothing is shown
    void setNeuron(std::optional<NeuronId> neuron);
    std::optional<NeuronId> neuron() const { return m_neuron; }
    void showToken(std::optional<int> token); ///< marks where the first side's is

Q_SIGNALS:
    void tokenClicked(int token); ///< of the first side

private:
    std::optional<std::uint32_t> positionOf(QPoint cell) const;
    void shade();
    QString describe(QPoint cell) const;

    Sides m_sides;
    std::optional<NeuronId> m_neuron;
};

/// Joins what every other side has in common with the first: `alignments` [sides − 1].
AlignedTokens::Sides alignSides(std::vector<std::shared_ptr<const LiveResult>> results,
                                const std::vector<std::vector<AlignedToken>>& alignments, QStringList names);
/// A label for each column.
QStringList alignedWords(const AlignedTokens::Sides& sides);

} // namespace sparsight
