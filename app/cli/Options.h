// SPDX-License-Identifier: GPL-3.0-or-later
// Options that several commands share, and the checks that make a bad value wrong usage.
#pragma once

#include "core/capture/InferenceEngine.h"
#include "core/store/RunReader.h"

#include <CLI/CLI.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace sparsight::cli {

/// A CLI11 check from one of core's parse functions: its Error becomes wrong usage.
template <class Parse>
auto parsedBy(Parse parse)
{
    return [parse](const std::string& text) -> std::string {
        try {
            parse(text);
            return {};
        } catch (const Error& error) {
            return error.what();
        }
    };
}

/// --device and --threads.
void addDeviceOptions(CLI::App& app, LoadOptions& options);

/// "enc6,dec1", or "all".
struct LayerList {
    bool all = false;
    std::vector<LayerId> layers;

    static LayerList parse(const std::string& text); ///< Throws Error(BadInput).
    /// The layers themselves; "all" are the encoder's, and the decoder's when withDecoder.
    /// Throws Error(NotFound) when the model lacks one, and CLI::ValidationError with `remedy` when a decoder layer is
    /// wanted without the decoder.
    std::vector<LayerId> resolve(const ModelInfo& model, bool withDecoder, const std::string& remedy) const;
};

/// "enc6/2384".
struct NeuronName {
    LayerId layer;
    NeuronId neuron;

    static NeuronName parse(const std::string& text); ///< Throws Error(BadInput).
};

/// A whole decimal number. Throws Error(BadInput) that names `what`.
std::uint32_t parseNumber(const std::string& text, const std::string& what);

/// Throws Error(NotFound) unless the run's layer has this neuron.
void requireNeuron(const RunInfo& run, NeuronId neuron);

/// Says on stderr when runs' values are not all there (cut off, or damaged blocks). Damage is found only where
/// something is read, so this comes after the reading.
void warnOfCutOff(const Project& project, const RunInfo& run);
void warnOfDamage(const Project& project, const std::vector<RunDamage>& damage);

} // namespace sparsight::cli
