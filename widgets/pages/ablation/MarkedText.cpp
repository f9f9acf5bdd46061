// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/ablation/MarkedText.h"

#include "widgets/theme/ThemeColors.h"

#include <QResizeEvent>
#include <QTextCursor>
#include <algorithm>

namespace sparsight {

namespace {

constexpr int mostLines = 5;

} // namespace

MarkedText::MarkedText(Mark mark, const QString& name, QWidget* parent)
    : QTextEdit(parent)
    , m_mark(mark)
{
    setReadOnly(true);
    setAcceptRichText(false);
    setTabChangesFocus(true);
    setAccessibleName(name);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    write();
}

void MarkedText::setWords(std::vector<MarkedWord> words)
{
    m_words = std::move(words);
    write();
}

/// As plain text with formats: what a checkpoint writes is never read as markup.
void MarkedText::write()
{
    clear();
    const ThemeColors colors(palette());
    QTextCharFormat plain, marked;
    plain.setForeground(colors.text);
    marked.setForeground(m_mark == Mark::Gone ? colors.warning : colors.accent);
    marked.setFontStrikeOut(m_mark == Mark::Gone);
    marked.setFontUnderline(m_mark == Mark::New);
    QTextCursor cursor(document());
    for (std::size_t i = 0; i < m_words.size(); ++i) {
        if (i > 0) cursor.insertText(QStringLiteral(" "), plain);
        cursor.insertText(m_words[i].text, m_words[i].changed ? marked : plain);
    }
    if (m_words.empty()) {
        plain.setForeground(colors.muted);
        cursor.insertText(tr("(nothing)"), plain);
    }
    fitHeight();
}

void MarkedText::fitHeight()
{
    const int line = fontMetrics().lineSpacing();
    const int frame = height() - viewport()->height();
    const int wanted = int(document()->size().height()) + std::max(frame, 2 * frameWidth());
    setFixedHeight(std::clamp(wanted, line + 12, mostLines * line + 12));
}

void MarkedText::changeEvent(QEvent* event)
{
    QTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::LanguageChange) write();
}

void MarkedText::resizeEvent(QResizeEvent* event)
{
    QTextEdit::resizeEvent(event);
    if (event->size().width() != event->oldSize().width()) fitHeight();
}

} // namespace sparsight
