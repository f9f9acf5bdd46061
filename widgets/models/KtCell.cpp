// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/models/KtCell.h"

#include "widgets/common/Format.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>
#include <algorithm>
#include <cmath>

namespace sparsight {
namespace {

/// "= 0.003", "< 10⁻⁶"
QString equated(double p)
{
    const QString text = formatP(p);
    return text.startsWith(QLatin1Char('<')) ? text : QStringLiteral("= %1").arg(text);
}

} // namespace

QString formatP(double p)
{
    if (p < 1e-6) return QCoreApplication::translate("KtCell", "< 10⁻⁶");
    if (p >= 1e-3) return QLocale().toString(p, 'f', p < 0.1 ? 3 : 2);
    // In the way of the bound above: "2·10⁻⁵".
    int power = int(std::floor(std::log10(p)));
    int digit = int(std::lround(p / std::pow(10, power)));
    if (digit == 10) {
        digit = 1;
        ++power;
    }
    const QChar superscripts[] = {u'⁰', u'¹', u'²', u'³', u'⁴', u'⁵', u'⁶'};
    return QStringLiteral("%1·10⁻%2").arg(digit).arg(superscripts[std::clamp(-power, 0, 6)]);
}

QString KtCell::fraction() const
{
    if (!score.kt) return QStringLiteral("–");
    return QStringLiteral("%L1/%L2").arg(score.withKeyword).arg(score.captured);
}

QString KtCell::toolTip() const
{
    QStringList lines;
    if (!score.kt) {
        lines << QCoreApplication::translate("KtCell", "KT is undefined: the neuron captures no sentence (n = 0).");
    } else {
        lines << QCoreApplication::translate("KtCell", "KT = k / n = %L1 / %L2 = %3")
                     .arg(score.withKeyword)
                     .arg(score.captured)
                     .arg(QLocale().toString(*score.kt, 'f', 4));
        if (score.low && score.high)
            lines << QCoreApplication::translate("KtCell", "Wilson 95 % interval: %1 to %2")
                         .arg(QLocale().toString(*score.low, 'f', 3), QLocale().toString(*score.high, 'f', 3));
    }
    lines << QCoreApplication::translate("KtCell", "Base rate K / N = %L1 / %L2 = %3")
                 .arg(withKeyword)
                 .arg(sentences)
                 .arg(formatPercent(baseRate()));
    if (score.lift)
        lines << QCoreApplication::translate("KtCell", "Lift = KT / base rate = %1").arg(formatNumber(*score.lift));
    if (score.p)
        lines << QCoreApplication::translate("KtCell", "p %1 (hypergeometric, one-sided)").arg(equated(*score.p));
    if (score.q)
        lines
            << QCoreApplication::translate("KtCell", "q %1 (Benjamini–Hochberg over the layer)").arg(equated(*score.q));
    if (score.kt && !score.q) lines << QCoreApplication::translate("KtCell", "No q: too few captured sentences");
    lines << QCoreApplication::translate("KtCell", "Topic: %1").arg(topic)
          << QCoreApplication::translate("KtCell", "Rule: %1").arg(rule);
    if (!source.isEmpty()) lines << source;
    return lines.join(QLatin1Char('\n'));
}

QString describeRule(const CaptureRule& rule)
{
    const QString value = QLocale().toString(rule.value, 'g', 6);
    const QString run = QString::fromStdString(rule.run);
    const QString inner = rule.inner.empty() ? QStringLiteral("threshold:0") : QString::fromStdString(rule.inner);
    switch (rule.kind) {
    case CaptureRule::Kind::Threshold: return QCoreApplication::translate("KtCell", "activation above %1").arg(value);
    case CaptureRule::Kind::Relative:
        return QCoreApplication::translate("KtCell", "at least %1 of the neuron's maximum")
            .arg(formatPercent(rule.value));
    case CaptureRule::Kind::Quantile:
        return QCoreApplication::translate("KtCell", "at or above the %1 quantile of all sentences").arg(value);
    case CaptureRule::Kind::Top: return QCoreApplication::translate("KtCell", "the %1 strongest sentences").arg(value);
    case CaptureRule::Kind::Winner:
        return QCoreApplication::translate("KtCell", "sentences whose strongest neuron it is");
    case CaptureRule::Kind::Matched:
        return QCoreApplication::translate("KtCell", "as many as in %1 (%2), from the top").arg(run, inner);
    case CaptureRule::Kind::Fixed:
        return QCoreApplication::translate("KtCell", "the very sentences of %1 (%2)").arg(run, inner);
    }
    return {};
}

} // namespace sparsight
