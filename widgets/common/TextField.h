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

protected:
    bool canInsertFromMimeData(const QMimeData* source) const override;
    void insertFromMimeData(const QMimeData* source) override;
};

} // namespace sparsight
