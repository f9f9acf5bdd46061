// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/LayerStrip.h"

#include "widgets/common/Format.h"
#include "widgets/theme/Theme.h"
#include "widgets/theme/ThemeColors.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QToolTip>
#include <algorithm>

namespace sparsight {
namespace {

constexpr int widestSlot = 44, widestBar = 16, stackGap = 20;

} // namespace

LayerStrip::LayerStrip(QWidget* parent)
    : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setTexts(tr("Layers by the share that fires"), tr("%1: %2 of its entries fire (density)\n%3"),
             tr("%1: not computed (a decoder layer needs a decoder text)\n%2"));
}

void LayerStrip::setLayers(const std::vector<LayerId>& layers)
{
    if (m_layers == layers) return;
    m_layers = layers;
    m_densities.assign(layers.size(), std::nullopt);
    update();
}

void LayerStrip::setDensities(const std::vector<LayerDensity>& densities)
{
    for (std::size_t i = 0; i < m_layers.size(); ++i) {
        const auto found = std::find_if(densities.begin(), densities.end(),
                                        [&](const LayerDensity& d) { return d.layer == m_layers[i]; });
        m_densities[i] = found == densities.end() ? std::nullopt : std::optional(found->density);
    }
    update();
}

void LayerStrip::setFull(double density)
{
    if (m_full == density) return;
    m_full = density;
    update();
}

double LayerStrip::full() const
{
    double full = m_full;
    if (full > 0) return full;
    for (const auto& density : m_densities)
        full = std::max(full, density.value_or(0));
    return full;
}

void LayerStrip::setSelected(std::optional<LayerId> layer)
{
    m_selected = layer;
    const auto found = std::find(m_layers.begin(), m_layers.end(), layer);
    if (found != m_layers.end()) setAccessibleDescription(describe(std::size_t(found - m_layers.begin())));
    update();
}

void LayerStrip::setDimmed(bool dimmed)
{
    if (m_dimmed == dimmed) return;
    m_dimmed = dimmed;
    update();
}

void LayerStrip::setScaleVisible(bool visible)
{
    m_scaleVisible = visible;
    update();
}

int LayerStrip::gutter() const
{
    return m_scaleVisible ? QFontMetrics(smallFont(font())).horizontalAdvance(formatPercent(full())) + 8 : 0;
}

QRect LayerStrip::slot(std::size_t index) const
{
    const bool twoStacks = !m_layers.empty() && m_layers.front().stack != m_layers.back().stack;
    const int room = width() - (twoStacks ? stackGap : 0) - gutter();
    const int each = std::clamp(room / std::max(1, int(m_layers.size())), 6, widestSlot);
    const int shift = m_layers[index].stack != m_layers.front().stack ? stackGap : 0;
    return {gutter() + int(index) * each + shift, 0, each, height()};
}

QRect LayerStrip::layerRect(LayerId layer) const
{
    const auto found = std::find(m_layers.begin(), m_layers.end(), layer);
    return found == m_layers.end() ? QRect() : slot(std::size_t(found - m_layers.begin()));
}

std::optional<LayerId> LayerStrip::layerAt(const QPoint& position) const
{
    for (std::size_t i = 0; i < m_layers.size(); ++i) {
        if (slot(i).contains(position)) return m_layers[i];
    }
    return std::nullopt;
}

QString LayerStrip::describe(std::size_t index) const
{
    const QString name = QString::fromStdString(m_layers[index].toString());
    const QString module = QString::fromStdString(m_layers[index].huggingFaceModule());
    if (!m_densities[index]) return m_missing.arg(name, module);
    return m_described.arg(name, formatPercent(*m_densities[index]), module);
}

void LayerStrip::setTexts(const QString& name, const QString& described, const QString& missing)
{
    setAccessibleName(name);
    m_described = described;
    m_missing = missing;
}

bool LayerStrip::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip) return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    for (std::size_t i = 0; i < m_layers.size(); ++i) {
        if (slot(i).contains(help->pos())) {
            QToolTip::showText(help->globalPos(), plainToolTip(describe(i)), this, slot(i));
            return true;
        }
    }
    QToolTip::hideText();
    return true;
}

void LayerStrip::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setFont(smallFont(font()));
    const double full = this->full();
    if (m_scaleVisible) paintScale(painter);
    for (std::size_t i = 0; i < m_layers.size(); ++i)
        paintBar(painter, i, full);
    Q_EMIT painted();
}

void LayerStrip::paintScale(QPainter& painter) const
{
    const int line = painter.fontMetrics().height();
    const QRect plot(0, 2, gutter() - 6, height() - line - 5);
    painter.setPen(ThemeColors(palette()).muted);
    painter.drawText(QRect(0, plot.top(), plot.width(), line), Qt::AlignRight | Qt::AlignTop, formatPercent(full()));
    painter.drawText(QRect(0, plot.bottom() - line + 1, plot.width(), line), Qt::AlignRight | Qt::AlignBottom,
                     QStringLiteral("0"));
    painter.setPen(ThemeColors(palette()).border);
    painter.drawLine(plot.right() + 3, plot.top(), plot.right() + 3, plot.bottom());
}

void LayerStrip::paintBar(QPainter& painter, std::size_t index, double full) const
{
    const QRect column = slot(index).adjusted(1, 0, -2, 0);
    const QFontMetrics metrics = painter.fontMetrics();
    const bool selected = m_selected == m_layers[index];
    const int labelHeight = metrics.height();
    const int barWidth = std::min(widestBar, column.width() - 2);
    const QRect plot(column.center().x() - barWidth / 2, column.top() + 2, barWidth, column.height() - labelHeight - 5);
    if (selected) {
        QColor wash = ThemeColors(palette()).accent;
        wash.setAlphaF(0.16f);
        painter.fillRect(column, wash);
        painter.fillRect(QRect(column.left(), column.bottom() - 1, column.width(), 2), ThemeColors(palette()).accent);
    }
    if (selected && hasFocus()) {
        painter.setPen(ThemeColors(palette()).accent);
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(column.adjusted(0, 0, -1, -1));
    }
    const QColor ink = selected ? ThemeColors(palette()).accent : ThemeColors(palette()).muted;
    painter.setOpacity(m_dimmed ? 0.6 : 1);
    if (m_densities[index]) {
        const double share = full > 0 ? std::min(1.0, *m_densities[index] / full) : 0;
        const int bar = std::max(1, int(plot.height() * share + 0.5));
        painter.fillRect(QRect(plot.left(), plot.bottom() - bar + 1, plot.width(), bar), ink);
        if (full > 0 && *m_densities[index] > full) // higher than there is room for: broken
            painter.fillRect(QRect(plot.left(), plot.top() + plot.height() / 4, plot.width(), 3),
                             palette().color(backgroundRole()));
    } else {
        painter.fillRect(QRect(plot.center().x() - 3, plot.bottom(), 6, 1), ThemeColors(palette()).border);
    }
    painter.setOpacity(1);
    const QString name = QString::fromStdString(m_layers[index].toString());
    const QString number = QString::number(m_layers[index].number);
    const bool first = index == 0 || m_layers[index - 1].stack != m_layers[index].stack;
    const QString text =
        metrics.horizontalAdvance(name) <= column.width() || (first && column.width() > 24) ? name : number;
    if (metrics.horizontalAdvance(text) > column.width() + 2) return;
    painter.setPen(selected ? palette().color(QPalette::Text) : ThemeColors(palette()).muted);
    painter.drawText(column.adjusted(-1, 0, 1, -2), Qt::AlignHCenter | Qt::AlignBottom, text);
}

void LayerStrip::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton) return QWidget::mousePressEvent(event);
    if (const auto layer = layerAt(event->pos())) Q_EMIT layerClicked(*layer);
}

void LayerStrip::keyPressEvent(QKeyEvent* event)
{
    const int step = event->key() == Qt::Key_Left ? -1 : event->key() == Qt::Key_Right ? 1 : 0;
    const auto found = m_selected ? std::find(m_layers.begin(), m_layers.end(), *m_selected) : m_layers.end();
    if (step == 0 || event->modifiers() & Qt::AltModifier || found == m_layers.end()) {
        QWidget::keyPressEvent(event);
        return;
    }
    const auto next = (found - m_layers.begin()) + step;
    if (next >= 0 && next < std::ptrdiff_t(m_layers.size())) Q_EMIT layerClicked(m_layers[std::size_t(next)]);
}

} // namespace sparsight
