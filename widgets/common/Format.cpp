// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/Format.h"

#include "widgets/theme/Theme.h"

#include <QCoreApplication>
#include <QLabel>
#include <QLocale>
#include <algorithm>
#include <cmath>

namespace sparsight {

QString formatNumber(double value)
{
    if (value == 0) return QLocale().toString(0);
    const double magnitude = std::abs(value);
    if (magnitude < 1e-4 || magnitude >= 1e6) return QLocale().toString(value, 'g', 3);
    const int decimals = std::clamp(2 - static_cast<int>(std::floor(std::log10(magnitude))), 0, 6);
    return QLocale().toString(value, 'f', decimals);
}

QString formatPercent(double share)
{
    const double value = 100 * share;
    const int decimals = value == 0 || value >= 99.95 ? 0 : value >= 1 ? 1 : value >= 0.1 ? 2 : 3;
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
