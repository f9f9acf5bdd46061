// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/SignalStop.h"

#include <csignal>
#include <ctime>
#include <unistd.h>

namespace sparsight::cli {

SignalStop::SignalStop()
{
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    // Requesting a stop may run callbacks, which a signal handler must not do: a thread waits for the signals instead.
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    m_thread = std::jthread([source = m_source, signals](const std::stop_token& end) mutable {
        const timespec pause{.tv_sec = 0, .tv_nsec = 50'000'000};
        while (!end.stop_requested()) {
            if (sigtimedwait(&signals, nullptr, &pause) < 0) continue;
            if (!source.request_stop()) ::_exit(130);
        }
    });
}

} // namespace sparsight::cli
