// SPDX-License-Identifier: GPL-3.0-or-later
// From what people say, "these neurons to their mean", to what the engine sets; and neurons to compare with.
#pragma once

#include "core/base/NeuronName.h"
#include "core/model/Intervention.h"
#include "core/store/RunReader.h"

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sparsight {

/// What neurons are set to: "off", "mean" or a number.
struct InterventionLevel {
    enum class Kind : std::uint8_t { Off, Mean, Value };
    Kind kind = Kind::Off;
    float value = 0; ///< with Kind::Value

    std::string toString() const;
    static InterventionLevel parse(std::string_view text); ///< Throws Error(BadInput).
    friend bool operator==(const InterventionLevel&, const InterventionLevel&) = default;
};

/// "enc6/1,enc6/2", blanks allowed; a neuron named twice counts once. Throws Error(BadInput), also without any.
std::vector<NeuronName> parseNeuronNames(std::string_view text);

/// What a stored run knows of neurons: means and densities.
class RunNeurons {
public:
    RunNeurons(const Project& project, const RunInfo& run);

    const RunInfo& run() const { return m_run; }
    /// The mean of A, as the run keeps it, over all of its sentences. Throws Error(NotFound) where the run has not
    /// captured the layer.
    float mean(const NeuronName& name) const;
    /// As many other neurons as there are names, each of the same layer and of like density: for each name in turn one
    /// of the twenty whose sentence densities are nearest to its own, of those that are neither named nor drawn yet;
    /// which one is a function of the seed. Throws Error(BadInput) where a layer has too few.
    std::vector<NeuronName> controls(std::span<const NeuronName> names, std::uint64_t seed) const;

private:
    const RunReader& reader(LayerId layer) const;

    const Project& m_project;
    RunInfo m_run;
    mutable std::map<LayerId, RunReader> m_readers;
};

/// Throws Error(BadInput) where means are wanted without a run.
std::vector<Intervention> interventionsOf(std::span<const NeuronName> names, const InterventionLevel& level,
                                          const RunNeurons* run);

} // namespace sparsight
