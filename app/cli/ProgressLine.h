// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Progress.h"

#include <chrono>
#include <mutex>
#include <string>

namespace sparsight::cli {

/// Shows progress on stderr: one line that is refreshed on a terminal, a line now and then elsewhere.
/// Any thread may report.
class ProgressLine {
public:
    ProgressLine();
    ~ProgressLine() { clear(); }

    void show(const Progress& progress);
    /// Takes the line off the terminal, before something else is printed.
    void clear();

private:
    using Clock = std::chrono::steady_clock;

    std::string describe(const Progress& progress, Clock::time_point now) const;

    std::mutex m_mutex;
    bool m_terminal;
    bool m_shown = false;
    std::string m_stage;
    Clock::time_point m_stageStart, m_nextLine;
    std::uint64_t m_doneAtStart = 0; // a resumed capture does not start at 0
};

} // namespace sparsight::cli
