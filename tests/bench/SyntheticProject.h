// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/RunWriter.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace sparsight::bench {

struct SyntheticOptions {
    std::uint32_t sentences = 100'000;
    std::uint32_t neurons = 3072;
    std::uint32_t layers = 1;
    std::uint32_t blockSize = 1024;
    std::uint64_t seed = 1;
};

/// A project as a capture of T5-Base leaves it, without a model: a neuron fires at 3 % of the tokens on average, with
/// the log-normal spread of the demo's T5 (`sparsight-cli neurons`), a tenth never; values are the largest of a few
/// half-normal ones, and some neurons prefer the sentences of one of four subjects, whose words and labels the
/// sentences carry. Blocks are cut in the order of length, as a capture does.
class SyntheticProject {
public:
    explicit SyntheticProject(const SyntheticOptions& options);

    Project create(const std::filesystem::path& file);
    /// In the order in which a capture visits the sentences.
    std::uint32_t blockCount() const;
    RunBlock makeBlock(std::uint32_t index);
    RunInfo runInfo(Project& project, const std::string& name) const;

private:
    struct Neuron {
        double density; ///< share of tokens where it fires
        float scale;    ///< median of its values
        int subject;    ///< index of the subject it prefers, −1 for none
    };
    static double sentenceDensity(const Neuron& neuron, int subject, std::uint16_t length);
    void makeSentences();
    void makeNeurons();
    void appendSentence(RunBlock& block, SentenceId sentence);

    SyntheticOptions m_options;
    std::mt19937_64 m_random;
    std::vector<Sentence> m_sentences;
    std::vector<int> m_subjects;          // [sentences]
    std::vector<std::uint16_t> m_lengths; // [sentences], tokens
    std::vector<SentenceId> m_plan;       // by length
    std::vector<Neuron> m_neurons;
    std::map<std::pair<int, std::uint16_t>, std::vector<double>> m_densities; ///< of subject and length: [neurons]
};

/// Values of `--name VALUE` arguments; ends the program with a sentence when one is not understood.
std::uint64_t numberArgument(int argc, char** argv, const std::string& name, std::uint64_t otherwise);

} // namespace sparsight::bench
