// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/probe/LivePair.h"
#include "widgets/views/HeatmapView.h"

#include <array>
#include <memory>

namespace sparsight {

/// The tokens of two sides over each other, partners in one column, shaded by a neuron. A token that one side alone has
/// is marked: "+" is the second side's, "−" the first one's.
class AlignedTokens : public HeatmapView {
    Q_OBJECT
public:
    struct Sides {
        std::array<std::shared_ptr<const LiveResult>, 2> results;
        std::vector<AlignedToken> alignment;
        std::array<QString, 2> names;
    };
    explicit AlignedTokens(QWidget* parent = nullptr);

    void setSides(Sides sides); ///< without results: nothing is shown
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

/// A label for each entry of the alignment.
QStringList alignedWords(const AlignedTokens::Sides& sides);

} // namespace sparsight
