// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/ThemeColors.h"

#include <QTest>
#include <cmath>

using namespace sparsight;

namespace {

/// WCAG 2: relative luminance.
double luminance(const QColor& colour)
{
    const auto channel = [](double c) { return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
    return 0.2126 * channel(colour.redF()) + 0.7152 * channel(colour.greenF()) + 0.0722 * channel(colour.blueF());
}

double contrast(const QColor& a, const QColor& b)
{
    const double la = luminance(a), lb = luminance(b);
    return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

} // namespace

class TestThemeColors : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void textIsReadable_data()
    {
        QTest::addColumn<QPalette>("palette");
        QTest::newRow("light") << ThemeColors::lightPalette();
        QTest::newRow("dark") << ThemeColors::darkPalette();
    }

    void textIsReadable()
    {
        QFETCH(QPalette, palette);
        const ThemeColors colors(palette);
        for (const QColor& ground : {colors.window, colors.surface, colors.sunken})
            for (const QColor& ink :
                 {colors.text, colors.muted, colors.accent, colors.error, colors.warning, colors.good})
                QVERIFY2(contrast(ink, ground) >= 4.5, qPrintable(ink.name() + QStringLiteral(" on ") + ground.name()));
        for (const QColor& ground : {colors.window, colors.surface})
            for (const QColor& ink : colors.series)
                QVERIFY2(contrast(ink, ground) >= 3, qPrintable(ink.name() + QStringLiteral(" on ") + ground.name()));
        QVERIFY(contrast(colors.onAccent, colors.accent) >= 4.5);
        QVERIFY(contrast(colors.text, colors.accentSoft) >= 4.5);
        QVERIFY(contrast(palette.color(QPalette::ToolTipText), palette.color(QPalette::ToolTipBase)) >= 4.5);
    }
};

QTEST_MAIN(TestThemeColors)
#include "tst_themecolors.moc"
