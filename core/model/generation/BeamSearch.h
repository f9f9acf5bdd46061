// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/ModelConfig.h"
#include "core/model/generation/Beams.h"
#include "core/model/generation/Search.h"

namespace sparsight {

/// Several beams a text, which leave together when the text is done.
class BeamSearch final : public Search {
public:
    /// Throws Error(BadInput) when the vocabulary is too small for so many beams.
    BeamSearch(const ModelConfig& config, const GenerateOptions& options, std::size_t texts);

    NextStep advance(at::Tensor logits) override;
    std::vector<Sequence> take() override;

private:
    NextStep advanceTexts(const at::Tensor& scores, const at::Tensor& tokens);

    const GenerateOptions& m_options;
    TokenRules m_rules;
    std::vector<Beams> m_texts;
    std::vector<std::size_t> m_open; // the texts of the rows, by their place in m_texts
};

} // namespace sparsight
