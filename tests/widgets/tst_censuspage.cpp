// SPDX-License-Identifier: GPL-3.0-or-later
#include "PageFixture.h"
#include "core/analysis/census/PublishedCensus.h"
#include "widgets/models/TableRoles.h"
#include "widgets/pages/census/CensusBarDelegate.h"
#include "widgets/pages/census/CensusNeuronModel.h"
#include "widgets/pages/census/CensusPage.h"
#include "widgets/theme/ThemeColors.h"
#include "widgets/views/DamageNotice.h"
#include "widgets/views/FilterTableView.h"

#include <QAbstractButton>
#include <QAbstractItemModelTester>
#include <QButtonGroup>
#include <QClipboard>
#include <QDoubleSpinBox>
#include <QGuiApplication>
#include <QLabel>
#include <QMenu>
#include <QMimeData>
#include <QPalette>
#include <QPushButton>
#include <QStandardPaths>
#include <QTest>
#include <QToolButton>

#include <algorithm>
#include <cmath>
#include <memory>

using namespace sparsight;

/// The Census page over a small project, held against computeCensus itself.
class TestCensusPage : public QObject {
    Q_OBJECT

    std::unique_ptr<PageFixture> m_fixture;
    std::unique_ptr<CensusPage> m_page;
    std::vector<std::unique_ptr<QAbstractItemModelTester>> m_testers;

    TableProxyModel& rows() const { return m_page->table().proxy(); }
    Selection& selection() const { return m_fixture->selection; }
    QAbstractButton* chip(NeuronClass kind) const { return m_page->classes().button(int(kind)); }
    QVariant count(int row, NeuronClass kind) const
    {
        return rows().index(row, CensusTableModel::columnOf(kind)).data(ValueRole);
    }
    void openProject(const QStringList& runs = {QStringLiteral("base"), QStringLiteral("tuned")})
    {
        m_fixture->openProject(300, runs);
        QTRY_VERIFY(!m_page->isComputing());
        QTRY_VERIFY(m_page->model().rows().back().census);
    }
    Census expected(const CensusSettings& settings = {}) const
    {
        const Project& project = m_fixture->session.project();
        const RunInfo run = m_fixture->session.runs().front();
        std::vector<CensusTopic> topics;
        for (const Topic& topic : project.topics())
            topics.push_back({topic.name, labelSentences(project, run.dataset, topic)});
        return computeCensus(project, run, {Stack::Encoder, 6}, readCensusSentences(project, run.dataset), topics,
                             settings);
    }
    void click(QAbstractButton* button) { QTest::mouseClick(button, Qt::LeftButton); }

    QDoubleSpinBox* box(const QString& name) const
    {
        for (auto* box : m_page->findChildren<QDoubleSpinBox*>())
            if (box->accessibleName() == name) return box;
        return nullptr;
    }

private Q_SLOTS:
    void init()
    {
        QStandardPaths::setTestModeEnabled(true);
        m_fixture = std::make_unique<PageFixture>();
        m_page = std::make_unique<CensusPage>(m_fixture->context, nullptr);
        for (FilterTableView* table : {&m_page->table(), &m_page->neurons()}) {
            m_testers.push_back(std::make_unique<QAbstractItemModelTester>(
                table->proxy().sourceModel(), QAbstractItemModelTester::FailureReportingMode::QtTest));
        }
        m_page->resize(1100, 700);
        m_page->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
    }
    void cleanup()
    {
        m_testers.clear();
        m_page.reset();
        m_fixture.reset();
    }

    void withoutAProjectItSaysWhatIsMissing()
    {
        auto* remedy = m_page->findChild<QPushButton*>(QString(), Qt::FindChildrenRecursively);
        QVERIFY(remedy);
        QVERIFY(!m_page->table().isVisible());
    }

    void countsEveryCapturedLayer()
    {
        openProject();
        const Census wanted = expected();
        QCOMPARE(rows().rowCount(), 3); // two runs and the published one
        for (const NeuronClass kind : shownClasses) {
            QCOMPARE(count(0, kind).toUInt(), wanted.count(kind));
            QCOMPARE(count(2, kind).isValid(), PublishedCensus::count(kind).has_value());
        }
        QCOMPARE(count(2, NeuronClass::Never).toUInt(), 1093U);
        QVERIFY(rows()
                    .index(2, CensusTableModel::columnOf(NeuronClass::Never))
                    .data()
                    .toString()
                    .contains(QLatin1String("35.58")));
    }

    void everyNumberTellsItsFormulaAndSource()
    {
        openProject();
        for (const NeuronClass kind : shownClasses) {
            const QString tip = rows().index(0, CensusTableModel::columnOf(kind)).data(Qt::ToolTipRole).toString();
            QVERIFY2(tip.contains(QLatin1String("neurons =")), qPrintable(tip));
            QVERIFY2(tip.contains(QLatin1String("Over 300 sentences")), qPrintable(tip));
            QVERIFY2(tip.contains(QLatin1String("data set sentences")), qPrintable(tip));
        }
        const QString bars = rows().index(0, CensusTableModel::Shares).data(Qt::ToolTipRole).toString();
        QVERIFY(bars.contains(QLatin1String("Always on:")));
        m_page->table().selectRow(0);
        const QString basis = m_page->findChild<QLabel*>(QStringLiteral("census.basis"))->text();
        const Census wanted = expected();
        QVERIFY2(basis.contains(QStringLiteral("halves of %1 and %2").arg(wanted.halves[0]).arg(wanted.halves[1])),
                 qPrintable(basis));
        for (const CensusGroup& group : wanted.groups)
            QVERIFY2(basis.contains(QString::fromStdString(group.name)), qPrintable(basis));
    }

    void topicNeuronsAreListedWithTheirEvidence()
    {
        openProject();
        CensusSettings loose;
        loose.topicQ = 1;
        box(QStringLiteral("General: lift below"))->setValue(loose.generalLift = 1);
        box(QStringLiteral("Topic: lift at least"))->setValue(loose.topicLift = 1);
        box(QStringLiteral("Topic: q below"))->setValue(1);
        QTRY_VERIFY(!m_page->isComputing());
        QTRY_VERIFY(m_page->model().rows().back().census);
        m_page->table().selectRow(0);
        const Census wanted = expected(loose);
        QVERIFY(wanted.count(NeuronClass::Topic) > 0);
        const TableProxyModel& list = m_page->neurons().proxy();
        QCOMPARE(list.rowCount(), int(wanted.count(NeuronClass::Topic)));
        for (int row = 0; row < list.rowCount(); ++row) {
            const CensusNeuron& neuron = wanted.neurons[list.index(row, 0).data(NeuronRole).toUInt()];
            QCOMPARE(list.index(row, CensusNeuronModel::Lift).data(ValueRole).toDouble(), neuron.strongest->lift);
            QCOMPARE(list.index(row, CensusNeuronModel::Q).data(ValueRole).toDouble(), neuron.strongest->q);
            QCOMPARE(list.index(row, CensusNeuronModel::Kt).data().toString(),
                     QStringLiteral("%1/%2").arg(neuron.strongest->withKeyword).arg(neuron.strongest->captured));
            QCOMPARE(list.index(row, CensusNeuronModel::Density).data(ValueRole).toDouble(), 100 * neuron.density);
        }
        QVERIFY(m_page->neurons().csv().startsWith(
            QLatin1String("run,layer,rule,neuron,class,topics,kt,k,n,lift,q,density")));
    }

    void sharesAreExported()
    {
        openProject();
        const QString csv = m_page->table().csv();
        QVERIFY2(csv.contains(QLatin1String("never share,always share,topic share,general share,rest share,never,")),
                 qPrintable(csv.section(QLatin1Char('\n'), 0, 0)));
        const QStringList first = csv.section(QLatin1Char('\n'), 1, 1).split(QLatin1Char(','));
        double sum = 0;
        for (int column = 2; column < 7; ++column)
            sum += first[column].toDouble();
        QVERIFY2(std::abs(sum - 1) < 1e-9, qPrintable(first.join(QLatin1Char(','))));
    }

    void theBarsAreCopiedAsAFigureWithTheThresholds()
    {
        openProject();
        auto* button = m_page->findChild<QToolButton*>(QStringLiteral("census.figure"));
        QVERIFY(button->isVisible());
        click(button);
        auto* menu = button->findChild<QMenu*>();
        QVERIFY(menu);
        menu->actions().constFirst()->trigger();
        menu->close();
        const QString svg =
            QString::fromUtf8(QGuiApplication::clipboard()->mimeData()->data(QStringLiteral("image/svg+xml")));
        for (const char* part :
             {"lift at least 2", "threshold:0", "halves of", "STEM", "SHA-256", "base · enc6", "100 %"})
            QVERIFY2(svg.contains(QString::fromUtf8(part)), part);
    }

    void columnsWithoutRoomAreNamed()
    {
        openProject();
        auto* hidden = m_page->findChild<QLabel*>(QStringLiteral("census.hidden"));
        m_page->resize(1600, 700);
        QTRY_VERIFY(!hidden->isVisible());
        m_page->resize(620, 700);
        QTRY_VERIFY(hidden->isVisible());
        QVERIFY2(hidden->text().contains(QLatin1String("The rest")), qPrintable(hidden->text()));
    }

    void theRestIsSeenInBothThemes_data()
    {
        QTest::addColumn<QPalette>("palette");
        QTest::newRow("light") << ThemeColors::lightPalette();
        QTest::newRow("dark") << ThemeColors::darkPalette();
    }
    void theRestIsSeenInBothThemes()
    {
        QFETCH(QPalette, palette);
        const auto luminance = [](const QColor& color) {
            const auto part = [](double c) { return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
            return 0.2126 * part(color.redF()) + 0.7152 * part(color.greenF()) + 0.0722 * part(color.blueF());
        };
        const auto contrast = [&](const QColor& a, const QColor& b) {
            const auto [low, high] = std::minmax({luminance(a), luminance(b)});
            return (high + 0.05) / (low + 0.05);
        };
        const QColor rest = classColor(NeuronClass::Rest, palette);
        QVERIFY2(contrast(rest, ThemeColors(palette).surface) > 1.8, qPrintable(rest.name()));
        QVERIFY(contrast(rest, classColor(NeuronClass::Never, palette)) > 1.8);
    }

    void aThresholdCountsAgain()
    {
        openProject();
        CensusSettings strict;
        strict.alwaysOn = 0.2;
        const Census wanted = expected(strict);
        QVERIFY(wanted.count(NeuronClass::Always) != expected().count(NeuronClass::Always));
        auto* box = m_page->findChild<QDoubleSpinBox*>(); // always on, the first
        box->setFocus();
        box->selectAll();
        QTest::keyClicks(box, QStringLiteral("20"));
        QTest::keyClick(box, Qt::Key_Return);
        QTRY_COMPARE(count(0, NeuronClass::Always).toUInt(), wanted.count(NeuronClass::Always));
        for (QPushButton* button : m_page->findChildren<QPushButton*>()) {
            if (button->isVisible()) click(button); // the usual values
        }
        QTRY_COMPARE(count(0, NeuronClass::Always).toUInt(), expected().count(NeuronClass::Always));
    }

    void thresholdsThatContradictAreRefused()
    {
        openProject();
        auto* general = box(QStringLiteral("General: lift below"));
        const auto says = [this](const QString& part) {
            const auto labels = m_page->findChildren<QLabel*>();
            return std::any_of(labels.begin(), labels.end(), [&](auto* label) { return label->text().contains(part); });
        };
        general->setValue(3); // above what topic neurons need
        QVERIFY(says(QStringLiteral("must not be more than the least lift of topic neurons")));
        QVERIFY(!m_page->model().rows()[0].census);
        box(QStringLiteral("Topic: lift at least"))->setValue(3);
        QVERIFY(!says(QStringLiteral("must not be more")));
        QTRY_VERIFY(m_page->model().rows()[0].census);
    }

    void aRowIsTheRunInFocusEverywhere()
    {
        openProject();
        m_page->table().selectRow(1);
        QCOMPARE(selection().focus().run, m_page->model().rows()[1].run.id);
        selection().setRun(m_page->model().rows()[0].run.id);
        QCOMPARE(m_page->table().currentIndex().row(), 0);
    }

    void chipsChooseTheNeurons_data()
    {
        QTest::addColumn<int>("kind");
        for (const NeuronClass kind : shownClasses)
            QTest::newRow(toString(kind).data()) << int(kind);
    }
    void chipsChooseTheNeurons()
    {
        QFETCH(int, kind);
        openProject();
        m_page->table().selectRow(0);
        const std::vector<NeuronId> wanted = expected().neuronsOf(NeuronClass(kind));
        click(chip(NeuronClass(kind)));
        QCOMPARE(m_page->neurons().proxy().rowCount(), int(wanted.size()));
        for (std::size_t i = 0; i < wanted.size(); ++i)
            QCOMPARE(m_page->neurons().proxy().index(int(i), 0).data(NeuronRole).toUInt(), wanted[i].value);
        click(m_page->classes().button(int(neuronClasses)));
        QCOMPARE(m_page->neurons().proxy().rowCount(), int(expected().neurons.size()));
    }

    void aNeuronIsSelectedEverywhere()
    {
        openProject();
        m_page->table().selectRow(1);
        click(m_page->classes().button(int(neuronClasses)));
        FilterTableView& list = m_page->neurons();
        QTest::mouseClick(list.viewport(), Qt::LeftButton, {}, list.visualRect(list.proxy().index(2, 0)).center());
        QCOMPARE(selection().focus().neuron, std::optional(NeuronId(2)));
        QCOMPARE(selection().focus().run, m_page->model().rows()[1].run.id);
    }

    void damageIsTold()
    {
        m_fixture->openProject(300, {QStringLiteral("base")});
        m_fixture->damageBlock(0);
        m_fixture->session.refresh();
        auto* notice = m_page->findChild<DamageNotice*>();
        QTRY_VERIFY(notice->text().contains(QLatin1String("base")));
    }
};

QTEST_MAIN(TestCensusPage)
#include "tst_censuspage.moc"
