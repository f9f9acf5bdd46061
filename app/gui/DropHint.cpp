// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/DropHint.h"

#include "widgets/theme/ThemeColors.h"

#include <QApplication>
#include <QDropEvent>
#include <QMimeData>
#include <QPainter>
#include <QUrl>
#include <algorithm>

namespace sparsight {

namespace {

constexpr int margin = 8;

bool holdsFiles(const QMimeData& data)
{
    const QList<QUrl> urls = data.urls();
    return std::any_of(urls.begin(), urls.end(), [](const QUrl& url) { return url.isLocalFile(); });
}

} // namespace

DropHint::DropHint(QWidget* window)
    : QWidget(window)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setAttribute(Qt::WA_NoSystemBackground);
    setAccessibleName(tr("Files may be dropped here"));
    hide();
    qApp->installEventFilter(this); // the widget below the pointer is told, not the window
}

void DropHint::cover()
{
    setGeometry(parentWidget()->rect());
    raise();
    show();
}

bool DropHint::eventFilter(QObject* object, QEvent* event)
{
    switch (event->type()) {
    case QEvent::DragEnter:
    case QEvent::DragLeave:
    case QEvent::Drop: break;
    default: return false;
    }
    const auto* widget = qobject_cast<QWidget*>(object);
    if (!widget || widget->window() != parentWidget()) return false;
    if (event->type() == QEvent::DragEnter && holdsFiles(*static_cast<QDropEvent*>(event)->mimeData())) {
        cover();
    } else {
        hide();
    }
    return false;
}

void DropHint::paintEvent(QPaintEvent*)
{
    const ThemeColors colors(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QColor veil = colors.accent;
    veil.setAlphaF(0.08F);
    painter.fillRect(rect(), veil);
    painter.setPen(QPen(colors.accent, 2));
    painter.drawRoundedRect(QRectF(rect()).adjusted(margin, margin, -margin, -margin), 8, 8);

    const QString text = tr("Drop to open or import");
    QRect plate = fontMetrics().boundingRect(text).adjusted(-16, -8, 16, 8);
    plate.moveCenter(QPoint(rect().center().x(), rect().bottom() - margin - plate.height()));
    painter.setPen(QPen(colors.accent, 1));
    painter.setBrush(colors.surface);
    painter.drawRoundedRect(plate, 6, 6);
    painter.setPen(colors.text);
    painter.drawText(plate, Qt::AlignCenter, text);
}

} // namespace sparsight
