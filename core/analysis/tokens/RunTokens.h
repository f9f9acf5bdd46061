// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Ids.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace sparsight {

/// The tokens that a stack read in a run, sentence by sentence, as plain numbers: those of 100,000 sentences take about
/// 10 MB. core/probe/RunTokenReader.h asks the run's checkpoint for them.
class RunTokens {
public:
    /// `uncounted`: an id whose positions do not count in the run (`</s>` where only content counts).
    RunTokens(RunId run, Stack stack, std::optional<std::int32_t> uncounted)
        : m_run(run)
        , m_stack(stack)
        , m_uncounted(uncounted)
    {
    }

    /// The next token of the sentence that has not ended.
    void add(std::int32_t id, const std::string& piece);
    void endSentence();

    RunId run() const noexcept { return m_run; }
    Stack stack() const noexcept { return m_stack; }
    std::uint32_t sentences() const noexcept { return static_cast<std::uint32_t>(m_begins.size() - 1); }
    std::uint64_t tokens() const noexcept { return m_ids.size(); }
    std::span<const std::int32_t> sentence(std::uint32_t index) const
    {
        return std::span(m_ids).subspan(m_begins[index], m_begins[index + 1] - m_begins[index]);
    }
    bool counts(std::int32_t id) const noexcept { return id != m_uncounted; }
    std::uint64_t positions() const; ///< that count
    const std::string& piece(std::int32_t id) const { return m_pieces.at(id); }

private:
    RunId m_run;
    Stack m_stack;
    std::optional<std::int32_t> m_uncounted;
    std::vector<std::int32_t> m_ids;      ///< of all sentences, one behind the other
    std::vector<std::size_t> m_begins{0}; ///< [sentences + 1]
    std::map<std::int32_t, std::string> m_pieces;
};

} // namespace sparsight
