// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lab/GrammarText.h"

#include "core/lab/LabRandom.h"

namespace sparsight {

namespace {

// The words by what they are; those of a topic lie behind the shared ones.
constexpr std::int32_t determiners = 6, prepositions = 8, topics = 10, nouns = 24, verbs = 14, adjectives = 12;
constexpr std::int32_t stop = GrammarText::firstWord;
constexpr std::int32_t firstDeterminer = stop + 1, firstPreposition = firstDeterminer + determiners;
constexpr std::int32_t firstTopic = firstPreposition + prepositions, topicWords = nouns + verbs + adjectives;
static_assert(firstTopic + topics * topicWords <= GrammarText::vocabulary - GrammarText::sentinels);

/// A text that grows by sentences.
class Writer {
public:
    Writer(const LabRandom& random, std::vector<std::int32_t>& tokens)
        : m_random(random)
        , m_tokens(tokens)
        , m_topic(firstTopic + draw(topics) * topicWords)
    {
    }

    void sentence()
    {
        const std::int32_t subject = nounPhrase();
        // A noun does few of the topic's things.
        add(m_topic + nouns + (subject * 5 + draw(3)) % verbs);
        nounPhrase();
        if (draw(2) == 0) {
            add(firstPreposition + draw(prepositions));
            nounPhrase();
        }
        add(stop);
    }

private:
    std::int32_t draw(std::int32_t count)
    {
        return static_cast<std::int32_t>(m_random.below(m_drawn++, static_cast<std::uint64_t>(count)));
    }
    void add(std::int32_t token) { m_tokens.push_back(token); }

    /// Returns which of the topic's nouns it is.
    std::int32_t nounPhrase()
    {
        const std::int32_t noun = std::min(draw(nouns), draw(nouns)); // some are more common
        add(firstDeterminer + (noun + draw(2)) % determiners);
        if (draw(2) == 0) add(m_topic + nouns + verbs + (noun * 3 + draw(3)) % adjectives);
        add(m_topic + noun);
        return noun;
    }

    LabRandom m_random;
    std::vector<std::int32_t>& m_tokens;
    std::uint64_t m_drawn = 0;
    std::int32_t m_topic;
};

} // namespace

std::vector<std::int32_t> GrammarText::text(std::uint64_t stream, std::uint64_t number, std::size_t tokens) const
{
    std::vector<std::int32_t> result;
    Writer writer(LabRandom(m_seed).at(stream).at(number), result);
    while (result.size() < tokens)
        writer.sentence();
    result.resize(tokens);
    result.push_back(end);
    return result;
}

std::vector<std::int32_t> GrammarText::sentinelIds()
{
    std::vector<std::int32_t> ids;
    for (std::int32_t i = 0; i < sentinels; ++i)
        ids.push_back(vocabulary - 1 - i);
    return ids;
}

} // namespace sparsight
