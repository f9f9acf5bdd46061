// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QVariant>
#include <limits>
#include <optional>
#include <vector>

namespace sparsight {

/// What a person types into a column's filter field.
/// Text: every word must occur, whatever its case. Numbers: > >= < <= =, a..b, or a number alone; several with blanks
/// between them must all hold, and commas or semicolons separate alternatives: "2384, 2166" or "> 1 < 5". Numbers are
/// read as the locale writes them, and with a decimal point where that means nothing in it.
class ColumnFilter {
public:
    /// nullopt when a numeric column is given something that is not a condition.
    static std::optional<ColumnFilter> parse(const QString& text, bool numeric);

    bool isEmpty() const { return m_words.isEmpty() && m_alternatives.empty(); }
    bool accepts(const QVariant& value) const;

private:
    struct Range {
        double low = -std::numeric_limits<double>::infinity();
        double high = std::numeric_limits<double>::infinity();
        bool lowOpen = false, highOpen = false; ///< the end itself is left out

        bool contains(double value) const;
    };
    static std::optional<std::vector<Range>> parseConditions(QString text);
    static std::optional<Range> parseRange(const QString& term);

    QStringList m_words;
    std::vector<std::vector<Range>> m_alternatives; // any of them, each with all of its ranges
};

} // namespace sparsight
