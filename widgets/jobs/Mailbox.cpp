// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/jobs/Mailbox.h"

#include <QPointer>

namespace sparsight {

Mailbox::Mailbox(QObject* parent)
    : QObject(parent)
{
}
Mailbox::~Mailbox() = default;

void Mailbox::post(std::function<void()> letter)
{
    bool first = false;
    {
        const std::lock_guard lock(m_mutex);
        first = m_letters.empty();
        m_letters.push_back(std::move(letter));
    }
    if (first) QMetaObject::invokeMethod(this, &Mailbox::deliver, Qt::QueuedConnection);
}

void Mailbox::deliver()
{
    std::vector<std::function<void()>> letters;
    {
        const std::lock_guard lock(m_mutex);
        letters.swap(m_letters);
    }
    const QPointer<Mailbox> alive(this); // a letter may close the window
    for (auto& letter : letters) {
        if (!alive) return;
        letter();
    }
}

} // namespace sparsight
