// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/ColourMap.h"

#include <QCoreApplication>
#include <algorithm>
#include <array>
#include <cmath>

namespace sparsight {
namespace {

// Control points at even distances; colours between them are interpolated. Cividis: Nuñez, Anderton, Renslow 2018.
constexpr std::array<QRgb, 18> cividis{0xff00204c, 0xff002a66, 0xff00346e, 0xff273f6c, 0xff3c4a6b, 0xff4c556b,
                                       0xff5b5f6d, 0xff686a70, 0xff757575, 0xff838178, 0xff928c78, 0xffa19876,
                                       0xffb0a572, 0xffc0b26d, 0xffd1c166, 0xffe1cc5c, 0xfff3db4f, 0xffffe945};
constexpr std::array<QRgb, 16> viridis{0xff440154, 0xff481a6c, 0xff472f7d, 0xff414487, 0xff39568c, 0xff31688e,
                                       0xff2a788e, 0xff23888e, 0xff1f988b, 0xff22a884, 0xff35b779, 0xff54c568,
                                       0xff7ad151, 0xffa5db36, 0xffd2e21b, 0xfffde725};
constexpr std::array<QRgb, 2> grey{0xff2a2a2a, 0xfffafafa};
constexpr std::array<QRgb, 5> negativeOnLight{0xffd9e6f2, 0xffa5c4e0, 0xff6b9dca, 0xff3874ad, 0xff174a7c};
constexpr std::array<QRgb, 5> positiveOnLight{0xfff8e3d0, 0xfff0bd8f, 0xffdd904e, 0xffb9651f, 0xff853f08};
constexpr std::array<QRgb, 5> negativeOnDark{0xff22384c, 0xff2f5c86, 0xff4487bd, 0xff74b0e0, 0xffb5daf7};
constexpr std::array<QRgb, 5> positiveOnDark{0xff4a3322, 0xff86552a, 0xffbf7a35, 0xffe6a663, 0xfffcd9b0};

QColor interpolate(std::span<const QRgb> stops, double share)
{
    const double position = std::clamp(share, 0.0, 1.0) * static_cast<double>(stops.size() - 1);
    const auto index = std::min(static_cast<std::size_t>(position), stops.size() - 2);
    const double t = position - static_cast<double>(index);
    const QRgb a = stops[index], b = stops[index + 1];
    const auto between = [t](int from, int to) { return static_cast<int>(std::lround(from + t * (to - from))); };
    return QColor(between(qRed(a), qRed(b)), between(qGreen(a), qGreen(b)), between(qBlue(a), qBlue(b)));
}

std::span<const QRgb> stopsOf(ColourMapKind kind)
{
    switch (kind) {
    case ColourMapKind::Viridis: return viridis;
    case ColourMapKind::Grey: return grey;
    case ColourMapKind::Cividis: break;
    }
    return cividis;
}

// The end next to the background is left out, so that the weakest value can still be told from zero.
constexpr double nearestShare = 0.10;

} // namespace

QColor ColourMap::colour(double share, bool diverging) const
{
    const double magnitude = std::clamp(std::abs(share), 0.0, 1.0);
    if (diverging || share < 0) {
        const bool negative = share < 0;
        if (m_darkBackground) return interpolate(negative ? negativeOnDark : positiveOnDark, magnitude);
        return interpolate(negative ? negativeOnLight : positiveOnLight, magnitude);
    }
    const double position = nearestShare + (1 - nearestShare) * magnitude;
    return interpolate(stopsOf(m_kind), m_darkBackground ? position : 1 - position);
}

QColor ColourMap::inkOn(const QColor& background)
{
    const auto linear = [](double channel) {
        return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
    };
    // Relative luminance (WCAG 2.1); above 0.179 black has the higher contrast.
    const double luminance =
        0.2126 * linear(background.redF()) + 0.7152 * linear(background.greenF()) + 0.0722 * linear(background.blueF());
    return luminance > 0.179 ? QColor(Qt::black) : QColor(Qt::white);
}

std::span<const ColourMapKind> ColourMap::kinds()
{
    static constexpr std::array all{ColourMapKind::Cividis, ColourMapKind::Viridis, ColourMapKind::Grey};
    return all;
}

QString ColourMap::title(ColourMapKind kind)
{
    switch (kind) {
    case ColourMapKind::Viridis: return QCoreApplication::translate("ColourMap", "Viridis");
    case ColourMapKind::Grey: return QCoreApplication::translate("ColourMap", "Grey");
    case ColourMapKind::Cividis: break;
    }
    return QCoreApplication::translate("ColourMap", "Cividis");
}

QString ColourMap::key(ColourMapKind kind)
{
    switch (kind) {
    case ColourMapKind::Viridis: return QStringLiteral("viridis");
    case ColourMapKind::Grey: return QStringLiteral("grey");
    case ColourMapKind::Cividis: break;
    }
    return QStringLiteral("cividis");
}

ColourMapKind ColourMap::fromKey(const QString& key)
{
    for (const ColourMapKind kind : kinds()) {
        if (ColourMap::key(kind) == key) return kind;
    }
    return ColourMapKind::Cividis;
}

QColor ColourScale::colour(double value) const
{
    if (value == 0 || !std::isfinite(value)) return {};
    return map.colour(maximum > 0 ? value / maximum : 1, diverging);
}

} // namespace sparsight
