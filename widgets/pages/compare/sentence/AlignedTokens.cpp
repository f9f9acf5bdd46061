// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/compare/sentence/AlignedTokens.h"

#include "widgets/common/Format.h"
#include "widgets/models/TokenWords.h"

#include <limits>

namespace sparsight {

AlignedTokens::AlignedTokens(QWidget* parent)
    : HeatmapView(parent)
{
    setMinimumHeight(96);
    setAccessibleName(tr("Tokens of both sides, coloured by the neuron's activation"));
    setDescription([this](QPoint cell) { return describe(cell); });
    connect(this, &HeatmapView::cellClicked, this, [this](QPoint cell) {
        const auto column = std::size_t(cell.x());
        if (column < m_sides.alignment.size() && m_sides.alignment[column].first)
            Q_EMIT tokenClicked(int(*m_sides.alignment[column].first));
    });
}

QStringList alignedWords(const AlignedTokens::Sides& sides)
{
    QStringList words;
    if (!sides.results[0] || !sides.results[1]) return words;
    const auto first = tokenPieces(tokensOf(*sides.results[0])), second = tokenPieces(tokensOf(*sides.results[1]));
    for (const AlignedToken& token : sides.alignment) {
        const QString text = token.first ? first[*token.first].text : second[*token.second].text;
        words << (token.isPair() ? text : token.first ? QStringLiteral("− ") + text : QStringLiteral("+ ") + text);
    }
    return words;
}

void AlignedTokens::setSides(Sides sides)
{
    m_sides = std::move(sides);
    if (!m_sides.results[0] || !m_sides.results[1]) m_sides.alignment.clear();
    setLabels(alignedWords(m_sides), {m_sides.names[0], m_sides.names[1]});
    shade();
}

void AlignedTokens::setNeuron(std::optional<NeuronId> neuron)
{
    if (neuron == m_neuron) return;
    m_neuron = neuron;
    shade();
}

void AlignedTokens::showToken(std::optional<int> token)
{
    int column = -1;
    for (std::size_t i = 0; token && i < m_sides.alignment.size(); ++i) {
        if (m_sides.alignment[i].first == std::uint32_t(*token)) column = int(i);
    }
    setMarkedColumn(column);
}

std::optional<std::uint32_t> AlignedTokens::positionOf(QPoint cell) const
{
    if (cell.x() < 0 || cell.x() >= int(m_sides.alignment.size())) return std::nullopt;
    const AlignedToken& token = m_sides.alignment[std::size_t(cell.x())];
    return cell.y() == 0 ? token.first : token.second;
}

void AlignedTokens::shade()
{
    HeatmapCells cells{int(m_sides.alignment.size()), m_sides.alignment.empty() ? 0 : 2, {}};
    for (int row = 0; row < cells.rows; ++row) {
        const LayerActivations& activations = m_sides.results[std::size_t(row)]->activations;
        const bool known = m_neuron && m_neuron->value < activations.neurons;
        for (int column = 0; column < cells.columns; ++column) {
            const auto position = positionOf({column, row});
            cells.values.push_back(!position ? std::numeric_limits<float>::quiet_NaN()
                                   : known   ? activations.at(*position, *m_neuron)
                                             : 0.0F);
        }
    }
    setCells(std::move(cells));
}

QString AlignedTokens::describe(QPoint cell) const
{
    const auto position = positionOf(cell);
    if (!position || !m_neuron) return {};
    const auto side = std::size_t(cell.y());
    const QString word = tokenPieces(tokensOf(*m_sides.results[side]))[*position].text;
    const QString value = formatNumber(cells().at(cell));
    return tr("neuron %1 at “%2”, %3: %4").arg(QString::number(m_neuron->value), word, m_sides.names[side], value);
}

} // namespace sparsight
