// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/HistogramView.h"

#include "core/store/HistogramBins.h"
#include "widgets/common/Format.h"
#include "widgets/theme/Theme.h"
#include "widgets/theme/ThemeColors.h"

#include <QToolTip>
#include <algorithm>
#include <cmath>
#include <numeric>

namespace sparsight {

namespace {

constexpr int fewestBins = 4; ///< shown, so that there is a round number among them
constexpr int labelGap = 12;  ///< at least, in pixels

QString tickText(double value)
{
    return value < 1 ? QLocale().toString(value, 'g', 2) : QLocale().toString(value, 'f', 0);
}

/// Round numbers of every `step`-th decade, 1 among them, from low to high.
QVector<double> roundNumbers(double low, double high, std::initializer_list<int> digits, int step)
{
    QVector<double> numbers;
    for (int decade = step * int(std::floor(std::log10(low) / step)); std::pow(10, decade) <= high; decade += step) {
        for (const int digit : digits) {
            const double number = digit * std::pow(10, decade);
            if (number >= low && number <= high) numbers << number;
        }
    }
    return numbers;
}

} // namespace

HistogramView::HistogramView(QWidget* parent)
    : QCustomPlot(parent)
    , m_bars(new QCPBars(xAxis, yAxis))
{
    setMouseTracking(true);
    m_bars->setWidth(0.86);
    m_bars->setAntialiased(false);
    xAxis->grid()->setVisible(false);
    yAxis->grid()->setVisible(false);
    yAxis->setBasePen(Qt::NoPen);
    yAxis->setTickLength(0, 0);
    yAxis->setSubTicks(false);
    xAxis->setNumberFormat(QStringLiteral("g")); // labels are our own text: no rewriting of digits
    xAxis->setTickLength(0, 3);
    xAxis->setSubTicks(false);
    axisRect()->setMinimumMargins({4, 10, 4, 2});
    setAccessibleName(tr("Distribution of the values"));
    applyPalette();
    clear();
}

void HistogramView::clear()
{
    m_statistics = {};
    m_bars->setData({}, {});
    for (QCPAxis* axis : {xAxis, yAxis}) {
        axis->setTicks(false);
        axis->setTickLabels(false);
    }
    setAccessibleDescription(tr("no values"));
    replot(rpQueuedReplot);
}

void HistogramView::setStatistics(const NeuronStatistics& statistics)
{
    m_statistics = statistics;
    const auto& counts = statistics.histogram;
    const auto filled = [](std::uint32_t count) { return count > 0; };
    const auto first = std::find_if(counts.begin(), counts.end(), filled);
    if (first == counts.end()) {
        clear();
        return;
    }
    const auto last = std::find_if(counts.rbegin(), counts.rend(), filled);
    const int from = int(first - counts.begin()), to = int(counts.rend() - last); // [from, to)
    QVector<double> keys, values;
    for (int bin = from; bin < to; ++bin) {
        keys << bin + 0.5;
        values << counts[std::size_t(bin)];
    }
    m_bars->setData(keys, values, true);
    showValues(from, std::max(to, from + fewestBins));
    const std::uint32_t highest = *std::max_element(counts.begin(), counts.end());
    auto heights = QSharedPointer<QCPAxisTickerText>::create();
    heights->addTick(0, QStringLiteral("0"));
    heights->addTick(highest, locale().toString(highest));
    yAxis->setTicker(heights);
    for (QCPAxis* axis : {xAxis, yAxis}) {
        axis->setTicks(true);
        axis->setTickLabels(true);
    }
    yAxis->setRange(0, highest * 1.05);
    setAccessibleDescription(tr("%L1 sentences with a value, the largest %2")
                                 .arg(std::accumulate(counts.begin(), counts.end(), 0U))
                                 .arg(formatNumber(statistics.maximum)));
    replot(rpQueuedReplot);
}

/// As many round numbers as can be read beside each other.
void HistogramView::showValues(int from, int to)
{
    xAxis->setRange(from - 0.6, to + 0.6);
    const double low = histogramEdge(from), high = histogramEdge(to);
    const double pixels = std::max(1, width() - 2 * labelGap) / xAxis->range().size(); // of a bin
    const QFontMetrics metrics(xAxis->tickLabelFont());
    const auto fits = [&](const QVector<double>& numbers) {
        for (int i = 1; i < numbers.size(); ++i) {
            const double wide = (metrics.horizontalAdvance(tickText(numbers[i - 1])) +
                                 metrics.horizontalAdvance(tickText(numbers[i]))) /
                                2.0;
            if ((histogramPlace(numbers[i]) - histogramPlace(numbers[i - 1])) * pixels < wide + labelGap) return false;
        }
        return true;
    };
    QVector<double> numbers = roundNumbers(low, high, {1, 2, 5}, 1);
    for (int step = 1; !fits(numbers); ++step)
        numbers = roundNumbers(low, high, {1}, step);
    if (numbers.isEmpty()) numbers = roundNumbers(low, high, {1, 2, 5}, 1).mid(0, 1);
    auto ticker = QSharedPointer<QCPAxisTickerText>::create();
    for (const double number : numbers)
        ticker->addTick(histogramPlace(number), tickText(number));
    xAxis->setTicker(ticker);
}

void HistogramView::resizeEvent(QResizeEvent* event)
{
    QCustomPlot::resizeEvent(event);
    if (!m_bars->data()->isEmpty()) setStatistics(NeuronStatistics(m_statistics)); // other labels have room
}

void HistogramView::applyPalette()
{
    setBackground(ThemeColors(palette()).window);
    const QColor line = ThemeColors(palette()).border;
    xAxis->setBasePen(line);
    xAxis->setTickPen(line);
    for (QCPAxis* axis : {xAxis, yAxis}) {
        axis->setTickLabelColor(ThemeColors(palette()).muted);
        axis->setTickLabelFont(smallFont(font()));
    }
    m_bars->setPen(Qt::NoPen);
    m_bars->setBrush(ThemeColors(palette()).accent);
}

void HistogramView::changeEvent(QEvent* event)
{
    QCustomPlot::changeEvent(event);
    if (event->type() != QEvent::PaletteChange && event->type() != QEvent::FontChange) return;
    applyPalette();
    replot(rpQueuedReplot);
}

void HistogramView::mouseMoveEvent(QMouseEvent* event)
{
    QCustomPlot::mouseMoveEvent(event);
    const int bin = int(std::floor(xAxis->pixelToCoord(event->pos().x())));
    if (bin < 0 || bin >= NeuronStatistics::bins || m_statistics.histogram[std::size_t(bin)] == 0) {
        QToolTip::hideText();
        return;
    }
    const QString text =
        tr("%L1 sentences between %2 and %3")
            .arg(m_statistics.histogram[std::size_t(bin)])
            .arg(formatNumber(histogramEdge(bin)), formatNumber(histogramEdge(bin + 1)));
    QToolTip::showText(event->globalPosition().toPoint(), plainToolTip(text), this);
}

} // namespace sparsight
