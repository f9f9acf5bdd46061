// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/ThemeIcon.h"

#include "widgets/theme/ThemeColors.h"

#include <QFile>
#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

namespace sparsight {

namespace {

class ThemeIconEngine : public QIconEngine {
public:
    explicit ThemeIconEngine(const QString& name)
        : m_name(name)
    {
    }

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) override
    {
        QSvgRenderer(recoloured(colour(mode, state))).render(painter, rect);
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override
    {
        const QColor tint = colour(mode, state);
        const QString key =
            QStringLiteral("sparsight/%1/%2x%3/%4").arg(m_name).arg(size.width()).arg(size.height()).arg(tint.rgb());
        QPixmap drawn;
        if (QPixmapCache::find(key, &drawn)) return drawn;
        drawn = QPixmap(size);
        drawn.fill(Qt::transparent);
        QPainter painter(&drawn);
        paint(&painter, QRect(QPoint(), size), mode, state);
        painter.end();
        QPixmapCache::insert(key, drawn);
        return drawn;
    }

    QIconEngine* clone() const override { return new ThemeIconEngine(*this); }
    QString key() const override { return QStringLiteral("sparsight"); }

private:
    static QColor colour(QIcon::Mode mode, QIcon::State state)
    {
        const QPalette palette = QGuiApplication::palette();
        if (mode == QIcon::Disabled) return palette.color(QPalette::Disabled, QPalette::WindowText);
        if (state == QIcon::On) return palette.color(QPalette::Active, QPalette::Highlight);
        if (mode == QIcon::Selected) return palette.color(QPalette::Active, QPalette::WindowText);
        return blend(palette.color(QPalette::Active, QPalette::WindowText),
                     palette.color(QPalette::Active, QPalette::Window), 0.15);
    }

    QByteArray recoloured(const QColor& tint) const
    {
        QFile file(QStringLiteral(":/icons/%1.svg").arg(m_name));
        if (!file.open(QIODevice::ReadOnly)) return {};
        return file.readAll().replace("currentColor", tint.name().toLatin1());
    }

    QString m_name;
};

} // namespace

QIcon themeIcon(const QString& name)
{
    return QIcon(new ThemeIconEngine(name));
}

} // namespace sparsight
