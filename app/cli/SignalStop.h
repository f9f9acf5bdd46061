// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stop_token>
#include <thread>

namespace sparsight::cli {

/// Turns SIGINT and SIGTERM into a stop request; the second one ends the process at once. Made once, before any other
/// thread is started, because threads inherit the signal mask.
class SignalStop {
public:
    SignalStop();

    std::stop_token token() const { return m_source.get_token(); }

private:
    std::stop_source m_source;
    std::jthread m_thread;
};

} // namespace sparsight::cli
