// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/SyntheticProject.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <iostream>
#include <numeric>
#include <string_view>

namespace sparsight::bench {

namespace {

struct Subject {
    const char* label;
    std::array<const char*, 8> words;
};

constexpr std::array<Subject, 4> subjects{{
    {"stem", {"electron", "theorem", "enzyme", "velocity", "algorithm", "molecule", "voltage", "integral"}},
    {"colours", {"red", "turquoise", "scarlet", "amber", "violet", "emerald", "crimson", "indigo"}},
    {"countries", {"Norway", "Kenya", "Peru", "Japan", "Poland", "Morocco", "Chile", "Vietnam"}},
    {"everyday", {"kitchen", "bicycle", "neighbour", "umbrella", "breakfast", "garden", "letter", "window"}},
}};
constexpr std::array<const char*, 24> commonWords{
    "the",    "a",       "small", "old",    "quietly", "often", "near",  "with",    "seen", "many",  "people", "after",
    "before", "because", "found", "slowly", "other",   "first", "again", "between", "long", "asked", "under",  "every"};

} // namespace

SyntheticProject::SyntheticProject(const SyntheticOptions& options)
    : m_options(options)
    , m_random(options.seed)
{
    makeSentences();
    makeNeurons();
}

void SyntheticProject::makeSentences()
{
    std::lognormal_distribution<double> length(2.5, 0.4);
    for (std::uint32_t i = 0; i < m_options.sentences; ++i) {
        const auto subject = m_random() % subjects.size();
        const auto words = static_cast<std::uint16_t>(std::clamp(length(m_random), 3.0, 60.0));
        std::string text;
        for (int word = 0; word < words; ++word) {
            const bool common = m_random() % 4 != 0;
            text += word == 0 ? "" : " ";
            text += common ? commonWords[m_random() % commonWords.size()] : subjects[subject].words[m_random() % 8];
        }
        m_sentences.push_back({text + ".", subjects[subject].label, "document " + std::to_string(i / 20), ""});
        m_subjects.push_back(static_cast<int>(subject));
        m_lengths.push_back(static_cast<std::uint16_t>(words + 2));
    }
    for (std::uint32_t i = 0; i < m_options.sentences; ++i)
        m_plan.emplace_back(i);
    std::ranges::stable_sort(m_plan, {}, [&](SentenceId id) { return m_lengths[id.value]; });
}

void SyntheticProject::makeNeurons()
{
    std::lognormal_distribution<double> density(std::log(0.02), 0.95), scale(-1, 0.7);
    for (std::uint32_t i = 0; i < m_options.neurons; ++i) {
        const bool dead = m_random() % 10 == 0;
        const int subject = m_random() % 8 == 0 ? static_cast<int>(m_random() % subjects.size()) : -1;
        m_neurons.push_back(
            {dead ? 0 : std::min(density(m_random), 0.5), static_cast<float>(scale(m_random)), subject});
    }
}

Project SyntheticProject::create(const std::filesystem::path& file)
{
    Project project = Project::create(file);
    project.importDataset("synthetic", "generated", [&](const Project::SentenceSink& sink) {
        for (const Sentence& sentence : m_sentences)
            sink(Sentence(sentence));
        return 0u;
    });
    return project;
}

RunInfo SyntheticProject::runInfo(Project& project, const std::string& name) const
{
    CheckpointInfo checkpoint;
    checkpoint.name = "synthetic";
    checkpoint.path = "none";
    checkpoint.weightsSha256 = std::string(64, 'a');
    checkpoint.family = "t5";
    checkpoint.config = "{}";
    RunInfo run;
    run.name = name;
    run.checkpoint = project.putCheckpoint(checkpoint);
    run.dataset = project.dataset("synthetic").id;
    run.neurons = m_options.neurons;
    run.settings.device = "cpu";
    for (int layer = 1; layer <= static_cast<int>(m_options.layers); ++layer) {
        run.settings.layers.push_back({Stack::Encoder, layer});
    }
    return run;
}

std::uint32_t SyntheticProject::blockCount() const
{
    return (m_options.sentences + m_options.blockSize - 1) / m_options.blockSize;
}

RunBlock SyntheticProject::makeBlock(std::uint32_t index)
{
    RunBlock block;
    block.index = index;
    const std::uint32_t begin = index * m_options.blockSize;
    const std::uint32_t end = std::min(begin + m_options.blockSize, m_options.sentences);
    for (std::uint32_t position = begin; position < end; ++position)
        appendSentence(block, m_plan[position]);
    return block;
}

/// Share of sentences of so many tokens in which a neuron fires at one at least. Neighbouring tokens are alike: in the
/// demo's T5 a neuron fires in as many sentences as if 0.78 of their tokens fired independently of each other.
double SyntheticProject::sentenceDensity(const Neuron& neuron, int subject, std::uint16_t length)
{
    const double preference = neuron.subject < 0 ? 1 : neuron.subject == subject ? 3 : 0.3;
    return 1 - std::pow(1 - std::min(neuron.density * preference, 0.9), 0.78 * length);
}

void SyntheticProject::appendSentence(RunBlock& block, SentenceId sentence)
{
    static thread_local std::normal_distribution<float> normal;
    const std::uint16_t length = m_lengths[sentence.value];
    const int subject = m_subjects[sentence.value];
    std::vector<double>& densities = m_densities[{subject, length}];
    if (densities.empty())
        for (const Neuron& neuron : m_neurons)
            densities.push_back(sentenceDensity(neuron, subject, length));
    std::vector<float> values(m_options.neurons);
    std::vector<std::uint16_t> tokens(m_options.neurons);
    std::vector<std::uint32_t> firings(m_options.neurons);
    for (std::uint32_t layer = 0; layer < m_options.layers; ++layer) {
        if (block.layers.size() <= layer) block.layers.emplace_back(m_options.neurons, ValueFormat::F16);
        for (std::uint32_t i = 0; i < m_options.neurons; ++i) {
            const std::uint32_t kind = (i + layer * 61) % m_options.neurons;
            values[i] = 0;
            firings[i] = 0;
            if (double(m_random() >> 11) * 0x1p-53 >= densities[kind]) continue;
            do { // 1.6 tokens on average
                values[i] = std::max(values[i], std::fabs(normal(m_random)));
                ++firings[i];
            } while (m_random() % 8 < 3);
            values[i] *= std::exp(m_neurons[kind].scale) * (m_neurons[kind].subject == subject ? 1.5f : 1.0f);
            tokens[i] = static_cast<std::uint16_t>(m_random() % length);
        }
        block.layers[layer].append(values, tokens);
        block.layers[layer].addFirings(firings);
    }
    block.sentences.push_back(sentence);
    block.tokens += length;
}

std::uint64_t numberArgument(int argc, char** argv, const std::string& name, std::uint64_t otherwise)
{
    for (int i = 2; i + 1 < argc; i += 2) {
        if (argv[i] != "--" + name) continue;
        char* end = nullptr;
        const std::uint64_t value = std::strtoull(argv[i + 1], &end, 10);
        if (*end == '\0' && end != argv[i + 1]) return value;
        std::cerr << "--" << name << " wants a number\n";
        std::exit(2);
    }
    return otherwise;
}

} // namespace sparsight::bench
