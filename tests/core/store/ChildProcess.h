// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <csignal>
#include <functional>
#include <sys/wait.h>
#include <unistd.h>

namespace sparsight::testing {

/// Runs a function in a child process, which the test may kill. An exception of the function ends it with code 99.
class ChildProcess {
public:
    explicit ChildProcess(const std::function<int()>& body)
        : m_id(::fork())
    {
        if (m_id != 0) return;
        int code = 99;
        try {
            code = body();
        } catch (...) {
        }
        ::_exit(code);
    }
    ~ChildProcess()
    {
        if (m_id > 0) killAndWait();
    }
    ChildProcess(const ChildProcess&) = delete;
    ChildProcess& operator=(const ChildProcess&) = delete;

    /// Exit code, or −1 when a signal ended it.
    int wait()
    {
        int status = 0;
        ::waitpid(m_id, &status, 0);
        m_id = -1;
        return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }
    int killAndWait()
    {
        ::kill(m_id, SIGKILL);
        return wait();
    }

private:
    pid_t m_id;
};

} // namespace sparsight::testing
