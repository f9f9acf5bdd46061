// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/TrainingTexts.h"

#include <utility>

namespace sparsight {

TrainingTexts::TrainingTexts(const TrainingRequest& request, const Tokenizer& tokenizer, const std::stop_token& stop,
                             const ProgressCallback& progress)
{
    name = request.dataName;
    validationName = request.validationName;
    const TrainingSettings& settings = request.settings;
    SplitPairs split = request.validation.empty() ? splitPairs(request.pairs, settings.validationShare, settings.seed)
                                                  : SplitPairs{request.pairs, request.validation};
    if (split.training.empty())
        throw Error(ErrorCode::BadInput, "There are no pairs of source and target text to train on.");
    const auto pairs =
        std::make_shared<const TokenizedPairs>(tokenizePairs(tokenizer, split.training, settings, stop, progress));
    count = pairs->pairs.size();
    training = [pairs](int) { return pairs; };
    validation = tokenizePairs(tokenizer, split.validation, settings, stop, progress);
    identity = sha256Of(*pairs, validation);
    if (pairs->truncatedSources + pairs->truncatedTargets > 0) {
        notes.push_back(std::to_string(pairs->truncatedSources) + " source and " +
                        std::to_string(pairs->truncatedTargets) + " target texts of " + std::to_string(count) +
                        " were cut to " + std::to_string(settings.maximumSourceTokens) + " and " +
                        std::to_string(settings.maximumTargetTokens) + " tokens");
    }
    evaluation = std::move(split.validation);
    if (evaluation.size() > static_cast<std::size_t>(settings.evaluationPairs))
        evaluation.resize(static_cast<std::size_t>(settings.evaluationPairs));
}

} // namespace sparsight
