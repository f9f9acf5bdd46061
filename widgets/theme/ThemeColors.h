// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QPalette>
#include <array>

namespace sparsight {

/// The named colours of the window, all derived from a palette, so that a widget that follows its palette follows the
/// theme. Text on window, surface and sunken has a contrast of at least 4.5 : 1.
struct ThemeColors {
    explicit ThemeColors(const QPalette& palette);

    bool dark;
    QColor window;  ///< behind everything
    QColor surface; ///< cards, tables, fields
    QColor sunken;  ///< headers, alternate rows
    QColor border;  ///< hairlines
    QColor text;
    QColor muted;      ///< secondary text
    QColor accent;     ///< the one accent
    QColor onAccent;   ///< text on it
    QColor accentSoft; ///< selected rows, hovered items
    QColor hover;
    QColor good, warning, error; ///< as text or icon; never the only sign
    /// Of curves side by side, told apart by people who see colours differently too; at least 3 : 1 on window and
    /// surface.
    std::array<QColor, 6> series;

    static QPalette lightPalette();
    static QPalette darkPalette();
};

/// share of `over` laid on `under`, 0 … 1.
QColor blend(const QColor& under, const QColor& over, double share);
bool isDark(const QPalette& palette);

} // namespace sparsight
