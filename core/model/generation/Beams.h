// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/generation/GenerateOptions.h"

#include <cstdint>
#include <span>
#include <vector>

namespace sparsight {

/// The beams of one text: those still open, and the best that have closed. Rules and fp32 arithmetic are those of
/// transformers, so that the same beams win.
class Beams {
public:
    struct Beam {
        std::vector<std::int32_t> sequence; ///< the start token first
        float score = 0;                    ///< open: log-probability; closed: that over length^penalty
        std::int64_t origin = 0;            ///< the open beam of the last step that it goes on from
    };
    struct Candidate {
        float score = 0; ///< log-probability with the token
        std::int64_t beam = 0;
        std::int32_t token = 0;
    };

    /// Begins with one open beam that has read the start token.
    Beams(const GenerateOptions& options, std::int32_t start, std::int32_t eos);

    /// The next token for every open beam. The candidates are the 2 · beams best of all, the best first: enough that as
    /// many stay open when each beam's best token closes it.
    void advance(std::span<const Candidate> candidates);

    bool isDone() const { return m_done; }
    const std::vector<Beam>& open() const { return m_open; }
    /// What the best beam wrote, without the start token.
    std::vector<std::int32_t> best() const;

private:
    void close(const Candidate& candidate);
    Beam extended(const Candidate& candidate) const;
    float normalized(float score, int length) const;
    bool canImprove() const;
    int length() const { return static_cast<int>(m_open.front().sequence.size()) - 1; } // tokens written

    const GenerateOptions& m_options;
    std::int32_t m_eos;
    std::vector<Beam> m_open;   // the best first
    std::vector<Beam> m_closed; // the best first, at most options.beams
    bool m_done = false;
};

} // namespace sparsight
