// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace sparsight {

/// A frame over the window while files hang over it, wherever in the window that is: they may be dropped. Takes no
/// events itself.
class DropHint : public QWidget {
    Q_OBJECT
public:
    explicit DropHint(QWidget* window);

protected:
    bool eventFilter(QObject* object, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void cover();
};

} // namespace sparsight
