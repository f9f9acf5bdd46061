// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/compare/PrecisionLoss.h"

#include "core/analysis/NeuronRanges.h"
#include "core/analysis/compare/PairedColumns.h"
#include "core/base/Error.h"

#include <algorithm>
#include <cmath>
#include <memory>

namespace sparsight {

namespace {

struct LossTask {
    CapturingPair pair;
    const std::optional<TopicLabels>& labels;
    const PrecisionSettings& settings;
    PrecisionLoss& result; // of finish(), by one thread at a time
    double errors = 0, ktChanges = 0;
    DamageLog damage = {};
};

class LossWorker final : public NeuronRangeWorker {
public:
    LossWorker(const Project& project, LossTask& task)
        : m_task(task)
        , m_columns(project, task.pair)
    {
    }
    void process(NeuronId first, NeuronId last, const std::stop_token& stop) override
    {
        m_columns.forEach(
            first, last,
            [this](NeuronId, const auto& reference, const auto& other) {
                compareValues(reference.column, other.column);
                compareCaptured(reference.captured, other.captured);
            },
            stop);
    }
    void finish() override
    {
        PrecisionLoss& all = m_task.result;
        all.largest = std::max(all.largest, m_own.largest);
        all.largestError = std::max(all.largestError, m_own.largestError);
        all.pairs += m_own.pairs;
        all.changed += m_own.changed;
        all.scored += m_own.scored;
        all.largestKtChange = std::max(all.largestKtChange, m_own.largestKtChange);
        m_task.errors += m_errors;
        m_task.ktChanges += m_ktChanges;
        m_columns.logDamage(m_task.damage);
    }

private:
    void compareValues(CapturedColumns::Column reference, CapturedColumns::Column other)
    {
        for (auto a = reference.begin(), b = other.begin(); a != reference.end() || b != other.end();) {
            const bool takesA = b == other.end() || (a != reference.end() && a->row <= b->row);
            const bool takesB = a == reference.end() || (b != other.end() && b->row <= a->row);
            const float x = takesA ? (a++)->value : 0, y = takesB ? (b++)->value : 0;
            const double error = std::fabs(double(x) - double(y));
            m_own.largest = std::max(m_own.largest, std::fabs(x));
            m_own.largestError = std::max(m_own.largestError, error);
            m_errors += error;
            ++m_own.pairs;
        }
    }
    void compareCaptured(std::span<const std::uint32_t> reference, std::span<const std::uint32_t> other)
    {
        m_reference.assign(reference.begin(), reference.end());
        m_other.assign(other.begin(), other.end());
        std::ranges::sort(m_reference);
        std::ranges::sort(m_other);
        m_own.changed += m_reference != m_other;
        if (!m_task.labels || std::min(reference.size(), other.size()) < m_task.settings.minimumCaptured) return;
        const double change = std::fabs(keywordShare(other) - keywordShare(reference));
        m_own.largestKtChange = std::max(m_own.largestKtChange, change);
        m_ktChanges += change;
        ++m_own.scored;
    }
    double keywordShare(std::span<const std::uint32_t> captured) const
    {
        const auto hits = std::ranges::count_if(
            captured, [this](std::uint32_t sentence) { return bool(m_task.labels->contains[sentence]); });
        return double(hits) / double(captured.size());
    }

    LossTask& m_task;
    PairedColumns m_columns;
    PrecisionLoss m_own;
    double m_errors = 0, m_ktChanges = 0;
    std::vector<std::uint32_t> m_reference, m_other;
};

void requireSameModel(const std::array<RunInfo, 2>& runs)
{
    const auto& [first, second] = runs;
    const bool same = first.checkpoint == second.checkpoint && first.dataset == second.dataset;
    if (same) return;
    throw Error(ErrorCode::BadInput, "The runs \"" + first.name + "\" and \"" + second.name +
                                         "\" are not of one checkpoint over one data set; capture it twice, with "
                                         "another precision.");
}

} // namespace

PrecisionLoss precisionLoss(const Project& project, const std::array<RunInfo, 2>& runs, LayerId layer,
                            const std::optional<TopicLabels>& labels, const PrecisionSettings& settings,
                            const std::stop_token& stop, const ProgressCallback& progress)
{
    requireSameModel(runs);
    PrecisionLoss result{.layer = layer, .neurons = runs[0].neurons};
    LossTask task{.pair = {{project, runs[0], layer, settings.rule, stop, progress},
                           {project, runs[1], layer, settings.rule, stop, progress}},
                  .labels = labels,
                  .settings = settings,
                  .result = result};
    processNeuronRanges(project,
                        {.stage = "comparing neurons",
                         .neurons = runs[0].neurons,
                         .values = task.pair.values(),
                         .makeWorker = [&](const Project& own) { return std::make_unique<LossWorker>(own, task); }},
                        stop, progress);
    if (result.pairs > 0) result.meanError = task.errors / double(result.pairs);
    if (result.scored > 0) result.meanKtChange = task.ktChanges / double(result.scored);
    result.damage = task.damage.damage();
    return result;
}

} // namespace sparsight
