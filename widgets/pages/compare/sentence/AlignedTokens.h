// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/probe/LivePair.h"
#include "widgets/models/TokenWords.h"
#include "widgets/views/HeatmapView.h"

#include <memory>
#include <utility>
#include <vector>

namespace sparsight {

/// The words or tokens of the sides over each other, a row a side, partners in one column, shaded by a neuron; a word
/// by the strongest of its tokens. One that not all sides have is marked: "−" where the first side has it, "+" where it
/// has not.
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

    void setSides(Sides sides, bool subwords); ///< of none: nothing is shown
    void setNeuron(std::optional<NeuronId> neuron);
    std::optional<NeuronId> neuron() const { return m_neuron; }
    void showToken(std::optional<int> token); ///< marks where the first side's is

Q_SIGNALS:
    void tokenClicked(int token); ///< of the first side

private:
    /// The columns of m_sides that are shown as one, first and last.
    using Shown = std::pair<std::size_t, std::size_t>;

    void joinWords();
    QString textOf(const Shown& shown, std::size_t side) const;
    QString label(const Shown& shown) const;
    std::optional<std::uint32_t> positionOf(QPoint cell) const;
    void shade();
    QString describe(QPoint cell) const;

    Sides m_sides;
    std::vector<std::vector<TokenWord>> m_words; ///< [sides]
    std::vector<Shown> m_shown;
    std::optional<NeuronId> m_neuron;
};

/// Joins what every other side has in common with the first: `alignments` [sides − 1].
AlignedTokens::Sides alignSides(std::vector<std::shared_ptr<const LiveResult>> results,
                                const std::vector<std::vector<AlignedToken>>& alignments, QStringList names);
/// A label for each column.
QStringList alignedWords(const AlignedTokens::Sides& sides);

} // namespace sparsight
