// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/HistogramBins.h"
#include "widgets/views/ColourMap.h"
#include "widgets/views/HeatmapView.h"
#include "widgets/views/HistogramView.h"

#include <QAccessible>
#include <QSignalSpy>
#include <QTest>
#include <QToolTip>
#include <QWheelEvent>
#include <cmath>
#include <limits>

using namespace sparsight;

namespace {

HeatmapCells counting(int columns, int rows)
{
    HeatmapCells cells{columns, rows, {}};
    for (int i = 0; i < columns * rows; ++i)
        cells.values.push_back(float(i));
    return cells;
}

/// CIE lightness of a colour, 0 … 100.
double lightness(const QColor& colour)
{
    const auto linear = [](double c) { return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
    const double y =
        0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF());
    return y > 0.008856 ? 116 * std::cbrt(y) - 16 : 903.3 * y;
}

} // namespace

class TestHeatmapView : public QObject {
    Q_OBJECT

    std::unique_ptr<HeatmapView> m_view;

    QPoint centre(QPoint cell) const { return m_view->cellRect(cell).center().toPoint(); }

    void turnWheel(int steps, const QPoint& at)
    {
        QWheelEvent event(at, m_view->mapToGlobal(at), {}, {0, 120 * steps}, {}, {}, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(m_view.get(), &event);
    }

    static QMap<double, QString> ticksOf(const HistogramView& view)
    {
        return qSharedPointerDynamicCast<QCPAxisTickerText>(view.xAxis->ticker())->ticks();
    }

private Q_SLOTS:
    void init()
    {
        m_view = std::make_unique<HeatmapView>();
        m_view->resize(660, 500);
        m_view->setDescription([](QPoint cell) { return QStringLiteral("cell %1,%2").arg(cell.x()).arg(cell.y()); });
        m_view->setScale({ColourMap(ColourMapKind::Cividis, false), 3071, false});
        m_view->setCells(counting(64, 48));
        m_view->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
    }

    void cleanup() { m_view.reset(); }

    void cellsFillTheViewOnWholePixels_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::addColumn<QSize>("cells");
        QTest::addRow("neurons") << QSize(660, 500) << QSize(64, 48);
        QTest::addRow("neurons in a low frame") << QSize(335, 208) << QSize(64, 48);
        QTest::addRow("few") << QSize(1900, 700) << QSize(5, 3);
        QTest::addRow("words × neurons") << QSize(598, 131) << QSize(15, 40);
    }
    void cellsFillTheViewOnWholePixels()
    {
        QFETCH(QSize, size);
        QFETCH(QSize, cells);
        m_view->resize(size);
        m_view->setCells(counting(cells.width(), cells.height()));
        const QRectF all = m_view->cellRect({0, 0}) | m_view->cellRect({cells.width() - 1, cells.height() - 1});
        QVERIFY(QRectF(m_view->rect()).contains(all));
        QVERIFY(all.width() >= size.width() - 5 && all.height() >= size.height() - 5); // the frame
        QRectF before;
        for (int row = 0; row < cells.height(); ++row) {
            const QRectF cell = m_view->cellRect({0, row});
            QCOMPARE(cell, QRectF(cell.toRect()));
            if (row > 0) QCOMPARE(cell.top(), before.bottom());
            QVERIFY(std::abs(cell.height() - all.height() / cells.height()) <= 1);
            before = cell;
        }
    }

    void colours()
    {
        HeatmapCells cells = counting(3, 1);
        cells.values = {0, 1, std::numeric_limits<float>::quiet_NaN()};
        m_view->setScale({ColourMap(ColourMapKind::Viridis, false), 1, false});
        m_view->setCells(cells);
        QTest::qWait(20);
        const QImage image = m_view->grab().toImage();
        const auto at = [&](QPoint cell) { return image.pixelColor(centre(cell) * image.devicePixelRatio()); };
        QCOMPARE(at({1, 0}), ColourMap(ColourMapKind::Viridis, false).colour(1)); // the largest
        QVERIFY(std::abs(at({0, 0}).lightness() - m_view->palette().color(QPalette::Base).lightness()) < 24);
        QCOMPARE(at({2, 0}), m_view->palette().color(QPalette::Base)); // no cell at all
    }

    void arrowKeysMoveTheCursorAndSayItsValue()
    {
        m_view->setFocus(Qt::TabFocusReason);
        QSignalSpy moved(m_view.get(), &HeatmapView::cursorMoved);
        const auto spoken = [this] { // by the interface that a screen reader asks
            return QAccessible::queryAccessibleInterface(m_view.get())->text(QAccessible::Description);
        };
        QTest::keyClick(m_view.get(), Qt::Key_Right);
        QCOMPARE(spoken(), QStringLiteral("cell 1,0"));
        QTest::keyClick(m_view.get(), Qt::Key_Down);
        QCOMPARE(spoken(), QStringLiteral("cell 1,1"));
        QVERIFY(QToolTip::text().contains(QStringLiteral("cell 1,1"))); // and it is shown
        QCOMPARE(m_view->cursor(), QPoint(1, 1));
        QCOMPARE(moved.size(), 2);
        QTest::keyClick(m_view.get(), Qt::Key_Up);
        QTest::keyClick(m_view.get(), Qt::Key_Up); // there is nothing above
        QCOMPARE(m_view->cursor(), QPoint(1, 0));
        QTest::keyClick(m_view.get(), Qt::Key_End);
        QCOMPARE(m_view->cursor(), QPoint(63, 0));
        QTest::keyClick(m_view.get(), Qt::Key_Home);
        QTest::keyClick(m_view.get(), Qt::Key_PageDown);
        QCOMPARE(m_view->cursor(), QPoint(0, 6));
        QTest::keyClick(m_view.get(), Qt::Key_Left, Qt::AltModifier); // the window's, not ours
        QCOMPARE(m_view->cursor(), QPoint(0, 6));
    }

    void spaceSelectsAndEnterActivates()
    {
        m_view->setFocus(Qt::TabFocusReason);
        QSignalSpy clicked(m_view.get(), &HeatmapView::cellClicked),
            activated(m_view.get(), &HeatmapView::cellActivated);
        QTest::keyClick(m_view.get(), Qt::Key_Right);
        QTest::keyClick(m_view.get(), Qt::Key_Space);
        QTest::keyClick(m_view.get(), Qt::Key_Return);
        QCOMPARE(clicked.first().first().toPoint(), QPoint(1, 0));
        QCOMPARE(activated.first().first().toPoint(), QPoint(1, 0));
    }

    void theCursorSkipsWhatIsNoCell()
    {
        HeatmapCells cells = counting(2, 2);
        cells.values[3] = std::numeric_limits<float>::quiet_NaN();
        m_view->setCells(cells);
        m_view->setFocus(Qt::TabFocusReason);
        QTest::keyClick(m_view.get(), Qt::Key_Right);
        QTest::keyClick(m_view.get(), Qt::Key_Down);
        QCOMPARE(m_view->cursor(), QPoint(1, 0));
    }

    void theWheelZoomsDraggingPansADoubleClickResets()
    {
        const QRectF before = m_view->cellRect({30, 20});
        turnWheel(3, centre({30, 20}));
        QVERIFY(m_view->isZoomed());
        const QRectF zoomed = m_view->cellRect({30, 20});
        QVERIFY(zoomed.width() > 1.5 * before.width());
        QVERIFY(zoomed.contains(before.center())); // it zooms around the pointer

        QSignalSpy clicked(m_view.get(), &HeatmapView::cellClicked);
        const QPoint from = centre({30, 20});
        QTest::mousePress(m_view.get(), Qt::LeftButton, {}, from);
        QTest::mouseMove(m_view.get(), from + QPoint(40, 0));
        QTest::mouseMove(m_view.get(), from + QPoint(80, 0));
        QTest::mouseRelease(m_view.get(), Qt::LeftButton, {}, from + QPoint(80, 0));
        QVERIFY(std::abs(m_view->cellRect({30, 20}).center().x() - zoomed.center().x() - 80) < 4);
        QCOMPARE(clicked.size(), 0); // a drag is no click

        QSignalSpy activated(m_view.get(), &HeatmapView::cellActivated);
        const QPoint twice = centre({30, 20});
        QTest::mouseClick(m_view.get(), Qt::LeftButton, {}, twice);
        QTest::mouseDClick(m_view.get(), Qt::LeftButton, {}, twice);
        QTest::mouseRelease(m_view.get(), Qt::LeftButton, {}, twice);
        QVERIFY(!m_view->isZoomed());
        QCOMPARE(m_view->cellRect({30, 20}), before);
        QCOMPARE(activated.size(), 0);
        QCOMPARE(clicked.size(), 1); // by the first of the two; the cell now under the pointer is not meant
        QCOMPARE(clicked.front().front().toPoint(), QPoint(30, 20));
        QTest::mouseDClick(m_view.get(), Qt::LeftButton, {}, centre({30, 20})); // with nothing to reset it opens
        QCOMPARE(activated.size(), 1);
        QTest::mouseRelease(m_view.get(), Qt::LeftButton, {}, centre({30, 20}));
    }

    void zoomingOutEndsAtTheWhole()
    {
        turnWheel(2, centre({5, 5}));
        turnWheel(-9, centre({50, 40}));
        QVERIFY(!m_view->isZoomed());
        turnWheel(200, centre({5, 5}));
        QVERIFY(m_view->cellRect({5, 5}).width() < m_view->width()); // and in, at a few cells
    }

    void theSameShapeKeepsTheZoomAnotherResetsIt()
    {
        turnWheel(3, centre({30, 20}));
        m_view->setCells(counting(64, 48));
        QVERIFY(m_view->isZoomed());
        m_view->setCells(counting(16, 12));
        QVERIFY(!m_view->isZoomed());
        QCOMPARE(m_view->cellAt(centre({15, 11})), std::optional(QPoint(15, 11)));
        m_view->setCells({});
        QVERIFY(!m_view->cellAt({100, 100}));
        m_view->setCells({3, 0, {}}); // tokens, and no neuron that fires
        QVERIFY(!m_view->cellAt({100, 100}));
        QTest::keyClick(m_view.get(), Qt::Key_Right);
        turnWheel(1, {100, 100});
        QTest::qWait(20);
    }

    void hoveringAndClickingReportTheCell()
    {
        QSignalSpy hovered(m_view.get(), &HeatmapView::cellHovered), clicked(m_view.get(), &HeatmapView::cellClicked);
        QTest::mouseMove(m_view.get(), centre({10, 7}));
        QTRY_VERIFY(!hovered.empty());
        QCOMPARE(hovered.last().first().toPoint(), QPoint(10, 7));
        QCOMPARE(QToolTip::text(), QStringLiteral("<span>cell 10,7</span>"));
        QTest::mouseClick(m_view.get(), Qt::LeftButton, {}, centre({11, 7}));
        QCOMPARE(clicked.last().first().toPoint(), QPoint(11, 7));
    }

    void longLabelsMakeRoomForThemselves()
    {
        m_view->setCells(counting(30, 4));
        m_view->setLabels({}, {});
        const double without = m_view->cellRect({0, 0}).top();
        QStringList words;
        for (int i = 0; i < 30; ++i)
            words << QStringLiteral("electromagnetic");
        m_view->setLabels(words,
                          {QStringLiteral("2384"), QStringLiteral("1"), QStringLiteral("2"), QStringLiteral("3")});
        QVERIFY(m_view->cellRect({0, 0}).top() > without + 40); // steep
        QVERIFY(m_view->cellRect({0, 0}).left() > 15);
        for (QString& word : words)
            word = QStringLiteral("a");
        m_view->setLabels(words, {});
        QVERIFY(m_view->cellRect({0, 0}).top() < without + 40); // level
    }

    void mapsAreEvenAndFarthestFromTheBackgroundAtTheTop_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<bool>("dark");
        for (const ColourMapKind kind : ColourMap::kinds()) {
            for (const bool dark : {false, true})
                QTest::addRow("%s %s", qPrintable(ColourMap::key(kind)), dark ? "dark" : "light") << int(kind) << dark;
        }
    }

    void mapsAreEvenAndFarthestFromTheBackgroundAtTheTop()
    {
        QFETCH(int, kind);
        QFETCH(bool, dark);
        const ColourMap map(ColourMapKind(kind), dark);
        QCOMPARE(ColourMap::fromKey(ColourMap::key(map.kind())), map.kind());
        double previous = lightness(map.colour(0.001));
        for (int step = 1; step <= 20; ++step) {
            const double now = lightness(map.colour(step / 20.0));
            const double change = dark ? now - previous : previous - now;
            QVERIFY2(change > 1 && change < 9, qPrintable(QString::number(change))); // neither a plateau nor a jump
            previous = now;
        }
        QCOMPARE(map.colour(1), map.colour(7)); // clamped
    }

    void zeroHasNoColour()
    {
        const ColourScale scale{ColourMap(), 2, false};
        QVERIFY(!scale.colour(0).isValid());
        QVERIFY(!scale.colour(std::nan("")).isValid());
        QVERIFY(scale.colour(1e-9).isValid());
        QVERIFY(ColourScale{}.colour(5).isValid());
        const ColourScale both{ColourMap(), 2, true};
        QVERIFY(both.colour(-1) != both.colour(1));
    }

    void aHistogramShowsItsBins()
    {
        HistogramView view;
        view.resize(240, 120);
        NeuronStatistics statistics;
        statistics.sentences = 5;
        statistics.histogram[24] = 4; // from 1
        statistics.histogram[30] = 1;
        statistics.maximum = 9;
        view.setStatistics(statistics);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        QCOMPARE(histogramEdge(24), 1.0);
        QVERIFY(view.accessibleDescription().contains(QStringLiteral("5")));
        const auto list = [](const char* numbers) { return QString::fromLatin1(numbers).split(QLatin1Char(' ')); };
        QCOMPARE(ticksOf(view).values(), list("1 2 5 10"));
        QCOMPARE(ticksOf(view).firstKey(), 24.0); // at the lower edge of its bin
        statistics.histogram[4] = 1;              // from 0.00098
        view.setStatistics(statistics);
        QCOMPARE(ticksOf(view).values(), list("0.001 0.01 0.1 1 10"));
        QVERIFY(std::abs(ticksOf(view).key(QStringLiteral("0.1")) - (24 - 2 * std::log2(10))) < 1e-9);
        view.resize(110, 120); // every second one has room
        QCOMPARE(ticksOf(view).values(), list("0.01 1"));
        view.setStatistics({}); // never fires
        QCOMPARE(view.accessibleDescription(), QStringLiteral("no values"));
    }
};

QTEST_MAIN(TestHeatmapView)
#include "tst_heatmapview.moc"
