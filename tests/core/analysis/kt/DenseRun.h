// SPDX-License-Identifier: GPL-3.0-or-later
// Runs whose every value is known, so that sparse computations can be held against plain loops over dense ones.
#pragma once

#include "core/store/Project.h"
#include "core/store/RunWriter.h"

#include <cstdint>
#include <string>
#include <vector>

namespace sparsight::testing {

/// A[s][n], zeros included; multiples of 1/8 and so exact in fp16.
using DenseValues = std::vector<std::vector<float>>;

/// Sparse values with many ties. Some neurons are special: 0 never fires, 1 has the same value everywhere, 2 fires
/// exactly where `labels` are, 3 fires once.
inline DenseValues randomValues(std::uint32_t sentences, std::uint32_t neurons, const std::vector<bool>& labels,
                                bool isSigned, std::uint32_t seed)
{
    auto random = [state = seed]() mutable { return (state = state * 1664525u + 1013904223u) >> 8; };
    DenseValues values(sentences, std::vector<float>(neurons));
    for (std::uint32_t s = 0; s < sentences; ++s) {
        for (std::uint32_t n = 0; n < neurons; ++n) {
            const std::uint32_t share = n % 7 * 10 + (labels[s] && n % 3 == 0 ? 25 : 0); // of 100
            float value = random() % 100 < share ? static_cast<float>(1 + random() % 40) / 8 : 0.0f;
            if (n == 0) value = 0;
            if (n == 1) value = 0.125f;
            if (n == 2) value = labels[s] ? 1.0f : 0.0f;
            if (n == 3) value = s == 17 ? 2.0f : 0.0f;
            values[s][n] = isSigned && random() % 2 == 0 ? -value : value;
        }
    }
    return values;
}

/// Stores the values as layer enc6 of a run, in blocks whose sentences are not in order.
inline RunInfo storeRun(Project& project, const std::string& name, DatasetId dataset, const DenseValues& values,
                        bool isSigned, bool complete = true)
{
    CheckpointInfo checkpoint;
    checkpoint.name = name;
    checkpoint.weightsSha256 = "weights of " + name;
    RunInfo info;
    info.name = name;
    info.checkpoint = project.putCheckpoint(checkpoint);
    info.dataset = dataset;
    info.settings.layers = {LayerId{Stack::Encoder, 6}};
    info.neurons = static_cast<std::uint32_t>(values.front().size());
    info.signedValues = isSigned;
    const RunId id = project.createRun(info);

    constexpr std::uint32_t blockSize = 100;
    const auto sentences = static_cast<std::uint32_t>(values.size());
    const std::uint32_t stored = complete ? sentences : sentences / 2;
    RunWriter writer(project, id);
    for (std::uint32_t begin = 0, index = 0; begin < stored; begin += blockSize, ++index) {
        RunBlock block{.index = index};
        ColumnBlock columns(info.neurons, info.settings.values);
        for (std::uint32_t i = begin; i < std::min(begin + blockSize, stored); ++i) {
            const std::uint32_t sentence = sentences - 1 - i;
            block.sentences.emplace_back(sentence);
            columns.append(values[sentence], {});
            std::vector<std::uint32_t> firings;
            for (const float value : values[sentence])
                firings.push_back(value != 0);
            columns.addFirings(firings);
            ++block.tokens;
        }
        block.layers.push_back(std::move(columns));
        writer.commit(block, begin + blockSize <= sentences || begin + blockSize >= stored);
    }
    if (complete) writer.finish();
    return project.run(id);
}

/// A data set in which the sentences with a label contain the word "light".
inline DatasetId storeSentences(Project& project, const std::string& name, const std::vector<bool>& labels)
{
    return project
        .importDataset(name, name,
                       [&](const Project::SentenceSink& sink) {
                           for (std::size_t i = 0; i < labels.size(); ++i)
                               sink({.text = "Sentence " + std::to_string(i) + (labels[i] ? " on light." : ".")});
                           return 0u;
                       })
        .id;
}

} // namespace sparsight::testing
