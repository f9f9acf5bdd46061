// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/LoadedCheckpoint.h"
#include "core/model/generation/Generator.h"

#include <cstdint>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace sparsight {

/// Lets a checkpoint write what follows from each of many texts.
class TextGenerator {
public:
    /// The checkpoint must outlive this. Throws Error(BadInput) for options that do not go together, and for
    /// interventions at what the checkpoint does not have.
    TextGenerator(const LoadedCheckpoint& checkpoint, const GenerateOptions& options,
                  std::span<const Intervention> interventions = {});

    /// In the texts' order, although texts of similar length share a batch, the longest first. Progress counts texts.
    std::vector<GeneratedText> run(std::span<const std::string> texts, const std::stop_token& stop,
                                   const ProgressCallback& progress) const;

private:
    struct Source;

    std::vector<Source> read(std::span<const std::string> texts, const std::stop_token& stop,
                             std::vector<GeneratedText>& results) const;
    std::size_t batchSize(const std::vector<Source>& sources, std::size_t first) const;
    void write(std::span<Source> batch, const std::stop_token& stop, std::vector<GeneratedText>& results) const;

    const LoadedCheckpoint& m_checkpoint;
    GenerateOptions m_options;
    ActivationOverrides m_overrides;
    Generator m_generator;
};

} // namespace sparsight
