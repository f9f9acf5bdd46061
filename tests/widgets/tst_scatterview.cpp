// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/ScatterView.h"

#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>
#include <memory>

using namespace sparsight;

/// A scatter plot under real mouse and key events.
class TestScatterView : public QObject {
    Q_OBJECT

    std::unique_ptr<ScatterView> m_view;

    QPoint at(int id) const { return m_view->positionOf(id); }
    void drag(const QList<QPoint>& way, Qt::MouseButton button = Qt::LeftButton, Qt::KeyboardModifiers keys = {})
    {
        QTest::mousePress(m_view.get(), button, keys, way.first());
        for (const QPoint& point : way) {
            QMouseEvent move(QEvent::MouseMove, point, m_view->mapToGlobal(point), Qt::NoButton, button, keys);
            QCoreApplication::sendEvent(m_view.get(), &move);
        }
        QTest::mouseRelease(m_view.get(), button, keys, way.last());
    }
    static QList<QPoint> around(const QPoint& middle, int size)
    {
        return {middle + QPoint(-size, -size), middle + QPoint(size, -size), middle + QPoint(size, size),
                middle + QPoint(-size, size), middle + QPoint(-size, -size)};
    }

private Q_SLOTS:
    void init()
    {
        m_view = std::make_unique<ScatterView>();
        m_view->resize(400, 320);
        m_view->setPoints({{1, 0, 0, ScatterMark::Plain},
                           {2, 0.5, 0.5, ScatterMark::Higher},
                           {3, 1, 0.2, ScatterMark::Born},
                           {4, 0.2, 1, ScatterMark::Faint}});
        m_view->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
        m_view->replot();
    }

    void bothAxesHaveOneRange()
    {
        QCOMPARE(m_view->xAxis->range().lower, m_view->yAxis->range().lower);
        QCOMPARE(m_view->xAxis->range().upper, m_view->yAxis->range().upper);
        QVERIFY(m_view->xAxis->range().lower < 0 && m_view->xAxis->range().upper > 1);
    }

    void aClickChoosesThePointNearIt()
    {
        QSignalSpy clicked(m_view.get(), &ScatterView::pointClicked);
        QTest::mouseClick(m_view.get(), Qt::LeftButton, {}, at(3) + QPoint(-4, 3));
        QCOMPARE(clicked.size(), 1);
        QCOMPARE(clicked[0][0].toInt(), 3);
        QTest::mouseClick(m_view.get(), Qt::LeftButton, {}, at(3) + QPoint(-60, 30)); // nothing is there
        QCOMPARE(clicked.size(), 1);
    }

    void aPointIsHovered()
    {
        QSignalSpy hovered(m_view.get(), &ScatterView::pointHovered);
        QTest::mouseMove(m_view.get(), at(2));
        QTRY_COMPARE(hovered.size(), 1);
        QCOMPARE(hovered[0][0].toInt(), 2);
        QTest::mouseMove(m_view.get(), at(2) + QPoint(40, 0));
        QTRY_COMPARE(hovered.size(), 2);
        QCOMPARE(hovered[1][0].toInt(), -1);
    }

    void aLassoHoldsWhatItGoesAround()
    {
        QSignalSpy changed(m_view.get(), &ScatterView::lassoChanged);
        drag(around(at(2), 20));
        QCOMPARE(m_view->lassoed(), std::set<int>{2});
        QCOMPARE(changed.size(), 1);
        drag(around(at(2) + QPoint(-50, 0), 10)); // around nothing: all again
        QVERIFY(m_view->lassoed().empty());
        QCOMPARE(changed.size(), 2);
    }

    /// Otherwise what is strong in one number could not be looked at in another.
    void theLassoKeepsItsPointsInOtherUnits()
    {
        drag(around(at(2), 20));
        QSignalSpy changed(m_view.get(), &ScatterView::lassoChanged);
        m_view->setPoints({{1, 5, 70, ScatterMark::Plain}, {2, 9, 20, ScatterMark::Plain}});
        QCOMPARE(m_view->lassoed(), std::set<int>{2});
        QCOMPARE(changed.size(), 0);
        QTest::keyClick(m_view.get(), Qt::Key_Escape);
        QVERIFY(m_view->lassoed().empty());
    }

    void twoMeasuresHaveARangeEach()
    {
        m_view->setPoints({{1, 5, -70, ScatterMark::Plain}, {2, 9, 20, ScatterMark::Plain}});
        QCOMPARE(m_view->xAxis->range(), m_view->yAxis->range());
        m_view->setSameMeasure(false);
        QVERIFY(m_view->xAxis->range().lower > 4 && m_view->xAxis->range().upper < 10);
        QVERIFY(m_view->yAxis->range().lower < -70 && m_view->yAxis->range().upper > 20);
        m_view->replot();
        QVERIFY(m_view->yAxis->tickVectorLabels().join(QLatin1Char(' ')).contains(QChar(0x2212)));
        QVERIFY(!m_view->yAxis->tickVectorLabels().join(QLatin1Char(' ')).contains(QLatin1Char('-')));
    }

    void escapeDropsTheLasso()
    {
        drag(around(at(4), 20));
        QCOMPARE(m_view->lassoed(), std::set<int>{4});
        QTest::keyClick(m_view.get(), Qt::Key_Escape);
        QVERIFY(m_view->lassoed().empty());
    }

    void theLassoStaysAroundItsPointsWhenZoomed()
    {
        drag(around(at(2), 20));
        QTest::keyClick(m_view.get(), Qt::Key_Plus);
        QVERIFY(m_view->isZoomed());
        QCOMPARE(m_view->lassoed(), std::set<int>{2});
        QTest::mouseDClick(m_view.get(), Qt::LeftButton, {}, m_view->rect().center());
        QVERIFY(!m_view->isZoomed());
        QCOMPARE(m_view->lassoed(), std::set<int>{2});
    }

    void theWheelZoomsAboutThePointer()
    {
        const QPoint place = at(3);
        QWheelEvent wheel(place, m_view->mapToGlobal(place), {}, {0, 120}, Qt::NoButton, Qt::NoModifier,
                          Qt::NoScrollPhase, false);
        const double before = m_view->xAxis->range().size();
        QCoreApplication::sendEvent(m_view.get(), &wheel);
        QVERIFY(m_view->xAxis->range().size() < before);
        QVERIFY((at(3) - place).manhattanLength() <= 2);
    }

    void draggingMoves_data()
    {
        QTest::addColumn<int>("button");
        QTest::addColumn<int>("keys");
        QTest::newRow("middle button") << int(Qt::MiddleButton) << int(Qt::NoModifier);
        QTest::newRow("Ctrl") << int(Qt::LeftButton) << int(Qt::ControlModifier);
    }
    void draggingMoves()
    {
        QFETCH(int, button);
        QFETCH(int, keys);
        const QPoint before = at(2);
        drag({before, before + QPoint(30, 12)}, Qt::MouseButton(button), Qt::KeyboardModifiers(keys));
        QVERIFY((at(2) - before - QPoint(30, 12)).manhattanLength() <= 2);
        QVERIFY(m_view->lassoed().empty());
    }

    void arrowKeysGoFromPointToPoint()
    {
        QSignalSpy clicked(m_view.get(), &ScatterView::pointClicked),
            activated(m_view.get(), &ScatterView::pointActivated);
        m_view->setDescription([](int id) { return QString::number(id); });
        m_view->setSelected(1);
        QTest::keyClick(m_view.get(), Qt::Key_Right); // begins at the one that is selected
        QCOMPARE(m_view->accessibleDescription(), QStringLiteral("1"));
        QTest::keyClick(m_view.get(), Qt::Key_Right);
        QTest::keyClick(m_view.get(), Qt::Key_Space);
        QCOMPARE(clicked.size(), 1);
        const int reached = clicked[0][0].toInt();
        QVERIFY(reached == 2 || reached == 3);
        QTest::keyClick(m_view.get(), Qt::Key_Return);
        QCOMPARE(activated.size(), 1);
        QCOMPARE(activated[0][0].toInt(), reached);
    }
};

QTEST_MAIN(TestScatterView)
#include "tst_scatterview.moc"
