// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QToolButton>

namespace sparsight {

class Pins;

/// Pins the sentence that is typed beside it, and shows whether it is pinned.
class SentencePin : public QToolButton {
    Q_OBJECT
public:
    explicit SentencePin(Pins& pins, QWidget* parent = nullptr);

    void setSentence(const QString& text);

private:
    void showPinned();

    Pins& m_pins;
    QString m_sentence;
};

} // namespace sparsight
