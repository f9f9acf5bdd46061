// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace sparsight {

/// Return and Enter press the button that has the focus, as the space bar does; Qt has that in dialogs only, and for
/// push buttons.
class ButtonKeys : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

protected:
    bool eventFilter(QObject* object, QEvent* event) override;
};

} // namespace sparsight
