// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/ProgressLine.h"

#include "app/cli/Text.h"

#include <cmath>
#include <cstdio>
#include <iostream>
#include <unistd.h>

namespace sparsight::cli {

using namespace std::chrono_literals;

ProgressLine::ProgressLine()
    : m_terminal(::isatty(STDERR_FILENO) != 0)
    , m_tiedToOut(std::cout.tie(&m_clearing))
    , m_tiedToErr(std::cerr.tie(&m_clearing))
{
}

ProgressLine::~ProgressLine()
{
    std::cout.tie(m_tiedToOut);
    std::cerr.tie(m_tiedToErr);
    clear();
}

void ProgressLine::show(const Progress& progress)
{
    const std::lock_guard lock(m_mutex);
    const auto now = Clock::now();
    if (progress.stage != m_stage) {
        m_stage = progress.stage;
        m_stageStart = now;
        m_doneAtStart = progress.done;
        // Short stages are not worth a line in a log.
        m_nextLine = m_terminal ? now : now + 2s;
    }
    if (now < m_nextLine) return;
    m_nextLine = now + (m_terminal ? 100ms : 10s);
    // Not through std::cerr, which would clear the line at once.
    const std::string line = describe(progress, now);
    std::fputs((m_terminal ? "\r\033[K" + line : line + '\n').c_str(), stderr);
    m_shown = true;
}

void ProgressLine::clear()
{
    const std::lock_guard lock(m_mutex);
    if (m_terminal && m_shown) std::fputs("\r\033[K", stderr);
    m_shown = false;
}

std::string ProgressLine::describe(const Progress& progress, Clock::time_point now) const
{
    std::string line = printable(progress.stage);
    if (progress.total == 0) return line;
    const double share = static_cast<double>(progress.done) / static_cast<double>(progress.total);
    line += "  " + fixed(100 * share, 0) + " %";
    const double seconds = std::chrono::duration<double>(now - m_stageStart).count();
    if (seconds > 2 && progress.done > m_doneAtStart && progress.done < progress.total) {
        const double left = seconds * static_cast<double>(progress.total - progress.done) /
                            static_cast<double>(progress.done - m_doneAtStart);
        line += left < 90 ? "  " + fixed(std::ceil(left), 0) + " s left" : "  " + fixed(left / 60, 0) + " min left";
    }
    return line;
}

} // namespace sparsight::cli
