// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/ThemeColors.h"

namespace sparsight {

namespace {

struct Tones {
    QRgb window, surface, sunken, button, text, muted, border, strongBorder, accent, onAccent, disabled, tip, onTip;
};

constexpr Tones lightTones{0xfff5f6f8, 0xffffffff, 0xfff9fafb, 0xffffffff, 0xff1a2230, 0xff586474, 0xffdfe3e8,
                           0xffc4cbd4, 0xff2563a8, 0xffffffff, 0xffa0a8b3, 0xff232b38, 0xfff2f5f9};
constexpr Tones darkTones{0xff14171c, 0xff1b1f25, 0xff20252c, 0xff252a32, 0xffe3e7ed, 0xff9aa5b4, 0xff2d343d,
                          0xff434c58, 0xff74b3f0, 0xff0d1a28, 0xff5d6773, 0xffe3e7ed, 0xff1a2230};

QPalette paletteOf(const Tones& tones)
{
    QPalette palette;
    const auto set = [&palette](QPalette::ColorRole role, QRgb tone) { palette.setColor(role, QColor::fromRgb(tone)); };
    set(QPalette::Window, tones.window);
    set(QPalette::WindowText, tones.text);
    set(QPalette::Base, tones.surface);
    set(QPalette::AlternateBase, tones.sunken);
    set(QPalette::Text, tones.text);
    set(QPalette::PlaceholderText, tones.muted);
    set(QPalette::Button, tones.button);
    set(QPalette::ButtonText, tones.text);
    set(QPalette::BrightText, tones.onAccent);
    set(QPalette::Highlight, tones.accent);
    set(QPalette::HighlightedText, tones.onAccent);
    set(QPalette::Link, tones.accent);
    set(QPalette::LinkVisited, tones.accent);
    set(QPalette::ToolTipBase, tones.tip);
    set(QPalette::ToolTipText, tones.onTip);
    set(QPalette::Light, tones.surface);
    set(QPalette::Midlight, tones.sunken);
    set(QPalette::Mid, tones.border);
    set(QPalette::Dark, tones.strongBorder);
    set(QPalette::Shadow, tones.strongBorder);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText})
        palette.setColor(QPalette::Disabled, role, QColor::fromRgb(tones.disabled));
    palette.setColor(QPalette::Disabled, QPalette::Highlight, QColor::fromRgb(tones.border));
    return palette;
}

using Series = std::array<QColor, 6>;

/// Blue, orange, green, purple, brown or yellow, and a neutral: after Okabe and Ito, darkened or lightened for the
/// ground.
const Series lightSeries{QColor(0x00, 0x63, 0xa8), QColor(0xc2, 0x4e, 0x00), QColor(0x00, 0x87, 0x62),
                         QColor(0xa8, 0x4b, 0x80), QColor(0x8a, 0x6d, 0x00), QColor(0x50, 0x5a, 0x68)};
const Series darkSeries{QColor(0x5c, 0xb8, 0xf2), QColor(0xf2, 0x8e, 0x4a), QColor(0x2f, 0xc2, 0x9a),
                        QColor(0xe0, 0x93, 0xc4), QColor(0xe6, 0xd2, 0x4c), QColor(0xb4, 0xbd, 0xc9)};

} // namespace

QColor blend(const QColor& under, const QColor& over, double share)
{
    const auto mix = [share](int a, int b) { return int(a + (b - a) * share + 0.5); };
    return {mix(under.red(), over.red()), mix(under.green(), over.green()), mix(under.blue(), over.blue())};
}

bool isDark(const QPalette& palette)
{
    return palette.color(QPalette::Window).lightnessF() < palette.color(QPalette::WindowText).lightnessF();
}

ThemeColors::ThemeColors(const QPalette& palette)
    : dark(isDark(palette))
    , window(palette.color(QPalette::Active, QPalette::Window))
    , surface(palette.color(QPalette::Active, QPalette::Base))
    , sunken(palette.color(QPalette::Active, QPalette::AlternateBase))
    , border(palette.color(QPalette::Active, QPalette::Mid))
    , text(palette.color(QPalette::Active, QPalette::WindowText))
    , muted(palette.color(QPalette::Active, QPalette::PlaceholderText))
    , accent(palette.color(QPalette::Active, QPalette::Link))
    , onAccent(palette.color(QPalette::Active, QPalette::HighlightedText))
    , accentSoft(blend(surface, accent, dark ? 0.22 : 0.12))
    , hover(blend(surface, text, dark ? 0.07 : 0.045))
    , good(dark ? QColor(0x6c, 0xc5, 0x8b) : QColor(0x1d, 0x75, 0x43))
    , warning(dark ? QColor(0xe3, 0xb3, 0x5a) : QColor(0x8a, 0x5a, 0x00))
    , error(dark ? QColor(0xf0, 0x8a, 0x84) : QColor(0xb3, 0x26, 0x1e))
    , series(dark ? darkSeries : lightSeries)
{
}

QPalette ThemeColors::lightPalette()
{
    return paletteOf(lightTones);
}

QPalette ThemeColors::darkPalette()
{
    return paletteOf(darkTones);
}

} // namespace sparsight
