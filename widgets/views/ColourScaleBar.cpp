// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/ColourScaleBar.h"

#include "widgets/common/Format.h"
#include "widgets/session/ViewOptions.h"
#include "widgets/theme/Theme.h"
#include "widgets/theme/ThemeColors.h"
#include "widgets/theme/ThemeIcon.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QToolButton>

namespace sparsight {
namespace {

constexpr int stripWidth = 64, stripHeight = 10, gap = 6;

} // namespace

ColourScaleBar::ColourScaleBar(ViewOptions& options, QWidget* parent)
    : QWidget(parent)
    , m_options(options)
    , m_lock(new QToolButton)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAccessibleName(tr("Colour scale"));
    m_lock->setCheckable(true);
    m_lock->setIconSize({16, 16});
    m_lock->setObjectName(QStringLiteral("lockScale"));
    m_lock->setAccessibleName(tr("Fix the scale"));
    m_lock->setToolTip(plainToolTip(tr("Keep this scale on every page, layer and sentence, to compare")));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_lock, 0, Qt::AlignRight | Qt::AlignVCenter);
    connect(m_lock, &QToolButton::clicked, this,
            [this](bool locked) { m_options.setFixedMaximum(locked ? m_scale.maximum : 0); });
    connect(&options, &ViewOptions::changed, this, &ColourScaleBar::showLock);
    showLock();
    setScale({});
}

void ColourScaleBar::showLock()
{
    const bool locked = m_options.fixedMaximum() > 0;
    m_lock->setChecked(locked);
    m_lock->setIcon(themeIcon(locked ? QStringLiteral("lock") : QStringLiteral("unlock")));
}

void ColourScaleBar::setScale(const ColourScale& scale)
{
    m_scale = scale;
    const QString none = tr("There is no value but zero, and so no scale.");
    setToolTip(plainToolTip(
        hasRange() ? tr("Colours run from %1 to %2. Zero has the background's colour.").arg(lowText(), highText())
                   : none));
    setAccessibleDescription(hasRange() ? tr("from %1 to %2").arg(lowText(), highText()) : none);
    updateGeometry();
    update();
}

QString ColourScaleBar::lowText() const
{
    return formatNumber(m_scale.diverging ? -m_scale.maximum : 0);
}

QString ColourScaleBar::highText() const
{
    return formatNumber(m_scale.maximum);
}

QSize ColourScaleBar::sizeHint() const
{
    const QFontMetrics metrics(smallFont(font()));
    // The room is that of a small number, so that the bar does not move while the maximum changes.
    const int number = metrics.horizontalAdvance(QStringLiteral("0.0888"));
    return {number + gap + stripWidth + gap + number + m_lock->sizeHint().width(),
            std::max({metrics.height(), stripHeight + 4, m_lock->sizeHint().height()})};
}

bool ColourScaleBar::hasRange() const
{
    return m_options.fixedMaximum() > 0 || m_scale.maximum > m_options.maximumFor(0);
}

void ColourScaleBar::paintEvent(QPaintEvent*)
{
    if (!hasRange()) return;
    QPainter painter(this);
    painter.setFont(smallFont(font()));
    painter.setPen(ThemeColors(palette()).muted);
    const int number = (width() - m_lock->width() - stripWidth - 2 * gap) / 2;
    const QRect strip(number + gap, (height() - stripHeight) / 2, stripWidth, stripHeight);
    painter.drawText(QRect(0, 0, number, height()), Qt::AlignRight | Qt::AlignVCenter, lowText());
    painter.drawText(QRect(strip.right() + gap, 0, number + gap, height()), Qt::AlignLeft | Qt::AlignVCenter,
                     highText());
    for (int x = 0; x < strip.width(); ++x) {
        const double share = (x + 0.5) / strip.width();
        const double value = m_scale.maximum * (m_scale.diverging ? 2 * share - 1 : share);
        painter.fillRect(QRect(strip.left() + x, strip.top(), 1, strip.height()), m_scale.colour(value));
    }
    painter.setPen(ThemeColors(palette()).border);
    painter.drawRect(strip.adjusted(-1, -1, 0, 0));
}

} // namespace sparsight
