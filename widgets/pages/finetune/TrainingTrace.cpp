// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/finetune/TrainingTrace.h"

#include "core/base/Error.h"

#include <algorithm>

namespace sparsight {

namespace {

void put(std::vector<EpochRecord>& history, const EpochRecord& record)
{
    std::erase_if(history, [&](const EpochRecord& known) { return known.epoch >= record.epoch; });
    if (record.kept) {
        for (EpochRecord& before : history)
            before.kept = false;
    }
    history.push_back(record);
}

void put(std::vector<TrainingTrace::StepLoss>& losses, const TrainingProgress& told)
{
    while (!losses.empty() && losses.back().step >= told.step) // trained again after a cut
        losses.pop_back();
    losses.push_back({told.step, told.loss});
}

} // namespace

void follow(std::vector<TrainingTrace>& traces, const TrainingProgress& told)
{
    if (told.run >= traces.size()) return;
    TrainingTrace& trace = traces[told.run];
    if (!told.checkpoint.empty()) trace.name = QString::fromStdString(told.checkpoint);
    if (told.before) trace.before = told.before;
    if (told.epochEnd) put(trace.history, *told.epochEnd);
    if (told.completed) {
        trace.before = told.completed->before;
        trace.history = told.completed->history;
    }
    const bool isStep = told.stage == "training" && told.step > 0 && told.note.empty();
    if (isStep) put(trace.losses, told);
}

TrainingTrace traceOf(const TrainingInfo& training, const QString& name)
{
    TrainingTrace trace{name, training.learningRate, {}, {}, {}};
    try {
        trace.history = parseHistory(training.history);
        trace.before = takeBefore(trace.history);
    } catch (const Error&) {
        // The table still has its row; there is no curve to draw.
    }
    return trace;
}

const EpochRecord* keptEpoch(const std::vector<EpochRecord>& history)
{
    const auto kept = std::find_if(history.begin(), history.end(), [](const EpochRecord& r) { return r.kept; });
    return kept == history.end() ? nullptr : &*kept;
}

std::optional<double> measureOf(const EpochRecord& record, std::string_view name)
{
    const auto found = record.measures.find(std::string(name));
    return found == record.measures.end() ? std::nullopt : std::optional(found->second.mean);
}

QString measureTitle(const QString& name)
{
    return name.startsWith(QLatin1String("rouge")) ? QStringLiteral("ROUGE-") + name.mid(5) : name;
}

} // namespace sparsight
