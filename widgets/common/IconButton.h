// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QString;
class QToolButton;
class QWidget;

namespace sparsight {

/// A small button of one icon. The hint is its tool tip and what is spoken of it.
QToolButton* iconButton(const char* icon, const QString& hint, QWidget* parent);
/// Disables the button, with the reason in its tool tip; an empty one enables it.
void setUnavailable(QToolButton* button, const QString& reason);

} // namespace sparsight
