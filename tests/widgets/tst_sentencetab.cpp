// SPDX-License-Identifier: GPL-3.0-or-later
#include "PageFixture.h"
#include "widgets/common/Format.h"
#include "widgets/models/TableRoles.h"
#include "widgets/pages/compare/sentence/AlignedTokens.h"
#include "widgets/pages/compare/sentence/PairTableModel.h"
#include "widgets/pages/compare/sentence/SentenceTab.h"
#include "widgets/pages/compare/sentence/SidePanel.h"
#include "widgets/pages/compare/sentence/SidesBar.h"
#include "widgets/pages/compare/sentence/SidesController.h"
#include "widgets/pages/compare/sentence/SidesView.h"
#include "widgets/pages/live/LivePage.h"
#include "widgets/views/ColourScaleBar.h"
#include "widgets/views/FilterTableView.h"
#include "widgets/views/HeatmapView.h"
#include "widgets/views/LayerStrip.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QLabel>
#include <QMenu>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>
#include <QToolButton>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>
#include <memory>

using namespace sparsight;

/// The tab under real keys and mouse, with engines that need no model: "louder" fires twice as strongly in even
/// neurons.
class TestSentenceTab : public QObject {
    Q_OBJECT

    std::unique_ptr<PageFixture> m_fixture;
    std::unique_ptr<SentenceTab> m_tab;

    QPlainTextEdit* field(const char* name) const { return m_tab->findChild<QPlainTextEdit*>(QLatin1String(name)); }
    QPlainTextEdit* sentence() const { return field("sides.first"); }
    QToolButton* twoSentences() const { return m_tab->findChild<QToolButton*>(QStringLiteral("sides.two")); }
    SidesView& view() const { return m_tab->view(); }
    const std::vector<ComparedSide>& sides() const { return m_tab->controller().sides(); }
    HeatmapView& grid(std::size_t side) const { return view().panels()[side]->grid(); }
    QString message(std::size_t side) const
    {
        auto* label = view().panels()[side]->findChild<QLabel*>(QStringLiteral("side.message"));
        return label->isVisible() ? label->text() : QString();
    }

    void addCheckpoint(const char* name, const char* weights)
    {
        CheckpointInfo info;
        info.name = name;
        info.path = std::string("/models/") + name;
        info.weightsSha256 = fakeWeightsSha256(weights);
        info.family = "t5";
        info.config = "{}";
        m_fixture->session.project().putCheckpoint(info);
        m_fixture->session.refresh();
    }

    /// Waits until all that was asked is answered.
    void settle()
    {
        QVERIFY(QTest::qWaitFor([this] { return m_fixture->jobs.isIdle(); }));
        QCoreApplication::processEvents();
    }

    void type(const QString& text)
    {
        QTest::keyClicks(sentence(), text);
        settle();
    }

    void choose(const char* name)
    {
        auto* with = m_tab->findChild<QToolButton*>(QStringLiteral("sides.with"));
        for (QAction* action : with->menu()->actions()) {
            if (action->text() == QLatin1String(name)) action->trigger();
        }
        settle();
    }

    static float largest(const LiveResult& result, std::uint32_t neuron)
    {
        float value = 0;
        for (std::uint32_t t = 0; t < result.activations.tokens; ++t)
            value = std::max(value, result.activations.at(t, NeuronId(neuron)));
        return value;
    }

    static QPoint cellOf(const HeatmapView& grid, std::uint32_t neuron)
    {
        return {int(neuron) % grid.cells().columns, int(neuron) / grid.cells().columns};
    }

    void start(bool withOther = true)
    {
        m_fixture->openProject(10, {QStringLiteral("run")});
        if (withOther) addCheckpoint("louder", "louder");
        m_tab = std::make_unique<SentenceTab>(m_fixture->context, nullptr);
        m_tab->resize(1000, 700);
        m_tab->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_tab.get()));
    }

private Q_SLOTS:
    void init()
    {
        QStandardPaths::setTestModeEnabled(true);
        m_fixture = std::make_unique<PageFixture>();
    }

    void cleanup()
    {
        m_tab.reset();
        m_fixture.reset();
    }

    void aSentenceGoesThroughBothCheckpoints()
    {
        start();
        type(QStringLiteral("The speed of light"));
        QCOMPARE(sides().size(), std::size_t(2));
        QVERIFY(sides()[0].result && sides()[1].isCompared());
        bool differs = false;
        for (std::uint32_t n = 0; n < 192; ++n) {
            const float a = largest(*sides()[0].result, n);
            QCOMPARE(grid(0).cells().at(cellOf(grid(0), n)), a);
            const float b = n % 2 == 0 ? 2 * a : a;
            QCOMPARE(grid(1).cells().at(cellOf(grid(1), n)), b);
            QCOMPARE(view().difference().grid().cells().at(cellOf(grid(0), n)), b - a);
            differs |= b != a;
        }
        QVERIFY(differs);
        // One scale for both sides, one that runs both ways for the difference.
        QVERIFY(grid(0).scale() == grid(1).scale());
        QVERIFY(!grid(0).scale().diverging && view().difference().grid().scale().diverging);
        QCOMPARE(view().strips()[1]->layerAt(view().strips()[1]->layerRect({Stack::Encoder, 2}).center()),
                 std::optional(LayerId{Stack::Encoder, 2}));
    }

    void theTableListsWhatDiffersMost()
    {
        start();
        type(QStringLiteral("The speed of light"));
        const PairTableModel& model = view().model();
        QVERIFY(model.rowCount() > 0);
        double before = 1e9;
        for (int row = 0; row < model.rowCount(); ++row) {
            const std::uint32_t n = model.neuronAt(row).value;
            QCOMPARE(n % 2, 0U); // odd ones are the same
            const auto value = [&](int column) { return model.index(row, column).data(ValueRole).toDouble(); };
            QCOMPARE(value(PairTableModel::Second), 2 * value(PairTableModel::First));
            QVERIFY(std::abs(value(PairTableModel::TokenChange)) <= before);
            before = std::abs(value(PairTableModel::TokenChange));
        }
        QCOMPARE(model.headerData(PairTableModel::Second, Qt::Horizontal, Qt::DisplayRole).toString(),
                 QStringLiteral("louder"));
        QCOMPARE(view().tokens().neuron(), std::optional(model.neuronAt(0))); // nothing is chosen yet
        QAbstractItemModelTester tester(const_cast<PairTableModel*>(&model),
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
    }

    void hoverAndZoomGoTogether()
    {
        start();
        type(QStringLiteral("The speed of light"));
        QTest::mouseMove(&grid(1), grid(1).cellRect(cellOf(grid(1), 6)).center().toPoint());
        QTRY_COMPARE(m_fixture->selection.hoveredNeuron(), std::optional(NeuronId(6)));
        for (std::size_t side : {0U, 1U})
            QVERIFY(view().panels()[side]->readout().startsWith(QLatin1String("6: ")));
        QCOMPARE(view().tokens().neuron(), std::optional(NeuronId(6)));

        const QPointF centre = grid(1).rect().center();
        QWheelEvent wheel(centre, grid(1).mapToGlobal(centre), {}, {0, 240}, {}, {}, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(&grid(1), &wheel);
        QVERIFY(grid(1).isZoomed());
        for (const HeatmapView* other : {&grid(0), &view().difference().grid()}) {
            QVERIFY(other->isZoomed());
            QCOMPARE(other->xAxis->range(), grid(1).xAxis->range());
            QCOMPARE(other->yAxis->range(), grid(1).yAxis->range());
        }
        QTest::mouseDClick(&grid(0), Qt::LeftButton, {}, grid(0).rect().center());
        QVERIFY(!grid(0).isZoomed() && !grid(1).isZoomed());
        QCOMPARE(grid(1).xAxis->range().size(), 16.0);
    }

    void aClickSelectsEverywhere()
    {
        start();
        type(QStringLiteral("The speed of light"));
        QTest::mouseClick(&grid(0), Qt::LeftButton, {}, grid(0).cellRect(cellOf(grid(0), 8)).center().toPoint());
        QCOMPARE(m_fixture->selection.focus().neuron, std::optional(NeuronId(8)));
        // Its tokens are shaded with the values of both sides.
        const HeatmapCells& cells = view().tokens().cells();
        QCOMPARE(cells.columns, 5);
        QCOMPARE(cells.rows, 2);
        for (int t = 0; t < 5; ++t) {
            QCOMPARE(cells.at({t, 0}), sides()[0].result->activations.at(std::uint32_t(t), NeuronId(8)));
            QCOMPARE(cells.at({t, 1}), sides()[1].result->activations.at(std::uint32_t(t), NeuronId(8)));
        }
        QTest::mouseClick(&view().tokens(), Qt::LeftButton, {}, view().tokens().cellRect({2, 0}).center().toPoint());
        QCOMPARE(m_fixture->selection.focus().token, std::optional(2));
        QCOMPARE(view().tokens().markedColumn(), 2);
        // And a layer in the strip of either side is everybody's.
        QTest::mouseClick(view().strips()[1], Qt::LeftButton, {},
                          view().strips()[1]->layerRect({Stack::Encoder, 2}).center());
        QCOMPARE(m_fixture->selection.focus().layer.number, 2);
        settle();
        QCOMPARE(sides()[0].result->activations.layer.number, 2);
        QCOMPARE(sides()[1].result->activations.layer.number, 2);
    }

    void aMinimalPair()
    {
        start();
        type(QStringLiteral("the cat sat"));
        QTest::mouseClick(twoSentences(), Qt::LeftButton);
        QPlainTextEdit* second = field("sides.second");
        QVERIFY(second->isVisible());
        QCOMPARE(second->toPlainText(), QStringLiteral("the cat sat")); // one text until it is changed
        settle();
        QCOMPARE(view().model().rowCount(), 0);
        second->selectAll();
        QTest::keyClicks(second, QStringLiteral("the dog sat"));
        settle();
        QCOMPARE(sides().size(), std::size_t(2));
        QCOMPARE(sides()[1].checkpoint.name, std::string("fake"));
        QCOMPARE(sides()[0].result->tokens[1].piece, std::string("▁cat"));
        QCOMPARE(sides()[1].result->tokens[1].piece, std::string("▁dog"));
        QVERIFY(sides()[1].isCompared());
        // "cat" and "dog" have no partner: a column each, with one cell.
        const HeatmapCells& cells = view().tokens().cells();
        QCOMPARE(cells.columns, 5);
        QVERIFY(std::isnan(cells.at({1, 1})) && !std::isnan(cells.at({1, 0})));
        QVERIFY(std::isnan(cells.at({2, 0})) && !std::isnan(cells.at({2, 1})));
        // Words are fake tokens of their own: what differs is what the two words do.
        QVERIFY(view().model().rowCount() > 0);
        // Told apart where only the end of the name has room, too.
        const auto head = [this](int column) {
            return view().model().headerData(column, Qt::Horizontal, Qt::DisplayRole);
        };
        QCOMPARE(head(PairTableModel::First).toString(), QStringLiteral("sentence A"));
        QCOMPARE(head(PairTableModel::Second).toString(), QStringLiteral("sentence B"));
        for (int row = 0; row < view().model().rowCount(); ++row)
            QCOMPARE(view().model().index(row, PairTableModel::TokenChange).data(ValueRole).toDouble(), 0.0);
        QCOMPARE(m_fixture->selection.text(), QStringLiteral("the cat sat")); // the live sentence is the first

        QTest::mouseClick(twoSentences(), Qt::LeftButton);
        settle();
        QVERIFY(!second->isVisible());
        QCOMPARE(sides()[1].checkpoint.name, std::string("louder"));
    }

    void theErrorOfASideStandsAtThatSide()
    {
        start();
        addCheckpoint("broken", "broken");
        addCheckpoint("wide", "wide");
        addCheckpoint("changed", "as it was");
        for (const char* name : {"broken", "wide", "changed"})
            choose(name);
        type(QStringLiteral("The speed of light"));
        QCOMPARE(sides().size(), std::size_t(5));
        QVERIFY(message(0).isEmpty() && message(1).isEmpty());
        QVERIFY(sides()[1].isCompared());
        QStringList messages;
        for (std::size_t side = 2; side < 5; ++side)
            messages << message(side);
        const QString all = messages.join(QLatin1Char('\n'));
        QVERIFY2(all.contains(QLatin1String("model.safetensors ends")), qPrintable(all));
        QVERIFY2(all.contains(QLatin1String("384 neurons here and 192")), qPrintable(all));
        QVERIFY2(all.contains(QLatin1String("no longer those of \"changed\"")), qPrintable(all));
        QVERIFY(view().model().rowCount() > 0); // the other goes on
        // With several, one of them is held against the first.
        auto* difference = m_tab->findChild<QComboBox*>(QStringLiteral("sides.difference"));
        QVERIFY(difference->isVisible());
        QCOMPARE(difference->count(), 4);
        QTest::keyClick(difference, Qt::Key_Down);
        QCOMPARE(m_tab->controller().other(), std::size_t(2));
        QCOMPARE(view().model().rowCount(), 0);
    }

    void everySideHasARowOfTokens()
    {
        start();
        addCheckpoint("louder-2", "louder-2");
        choose("louder-2");
        type(QStringLiteral("The speed of light"));
        QCOMPARE(sides().size(), std::size_t(3));
        m_fixture->selection.selectNeuron(m_fixture->selection.focus().layer, NeuronId(8));
        const HeatmapCells& cells = view().tokens().cells();
        QCOMPARE(cells.rows, 3);
        QCOMPARE(cells.columns, 5);
        for (int side = 0; side < 3; ++side) {
            for (int t = 0; t < 5; ++t)
                QCOMPARE(cells.at({t, side}),
                         sides()[std::size_t(side)].result->activations.at(std::uint32_t(t), NeuronId(8)));
        }
    }

    void theLayersOfAllSidesHaveOneScale()
    {
        start();
        type(QStringLiteral("The speed of light"));
        double largest = 0;
        for (const ComparedSide& side : sides()) {
            for (const LayerDensity& layer : side.result->densities)
                largest = std::max(largest, layer.density);
        }
        QVERIFY(largest > 0);
        const auto printed = view().findChildren<QLabel*>(QStringLiteral("sides.stripScale"));
        QCOMPARE(printed.size(), qsizetype(2));
        for (std::size_t side = 0; side < 2; ++side) {
            QCOMPARE(view().strips()[side]->full(), largest);
            QVERIFY(printed[qsizetype(side)]->text().contains(columnPercent(largest)));
        }
    }

    void aScaleIsPrintedOnceThereAreValues()
    {
        start();
        auto* scale = m_tab->findChild<ColourScaleBar*>(QStringLiteral("sides.scale"));
        QVERIFY(!scale->isVisible()); // not "0 … 1e-06"
        type(QStringLiteral("The speed of light"));
        QVERIFY(scale->isVisible());
    }

    void everyDrawingIsAFigure()
    {
        start();
        type(QStringLiteral("The speed of light"));
        QList<QToolButton*> buttons;
        for (QToolButton* button : view().findChildren<QToolButton*>()) {
            if (button->isVisible() && button->accessibleName().contains(QLatin1String("figure"))) buttons << button;
        }
        QCOMPARE(buttons.size(), qsizetype(6)); // two sides, two rows of layers, the difference, the tokens
        int ofBoth = 0;
        for (QToolButton* button : buttons) {
            QTest::mouseClick(button, Qt::LeftButton);
            auto* menu = button->findChild<QMenu*>();
            QTRY_VERIFY(menu->isVisible());
            menu->actions().front()->trigger();
            menu->close();
            const QByteArray svg = QGuiApplication::clipboard()->mimeData()->data(QStringLiteral("image/svg+xml"));
            QVERIFY(svg.contains("The speed of light"));
            QCOMPARE(svg.count("Made by"), 2); // once in the description, once below the figure
            const bool first = svg.contains(fakeWeightsSha256("fake").c_str()) || svg.contains("/models/fake");
            const bool other = svg.contains("/models/louder");
            QVERIFY(first || other);
            ofBoth += first && other;
        }
        QCOMPARE(ofBoth, 2);
    }

    void typingIsNeverHeldUp()
    {
        start();
        m_fixture->control->liveDelayMs = 100;
        QSignalSpy stale(&m_tab->controller(), &SidesController::staleChanged);
        QElapsedTimer timer;
        timer.start();
        QTest::keyClicks(sentence(), QStringLiteral("a slow engine"));
        QVERIFY(timer.elapsed() < 500); // not thirteen times two hundred milliseconds
        settle();
        QVERIFY(!m_tab->controller().isStale());
        QVERIFY(!stale.empty());
        QCOMPARE(sides()[1].result->tokens.size(), std::size_t(4));
        QVERIFY(sides()[1].isCompared());
    }

    void theLiveSentenceIsTheSameOnBothPages()
    {
        start();
        m_fixture->loadModel();
        LivePage live(m_fixture->context, nullptr);
        auto* typed = live.findChild<QPlainTextEdit*>();
        m_tab->hide();
        live.show();
        QTest::keyClicks(typed, QStringLiteral("a red kite"));
        settle();
        QVERIFY(sides().empty() || !sides()[0].result); // nothing is computed for a page that is not there
        live.hide();
        m_tab->show();
        QCOMPARE(sentence()->toPlainText(), QStringLiteral("a red kite"));
        settle();
        QVERIFY(sides()[1].isCompared());
        sentence()->moveCursor(QTextCursor::End);
        QTest::keyClicks(sentence(), QStringLiteral(" flies"));
        Q_EMIT m_fixture->pins.sentenceWanted(QStringLiteral("pinned"));
        QCOMPARE(sentence()->toPlainText(), QStringLiteral("pinned"));
        QCOMPARE(typed->toPlainText(), QStringLiteral("a red kite")); // it is not looked at
        m_tab->hide();
        QVERIFY(!m_fixture->selection.isTextShown());
        live.show();
        QCOMPARE(typed->toPlainText(), QStringLiteral("pinned"));
        settle();
    }

    void enginesAreLetGoWithThePage()
    {
        start();
        type(QStringLiteral("a red kite"));
        QVERIFY(sides()[1].result);
        m_tab->hide();
        QVERIFY(!sides()[1].result);
        QVERIFY(m_fixture->jobs.isIdle());
        m_tab->show();
        settle();
        QVERIFY(sides()[1].isCompared());
        m_fixture->session.close(); // its checkpoints are gone
        settle();
        QVERIFY(sides().empty());
        QVERIFY(m_tab->findChild<QPushButton*>(QStringLiteral("remedy"))->isVisible());
    }

    void emptyStatesTeach()
    {
        m_tab = std::make_unique<SentenceTab>(m_fixture->context, nullptr);
        m_tab->show();
        auto* remedy = m_tab->findChild<QPushButton*>(QStringLiteral("remedy"));
        QVERIFY(remedy->isVisible());
        QTest::mouseClick(remedy, Qt::LeftButton);
        QCOMPARE(m_fixture->shownPages, QStringList{QStringLiteral("models")});

        m_fixture->openProject(10, {QStringLiteral("run")}); // one checkpoint
        QVERIFY(remedy->isVisible());
        QTest::mouseClick(remedy, Qt::LeftButton);
        QVERIFY(twoSentences()->isChecked());
        QVERIFY(!remedy->isVisible());
        for (QPushButton* chip : m_tab->findChildren<QPushButton*>(QStringLiteral("example"))) {
            if (!chip->isVisible()) continue;
            QTest::mouseClick(chip, Qt::LeftButton);
            break;
        }
        settle();
        QVERIFY(sides()[1].isCompared());
        QVERIFY(view().isVisible());
        addCheckpoint("louder", "louder");
        QTest::mouseClick(twoSentences(), Qt::LeftButton);
        settle();
        QVERIFY(sides()[1].isCompared());
        sentence()->clear();
        QVERIFY(!view().isVisible());
        choose("louder"); // switched off
        QCOMPARE(sides().size(), std::size_t(1));
        QVERIFY(remedy->isVisible());
    }
};

QTEST_MAIN(TestSentenceTab)
#include "tst_sentencetab.moc"
