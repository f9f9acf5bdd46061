// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/RunChecks.h"

#include "core/base/Error.h"

namespace sparsight {

void requireComplete(const RunInfo& run, std::uint32_t sentences)
{
    if (run.complete) return;
    throw Error(ErrorCode::BadInput, "The run \"" + run.name + "\" has " + std::to_string(run.sentencesDone) + " of " +
                                         std::to_string(sentences) + " sentences; capture it to the end first.");
}

void requireLabels(const RunInfo& run, std::uint32_t sentences, const TopicLabels& labels)
{
    if (labels.contains.size() == sentences) return;
    throw Error(ErrorCode::BadInput, "The labels are of " + std::to_string(labels.contains.size()) +
                                         " sentences and the run \"" + run.name + "\" is over " +
                                         std::to_string(sentences) + "; label its data set.");
}

void requireMaxima(const RunInfo& run)
{
    if (run.settings.aggregate == Aggregate::Max) return;
    throw Error(ErrorCode::BadInput, "The run \"" + run.name + "\" keeps the " +
                                         (run.settings.aggregate == Aggregate::Mean ? "mean" : "last value") +
                                         " of each sentence, so that there is no token of the maximum; capture with "
                                         "--aggregate max.");
}

} // namespace sparsight
