// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/Panel.h"

#include "widgets/common/Format.h"
#include "widgets/theme/Theme.h"
#include "widgets/theme/ThemeColors.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace sparsight {
Panel::Panel(const QString& title, QWidget* parent)
    : QWidget(parent)
    , m_title(plainLabel(title))
    , m_readout(captionLabel())
    , m_header(new QHBoxLayout)
    , m_layout(new QVBoxLayout(this))
{
    QFont bold = smallFont(font());
    bold.setWeight(QFont::DemiBold);
    m_title->setFont(bold);
    m_readout->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_header->setContentsMargins(0, 0, 0, 0);
    m_header->setSpacing(8);
    m_header->addWidget(m_title);
    m_readout->installEventFilter(this);
    m_header->addWidget(m_readout, 1);
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(4);
    m_layout->addLayout(m_header);
    setAccessibleName(title);
}

void Panel::setBody(QWidget* body)
{
    m_layout->addWidget(body, 1);
}

void Panel::addControl(QWidget* control)
{
    m_header->addWidget(control);
}

void Panel::setTitle(const QString& title)
{
    m_title->setText(title);
    setAccessibleName(title);
}

void Panel::setReadout(const QString& text)
{
    m_readoutText = text;
    m_readoutText.replace(QLatin1Char('\n'), QLatin1String(" · "));
    elideReadout();
}

void Panel::elideReadout()
{
    const QFontMetrics metrics = m_readout->fontMetrics();
    const bool legible =
        m_readout->width() >= 8 * metrics.averageCharWidth(); // else a stump of a word would stand there
    m_readout->setText(legible ? metrics.elidedText(m_readoutText, Qt::ElideRight, m_readout->width()) : QString());
}

/// The read-out gets its width from its neighbours, which change without the panel.
bool Panel::eventFilter(QObject* object, QEvent* event)
{
    if (object == m_readout && event->type() == QEvent::Resize) elideReadout();
    return QWidget::eventFilter(object, event);
}

void Panel::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange) {
        QFont bold = smallFont(font());
        bold.setWeight(QFont::DemiBold);
        m_title->setFont(bold);
    }
}

} // namespace sparsight
