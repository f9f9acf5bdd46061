// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QString>
#include <span>

namespace sparsight {

enum class ColourMapKind { Cividis, Viridis, Grey };

/// From a value's share of the scale to a colour. Perceptually even and safe for the colour-blind; zero is the
/// background and has no colour here. The strongest value is the one farthest from the background: on a light
/// background the map runs from light to dark, on a dark one from dark to light.
class ColourMap {
public:
    ColourMap() = default;
    ColourMap(ColourMapKind kind, bool darkBackground)
        : m_kind(kind)
        , m_darkBackground(darkBackground)
    {
    }

    ColourMapKind kind() const { return m_kind; }
    bool darkBackground() const { return m_darkBackground; }

    /// `share` of the maximum, clamped to (0, 1]; a negative share (signed activations) takes the blue side of a
    /// diverging map, as do positive ones its orange side when `diverging`.
    QColor colour(double share, bool diverging = false) const;
    /// Black or white, whichever reads better on `background`.
    static QColor inkOn(const QColor& background);

    static std::span<const ColourMapKind> kinds();
    static QString title(ColourMapKind kind); ///< translated
    static QString key(ColourMapKind kind);   ///< for the settings
    static ColourMapKind fromKey(const QString& key);

    bool operator==(const ColourMap&) const = default;

private:
    ColourMapKind m_kind = ColourMapKind::Cividis;
    bool m_darkBackground = false;
};

/// What a heatmap's colours mean: printed beside it, and shared by views that are to be compared.
struct ColourScale {
    ColourMap map;
    double maximum = 1;     ///< the value of the strongest colour
    bool diverging = false; ///< values run from -maximum to maximum

    /// Invalid for zero, which is the background.
    QColor colour(double value) const;
    bool operator==(const ColourScale&) const = default;
};

} // namespace sparsight
