// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/SentencePin.h"

#include "widgets/common/Format.h"
#include "widgets/session/Pins.h"
#include "widgets/theme/ThemeIcon.h"

namespace sparsight {

SentencePin::SentencePin(Pins& pins, QWidget* parent)
    : QToolButton(parent)
    , m_pins(pins)
{
    setCheckable(true);
    setToolTip(plainToolTip(tr("Pin the sentence")));
    setAccessibleName(tr("Pin the sentence"));
    setObjectName(QStringLiteral("pinSentence"));
    connect(this, &QToolButton::clicked, this, [this] { m_pins.toggle(m_sentence); });
    connect(&pins, &Pins::changed, this, &SentencePin::showPinned);
    showPinned();
}

void SentencePin::setSentence(const QString& text)
{
    m_sentence = text.trimmed();
    showPinned();
}

void SentencePin::showPinned()
{
    const bool pinned = m_pins.contains(m_sentence);
    setEnabled(!m_sentence.isEmpty());
    setChecked(pinned);
    setIcon(themeIcon(pinned ? QStringLiteral("pinned") : QStringLiteral("pin")));
}

} // namespace sparsight
