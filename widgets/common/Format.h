// SPDX-License-Identifier: GPL-3.0-or-later
// How the window writes numbers, and plain text where Qt would guess at markup.
#pragma once

#include <QString>
#include <chrono>

class QLabel;
class QWidget;

namespace sparsight {

/// "2.34", "0.0041", "12.3": three significant digits, in the locale's way.
QString formatNumber(double value);
/// A share as "4.1 %", "0.03 %", "100 %".
QString formatPercent(double share);
/// In a column of a table, where the decimal points stand below each other: "2.340" and "4.10 %". What would round to
/// zero and is not keeps its own digits.
QString columnNumber(double value);
QString columnPercent(double share);
/// "3 s", "2 min", "1 h 20 min".
QString durationText(std::chrono::seconds duration);

/// Text that a tool tip shows as it is; Qt would otherwise guess at markup. Line breaks are kept.
QString plainToolTip(const QString& text);
/// Labels for text that may come from a person or a file: never read as markup.
QLabel* plainLabel(const QString& text = {}, QWidget* parent = nullptr);
QLabel* captionLabel(const QString& text = {}, QWidget* parent = nullptr); ///< smaller, and muted

} // namespace sparsight
