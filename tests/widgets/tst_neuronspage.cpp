// SPDX-License-Identifier: GPL-3.0-or-later
#include "PageFixture.h"
#include "widgets/common/Format.h"
#include "widgets/inspector/Inspector.h"
#include "widgets/models/NeuronSentences.h"
#include "widgets/models/NeuronTableModel.h"
#include "widgets/models/TableRoles.h"
#include "widgets/pages/neurons/NeuronView.h"
#include "widgets/pages/neurons/NeuronsPage.h"
#include "widgets/views/DamageNotice.h"
#include "widgets/views/FilterHeader.h"
#include "widgets/views/FilterTableView.h"
#include "widgets/views/SentenceListView.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>
#include <QToolButton>
#include <algorithm>
#include <memory>

using namespace sparsight;

/// The Neurons page and the inspector over a small project that a fake engine captured.
class TestNeuronsPage : public QObject {
    Q_OBJECT

    std::unique_ptr<PageFixture> m_fixture;
    std::unique_ptr<NeuronsPage> m_page;

    FilterTableView& table() const { return m_page->table(); }
    TableProxyModel& rows() const { return table().proxy(); }
    double value(int row, int column) const { return rows().index(row, column).data(ValueRole).toDouble(); }

    void show(QWidget& widget)
    {
        widget.resize(1000, 700);
        widget.show();
        QVERIFY(QTest::qWaitForWindowExposed(&widget));
    }

    void openProject()
    {
        m_fixture->openProject(200, {QStringLiteral("first")});
        QVERIFY(m_fixture->waitForFacts());
    }

private Q_SLOTS:
    void init()
    {
        QStandardPaths::setTestModeEnabled(true);
        m_fixture = std::make_unique<PageFixture>();
        m_page = std::make_unique<NeuronsPage>(m_fixture->context, nullptr);
        show(*m_page);
    }

    void cleanup()
    {
        m_page.reset();
        m_fixture.reset();
    }

    void withoutAProjectThePageSaysWhatToDo()
    {
        QVERIFY(!table().isVisible());
        for (QPushButton* button : m_page->findChildren<QPushButton*>()) {
            if (button->isVisible()) QTest::mouseClick(button, Qt::LeftButton);
        }
        QCOMPARE(m_fixture->shownPages, QStringList{QStringLiteral("welcome")});
    }

    void theTableHoldsTheStatistics()
    {
        openProject();
        QVERIFY(table().isVisible());
        QCOMPARE(rows().rowCount(), 192);
        const auto& facts = m_fixture->facts.data();
        QCOMPARE(facts->topics.size(), std::size_t(2));
        const int sentences = NeuronTableModel::columnOf("sentences");
        for (int row = 0; row < 192; ++row) {
            const auto neuron = rows().index(row, 0).data(NeuronRole).toUInt();
            QCOMPARE(value(row, sentences), double(facts->statistics[neuron].sentences));
            if (row > 0) QVERIFY(value(row, sentences) <= value(row - 1, sentences)); // the first order
        }
    }

    void filtersCombineAndAreCounted()
    {
        openProject();
        const int density = NeuronTableModel::columnOf("density");
        QTest::keyClicks(table().header().field(density), QStringLiteral("> 2"));
        QTest::keyClicks(table().header().field(0), QStringLiteral("0..99"));
        QVERIFY(rows().rowCount() > 0 && rows().rowCount() < 100);
        for (int row = 0; row < rows().rowCount(); ++row) {
            QVERIFY(value(row, density) > 2);
            QVERIFY(value(row, 0) < 100);
        }
        QCOMPARE(table().countText(), QStringLiteral("%1 of 192").arg(rows().rowCount()));
        table().header().field(0)->clear();
        QTest::keyClicks(table().header().field(density), QStringLiteral("x")); // "> 2x" is no condition
        QCOMPARE(rows().rowCount(), 192);
        QVERIFY(!table().header().field(density)->toolTip().isEmpty());
    }

    void clicksOnTitlesSort()
    {
        openProject();
        const auto click = [this](int column, Qt::KeyboardModifiers modifiers) {
            const int x = table().header().sectionViewportPosition(column) + 20;
            QTest::mouseClick(table().header().viewport(), Qt::LeftButton, modifiers, {x, 8});
        };
        click(0, {});
        QCOMPARE(value(0, 0), 191.0);
        click(0, {});
        QCOMPARE(value(0, 0), 0.0);
        click(NeuronTableModel::columnOf("max"), {});
        click(0, Qt::ControlModifier);
        QCOMPARE(rows().sortKeys().size(), std::size_t(2));
        QCOMPARE(rows().sortKeys()[1].column, 0);
    }

    void copyHasHeadersAndTheSelectedRows()
    {
        openProject();
        table().setFocus();
        table().selectRow(2);
        QTest::keySequence(&table(), QKeySequence::Copy);
        const QStringList lines =
            QGuiApplication::clipboard()->text().split(QStringLiteral("\r\n"), Qt::SkipEmptyParts);
        QCOMPARE(lines.size(), 2);
        QVERIFY(lines[0].startsWith(QStringLiteral("run\tcheckpoint\tdata set\tlayer\tneuron\tDensity")));
        QVERIFY(lines[0].contains(QStringLiteral("STEM k\tSTEM n\tSTEM kt"))); // never a KT alone
        QCOMPARE(lines[1].section(QLatin1Char('\t'), 4, 4), rows().index(2, 0).data().toString());
        QCOMPARE(lines[0].count(QLatin1Char('\t')), lines[1].count(QLatin1Char('\t')));
    }

    void theLowestComeFirst()
    {
        openProject();
        m_fixture->selection.selectNeuron({Stack::Encoder, 6}, NeuronId(rows().index(0, 0).data(NeuronRole).toUInt()));
        m_fixture->selection.openNeuron({Stack::Encoder, 6}, *m_fixture->selection.focus().neuron);
        for (auto* button : m_page->neuronView().findChildren<QToolButton*>()) {
            if (button->text() == QStringLiteral("Lowest")) QTest::mouseClick(button, Qt::LeftButton);
        }
        const SentenceListModel& sentences = m_page->neuronView().sentences().model();
        QTRY_VERIFY(sentences.rowCount() > 2);
        QTRY_VERIFY(sentences.sentence(0).value <= sentences.sentence(1).value);
        for (int row = 1; row < sentences.rowCount(); ++row)
            QVERIFY(sentences.sentence(row - 1).value <= sentences.sentence(row).value);
    }

    void exportWritesWhatIsFiltered()
    {
        openProject();
        QTest::keyClicks(table().header().field(0), QStringLiteral("5, 7"));
        const QString file = m_fixture->directory.filePath(QStringLiteral("out.csv"));
        table().writeCsv(file, {QStringLiteral("Neurons"), QStringLiteral("out"), {QStringLiteral("What it is of.")}});
        QFile written(file);
        QVERIFY(written.open(QIODevice::ReadOnly));
        QCOMPARE(written.readAll().count('\n'), 3);
        QFile metadata(file + QStringLiteral("-metadata.json"));
        QVERIFY(metadata.open(QIODevice::ReadOnly));
        const QJsonObject told = QJsonDocument::fromJson(metadata.readAll()).object();
        QCOMPARE(told[u"dc:title"].toString(), QStringLiteral("Neurons"));
        QCOMPARE(told[u"dc:provenance"][0].toString(), QStringLiteral("What it is of."));
        QCOMPARE(told[u"dc:provenance"][1].toString(), table().countText());
        const QJsonArray columns = told[u"tableSchema"][u"columns"].toArray();
        QCOMPARE(columns.size(), table().csv().section(u'\n', 0, 0).count(u',') + 1);
        QVERIFY(!columns.last()[u"dc:description"].toString().isEmpty());
        QVERIFY_EXCEPTION_THROWN(table().writeCsv(QStringLiteral("/nonexistent/out.csv"), {}), Error);
    }

    void aRowSelectsAndEnterOpensTheNeuron()
    {
        openProject();
        const QModelIndex third = rows().index(3, 0);
        QTest::mouseClick(table().viewport(), Qt::LeftButton, {}, table().visualRect(third).center());
        const NeuronId neuron(third.data(NeuronRole).toUInt());
        QCOMPARE(m_fixture->selection.focus().neuron, std::optional(neuron));
        QTest::keyClick(&table(), Qt::Key_Return);
        QVERIFY(m_page->showsNeuron());
        QVERIFY(m_fixture->selection.isNeuronOpen()); // the window shows the page

        // Its sentences, the strongest first.
        const SentenceListModel& sentences = m_page->neuronView().sentences().model();
        QTRY_VERIFY(sentences.rowCount() > 0);
        const RunReader reader(m_fixture->session.project(), *m_fixture->selection.focus().run, {Stack::Encoder, 6});
        const auto top = reader.top(neuron, 100);
        QCOMPARE(std::size_t(sentences.rowCount()), top.size());
        for (int row = 0; row < sentences.rowCount(); ++row) {
            QCOMPARE(sentences.sentence(row).id, top[std::size_t(row)].sentence);
            QCOMPARE(float(sentences.sentence(row).value), top[std::size_t(row)].value);
        }

        // The next in the table's order, and back.
        QTest::keyClick(&m_page->neuronView(), Qt::Key_Down, Qt::ControlModifier);
        QCOMPARE(m_fixture->selection.focus().neuron->value, rows().index(4, 0).data(NeuronRole).toUInt());
        QTest::keyClick(&m_page->neuronView(), Qt::Key_Escape);
        QVERIFY(!m_page->showsNeuron());
    }

    void wordsAreShadedByTheRunsOwnCheckpoint()
    {
        openProject();
        const NeuronId neuron(rows().index(0, 0).data(NeuronRole).toUInt());
        m_fixture->selection.selectNeuron({Stack::Encoder, 6}, neuron);
        NeuronSentences& sentences = m_page->neuronView().sentences();
        QTRY_VERIFY(sentences.model().rowCount() > 0);
        QTRY_VERIFY(sentences.shadeNote().contains(QStringLiteral("fake"))); // load it, it says
        QVERIFY(sentences.model().sentence(0).words.empty());

        m_fixture->loadModel();
        QTRY_VERIFY(sentences.model().rowCount() > 0 && !sentences.model().sentence(0).words.empty());
        QVERIFY(sentences.shadeNote().isEmpty());
        const NeuronSentence& first = sentences.model().sentence(0);
        double largest = 0;
        for (const ShadedWord& word : first.words) {
            largest = std::max(largest, word.value);
            if (word.marked) QVERIFY(std::abs(word.value - first.value) <= 2e-3 * first.value); // stored as fp16
        }
        QVERIFY(std::abs(largest - first.value) <= 2e-3 * first.value);
    }

    void anotherCheckpointDoesNotShade()
    {
        openProject();
        m_fixture->jobs.loadModel(QStringLiteral("/models/quite-another"), {});
        QTRY_VERIFY(m_fixture->jobs.model().has_value());
        m_fixture->selection.selectNeuron({Stack::Encoder, 6}, NeuronId(rows().index(0, 0).data(NeuronRole).toUInt()));
        NeuronSentences& sentences = m_page->neuronView().sentences();
        QTRY_VERIFY(sentences.shadeNote().contains(QStringLiteral("another checkpoint")));
        QVERIFY(sentences.model().sentence(0).words.empty());
    }

    void damageIsSaidWhereSentencesAreMissing()
    {
        openProject();
        m_fixture->selection.selectNeuron({Stack::Encoder, 6}, NeuronId(rows().index(0, 0).data(NeuronRole).toUInt()));
        m_fixture->selection.openNeuron({Stack::Encoder, 6}, *m_fixture->selection.focus().neuron);
        auto* notice = m_page->neuronView().findChild<DamageNotice*>();
        m_fixture->damageBlock(0);
        QTRY_VERIFY(!m_page->neuronView().sentences().isLoading());
        QVERIFY(!notice->isVisible()); // the strongest stand in the statistics, which are whole
        for (QToolButton* button : m_page->neuronView().findChildren<QToolButton*>()) {
            if (button->text().startsWith(QStringLiteral("50"))) button->click();
        }
        QTRY_VERIFY(notice->isVisible());
        QVERIFY(notice->text().contains(QStringLiteral("64")));

        // Read anew, the table's KT columns lack them too.
        Q_EMIT m_page->neuronView().closed();
        m_fixture->session.open(m_fixture->session.file(), Project::Mode::ReadWrite);
        QTRY_VERIFY(m_fixture->facts.data() && !m_fixture->facts.data()->damage.empty());
        const QVariant title = rows().headerData(NeuronTableModel::firstTopicColumn(), Qt::Horizontal);
        QVERIFY(title.toString().contains(QStringLiteral("⚠")));
        const auto notices = m_page->findChildren<DamageNotice*>();
        QVERIFY(std::any_of(notices.begin(), notices.end(), [](const auto* each) { return each->isVisible(); }));
    }

    void backToNoNeuronShowsTheTable()
    {
        openProject();
        m_fixture->selection.openNeuron({Stack::Encoder, 6}, NeuronId(3));
        QVERIFY(m_page->showsNeuron());
        m_fixture->selection.back();
        QVERIFY(!m_fixture->selection.focus().neuron);
        QVERIFY(!m_page->showsNeuron() && !m_fixture->selection.isNeuronOpen());
        m_fixture->selection.forward();
        QCOMPARE(m_fixture->selection.focus().neuron, std::optional(NeuronId(3)));
        QVERIFY(!m_page->showsNeuron());
    }

    void itsSentencesAreExported()
    {
        openProject();
        m_fixture->selection.selectNeuron({Stack::Encoder, 6}, NeuronId(rows().index(0, 0).data(NeuronRole).toUInt()));
        m_fixture->selection.openNeuron({Stack::Encoder, 6}, *m_fixture->selection.focus().neuron);
        const SentenceListModel& sentences = m_page->neuronView().sentences().model();
        QTRY_VERIFY(sentences.rowCount() > 0);
        const auto* table = m_page->neuronView().findChild<FilterTableView*>(QStringLiteral("neuron.sentences"));
        const QStringList lines = table->csv().split(QStringLiteral("\r\n"), Qt::SkipEmptyParts);
        QCOMPARE(lines.size(), sentences.rowCount() + 1);
        QCOMPARE(lines[0], QStringLiteral("number,value,strongest token,Sentence,Label"));
        QVERIFY(lines[1].startsWith(QStringLiteral("%1,").arg(sentences.sentence(0).id.value + 1)));
        QVERIFY(lines[1].contains(sentences.sentence(0).text));
    }

    void samplesAndSearch()
    {
        openProject();
        m_fixture->selection.selectNeuron({Stack::Encoder, 6}, NeuronId(rows().index(0, 0).data(NeuronRole).toUInt()));
        m_fixture->selection.openNeuron({Stack::Encoder, 6}, *m_fixture->selection.focus().neuron);
        NeuronSentences& sentences = m_page->neuronView().sentences();
        QTRY_VERIFY(sentences.model().rowCount() > 0);
        const double maximum = sentences.model().sentence(0).value;
        QToolButton* middle = nullptr;
        for (QToolButton* button : m_page->neuronView().findChildren<QToolButton*>()) {
            if (button->text().startsWith(QStringLiteral("50"))) middle = button;
        }
        QVERIFY(middle);
        QTest::mouseClick(middle, Qt::LeftButton);
        QTRY_VERIFY(!sentences.isLoading());
        for (int row = 0; row < sentences.model().rowCount(); ++row) {
            QVERIFY(sentences.model().sentence(row).value < 0.5 * maximum);
            QVERIFY(sentences.model().sentence(row).value > 0.1 * maximum);
        }
        auto* search = m_page->neuronView().findChild<QLineEdit*>(QStringLiteral("neuron.search"));
        QTest::keyClicks(search, QStringLiteral("GREEN river"));
        QTRY_VERIFY(!sentences.isLoading());
        for (int row = 0; row < sentences.model().rowCount(); ++row)
            QVERIFY(sentences.model().sentence(row).text.contains(QStringLiteral("green river")));

        // All of its sentences are searched, so no part is marked; how many were found is said.
        QVERIFY(!middle->isChecked());
        const auto* hits = m_page->neuronView().findChild<QLabel*>(QStringLiteral("hits"));
        QVERIFY(hits->isVisible());
        const auto& statistics = m_fixture->facts.data()->statistics[m_fixture->selection.focus().neuron->value];
        QVERIFY(sentences.hits()->found > 0 && sentences.hits()->found < sentences.hits()->searched);
        QCOMPARE(sentences.hits()->searched, std::size_t(statistics.sentences));
        QCOMPARE(hits->text(),
                 QStringLiteral("%1 of %2 sentences").arg(sentences.hits()->found).arg(sentences.hits()->searched));
        QTest::mouseClick(middle, Qt::LeftButton); // back to the part
        QVERIFY(middle->isChecked());
        QVERIFY(search->text().isEmpty());
        QTRY_VERIFY(!sentences.isLoading());
        QVERIFY(!hits->isVisible());
    }

    void besideTheNeuronsPageTheInspectorIsShort()
    {
        openProject();
        Inspector inspector(m_fixture->context, nullptr);
        show(inspector);
        const NeuronId neuron(rows().index(0, 0).data(NeuronRole).toUInt());
        m_fixture->selection.selectNeuron({Stack::Encoder, 6}, neuron);
        auto* list = inspector.findChild<SentenceListView*>();
        QTRY_VERIFY(list->isVisible());
        m_fixture->selection.openNeuron({Stack::Encoder, 6}, neuron);
        QVERIFY(m_page->showsNeuron());
        QVERIFY(!list->isVisible());
        Q_EMIT m_page->neuronView().closed();
        QVERIFY(list->isVisible());
        QTRY_VERIFY(list->model()->rowCount() > 0);
    }

    /// A name without its last digit is another neuron's.
    void theInspectorNeverCutsTheName()
    {
        openProject();
        for (const int points : {9, 14, 22}) {
            Inspector inspector(m_fixture->context, nullptr);
            QFont font = inspector.font();
            font.setPointSize(points);
            inspector.setFont(font);
            inspector.resize(245, 700);
            inspector.show();
            QVERIFY(QTest::qWaitForWindowExposed(&inspector));
            m_fixture->selection.selectNeuron({Stack::Encoder, 12}, NeuronId(10088)); // no run knows it
            const auto* name = inspector.findChild<QLabel*>(QStringLiteral("neuronName"));
            QCOMPARE(name->text(), QStringLiteral("enc12 / 10088"));
            QTRY_VERIFY2(name->width() >= name->sizeHint().width(), qPrintable(QString::number(points)));
            QVERIFY(name->geometry().right() < inspector.width());
            const auto* pin = inspector.findChild<QToolButton*>(QStringLiteral("pinNeuron"));
            QVERIFY(QRect(name->mapTo(&inspector, QPoint()), name->size())
                        .intersected(QRect(pin->mapTo(&inspector, QPoint()), pin->size()))
                        .isEmpty());
        }
    }

    void theInspectorShowsTheSelectedNeuron()
    {
        openProject();
        Inspector inspector(m_fixture->context, nullptr);
        show(inspector);
        const auto visibleTexts = [&inspector] {
            QStringList texts;
            for (const QLabel* label : inspector.findChildren<QLabel*>()) {
                if (label->isVisible()) texts << label->text();
            }
            return texts.join(QLatin1Char('\n'));
        };
        QVERIFY(visibleTexts().contains(QStringLiteral("No neuron selected")));
        const NeuronId neuron(rows().index(0, 0).data(NeuronRole).toUInt());
        m_fixture->selection.selectNeuron({Stack::Encoder, 6}, neuron);
        QVERIFY(visibleTexts().contains(QStringLiteral("enc6 / %1").arg(neuron.value)));
        QVERIFY(visibleTexts().contains(QStringLiteral("of tokens")));
        auto* list = inspector.findChild<SentenceListView*>();
        QTRY_VERIFY(list->model()->rowCount() > 0);
        QSignalSpy opened(&m_fixture->selection, &Selection::neuronOpened);
        for (QToolButton* button : inspector.findChildren<QToolButton*>())
            QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(opened.size(), 1);
        QVERIFY(QGuiApplication::clipboard()->text().startsWith(QStringLiteral("enc6 / ")));
        // A layer that the run lacks: its absence is said, and nothing of another layer stays.
        m_fixture->selection.selectNeuron({Stack::Encoder, 2}, neuron);
        QVERIFY(visibleTexts().contains(QStringLiteral("did not capture enc2")));
        QVERIFY(!list->isVisible());
    }

    void pinsStayInReach()
    {
        openProject();
        Inspector inspector(m_fixture->context, nullptr);
        show(inspector);
        auto* list = inspector.findChild<QListWidget*>();
        QVERIFY(!list->isVisible());
        auto* pin = inspector.findChild<QToolButton*>(QStringLiteral("pinNeuron"));
        const LayerId layer{Stack::Encoder, 6};
        m_fixture->selection.selectNeuron(layer, NeuronId(7));
        QTest::mouseClick(pin, Qt::LeftButton);
        m_fixture->pins.toggle(QStringLiteral("  a kite  "));
        m_fixture->selection.selectNeuron(layer, NeuronId(9));
        QVERIFY(!pin->isChecked());
        QVERIFY(list->isVisible());
        QCOMPARE(list->count(), 2);

        const auto click = [list](int row) {
            QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualItemRect(list->item(row)).center());
        };
        click(0);
        QCOMPARE(m_fixture->selection.focus().neuron, std::optional(NeuronId(7)));
        QVERIFY(pin->isChecked());
        QSignalSpy wanted(&m_fixture->pins, &Pins::sentenceWanted);
        click(1);
        QCOMPARE(m_fixture->shownPages, QStringList{QStringLiteral("live")});
        QCOMPARE(wanted.first().first().toString(), QStringLiteral("a kite"));

        // They are the project's: elsewhere there are others, and they are back with it.
        const QString file = m_fixture->session.file();
        m_fixture->session.close();
        QVERIFY(m_fixture->pins.neurons().empty() && !list->isVisible());
        m_fixture->session.open(file, Project::Mode::ReadWrite);
        QCOMPARE(m_fixture->pins.neurons().size(), std::size_t(1));
        m_fixture->selection.selectNeuron({Stack::Encoder, 6}, NeuronId(7)); // the project begins without one
        list->setCurrentRow(1);
        QTest::keyClick(list, Qt::Key_Delete);
        QVERIFY(m_fixture->pins.sentences().isEmpty());
        QTest::mouseClick(pin, Qt::LeftButton); // the star takes off as well
        QVERIFY(Pins(m_fixture->session).neurons().empty());
    }

    void aFixedScaleHoldsForEveryNeuron()
    {
        openProject();
        const LayerId layer{Stack::Encoder, 6};
        const NeuronId strong(rows().index(0, 0).data(NeuronRole).toUInt());
        m_fixture->selection.selectNeuron(layer, strong);
        m_fixture->selection.openNeuron(layer, strong);
        auto* lock = m_page->neuronView().findChild<QToolButton*>(QStringLiteral("lockScale"));
        QTRY_VERIFY(lock->isVisible());
        QTest::mouseClick(lock, Qt::LeftButton);
        const double maximum = m_fixture->facts.data()->statistics[strong.value].maximum;
        QCOMPARE(m_fixture->view.fixedMaximum(), maximum);
        QCOMPARE(m_fixture->view.maximumFor(2 * maximum), maximum);
        QTest::mouseClick(lock, Qt::LeftButton);
        QCOMPARE(m_fixture->view.maximumFor(2 * maximum), 2 * maximum);
    }

    void signedSentencesHaveAScaleOfBothSides()
    {
        openProject();
        const NeuronId neuron(rows().index(0, 0).data(NeuronRole).toUInt());
        auto facts = std::make_shared<LayerData>(*m_fixture->facts.data());
        NeuronSentences sentences(m_fixture->session, m_fixture->jobs, m_fixture->view, nullptr);
        SentenceListView list(sentences, m_fixture->view);
        const std::unique_ptr<QWidget> bar(list.makeScaleBar());
        const QString high = formatNumber(facts->statistics[neuron.value].maximum);
        sentences.show({facts, neuron, SentencePart::Top, 5, {}});
        QTRY_COMPARE(bar->accessibleDescription(), QStringLiteral("from 0 to %1").arg(high));
        facts = std::make_shared<LayerData>(*facts);
        facts->run.signedValues = true;
        sentences.show({facts, neuron, SentencePart::Top, 5, {}});
        const QString low = formatNumber(-facts->statistics[neuron.value].maximum);
        QTRY_COMPARE(bar->accessibleDescription(), QStringLiteral("from %1 to %2").arg(low, high));
    }

    void theInspectorShowsTheLiveValueWithoutAProject()
    {
        m_fixture->loadModel();
        Inspector inspector(m_fixture->context, nullptr);
        show(inspector);
        m_fixture->selection.selectNeuron({Stack::Encoder, 6}, NeuronId(3));
        LiveRequest request;
        request.text = "the light is green";
        request.layer = {Stack::Encoder, 6};
        m_fixture->jobs.runLive(request);
        const QList<QLabel*> labels = inspector.findChildren<QLabel*>();
        QTRY_VERIFY(std::any_of(labels.begin(), labels.end(), [](const QLabel* label) {
            return label->isVisible() && label->text().startsWith(QStringLiteral("live sentence"));
        }));
    }
};

QTEST_MAIN(TestNeuronsPage)
#include "tst_neuronspage.moc"
