// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/InferenceEngine.h"
#include "core/probe/InterventionChoice.h"

#include <QString>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace sparsight {

struct PageContext;

/// Which neurons are set to what.
struct AblationChoice {
    std::vector<NeuronName> neurons;
    InterventionLevel level;

    QString text() const; ///< "enc6/7, enc6/11 switched off"
    bool operator==(const AblationChoice&) const = default;
};

/// "enc6/7, enc6/11"
QString namesText(const std::vector<NeuronName>& neurons);

/// A complete run of the loaded checkpoint, the one in focus first, for means and densities; nullptr when there is
/// none.
const RunInfo* runOfLoadedCheckpoint(const PageContext& context);

/// Reads what a stored run knows of neurons, on the thread that computes.
class StoredNeurons {
public:
    /// Of runOfLoadedCheckpoint(); without one, isThere() is false. GUI thread.
    explicit StoredNeurons(const PageContext& context);

    bool isThere() const { return m_run.has_value(); }
    const RunInfo& run() const { return *m_run; }
    Project& project() const { return *m_project; }
    // All throw Error; any one thread.
    /// Refuses an engine whose weights are not those of the run any more.
    void checkWeights(InferenceEngine& engine, const std::stop_token& stop) const;
    /// The sentence of the run at which a neuron is strongest; empty where none is known.
    std::string strongestSentence(const NeuronName& name) const;
    std::vector<Intervention> interventions(const AblationChoice& choice) const;
    std::vector<Intervention> control(const AblationChoice& choice, std::uint64_t seed) const;

private:
    std::shared_ptr<Project> m_project; ///< a connection of its own
    std::optional<RunInfo> m_run;
    std::string m_sha256; ///< of the run's checkpoint
};

} // namespace sparsight
