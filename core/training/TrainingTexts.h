// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Progress.h"
#include "core/tokenizer/Tokenizer.h"
#include "core/training/TrainingData.h"
#include "core/training/TrainingService.h"

#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace sparsight {

/// What is learnt. All learning rates of a request share it.
struct TrainingTexts {
    TrainingTexts() = default;
    /// The request's pairs, the same in every epoch.
    TrainingTexts(const TrainingRequest& request, const Tokenizer& tokenizer, const std::stop_token& stop,
                  const ProgressCallback& progress);

    std::string name, validationName; ///< of the data, for people
    std::size_t count = 0; ///< training pairs of an epoch
    /// The pairs of an epoch, counted from 1: fixed, or drawn anew each time, but the same for the same epoch.
    std::function<std::shared_ptr<const TokenizedPairs>(int epoch)> training;
    TokenizedPairs validation;
    std::vector<TextPair> evaluation; ///< validation pairs for which text is generated
    std::string identity;             ///< of all the pairs: equal text, same pairs
    std::vector<std::string> notes;   ///< e.g. how many texts were cut
};

} // namespace sparsight
