// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/kt/KtTable.h"

#include <QMetaType>
#include <QString>

namespace sparsight {

/// A KT-score with what it was computed from: what a table cell shows.
struct KtCell {
    KtScore score;
    std::uint32_t sentences = 0;   ///< N
    std::uint32_t withKeyword = 0; ///< K
    QString topic, rule;
    QString source; ///< run, checkpoint and data set, and which control it is; empty: said elsewhere

    double baseRate() const { return sentences ? double(withKeyword) / sentences : 0; }
    QString fraction() const; ///< "18/35", or a dash
    QString toolTip() const;  ///< formula, base rate, lift, p, q and the rule; plain text
};

QString formatP(double p); ///< "0.003", "< 10⁻⁶"

/// The capture rule in words: "captured: A > 0".
QString describeRule(const CaptureRule& rule);

} // namespace sparsight

Q_DECLARE_METATYPE(sparsight::KtCell)
