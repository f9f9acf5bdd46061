// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/tokens/NeuronTokens.h"

#include "core/analysis/NeuronRanges.h"
#include "core/analysis/RunChecks.h"
#include "core/base/Error.h"

#include <algorithm>
#include <tuple>
#include <unordered_map>

namespace sparsight {

namespace {

constexpr std::size_t mostNgrams = 1000;
constexpr std::uint32_t tenths = 10;

using Key = std::array<std::int32_t, longestNgram>; // the last token first; what is not there is absentId
constexpr std::int32_t absentId = -1;

struct KeyHash {
    std::size_t operator()(const Key& key) const noexcept
    {
        std::uint64_t hash = 0;
        for (const std::int32_t id : key)
            hash = (hash ^ static_cast<std::uint32_t>(id)) * 0x9E3779B97F4A7C15u;
        return hash ^ (hash >> 32);
    }
};

struct Counts {
    std::uint32_t maxima = 0;
    std::uint64_t occurrences = 0;
};
using Ngrams = std::unordered_map<Key, Counts, KeyHash>;

/// Calls `visit` with each n-gram that ends at the position and lies within the sentence, the shortest first.
template <class Visit>
void forEachNgram(std::span<const std::int32_t> sentence, std::size_t end, Visit visit)
{
    Key key;
    key.fill(absentId);
    for (std::size_t length = 1; length <= longestNgram && length <= end + 1; ++length) {
        key[length - 1] = sentence[end + 1 - length];
        if (!visit(key)) return;
    }
}

/// Where maxima are, beside where they would be if all positions of a sentence were alike.
class Spread {
public:
    Spread()
    {
        for (std::uint32_t tenth = 1; tenth <= tenths; ++tenth)
            m_tenths.bins.push_back({tenth, tenth, {}});
        for (const std::uint32_t position : {1u, 2u, 3u, 4u})
            m_fromStart.bins.push_back({position, position, {}});
        for (const std::uint32_t first : {5u, 9u, 17u, 33u})
            m_fromStart.bins.push_back({first, 2 * (first - 1), {}});
        m_fromStart.bins.push_back({65, 0, {}});
    }

    /// The maximum of a sentence of `length` positions is at `position`, from 0.
    void add(std::uint32_t position, std::uint32_t length)
    {
        m_tenths.bins[tenthOf(position, length)].sentences.observed += 1;
        m_fromStart.bins[binFromStart(position)].sentences.observed += 1;
        ++m_lengths[length];
    }

    std::pair<PositionSpread, PositionSpread> finish()
    {
        for (const auto& [length, sentences] : m_lengths) {
            for (std::uint32_t position = 0; position < length; ++position) {
                const double each = static_cast<double>(sentences) / length;
                m_tenths.bins[tenthOf(position, length)].sentences.expected += each;
                m_fromStart.bins[binFromStart(position)].sentences.expected += each;
            }
        }
        for (PositionSpread* spread : {&m_tenths, &m_fromStart})
            judge(*spread);
        return {std::move(m_tenths), std::move(m_fromStart)};
    }

private:
    static std::size_t tenthOf(std::uint32_t position, std::uint32_t length)
    {
        // Of the token's middle, (position + ½) / length, in whole numbers.
        return std::size_t(tenths) * (2 * std::size_t(position) + 1) / (2 * std::size_t(length));
    }
    std::size_t binFromStart(std::uint32_t position) const
    {
        const auto beyond = std::ranges::upper_bound(m_fromStart.bins, position + 1, {}, &MaximaBin::first);
        return static_cast<std::size_t>(beyond - m_fromStart.bins.begin()) - 1;
    }
    static void judge(PositionSpread& spread)
    {
        std::vector<Expectation> bins;
        for (const MaximaBin& bin : spread.bins)
            bins.push_back(bin.sentences);
        spread.distance = totalVariation(bins);
        spread.test = chiSquareTest(bins);
    }

    PositionSpread m_tenths, m_fromStart;
    std::map<std::uint32_t, std::uint32_t> m_lengths; // sentences by their number of positions
};

/// What is wrong with tokens of another data set, or of another tokenizer.
[[noreturn]] void refuseTokens(const RunInfo& run)
{
    throw Error(ErrorCode::BadInput, "The tokens are not those that the run \"" + run.name + "\" has read.");
}

void countOccurrences(const RunTokens& tokens, Ngrams& ngrams, const std::stop_token& stop)
{
    for (std::uint32_t s = 0; s < tokens.sentences(); ++s) {
        if (s % 1024 == 0) throwIfStopped(stop);
        const std::span<const std::int32_t> sentence = tokens.sentence(s);
        for (std::size_t t = 0; t < sentence.size(); ++t) {
            if (!tokens.counts(sentence[t])) continue;
            // Where an n-gram has no maximum, no longer one has.
            forEachNgram(sentence, t, [&](const Key& key) {
                const auto known = ngrams.find(key);
                if (known != ngrams.end()) ++known->second.occurrences;
                return known != ngrams.end();
            });
        }
    }
}

NgramMaxima describe(const Key& key, const Counts& counts, const RunTokens& tokens, const NeuronTokens& of)
{
    NgramMaxima ngram{.ids = {}, .text = {}, .maxima = counts.maxima, .occurrences = counts.occurrences};
    for (const std::int32_t id : key)
        if (id != absentId) ngram.ids.insert(ngram.ids.begin(), id);
    for (const std::int32_t id : ngram.ids)
        ngram.text += (ngram.text.empty() ? "" : " ") + tokens.piece(id);
    ngram.share = static_cast<double>(counts.maxima) / of.fires;
    ngram.base = static_cast<double>(counts.occurrences) / static_cast<double>(of.positions);
    ngram.lift = ngram.share / ngram.base;
    return ngram;
}

void collect(const Ngrams& ngrams, const RunTokens& tokens, NeuronTokens& result)
{
    for (const auto& [key, counts] : ngrams) {
        const auto length = static_cast<std::size_t>(std::ranges::find(key, absentId) - key.begin());
        result.ngrams[length - 1].push_back(describe(key, counts, tokens, result));
    }
    for (std::vector<NgramMaxima>& all : result.ngrams) {
        std::ranges::sort(all, [](const NgramMaxima& a, const NgramMaxima& b) {
            return std::tie(b.maxima, b.lift, a.ids) < std::tie(a.maxima, a.lift, b.ids);
        });
        all.resize(std::min(all.size(), mostNgrams));
    }
}

/// The n-gram without its first token, which has as many maxima at least.
const NgramMaxima* endingOf(const NgramMaxima& ngram, const std::vector<NgramMaxima>& shorter)
{
    const auto found = std::ranges::find_if(shorter, [&](const NgramMaxima& each) {
        return std::ranges::equal(each.ids, std::span(ngram.ids).subspan(1));
    });
    return found == shorter.end() ? nullptr : &*found;
}

} // namespace

const NgramMaxima* NeuronTokens::ofNgram() const
{
    if (fires < tokenThresholds.minimum) return nullptr;
    const NgramMaxima* found = nullptr;
    for (std::size_t length = 1; length <= longestNgram && !ngrams[length - 1].empty(); ++length) {
        const NgramMaxima& most = ngrams[length - 1].front();
        if (most.share < tokenThresholds.share || most.lift < tokenThresholds.lift) continue;
        // A token that always follows the same other one tells nothing of the two.
        const NgramMaxima* ending = length == 1 ? nullptr : endingOf(most, ngrams[length - 2]);
        if (length == 1 || (ending && most.lift >= tokenThresholds.lift * ending->lift)) found = &most;
    }
    return found;
}

bool NeuronTokens::isPositional() const
{
    const auto judge = [](const PositionSpread& spread) {
        return spread.distance && *spread.distance >= tokenThresholds.distance && spread.test &&
               spread.test->p < tokenThresholds.p;
    };
    return fires >= tokenThresholds.minimum && (judge(tenths) || judge(fromStart));
}

NeuronTokens computeNeuronTokens(const Project& project, const RunInfo& run, LayerId layer, NeuronId neuron,
                                 const RunTokens& tokens, const std::stop_token& stop)
{
    const std::uint32_t sentences = project.dataset(run.dataset).sentences;
    requireMaxima(run);
    requireComplete(run, sentences);
    requireNeuron(run, neuron);
    if (tokens.run() != run.id || tokens.stack() != layer.stack || tokens.sentences() != sentences) refuseTokens(run);
    const RunReader reader(project, run.id, layer);
    NeuronTokens result{.run = run, .layer = layer, .neuron = neuron, .positions = tokens.positions()};
    Ngrams ngrams;
    Spread spread;
    for (const ColumnEntry& entry : reader.column(neuron)) {
        const std::span<const std::int32_t> sentence = tokens.sentence(entry.row);
        if (entry.token >= sentence.size() || !tokens.counts(sentence[entry.token])) refuseTokens(run);
        forEachNgram(sentence, entry.token, [&](const Key& key) {
            ++ngrams[key].maxima;
            return true;
        });
        const auto counted = [&](std::span<const std::int32_t> ids) {
            return static_cast<std::uint32_t>(
                std::ranges::count_if(ids, [&](std::int32_t id) { return tokens.counts(id); }));
        };
        spread.add(counted(sentence.first(entry.token)), counted(sentence));
        ++result.fires;
    }
    countOccurrences(tokens, ngrams, stop);
    collect(ngrams, tokens, result);
    std::tie(result.tenths, result.fromStart) = spread.finish();
    result.damage = damageOf(reader);
    return result;
}

} // namespace sparsight
