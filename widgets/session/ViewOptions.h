// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/models/LiveSummary.h"
#include "widgets/views/ColourMap.h"

#include <QObject>

namespace sparsight {

/// How values are read and coloured, on every page alike. The colours are remembered in the settings. GUI thread.
class ViewOptions : public QObject {
    Q_OBJECT
public:
    explicit ViewOptions(QObject* parent = nullptr);

    ColourMapKind colourMap() const { return m_colourMap; }
    void setColourMap(ColourMapKind kind);

    /// Whether sentences show the tokeniser's pieces instead of words.
    bool showsSubwords() const { return m_subwords; }
    void setSubwords(bool shown);

    /// The value of the strongest colour in every view, so that pages, layers and sentences compare; 0: each view's
    /// own.
    double fixedMaximum() const { return m_fixedMaximum; }
    void setFixedMaximum(double maximum);
    /// What a view's scale runs to when its largest value is `largest`.
    double maximumFor(double largest) const;

    /// What is shown of the live sentence, and above what it fires.
    LiveValue liveValue() const { return m_liveValue; }
    void setLiveValue(LiveValue value);
    double liveEpsilon() const { return m_liveEpsilon; }
    void setLiveEpsilon(double epsilon);

Q_SIGNALS:
    void changed();

private:
    ColourMapKind m_colourMap;
    bool m_subwords;
    double m_fixedMaximum = 0;
    LiveValue m_liveValue = LiveValue::Max;
    double m_liveEpsilon = 0;
};

} // namespace sparsight
