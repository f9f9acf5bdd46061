// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/Format.h"

#include "widgets/theme/Theme.h"

#include <QCoreApplication>
#include <QLabel>
#include <QLocale>
#include <algorithm>
#include <cmath>

namespace sparsight {

namespace {

/// With the minus sign of typography, which is as wide as the digits.
QString signedText(double value, char format, int digits)
{
    const QString magnitude = QLocale().toString(std::abs(value), format, digits);
    const bool rounded = QLocale().toDouble(magnitude) == 0; // "0.00" has no sign
    return value < 0 && !rounded ? QChar(0x2212) + magnitude : magnitude;
}

} // namespace

QString formatNumber(double value)
{
    if (value == 0) return QLocale().toString(0);
    const double magnitude = std::abs(value);
    if (magnitude < 1e-4 || magnitude >= 1e6) return signedText(value, 'g', 3);
    const int decimals = std::clamp(2 - static_cast<int>(std::floor(std::log10(magnitude))), 0, 6);
    return signedText(value, 'f', decimals);
}

QString columnNumber(double value)
{
    if (value != 0 && std::abs(value) < 5e-4) return formatNumber(value); // it is not zero
    return signedText(value, 'f', 3);
}

QString columnPercent(double share)
{
    if (share > 0 && share < 5e-5) return formatPercent(share); // it is not never
    return QCoreApplication::translate("Format", "%1 %").arg(QLocale().toString(100 * share, 'f', 2));
}

QString formatPercent(double share)
{
    const double value = share < 1 ? std::min(100 * share, 99.99) : 100 * share; // what is not all is not 100 %
    const int decimals = value == 0 || value >= 100 ? 0
                         : value >= 99.95           ? 2
                         : value >= 1               ? 1
                         : value >= 0.1             ? 2
                         : value >= 5e-4            ? 3
                                                    : 5;
    return QCoreApplication::translate("Format", "%1 %").arg(QLocale().toString(value, 'f', decimals));
}

QString durationText(std::chrono::seconds duration)
{
    const auto text = [](const char* source) { return QCoreApplication::translate("Jobs", source); };
    const auto seconds = duration.count();
    if (seconds < 60) return text(QT_TRANSLATE_NOOP("Jobs", "%1 s")).arg(std::max<qint64>(seconds, 1));
    const auto minutes = (seconds + 30) / 60;
    if (minutes < 60) return text(QT_TRANSLATE_NOOP("Jobs", "%1 min")).arg(minutes);
    return text(QT_TRANSLATE_NOOP("Jobs", "%1 h %2 min")).arg(minutes / 60).arg(minutes % 60);
}

QString plainToolTip(const QString& text)
{
    QString escaped = text.toHtmlEscaped();
    escaped.replace(QLatin1Char('\n'), QLatin1String("<br>"));
    return QLatin1String("<span>") + escaped + QLatin1String("</span>");
}

QLabel* plainLabel(const QString& text, QWidget* parent)
{
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setText(text);
    return label;
}

QLabel* captionLabel(const QString& text, QWidget* parent)
{
    QLabel* label = plainLabel(text, parent);
    setRole(label, "small");
    return label;
}

} // namespace sparsight
