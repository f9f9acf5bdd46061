// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/pages/ablation/ChangedWords.h"

#include <QTextEdit>

namespace sparsight {

/// A text to read and to copy, as high as it is long up to some lines, whose changed words are marked: struck out where
/// they are gone, underlined where they are new, and by colour.
class MarkedText : public QTextEdit {
    Q_OBJECT
public:
    enum class Mark { Gone, New };
    MarkedText(Mark mark, const QString& name, QWidget* parent = nullptr);

    void setWords(std::vector<MarkedWord> words);
    const std::vector<MarkedWord>& words() const { return m_words; }

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void write();
    void fitHeight();

    Mark m_mark;
    std::vector<MarkedWord> m_words;
};

} // namespace sparsight
