// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/models/ColumnFilter.h"

#include <QLocale>
#include <QRegularExpression>
#include <algorithm>

namespace sparsight {
namespace {

std::optional<double> parseNumber(const QString& text)
{
    bool good = false;
    double value = QLocale().toDouble(text, &good); // as the table writes them: 1.000 may be a thousand
    if (!good) value = QLocale::c().toDouble(text, &good);
    return good ? std::optional(value) : std::nullopt;
}

} // namespace

bool ColumnFilter::Range::contains(double value) const
{
    return (lowOpen ? value > low : value >= low) && (highOpen ? value < high : value <= high);
}

std::optional<ColumnFilter> ColumnFilter::parse(const QString& text, bool numeric)
{
    ColumnFilter filter;
    const QString trimmed = text.trimmed();
    if (trimmed.isEmpty()) return filter;
    if (!numeric) {
        filter.m_words = trimmed.split(QRegularExpression(QStringLiteral("\\s+")));
        return filter;
    }
    // In "2384,2166" the comma separates; in "> 0,5" it is the number's, where the locale reads it so.
    static const QRegularExpression separator(QStringLiteral(";|,\\s+|,$"));
    for (const QString& part : trimmed.split(separator, Qt::SkipEmptyParts)) {
        static const QRegularExpression comparison(QStringLiteral("[<>=≤≥…]|\\.\\."));
        const bool whole = part.contains(comparison) && parseConditions(part).has_value();
        for (const QString& alternative : whole ? QStringList{part} : part.split(QLatin1Char(','))) {
            if (alternative.trimmed().isEmpty()) continue;
            // "> 0,3" where the point is the decimal sign: hardly "above 0, or 3".
            if (!whole && part.contains(comparison) && !alternative.contains(comparison)) return std::nullopt;
            auto conditions = parseConditions(alternative);
            if (!conditions) return std::nullopt;
            filter.m_alternatives.push_back(std::move(*conditions));
        }
    }
    return filter;
}

std::optional<std::vector<ColumnFilter::Range>> ColumnFilter::parseConditions(QString text)
{
    // "> 5" is one term, as is "1 .. 2": blanks after an operator and around the dots say nothing.
    static const QRegularExpression afterOperator(QStringLiteral("([<>=≤≥])\\s+"));
    static const QRegularExpression aroundDots(QStringLiteral("\\s*(\\.\\.|…)\\s*"));
    text = text.remove(QLatin1Char('%'))
               .trimmed()
               .replace(afterOperator, QStringLiteral("\\1"))
               .replace(aroundDots, QStringLiteral(".."));
    std::vector<Range> ranges;
    for (const QString& term : text.split(QRegularExpression(QStringLiteral("\\s+")), Qt::SkipEmptyParts)) {
        const auto range = parseRange(term);
        if (!range) return std::nullopt;
        ranges.push_back(*range);
    }
    return ranges;
}

std::optional<ColumnFilter::Range> ColumnFilter::parseRange(const QString& term)
{
    Range range;
    if (const auto dots = term.indexOf(QLatin1String("..")); dots >= 0) {
        const QString from = term.left(dots), to = term.mid(dots + 2);
        const auto low = parseNumber(from), high = parseNumber(to);
        if ((!low && !from.isEmpty()) || (!high && !to.isEmpty()) || (!low && !high)) return std::nullopt;
        if (low) range.low = *low;
        if (high) range.high = *high;
        return range;
    }
    static const QRegularExpression pattern(QStringLiteral("^(>=|<=|≥|≤|>|<|=)?(.+)$"));
    const auto match = pattern.match(term);
    const auto value = match.hasMatch() ? parseNumber(match.captured(2)) : std::nullopt;
    if (!value) return std::nullopt;
    const QString sign = match.captured(1);
    const bool above = sign.startsWith(QLatin1Char('>')) || sign == QStringLiteral("≥");
    const bool below = sign.startsWith(QLatin1Char('<')) || sign == QStringLiteral("≤");
    if (!below) range.low = *value;
    if (!above) range.high = *value;
    range.lowOpen = sign == QLatin1String(">");
    range.highOpen = sign == QLatin1String("<");
    return range;
}

bool ColumnFilter::accepts(const QVariant& value) const
{
    if (!m_words.isEmpty()) {
        const QString text = value.toString();
        return std::all_of(m_words.begin(), m_words.end(),
                           [&](const QString& word) { return text.contains(word, Qt::CaseInsensitive); });
    }
    if (m_alternatives.empty()) return true;
    if (!value.isValid()) return false;
    const double number = value.toDouble();
    return std::any_of(m_alternatives.begin(), m_alternatives.end(), [number](const std::vector<Range>& ranges) {
        return std::all_of(ranges.begin(), ranges.end(),
                           [number](const Range& range) { return range.contains(number); });
    });
}

} // namespace sparsight
