// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/TrainingParent.h"

#include "core/capture/CheckpointVerifier.h"
#include "core/model/WeightNames.h"

#include <utility>

namespace sparsight {

TrainingParent::TrainingParent(const std::filesystem::path& given, const std::stop_token& stop,
                               const ProgressCallback& progress)
    : directory(given)
    , config(readModelConfig(directory.file("config.json")))
    , tokenizer(directory, config)
    , weights(openWeights(directory))
{
    checkWeights(config, *weights);
    warnings = nonFiniteWarnings(*weights, stop, progress);
    const EmbeddingNames names = resolveEmbeddings(*weights);
    ownHead = names.head != names.embedding;
    info = {.name = directory.name(),
            .path = directory.path().string(),
            .weightsSha256 = weights->sha256(stop, progress),
            .family = std::string(config.family->id),
            .config = config.text,
            .parameters = weights->elements()};
}

TrainingParent::TrainingParent(const std::filesystem::path& given, std::string choices)
    : directory(given)
    , config(readModelConfig(directory.file("config.json")))
    , tokenizer(directory, config)
    , pretraining(std::move(choices))
    , ownHead(config.tieWordEmbeddings == false)
{
}

} // namespace sparsight
