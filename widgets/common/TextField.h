// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPlainTextEdit>

namespace sparsight {

/// A field for plain text of several lines. QPlainTextEdit itself crashes when something without text is pasted, such
/// as the X clipboard once the program that was copied from has gone (Qt 6.4).
class TextField : public QPlainTextEdit {
    Q_OBJECT
public:
    using QPlainTextEdit::QPlainTextEdit;

    /// As high as this many lines of text, before it scrolls. Unset: as high as there is room for.
    void setVisibleLines(int lines);
    void setText(const QString& text); ///< with the cursor behind it

protected:
    void changeEvent(QEvent* event) override;
    bool canInsertFromMimeData(const QMimeData* source) const override;
    void insertFromMimeData(const QMimeData* source) override;

private:
    int m_lines = 0;
};

} // namespace sparsight
