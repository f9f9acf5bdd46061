// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/Theme.h"

#include "widgets/theme/ThemeColors.h"

#include <QApplication>
#include <QFile>
#include <QLabel>
#include <QPixmapCache>
#include <QStyle>
#include <QStyleFactory>
#include <QWidget>

namespace sparsight {

namespace {

QString styleSheetFor(const QPalette& palette, const QFont& font)
{
    QFile file(QStringLiteral(":/style/sparsight.qss"));
    if (!file.open(QIODevice::ReadOnly)) return {};
    QString sheet = QString::fromUtf8(file.readAll());
    const ThemeColors colors(palette);
    const std::pair<const char*, QColor> tones[] = {
        {"@window@", colors.window},
        {"@surface@", colors.surface},
        {"@sunken@", colors.sunken},
        {"@border@", colors.border},
        {"@text@", colors.text},
        {"@muted@", colors.muted},
        {"@accent@", colors.accent},
        {"@onaccent@", colors.onAccent},
        {"@accentsoft@", colors.accentSoft},
        {"@hover@", colors.hover},
        {"@error@", colors.error},
        {"@warning@", colors.warning},
        {"@good@", colors.good},
        {"@strongborder@", palette.color(QPalette::Dark)},
        {"@disabled@", palette.color(QPalette::Disabled, QPalette::Text)},
        {"@accenthover@", blend(colors.accent, colors.text, 0.15)},
        {"@accentfocus@", blend(colors.accent, colors.text, 0.55)},
        {"@tip@", palette.color(QPalette::ToolTipBase)},
        {"@ontip@", palette.color(QPalette::ToolTipText)},
    };
    for (const auto& [name, tone] : tones)
        sheet.replace(QLatin1String(name), tone.name());
    sheet.replace(QLatin1String("@scheme@"), QLatin1String(colors.dark ? "dark" : "light"));
    sheet.replace(QLatin1String("@small@"), QString::number(smallFont(font).pointSizeF()));
    sheet.replace(QLatin1String("@heading@"), QString::number(headingFont(font).pointSizeF()));
    return sheet;
}

} // namespace

Theme::Theme(QApplication& application)
    : QObject(&application)
    , m_application(application)
    , m_systemIsDark(isDark(application.palette()))
{
    application.setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
}

void Theme::apply(Appearance appearance)
{
    m_appearance = appearance;
    const bool dark = appearance == Appearance::Dark || (appearance == Appearance::System && m_systemIsDark);
    const QPalette palette = dark ? ThemeColors::darkPalette() : ThemeColors::lightPalette();
    QApplication::setPalette(palette);
    m_application.setStyleSheet(styleSheetFor(palette, QApplication::font()));
    QPixmapCache::clear();
    Q_EMIT changed();
}

QFont smallFont(const QFont& base)
{
    QFont font = base;
    font.setPointSizeF(base.pointSizeF() * 0.88);
    return font;
}

QFont headingFont(const QFont& base)
{
    QFont font = base;
    font.setPointSizeF(base.pointSizeF() * 1.4);
    font.setWeight(QFont::DemiBold);
    return font;
}

void setRole(QWidget* widget, const char* role)
{
    widget->setProperty("role", QString::fromLatin1(role));
    widget->style()->unpolish(widget);
    widget->style()->polish(widget);
}

QLabel* roleLabel(const QString& text, const char* role, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    setRole(label, role);
    return label;
}

} // namespace sparsight
