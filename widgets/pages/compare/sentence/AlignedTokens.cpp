// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/compare/sentence/AlignedTokens.h"

#include "widgets/common/Format.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace sparsight {

AlignedTokens::AlignedTokens(QWidget* parent)
    : HeatmapView(parent)
{
    setMinimumHeight(96);
    setAccessibleName(tr("Tokens of the sides, coloured by the neuron's activation"));
    setDescription([this](QPoint cell) { return describe(cell); });
    connect(this, &HeatmapView::cellClicked, this, [this](QPoint cell) {
        if (const auto position = positionOf({cell.x(), 0})) Q_EMIT tokenClicked(int(*position));
    });
}

namespace {

/// The tokens' texts. [sides][tokens]
std::vector<QStringList> textsOf(const std::vector<std::shared_ptr<const LiveResult>>& results)
{
    std::vector<QStringList> texts;
    for (const auto& result : results) {
        QStringList& own = texts.emplace_back();
        for (const TokenWord& piece : tokenPieces(tokensOf(*result)))
            own << piece.text;
    }
    return texts;
}

class Aligner {
public:
    explicit Aligner(std::vector<QStringList> texts)
        : m_texts(std::move(texts))
    {
    }
    void add(const std::vector<AlignedToken>& alignment, std::size_t side)
    {
        std::size_t place = 0; // behind the last token that was added
        for (const AlignedToken& token : alignment) {
            place = token.first ? columnOf(*token.first, place) : gapFor(*token.second, side, place);
            columns[place++][side] = token.second;
        }
    }
    std::vector<AlignedTokens::Column> columns;

private:
    std::size_t columnOf(std::uint32_t first, std::size_t from)
    {
        for (std::size_t i = from; i < columns.size(); ++i) {
            if (columns[i][0] == first) return i;
        }
        insert(columns.size())[0] = first;
        return columns.size() - 1;
    }
    /// Where another side has the same word that the first lacks, or a new column.
    std::size_t gapFor(std::uint32_t position, std::size_t side, std::size_t from)
    {
        const QString& text = m_texts[side][qsizetype(position)];
        for (std::size_t i = from; i < columns.size() && !columns[i][0]; ++i) {
            for (std::size_t other = 1; other < side; ++other) {
                if (columns[i][other] && m_texts[other][qsizetype(*columns[i][other])] == text) return i;
            }
        }
        insert(from);
        return from;
    }
    AlignedTokens::Column& insert(std::size_t at)
    {
        return *columns.insert(columns.begin() + std::ptrdiff_t(at), AlignedTokens::Column(m_texts.size()));
    }

    std::vector<QStringList> m_texts;
};

} // namespace

AlignedTokens::Sides alignSides(std::vector<std::shared_ptr<const LiveResult>> results,
                                const std::vector<std::vector<AlignedToken>>& alignments, QStringList names)
{
    Aligner aligner(textsOf(results));
    for (std::size_t i = 0; i < alignments.size(); ++i)
        aligner.add(alignments[i], i + 1);
    return {std::move(results), std::move(aligner.columns), std::move(names)};
}

QStringList alignedWords(const AlignedTokens::Sides& sides)
{
    const std::vector<QStringList> texts = textsOf(sides.results);
    QStringList words;
    for (const AlignedTokens::Column& column : sides.columns) {
        const auto known = std::ranges::find_if(column, [](const auto& position) { return position.has_value(); });
        const QString text = texts[std::size_t(known - column.begin())][qsizetype(**known)];
        const bool all = std::ranges::all_of(column, [](const auto& position) { return position.has_value(); });
        words << (all ? text : column[0] ? QStringLiteral("− ") + text : QStringLiteral("+ ") + text);
    }
    return words;
}

void AlignedTokens::setSides(Sides sides, bool subwords)
{
    m_sides = std::move(sides);
    m_words.clear();
    for (const auto& result : m_sides.results)
        m_words.push_back(tokenWords(tokensOf(*result), subwords));
    joinWords();
    QStringList labels;
    for (const Shown& shown : m_shown)
        labels << label(shown);
    setLabels(labels, m_sides.names);
    shade();
}

/// Neighbours that belong to one word on all sides that have them, where the same sides have both.
void AlignedTokens::joinWords()
{
    m_shown.clear();
    const auto isOneWord = [this](const Column& first, const Column& second) {
        for (std::size_t side = 0; side < first.size(); ++side) {
            if (first[side].has_value() != second[side].has_value()) return false;
            if (first[side] && wordOf(m_words[side], int(*first[side])) != wordOf(m_words[side], int(*second[side])))
                return false;
        }
        return true;
    };
    for (std::size_t i = 0; i < m_sides.columns.size(); ++i) {
        if (i > 0 && isOneWord(m_sides.columns[i - 1], m_sides.columns[i]))
            m_shown.back().second = i;
        else
            m_shown.emplace_back(i, i);
    }
}

/// The word, or what of it the side has in these columns.
QString AlignedTokens::textOf(const Shown& shown, std::size_t side) const
{
    const auto first = int(*m_sides.columns[shown.first][side]), last = int(*m_sides.columns[shown.second][side]);
    const TokenWord& word = m_words[side][std::size_t(wordOf(m_words[side], first))];
    if (word.first == first && word.last == last) return word.text;
    const std::vector<TokenWord> pieces = tokenPieces(tokensOf(*m_sides.results[side]));
    QString text;
    for (int i = first; i <= last; ++i)
        text += pieces[std::size_t(i)].text;
    return text;
}

QString AlignedTokens::label(const Shown& shown) const
{
    const Column& column = m_sides.columns[shown.first];
    const auto has = [](const auto& position) { return position.has_value(); };
    const QString text = textOf(shown, std::size_t(std::ranges::find_if(column, has) - column.begin()));
    return std::ranges::all_of(column, has) ? text : (column[0] ? QStringLiteral("− ") : QStringLiteral("+ ")) + text;
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
    for (std::size_t i = 0; token && i < m_shown.size(); ++i) {
        const auto first = positionOf({int(i), 0});
        const auto last = m_sides.columns[m_shown[i].second][0];
        if (first && int(*first) <= *token && *token <= int(*last)) column = int(i);
    }
    setMarkedColumn(column);
}

std::optional<std::uint32_t> AlignedTokens::positionOf(QPoint cell) const
{
    if (!cells().contains(cell)) return std::nullopt;
    return m_sides.columns[m_shown[std::size_t(cell.x())].first][std::size_t(cell.y())];
}

void AlignedTokens::shade()
{
    HeatmapCells cells{int(m_shown.size()), m_shown.empty() ? 0 : int(m_sides.results.size()), {}};
    for (int row = 0; row < cells.rows; ++row) {
        const auto side = std::size_t(row);
        const LayerActivations& activations = m_sides.results[side]->activations;
        const bool known = m_neuron && m_neuron->value < activations.neurons;
        for (const Shown& shown : m_shown) {
            float value = m_sides.columns[shown.first][side] ? 0.0F : std::numeric_limits<float>::quiet_NaN();
            for (std::size_t i = shown.first; known && i <= shown.second; ++i) {
                if (!m_sides.columns[i][side]) continue;
                const float a = activations.at(*m_sides.columns[i][side], *m_neuron);
                if (std::abs(a) > std::abs(value)) value = a;
            }
            cells.values.push_back(value);
        }
    }
    setCells(std::move(cells));
}

QString AlignedTokens::describe(QPoint cell) const
{
    if (!positionOf(cell) || !m_neuron) return {};
    const int side = cell.y();
    const QString word = textOf(m_shown[std::size_t(cell.x())], std::size_t(side));
    const QString value = formatNumber(cells().at(cell));
    return tr("neuron %1 at “%2”, %3: %4").arg(QString::number(m_neuron->value), word, m_sides.names[side], value);
}

} // namespace sparsight
