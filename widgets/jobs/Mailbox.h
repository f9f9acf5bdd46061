// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <functional>
#include <mutex>
#include <vector>

namespace sparsight {

/// Takes closures from any thread and runs them on the thread that owns the mailbox, in order. What has not been run
/// when the mailbox dies is dropped. The closures change hands under a std::mutex, so that a thread sanitizer that
/// cannot see into Qt's event queue still sees the order.
class Mailbox : public QObject {
    Q_OBJECT
public:
    explicit Mailbox(QObject* parent = nullptr);
    ~Mailbox() override;

    /// Any thread.
    void post(std::function<void()> letter);

private:
    void deliver();

    std::mutex m_mutex;
    std::vector<std::function<void()>> m_letters;
};

} // namespace sparsight
