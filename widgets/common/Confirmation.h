// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <functional>

class QWidget;

namespace sparsight {

/// Asks before something that cannot be undone. Holds up only the parent's window, so there is never a second question;
/// what runs goes on. Enter and Esc keep everything; `act` runs when the button called `action` is pressed.
void askBeforeRemoval(QWidget* parent, const QString& title, const QString& question, const QString& action,
                      std::function<void()> act);

} // namespace sparsight
