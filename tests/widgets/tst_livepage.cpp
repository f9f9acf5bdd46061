// SPDX-License-Identifier: GPL-3.0-or-later
#include "PageFixture.h"
#include "widgets/inspector/Inspector.h"
#include "widgets/models/FiringModel.h"
#include "widgets/models/TableRoles.h"
#include "widgets/pages/live/LiveController.h"
#include "widgets/pages/live/LivePage.h"
#include "widgets/pages/live/LiveViews.h"
#include "widgets/theme/ThemeColors.h"
#include "widgets/views/FilterHeader.h"
#include "widgets/views/FilterTableView.h"
#include "widgets/views/HeatmapView.h"
#include "widgets/views/LayerStrip.h"

#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QElapsedTimer>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSet>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>
#include <QToolButton>
#include <memory>

using namespace sparsight;

/// The Live page under real keys and mouse, with an engine that needs no model.
class TestLivePage : public QObject {
    Q_OBJECT

    std::unique_ptr<PageFixture> m_fixture;
    std::unique_ptr<LivePage> m_page;

    QPlainTextEdit* sentence() const { return m_page->findChild<QPlainTextEdit*>(); }
    LiveViews& views() const { return m_page->views(); }

    void type(const QString& text)
    {
        QTest::keyClicks(sentence(), text);
        QVERIFY(QTest::qWaitFor([this] { return shows(sentence()->toPlainText()); }));
    }

    /// The newest answer belongs to `text`.
    bool shows(const QString& text) const
    {
        const auto& result = m_page->controller().result();
        const auto wanted = FakeEngine("/models/fake", m_fixture->control).tokenize(text.toStdString());
        if (!result || result->tokens.size() != wanted.size()) return false;
        return std::equal(wanted.begin(), wanted.end(), result->tokens.begin(),
                          [](const Token& a, const Token& b) { return a.piece == b.piece; });
    }

    /// A neuron that fires on what is shown.
    NeuronId firingNeuron() const { return NeuronId(views().table().proxy().index(0, 0).data(NeuronRole).toUInt()); }

    void showPage()
    {
        m_page = std::make_unique<LivePage>(m_fixture->context, nullptr);
        m_page->resize(1000, 700);
        m_page->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
    }

private Q_SLOTS:
    void init()
    {
        QStandardPaths::setTestModeEnabled(true);
        m_fixture = std::make_unique<PageFixture>();
        m_fixture->loadModel();
        showPage();
    }

    void cleanup()
    {
        m_page.reset();
        m_fixture.reset();
    }

    void typingUpdatesAllFourViews()
    {
        type(QStringLiteral("The speed of light"));
        QVERIFY(views().isVisible());
        QCOMPARE(views().grid().cells().columns, 16); // 192 neurons, 4 : 3
        QCOMPARE(views().grid().cells().rows, 12);
        QCOMPARE(views().tokenMap().cells().columns, 5);
        QVERIFY(views().tokenMap().cells().rows > 0);
        const int firing = views().table().proxy().rowCount();
        QVERIFY(firing > 0);
        // Every firing neuron's cell has the value that the engine gave.
        const auto& activations = m_page->controller().result()->activations;
        int filled = 0;
        for (int n = 0; n < 192; ++n) {
            float largest = 0;
            for (std::uint32_t t = 0; t < activations.tokens; ++t)
                largest = std::max(largest, activations.at(t, NeuronId(std::uint32_t(n))));
            QCOMPARE(views().grid().cells().at({n % 16, n / 16}), largest);
            filled += largest != 0;
        }
        QCOMPARE(firing, filled);
        QVERIFY(!views().strip().layerRect({Stack::Decoder, 2}).isEmpty());
        QCOMPARE(m_page->controller().result()->densities.size(), std::size_t(6));
    }

    void onlyTheNewestSentenceIsComputed()
    {
        m_fixture->control->liveDelayMs = 40;
        const int before = m_fixture->control->liveRuns;
        QSignalSpy results(&m_page->controller(), &LiveController::resultChanged);
        const QString text = QStringLiteral("a red door and a green river");
        type(text); // one edit a key, faster than the engine
        QVERIFY(m_fixture->control->liveRuns - before < text.size());
        QVERIFY(results.size() < text.size());
        QVERIFY(shows(text));
        QTest::qWait(100); // nothing older arrives later
        QVERIFY(shows(text));
    }

    void theWindowDoesNotWaitForTheEngine()
    {
        m_fixture->control->liveDelayMs = 400;
        QSignalSpy stale(&m_page->controller(), &LiveController::staleChanged);
        QElapsedTimer timer;
        timer.start();
        QTest::keyClicks(sentence(), QStringLiteral("slow"));
        QVERIFY(timer.elapsed() < 300);
        QTRY_VERIFY(m_page->controller().isStale()); // after a while it is said
        QTRY_VERIFY(shows(QStringLiteral("slow")));
        QVERIFY(!m_page->controller().isStale());
    }

    void aClickInTheGridSelectsEverywhere()
    {
        type(QStringLiteral("The speed of light"));
        const NeuronId neuron = firingNeuron();
        HeatmapView& grid = views().grid();
        const QPoint cell(int(neuron.value) % 16, int(neuron.value) / 16);
        QTRY_VERIFY(grid.cellAt(grid.cellRect(cell).center().toPoint()) == cell);
        QTest::mouseClick(&grid, Qt::LeftButton, {}, grid.cellRect(cell).center().toPoint());
        QCOMPARE(m_fixture->selection.focus().neuron, std::optional(neuron));
        QCOMPARE(views().table().currentIndex().data(NeuronRole).toUInt(), neuron.value);
        QCOMPARE(grid.cursor(), cell);
    }

    void aClickInTheListSelectsAndADoubleClickOpens()
    {
        type(QStringLiteral("The speed of light"));
        QSignalSpy opened(&m_fixture->selection, &Selection::neuronOpened);
        FilterTableView& table = views().table();
        const QModelIndex second = table.proxy().index(1, 0);
        QTest::mouseClick(table.viewport(), Qt::LeftButton, {}, table.visualRect(second).center());
        QCOMPARE(m_fixture->selection.focus().neuron, std::optional(NeuronId(second.data(NeuronRole).toUInt())));
        QTest::keyClick(&table, Qt::Key_Return);
        QCOMPARE(opened.size(), 1);
    }

    void hoveringMarksTheNeuronInTheOtherViews()
    {
        type(QStringLiteral("The speed of light"));
        HeatmapView& map = views().tokenMap();
        QTRY_VERIFY(!map.cellRect({1, 2}).isEmpty());
        QTest::mouseMove(&map, map.cellRect({1, 2}).center().toPoint());
        QTRY_VERIFY(m_fixture->selection.hoveredNeuron().has_value());
        const auto hovered = *m_fixture->selection.hoveredNeuron();
        QCOMPARE(views().table().proxy().index(2, 0).data(NeuronRole).toUInt(), hovered.value);
    }

    void theChosenTokenIsNamedAndMarked()
    {
        type(QStringLiteral("The speed of light"));
        Inspector inspector(m_fixture->context, nullptr);
        m_fixture->selection.selectNeuron({Stack::Encoder, 6}, firingNeuron());
        type(QStringLiteral(" bends")); // the inspector has heard of it
        const auto says = [](const QWidget& widget, const QString& part) {
            const auto labels = widget.findChildren<QLabel*>();
            return std::any_of(labels.begin(), labels.end(), [&](auto* label) { return label->text().contains(part); });
        };
        for (auto* combo : m_page->findChildren<QComboBox*>()) {
            if (combo->accessibleName() == QStringLiteral("Value"))
                combo->setCurrentText(QStringLiteral("chosen token"));
        }
        QVERIFY(says(*m_page, QStringLiteral("max, no token chosen")));
        QVERIFY(says(inspector, QStringLiteral("strongest at")));
        QCOMPARE(views().tokenMap().markedColumn(), -1);

        HeatmapView& map = views().tokenMap();
        QTRY_VERIFY(!map.cellRect({2, 0}).isEmpty());
        const float clicked = map.cells().at({2, 0});
        QTest::mouseClick(&map, Qt::LeftButton, {}, map.cellRect({2, 0}).center().toPoint());
        const NeuronId neuron = *m_fixture->selection.focus().neuron;
        QCOMPARE(views().grid().cells().at({int(neuron.value) % 16, int(neuron.value) / 16}), clicked);
        QCOMPARE(map.markedColumn(), 2);
        QVERIFY(says(*m_page, QStringLiteral("neurons · at “of”")));
        QVERIFY(says(inspector, QStringLiteral("at “of”")));

        const auto& listed = views().table().proxy();
        QVERIFY(listed.rowCount() > 0);
        for (int row = 0; row < listed.rowCount(); ++row) // the list speaks of the same token
            QCOMPARE(listed.index(row, FiringModel::Word).data().toString(), QStringLiteral("of"));

        sentence()->moveCursor(QTextCursor::Start);
        type(QStringLiteral("Is ")); // it moves, and stays chosen
        QCOMPARE(map.markedColumn(), 3);
        QVERIFY(says(*m_page, QStringLiteral("neurons · at “of”")));
        sentence()->setPlainText(QStringLiteral("The speed often"));
        QTRY_VERIFY(shows(QStringLiteral("The speed often")));
        QCOMPARE(map.markedColumn(), -1);
        QVERIFY(!m_fixture->selection.focus().token);
        QVERIFY(says(*m_page, QStringLiteral("max, no token chosen")));

        sentence()->setPlainText(QStringLiteral("Is The speed of light bends"));
        QTRY_VERIFY(shows(sentence()->toPlainText()));
        m_fixture->selection.setToken(99); // beyond the sentence
        QCOMPARE(map.markedColumn(), -1);
        QVERIFY(says(*m_page, QStringLiteral("max, no token chosen")));
        QVERIFY(says(inspector, QStringLiteral("strongest at")));
    }

    void subwordsAreMergedUntilAskedFor()
    {
        type(QStringLiteral("an electromagnetic wave"));
        QCOMPARE(views().tokenMap().cells().columns, 4); // an electromagnetic wave </s>
        auto* subwords = m_page->findChild<QCheckBox*>(QStringLiteral("subwords"));
        subwords->click();
        QCOMPARE(views().tokenMap().cells().columns, 5);
        QSet<QString> listed; // the list speaks of what the map shows
        for (int row = 0; row < views().table().proxy().rowCount(); ++row)
            listed << views().table().proxy().index(row, FiringModel::Word).data().toString();
        QVERIFY(!listed.contains(QStringLiteral("electromagnetic")));
        subwords->click();
        QCOMPARE(views().tokenMap().cells().columns, 4);
    }

    void theDecoderTextIsTypedAtOnce()
    {
        type(QStringLiteral("The light"));
        auto* decoder = m_page->findChild<QToolButton*>(QStringLiteral("decoderText"));
        QTest::mouseClick(decoder, Qt::LeftButton);
        auto* field = m_page->findChildren<QPlainTextEdit*>().at(1);
        QTRY_VERIFY(field->hasFocus());
        QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("bends"));
        QCOMPARE(field->toPlainText(), QStringLiteral("bends"));
        QCOMPARE(sentence()->toPlainText(), QStringLiteral("The light"));
    }

    void tabGoesThroughTheControlsInReadingOrder()
    {
        type(QStringLiteral("The light"));
        QStringList names;
        for (int i = 0; i < 7; ++i) {
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
            names << QApplication::focusWidget()->accessibleName();
        }
        QCOMPARE(names.mid(1, 4), (QStringList{QStringLiteral("Checkpoint"), QStringLiteral("Layer"),
                                               QStringLiteral("Value"), QStringLiteral("Colours")}));
    }

    void pastingSomethingWithoutTextIsHarmless()
    {
        type(QStringLiteral("The light"));
        auto* picture = new QMimeData;
        picture->setData(QStringLiteral("image/png"), "not text");
        QApplication::clipboard()->setMimeData(picture);
        QTest::keySequence(sentence(), QKeySequence::Paste);
        QCOMPARE(sentence()->toPlainText(), QStringLiteral("The light"));
        QApplication::clipboard()->setText(QStringLiteral(" bends"));
        QTest::keySequence(sentence(), QKeySequence::Paste);
        QCOMPARE(sentence()->toPlainText(), QStringLiteral("The light bends"));
    }

    void leavingTheListEndsTheHover()
    {
        type(QStringLiteral("The speed of light"));
        QWidget* rows = views().table().viewport();
        QTest::mouseMove(rows, views().table().visualRect(views().table().proxy().index(1, 0)).center());
        QTRY_VERIFY(m_fixture->selection.hoveredNeuron().has_value());
        QEvent leave(QEvent::Leave);
        QApplication::sendEvent(rows, &leave);
        QVERIFY(!m_fixture->selection.hoveredNeuron());
    }

    void anotherLayerIsListedFromItsStrongest()
    {
        type(QStringLiteral("The speed of light is the same for every observer, and so is that of every other wave"));
        FilterTableView& table = views().table();
        table.scrollToBottom();
        QVERIFY(table.rowAt(0) > 0);
        m_fixture->selection.setLayer({Stack::Encoder, 2});
        QTRY_COMPARE(m_page->controller().result()->activations.layer, (LayerId{Stack::Encoder, 2}));
        QTRY_COMPARE(table.rowAt(0), 0);
    }

    void anotherSentenceIsListedFromItsStrongest()
    {
        type(QStringLiteral("The speed of light is the same for every observer, and so is that of every other wave"));
        FilterTableView& table = views().table();
        const QModelIndex weak = table.proxy().index(table.proxy().rowCount() - 1, 0);
        m_fixture->selection.selectNeuron({Stack::Encoder, 6}, NeuronId(weak.data(NeuronRole).toUInt()));
        QVERIFY(table.rowAt(0) > 0); // the selected one is shown
        type(
            QStringLiteral("Every wave that measures the light of the same speed is an observer, and so is the other"));
        QCOMPARE(table.rowAt(0), 0);
    }

    void anotherCheckpointsFiguresAreLeftOut()
    {
        m_fixture->openProject(100, {QStringLiteral("first")});
        QVERIFY(m_fixture->waitForFacts());
        type(QStringLiteral("The light measures"));
        const auto density = [this] {
            return views().table().proxy().index(0, FiringModel::Density).data(ValueRole).isValid();
        };
        QTRY_VERIFY(density());
        QVERIFY(m_fixture->facts.foreignNote().isEmpty());
        m_fixture->jobs.loadModel(QStringLiteral("/models/another one"), {});
        QTRY_VERIFY(m_fixture->facts.foreignNote().contains(QStringLiteral("another one")));
        QTRY_VERIFY(!density());
        m_fixture->loadModel();
        QTRY_VERIFY(density());
    }

    void theLayerStripChoosesTheLayer()
    {
        type(QStringLiteral("The speed of light"));
        LayerStrip& strip = views().strip();
        const LayerId enc2{Stack::Encoder, 2};
        QTest::mouseClick(&strip, Qt::LeftButton, {}, strip.layerRect(enc2).center());
        QTRY_COMPARE(m_page->controller().result()->activations.layer, enc2);
        QTest::keyClick(&strip, Qt::Key_Right);
        QTRY_COMPARE(m_page->controller().result()->activations.layer, (LayerId{Stack::Encoder, 3}));
        // A decoder layer asks for a decoder text.
        const LayerId dec1{Stack::Decoder, 1};
        QTest::mouseClick(&strip, Qt::LeftButton, {}, strip.layerRect(dec1).center());
        QTRY_COMPARE(m_page->controller().result()->activations.layer, dec1);
        auto* decoderField = m_page->findChildren<QPlainTextEdit*>().at(1);
        QVERIFY(decoderField->isVisible());
        QTest::keyClicks(decoderField, QStringLiteral("it is constant"));
        QTRY_COMPARE(m_page->controller().tokens().size(), std::size_t(4)); // start token and three words
    }

    void anErrorIsShownInPlaceAsPlainText()
    {
        type(QStringLiteral("The speed"));
        m_fixture->control->failLive = true;
        QTest::keyClicks(sentence(), QStringLiteral(" "));
        QTRY_COMPARE(m_page->controller().error(), QStringLiteral("The sentence cannot be computed."));
        QLabel* shown = nullptr;
        for (QLabel* label : m_page->findChildren<QLabel*>()) {
            if (label->text() == m_page->controller().error()) shown = label;
            QCOMPARE(label->textFormat(), Qt::PlainText);
        }
        QVERIFY(shown && shown->isVisible());
        type(QStringLiteral("of"));
        QVERIFY(!shown->isVisible());
    }

    void anEmptyFieldOffersExamples()
    {
        QVERIFY(!views().isVisible());
        auto* example = m_page->findChild<QPushButton*>(QStringLiteral("example"));
        QVERIFY(example && example->isVisible());
        QTest::mouseClick(example, Qt::LeftButton);
        QTRY_VERIFY(shows(example->text()));
        QVERIFY(views().isVisible());
        sentence()->clear();
        QVERIFY(!views().isVisible());
        QVERIFY(!m_page->controller().result());
    }

    void markupIsShownAsItWasTyped()
    {
        type(QStringLiteral("<b>bold</b> &amp;"));
        const QModelIndex first = views().table().proxy().index(0, FiringModel::Word);
        QVERIFY(!first.data().toString().isEmpty());
        for (int row = 0; row < views().table().proxy().rowCount(); ++row) {
            const QString word = views().table().proxy().index(row, FiringModel::Word).data().toString();
            QVERIFY(word == QStringLiteral("<b>bold</b>") || word == QStringLiteral("&amp;") ||
                    word == QStringLiteral("</s>"));
        }
    }

    void theListFiltersAndCounts()
    {
        type(QStringLiteral("The speed of light is the same for every observer"));
        FilterTableView& table = views().table();
        const int all = table.proxy().rowCount();
        QTest::keyClicks(table.header().field(FiringModel::Value), QStringLiteral("> 3"));
        QVERIFY(table.proxy().rowCount() < all);
        for (int row = 0; row < table.proxy().rowCount(); ++row)
            QVERIFY(table.proxy().index(row, FiringModel::Value).data(ValueRole).toDouble() > 3);
        QTest::keyClicks(sentence(), QStringLiteral(" again")); // the filter stays
        QTRY_VERIFY(shows(sentence()->toPlainText()));
        for (int row = 0; row < table.proxy().rowCount(); ++row)
            QVERIFY(table.proxy().index(row, FiringModel::Value).data(ValueRole).toDouble() > 3);
    }

    void densityAndTopicsComeFromTheRun()
    {
        type(QStringLiteral("The light measures"));
        const QModelIndex density = views().table().proxy().index(0, FiringModel::Density);
        QCOMPARE(density.data().toString(), QStringLiteral("–"));
        m_fixture->openProject(100, {QStringLiteral("first")});
        QVERIFY(m_fixture->waitForFacts());
        QTRY_VERIFY(views().table().proxy().index(0, FiringModel::Density).data(ValueRole).isValid());
    }

    void aSentenceIsPinnedAndComesBack()
    {
        auto* pin = m_page->findChild<QToolButton*>(QStringLiteral("pinSentence"));
        QVERIFY(!pin->isEnabled()); // there is no sentence yet
        type(QStringLiteral("a red kite"));
        QTest::mouseClick(pin, Qt::LeftButton);
        QCOMPARE(m_fixture->pins.sentences(), QStringList{QStringLiteral("a red kite")});
        type(QStringLiteral("something else"));
        QVERIFY(!pin->isChecked());
        Q_EMIT m_fixture->pins.sentenceWanted(QStringLiteral("a red kite"));
        QCOMPARE(m_page->controller().text(), QStringLiteral("a red kite"));
        QVERIFY(pin->isChecked());
    }

    void aFixedScaleHoldsInBothHeatmaps()
    {
        type(QStringLiteral("a red kite"));
        auto* lock = m_page->findChild<QToolButton*>(QStringLiteral("lockScale"));
        QTest::mouseClick(lock, Qt::LeftButton);
        const double maximum = views().grid().scale().maximum;
        QVERIFY(maximum > 0);
        type(QStringLiteral(" over a green river, a longer sentence"));
        QCOMPARE(views().grid().scale().maximum, maximum);
        QCOMPARE(views().tokenMap().scale().maximum, maximum);
    }

    void theMapTurnsWithTheTheme()
    {
        type(QStringLiteral("The speed of light"));
        QVERIFY(!views().grid().scale().map.darkBackground());
        const QPalette before = QApplication::palette();
        QApplication::setPalette(ThemeColors::darkPalette());
        QCoreApplication::processEvents();
        QVERIFY(views().grid().scale().map.darkBackground());
        QVERIFY(views().tokenMap().scale().map.darkBackground());
        QApplication::setPalette(before);
    }

    void latencyIsMeasured()
    {
        QSignalSpy measured(&m_page->controller(), &LiveController::latencyMeasured);
        type(QStringLiteral("The speed of light"));
        QTRY_VERIFY(!measured.empty());
        QVERIFY(measured.last().first().toDouble() > 0);
    }

    void timesOfAnOlderSentenceAreNotShown()
    {
        type(QStringLiteral("The speed of light"));
        const auto says = [this](const QString& part) {
            const auto labels = m_page->findChildren<QLabel*>();
            return std::any_of(labels.begin(), labels.end(), [&](auto* label) { return label->text().contains(part); });
        };
        QVERIFY(says(QStringLiteral(" ms")));
        m_fixture->control->liveDelayMs = 1000;
        QTest::keyClicks(sentence(), QStringLiteral("s"));
        QTRY_VERIFY(says(QStringLiteral("computing…")));
        QVERIFY(!says(QStringLiteral(" ms")));
        m_fixture->control->liveDelayMs = 0;
        m_fixture->control->failLive = true;
        QTest::keyClicks(sentence(), QStringLiteral("x"));
        QTRY_VERIFY(!m_page->controller().error().isEmpty());
        QVERIFY(!says(QStringLiteral(" ms")) && !says(QStringLiteral("computing…")));
    }

    void withoutACheckpointThePageSaysWhatToDo()
    {
        cleanup();
        m_fixture = std::make_unique<PageFixture>();
        showPage();
        auto* choose = m_page->findChild<QPushButton*>();
        QVERIFY(choose && choose->isVisible());
        QTest::mouseClick(choose, Qt::LeftButton);
        QCOMPARE(m_fixture->shownPages, QStringList{QStringLiteral("models")});
        QTest::keyClicks(sentence(), QStringLiteral("waiting"));
        m_fixture->loadModel();
        QTRY_VERIFY(shows(QStringLiteral("waiting"))); // it is computed as soon as there is a model
    }
};

QTEST_MAIN(TestLivePage)
#include "tst_livepage.moc"
