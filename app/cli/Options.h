// SPDX-License-Identifier: GPL-3.0-or-later
// Options that several commands share, and the checks that make a bad value wrong usage.
#pragma once

#include "core/analysis/NeuronRanges.h"
#include "core/analysis/kt/KtTable.h"
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

/// Calls what checks choices that are seen together: its Error becomes wrong usage.
template <class Check>
auto asUsage(Check check)
{
    try {
        return check();
    } catch (const Error& error) {
        throw CLI::ValidationError(error.what());
    }
}

/// Checks of numbers that say in a few words what may be written.
void parseSeed(const std::string& text); ///< Throws Error(BadInput) unless it is a whole number that fits 64 bits.
void parseZeroOrMore(const std::string& text); ///< Throws Error(BadInput) unless it is a number of 0 or more.

/// --encoding of the files that are read.
void addEncodingOption(CLI::App& app, std::string& encoding);

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

/// A whole decimal number. Throws Error(BadInput) that names `what`.
std::uint32_t parseNumber(const std::string& text, const std::string& what);

/// enc6 where the run has it, as in the publication that is reproduced, else its last encoder layer.
LayerId defaultLayer(const RunInfo& run);
/// enc6, or the last encoder layer of a shallower model.
LayerId defaultLayer(const ModelInfo& model);

/// --keyword-in: whether keywords are looked for in the source, or in the run's own text.
void addKeywordOption(CLI::App& app, std::string& keywordIn);
TopicLabels labelTexts(const Project& project, const RunInfo& run, const Topic& topic, const std::string& keywordIn,
                       const std::stop_token& stop);

/// Says on stderr when runs' values are not all there (cut off, or damaged blocks). Damage is found only where
/// something is read, so this comes after the reading.
void warnOfCutOff(const Project& project, const RunInfo& run);
/// Throws CLI::ValidationError where a run is named twice: side by side it would only repeat itself.
void requireDistinct(const std::vector<std::string>& runs);
void warnOfDamage(const Project& project, const std::vector<RunDamage>& damage);

} // namespace sparsight::cli
