// SPDX-License-Identifier: GPL-3.0-or-later
// What the tests of the store share: a project in a temporary folder, and runs with random sparse values.
#pragma once

#include "core/base/Error.h"
#include "core/store/OrderKey.h"
#include "core/store/Project.h"
#include "core/store/RunWriter.h"

#include <QTemporaryDir>

#include <cmath>
#include <filesystem>
#include <functional>
#include <random>
#include <string>
#include <vector>

namespace sparsight::testing {

/// The Error that a call throws; fails the calling test when it throws none.
inline Error errorOf(const std::function<void()>& call)
{
    try {
        call();
    } catch (const Error& error) {
        return error;
    }
    return Error(ErrorCode::Io, "nothing was thrown");
}

class TemporaryFolder {
public:
    std::filesystem::path path() const { return m_folder.path().toStdString(); }
    std::filesystem::path operator/(const char* name) const { return path() / name; }

private:
    QTemporaryDir m_folder;
};

inline DatasetId addDataset(Project& project, std::uint32_t sentences, const std::string& name = "data")
{
    return project
        .importDataset(name, "test",
                       [&](const Project::SentenceSink& sink) {
                           for (std::uint32_t i = 0; i < sentences; ++i) {
                               sink({"sentence number " + std::to_string(i), i % 3 == 0 ? "stem" : "", "", ""});
                           }
                           return 0u;
                       })
        .id;
}

inline RunInfo runInfo(Project& project, DatasetId dataset, std::uint32_t neurons, const std::string& name = "run")
{
    RunInfo run;
    run.name = name;
    CheckpointInfo checkpoint;
    checkpoint.name = "tiny";
    checkpoint.weightsSha256 = std::string(64, '0');
    checkpoint.family = "t5";
    run.checkpoint = project.putCheckpoint(checkpoint);
    run.dataset = dataset;
    run.settings.layers = {{Stack::Encoder, 1}, {Stack::Decoder, 2}};
    run.neurons = neurons;
    return run;
}

/// Dense values of every sentence, from which blocks are made: the same however they are cut.
class SyntheticRun {
public:
    SyntheticRun(RunInfo info, std::uint32_t sentences, double density = 0.15)
        : m_info(std::move(info))
        , m_sentences(sentences)
        , m_density(density)
    {
    }

    /// Sentences of the plan, which is not in the order of the data set.
    SentenceId planned(std::uint32_t position) const { return SentenceId((position * 7 + 3) % m_sentences); }

    /// A[s, ·] of a layer. [neurons]
    std::vector<float> values(SentenceId sentence, std::size_t layer) const
    {
        std::mt19937 random(sentence.value * 31 + static_cast<unsigned>(layer));
        std::uniform_real_distribution<double> uniform;
        std::lognormal_distribution<float> value(0, 1);
        std::vector<float> all(m_info.neurons);
        for (float& each : all) {
            if (uniform(random) >= m_density) continue;
            each = value(random);
            if (m_info.signedValues && uniform(random) < 0.5) each = -each;
        }
        return all;
    }

    void append(RunBlock& block, SentenceId sentence) const
    {
        block.sentences.push_back(sentence);
        for (std::size_t layer = 0; layer < m_info.settings.layers.size(); ++layer) {
            if (block.layers.size() <= layer) block.layers.emplace_back(m_info.neurons, m_info.settings.values);
            const std::vector<float> dense = values(sentence, layer);
            std::vector<std::uint16_t> tokens(dense.size());
            std::vector<std::uint32_t> firings(dense.size()), sentencesFired(dense.size());
            for (std::size_t i = 0; i < dense.size(); ++i) {
                tokens[i] = static_cast<std::uint16_t>((sentence.value + i) % 15);
                firings[i] = dense[i] != 0 ? 1 + tokens[i] % 3u : 0;
                const ValueFormat format = m_info.settings.values;
                const float stored = floatOfFinite(patternOf(dense[i], format), format);
                sentencesFired[i] = std::fabs(stored) > m_info.settings.epsilon; // as where the maximum is stored
            }
            block.layers[layer].append(dense, tokens);
            block.layers[layer].addFirings(firings, sentencesFired);
        }
        if (m_info.settings.decoder == DecoderMode::Generate) {
            block.generated.push_back("written for " + std::to_string(sentence.value));
        }
        block.tokens += 10 + sentence.value % 5;
        block.decoderTokens += sentence.value % 3;
        block.truncatedSentences += sentence.value % 11 == 0;
    }

    /// Block `index` of `size` sentences (the last one may have fewer), or its first `sentences`.
    RunBlock block(std::uint32_t index, std::uint32_t size, std::uint32_t sentences = ~0u) const
    {
        RunBlock made;
        made.index = index;
        made.seconds = 0.5;
        const std::uint32_t begin = index * size;
        const std::uint32_t count = std::min({size, m_sentences - begin, sentences});
        for (std::uint32_t i = 0; i < count; ++i)
            append(made, planned(begin + i));
        return made;
    }

    /// Everything, without interruption.
    void write(Project& project, RunId run, std::uint32_t blockSize) const
    {
        RunWriter writer(project, run);
        for (std::uint32_t index = 0; index * blockSize < m_sentences; ++index)
            writer.commit(block(index, blockSize), true);
        writer.finish();
    }

private:
    RunInfo m_info;
    std::uint32_t m_sentences;
    double m_density;
};

} // namespace sparsight::testing
