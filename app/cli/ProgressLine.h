// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Progress.h"

#include <chrono>
#include <mutex>
#include <ostream>
#include <streambuf>
#include <string>

namespace sparsight::cli {

/// Shows progress on stderr: one line that is refreshed on a terminal, a line now and then elsewhere. Whatever is
/// written to std::cout or std::cerr takes the line off the terminal first. Any thread may report.
class ProgressLine {
public:
    ProgressLine();
    ~ProgressLine();
    ProgressLine(const ProgressLine&) = delete;
    ProgressLine& operator=(const ProgressLine&) = delete;

    void show(const Progress& progress);
    void clear();

private:
    using Clock = std::chrono::steady_clock;

    /// Clears the line when it is flushed: a stream that is tied to it does so before each output.
    struct ClearingBuffer : std::streambuf {
        explicit ClearingBuffer(ProgressLine& line)
            : line(line)
        {
        }
        int sync() override
        {
            line.clear();
            return 0;
        }
        ProgressLine& line;
    };

    std::string describe(const Progress& progress, Clock::time_point now) const;

    std::mutex m_mutex;
    bool m_terminal;
    bool m_shown = false;
    std::string m_stage;
    Clock::time_point m_stageStart, m_nextLine;
    std::uint64_t m_doneAtStart = 0; // a resumed capture does not start at 0
    ClearingBuffer m_buffer{*this};
    std::ostream m_clearing{&m_buffer};
    std::ostream* m_tiedToOut;
    std::ostream* m_tiedToErr;
};

} // namespace sparsight::cli
