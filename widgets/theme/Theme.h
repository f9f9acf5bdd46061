// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
#include <QObject>
#include <QPalette>

class QApplication;
class QLabel;

namespace sparsight {

enum class Appearance { System, Light, Dark };

/// Gives the application its look: Fusion style, one of two palettes, and the style sheet of resources/style made from
/// the palette. Widgets ask for a role by a dynamic property and never set colours of their own:
///   QLabel        role = "title" | "heading" | "muted" | "small" (muted and small) | "error" | "chip"
///   QPushButton   role = "primary" | "flat"; QToolButton role = "flat"
///   QFrame        role = "card" (raised surface with a hairline) | "bar" (a strip of controls) | "line"
/// Painted views take their colours from ThemeColors(palette()).
class Theme : public QObject {
    Q_OBJECT
public:
    explicit Theme(QApplication& application);

    void apply(Appearance appearance);
    Appearance appearance() const { return m_appearance; }

Q_SIGNALS:
    void changed();

private:
    QApplication& m_application;
    bool m_systemIsDark;
    Appearance m_appearance = Appearance::System;
};

/// The three sizes of the window's type: the desktop's font, one step smaller, and a heading.
QFont smallFont(const QFont& base);
QFont headingFont(const QFont& base);
/// Sets a dynamic property that the style sheet knows, and polishes the widget again.
void setRole(QWidget* widget, const char* role);
/// A label of plain text (never markup: sentences and file names are shown as they are) that wraps.
QLabel* roleLabel(const QString& text, const char* role, QWidget* parent);

} // namespace sparsight
