// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QScrollArea>

class QLabel;

namespace sparsight {

/// Why something was refused: as high as the text is, up to some lines, and scrolled beyond.
class ReasonView : public QScrollArea {
    Q_OBJECT
public:
    explicit ReasonView(QWidget* parent);

    void setText(const QString& text);
    QString text() const;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

private:
    QLabel* m_label;
};

} // namespace sparsight
