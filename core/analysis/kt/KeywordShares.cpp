// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/kt/KeywordShares.h"

#include "core/analysis/NeuronRanges.h"
#include "core/analysis/kt/CapturedColumns.h"
#include "core/dataset/KeywordMatcher.h"

#include <algorithm>

namespace sparsight {

namespace {

/// The keywords that a sentence contains, each once.
std::vector<std::uint32_t> keywordsIn(const KeywordMatcher& matcher, const std::string& text)
{
    std::vector<std::uint32_t> keywords;
    for (const KeywordMatcher::Hit& hit : matcher.find(text))
        keywords.push_back(hit.keyword);
    std::ranges::sort(keywords);
    keywords.erase(std::unique(keywords.begin(), keywords.end()), keywords.end());
    return keywords;
}

std::vector<bool> capturedBy(const Project& project, const CapturingLayer& layer, NeuronId neuron, DamageLog& damage,
                             const std::stop_token& stop)
{
    std::vector<bool> captured(layer.sentences());
    CapturedColumns columns(project, layer);
    columns.forEach(
        neuron, NeuronId(neuron.value + 1),
        [&](NeuronId, CapturedColumns::Column, std::span<const std::uint32_t> sentences) {
            for (const std::uint32_t sentence : sentences)
                captured[sentence] = true;
        },
        stop);
    columns.logDamage(damage);
    return captured;
}

} // namespace

KeywordShares computeKeywordShares(const Project& project, const RunInfo& run, LayerId layer, NeuronId neuron,
                                   const Topic& topic, const CaptureRule& rule, bool inGenerated,
                                   const std::stop_token& stop)
{
    requireNeuron(run, neuron);
    if (inGenerated) requireGeneratedText(run);
    const KeywordMatcher matcher(topic);
    const CapturingLayer capturing(project, run, layer, rule, stop, {});
    DamageLog damage;
    const std::vector<bool> captured = capturedBy(project, capturing, neuron, damage, stop);
    KeywordShares result{.run = run,
                         .layer = layer,
                         .neuron = neuron,
                         .sentences = capturing.sentences(),
                         .keywords = std::vector<KeywordShare>(topic.keywords.size())};
    std::uint64_t hits = 0;
    project.forEachSentence(run.dataset, [&](SentenceId id, const Sentence& sentence) {
        if (id.value % 1024 == 0) throwIfStopped(stop);
        const std::vector<std::uint32_t> keywords =
            keywordsIn(matcher, inGenerated ? project.generatedText(run.id, id).value_or("") : sentence.text);
        const bool isCaptured = captured[id.value];
        result.withKeyword += !keywords.empty();
        hits += isCaptured && !keywords.empty();
        for (const std::uint32_t keyword : keywords) {
            KeywordShare& share = result.keywords[keyword];
            ++share.sentences;
            share.captured += isCaptured;
            share.alone += isCaptured && keywords.size() == 1;
        }
    });
    const auto count = static_cast<std::uint64_t>(std::ranges::count(captured, true));
    result.score =
        scoreOf({.population = result.sentences, .marked = result.withKeyword, .sample = count, .hits = hits});
    for (KeywordShare& share : result.keywords) {
        share.lift = liftOf(
            {.population = result.sentences, .marked = share.sentences, .sample = count, .hits = share.captured});
        if (count > 0) share.ktWithout = static_cast<double>(hits - share.alone) / static_cast<double>(count);
    }
    result.damage = damage.damage();
    return result;
}

} // namespace sparsight
