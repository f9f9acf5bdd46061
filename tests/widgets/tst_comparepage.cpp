// SPDX-License-Identifier: GPL-3.0-or-later
#include "PageFixture.h"
#include "core/analysis/compare/RunDensity.h"
#include "widgets/models/TableRoles.h"
#include "widgets/pages/compare/ComparePage.h"
#include "widgets/pages/compare/ComparisonBar.h"
#include "widgets/pages/compare/LayerTableModel.h"
#include "widgets/pages/compare/LayersTab.h"
#include "widgets/pages/compare/RunFactsModel.h"
#include "widgets/views/CurveView.h"
#include "widgets/views/FilterTableView.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QStandardPaths>
#include <QTabBar>
#include <QTest>
#include <QToolButton>
#include <memory>

using namespace sparsight;

/// The Compare page: what is compared, and its tab of layers, held against the analysis itself.
class TestComparePage : public QObject {
    Q_OBJECT

    std::unique_ptr<PageFixture> m_fixture;
    std::unique_ptr<ComparePage> m_page;

    const ComparisonBar& bar() const { return m_page->bar(); }
    LayersTab& layers() const { return *m_page->findChild<LayersTab*>(); }
    QComboBox& combo(const char* name) const { return *m_page->findChild<QComboBox*>(QLatin1String(name)); }
    QStringList runs() const
    {
        QStringList names;
        for (const RunInfo& run : bar().choice().runs)
            names << QString::fromStdString(run.name);
        return names;
    }
    void openTab(QWidget* tab)
    {
        for (int i = 0; i < m_page->tabs().count() && !tab->isVisible(); ++i)
            QTest::mouseClick(&m_page->tabs(), Qt::LeftButton, {}, m_page->tabs().tabRect(i).center());
        QVERIFY(tab->isVisible());
    }
    void openProject(const QStringList& runs = {QStringLiteral("base"), QStringLiteral("tuned")})
    {
        m_fixture->openProject(300, runs);
    }

private Q_SLOTS:
    void init()
    {
        QStandardPaths::setTestModeEnabled(true);
        m_fixture = std::make_unique<PageFixture>();
        m_page = std::make_unique<ComparePage>(m_fixture->context, nullptr);
        m_page->resize(1100, 700);
        m_page->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
    }
    void cleanup()
    {
        m_page.reset();
        m_fixture.reset();
    }

    void whatIsMissingHasARemedy_data()
    {
        QTest::addColumn<QStringList>("captured");
        QTest::addColumn<QString>("page");
        QTest::addColumn<bool>("canTrain");
        QTest::newRow("no project") << QStringList() << "welcome" << false;
        QTest::newRow("one run") << QStringList{QStringLiteral("base")} << "models" << true;
    }
    void whatIsMissingHasARemedy()
    {
        QFETCH(QStringList, captured);
        QFETCH(QString, page);
        QFETCH(bool, canTrain);
        if (!captured.isEmpty()) openProject(captured);
        m_page->tabs().setCurrentIndex(0);
        auto* remedy = m_page->findChild<QPushButton*>(QStringLiteral("remedy"));
        QVERIFY(remedy->isVisible());
        QTest::mouseClick(remedy, Qt::LeftButton);
        QCOMPARE(m_fixture->shownPages, QStringList{page});
        for (QPushButton* button : m_page->findChildren<QPushButton*>()) {
            if (button == remedy || !button->isVisible()) continue;
            QTest::mouseClick(button, Qt::LeftButton);
        }
        QCOMPARE(m_fixture->shownPages.contains(QStringLiteral("finetune")), canTrain);
    }

    void aRunSwitchedOffLeavesOneAndSaysSo()
    {
        openProject();
        openTab(&layers());
        m_page->findChild<QMenu*>()->actions().at(1)->trigger();
        QVERIFY(!layers().isVisible());
        m_page->findChild<QMenu*>()->actions().at(1)->trigger();
        QVERIFY(layers().isVisible());
    }

    void theReferenceComesFirst()
    {
        openProject({QStringLiteral("base"), QStringLiteral("one"), QStringLiteral("two")});
        combo("reference").setFocus();
        QTest::keyClick(&combo("reference"), Qt::Key_Down);
        QCOMPARE(runs(), (QStringList{QStringLiteral("one"), QStringLiteral("base"), QStringLiteral("two")}));
        QCOMPARE(bar().choice().pair()[1].name, std::string("base"));
        combo("other").setCurrentText(QStringLiteral("two"));
        QCOMPARE(bar().choice().pair()[1].name, std::string("two"));
        m_page->bar().swap();
        QCOMPARE(bar().choice().pair()[0].name, std::string("two"));
        QCOMPARE(bar().choice().pair()[1].name, std::string("one"));
    }

    void layersHaveTheDensitiesOfTheAnalysis()
    {
        openProject();
        openTab(&layers());
        QTRY_VERIFY(layers().isVisible() && !layers().isComputing());
        const LayerTableModel& model = layers().model();
        QAbstractItemModelTester tester(const_cast<LayerTableModel*>(&model),
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(model.rowCount(), 1);
        for (std::size_t run = 0; run < 2; ++run) {
            const auto wanted =
                runDensities(m_fixture->session.project(), m_fixture->session.runs()[run]).front().density;
            QVERIFY(wanted && *wanted > 0);
            QCOMPARE(model.index(0, LayerTableModel::columnOf(run)).data(ExportRole).toDouble(), *wanted);
        }
        QCOMPARE(model.index(0, LayerTableModel::changeColumnOf(1)).data(ExportRole).toDouble(), 0.0); // one engine
        QCOMPARE(layers().curves().curves().size(), std::size_t(2));
        QCOMPARE(layers().facts().rowCount(), 2);
    }

    void theRunsAreThoseOfTheOtherPages()
    {
        openProject({QStringLiteral("base"), QStringLiteral("one"), QStringLiteral("two")});
        QCOMPARE(runs(), (QStringList{QStringLiteral("base"), QStringLiteral("one"), QStringLiteral("two")}));
        m_page->findChild<QMenu*>()->actions().at(1)->trigger();
        QCOMPARE(runs(), (QStringList{QStringLiteral("base"), QStringLiteral("two")}));
        QCOMPARE(m_fixture->compared.choice(m_fixture->session.runs()[1].id), std::optional(false));
    }
};

QTEST_MAIN(TestComparePage)
#include "tst_comparepage.moc"
