// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/sparsity/SparsityRun.h"

namespace sparsight {

std::vector<SparsityProfile> measureSparsity(const Project& project, const SparsityChoice& choice,
                                             const Services& services, const LoadOptions& options,
                                             const std::stop_token& stop, const ProgressCallback& progress)
{
    std::vector<std::vector<Sentence>> sentences;
    std::uint64_t total = 0, done = 0;
    for (const DatasetInfo& dataset : choice.datasets) {
        SentenceSample sample(choice.sentences, choice.seed);
        project.forEachSentence(dataset.id, [&](SentenceId, const Sentence& sentence) {
            throwIfStopped(stop);
            sample.add(sentence);
        });
        sentences.push_back(sample.take());
        total += sentences.back().size() * (choice.checkpoints.size() + (choice.twin ? 1 : 0));
    }
    const auto count = [&](const Progress& inner) {
        const bool measures = inner.stage == "measuring activations";
        report(progress, measures ? Progress{inner.stage, done + inner.done, total} : inner);
    };
    std::vector<SparsityProfile> profiles;
    const auto measure = [&](InferenceEngine& engine, const std::string& name, bool twin) {
        for (std::size_t i = 0; i < sentences.size(); ++i) {
            SparsityProfile profile = profileSparsity(engine, sentences[i], choice.request, stop, count);
            profile.checkpoint = name;
            profile.twin = twin;
            profile.data = choice.datasets[i].name;
            profiles.push_back(std::move(profile));
            done += sentences[i].size();
        }
    };
    for (const SparsityChoice::Checkpoint& each : choice.checkpoints) {
        const auto engine = services.engine.load(each.directory, options, stop, count);
        measure(*engine, each.name, false);
    }
    if (!choice.twin) return profiles;
    const SparsityChoice::Checkpoint& first = choice.checkpoints.front();
    const TwinMaker make = [&services](const auto& checkpoint, const auto& output, const auto& token,
                                       const auto& callback) {
        services.training.twin({checkpoint, output, 0}, token, callback);
    };
    TwinEngine twin(first.directory, make, services.engine.load, options, stop, count);
    measure(twin.engine(), first.name, true);
    return profiles;
}

} // namespace sparsight
