// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/TextField.h"

#include <QEvent>
#include <QMimeData>

namespace sparsight {

void TextField::setVisibleLines(int lines)
{
    m_lines = lines;
    setFixedHeight(fontMetrics().lineSpacing() * lines + 2 * frameWidth() + 14);
}

void TextField::setText(const QString& text)
{
    setPlainText(text);
    moveCursor(QTextCursor::End);
}

void TextField::changeEvent(QEvent* event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::FontChange && m_lines > 0) setVisibleLines(m_lines);
}

bool TextField::canInsertFromMimeData(const QMimeData* source) const
{
    return source && source->hasText();
}

void TextField::insertFromMimeData(const QMimeData* source)
{
    if (canInsertFromMimeData(source)) insertPlainText(source->text());
}

} // namespace sparsight
