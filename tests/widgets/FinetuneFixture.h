// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "PageFixture.h"
#include "widgets/models/TableRoles.h"
#include "widgets/pages/WindowCommands.h"
#include "widgets/pages/finetune/FinetunePage.h"
#include "widgets/pages/finetune/TrainingRunner.h"
#include "widgets/pages/finetune/TrainingTableModel.h"
#include "widgets/views/FilterTableView.h"

#include <QAction>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>

namespace sparsight {

/// Writes down what the page asked of the window.
class FakeCommands : public WindowCommands {
public:
    void newProject() override {}
    void openProject() override {}
    void openProject(const QString&) override {}
    void openDemo() override {}
    void importData(const QStringList&) override { asked << QStringLiteral("data"); }
    void importPapers() override { asked << QStringLiteral("papers"); }
    bool openAnything(const QStringList&) override { return false; }
    QStringList recentProjects() const override { return {}; }
    void forgetRecent(const QString&) override {}
    void tellWritten(const QString& sentence, const QString&) override { told << sentence; }
    void trainingBegun() override { asked << QStringLiteral("training begun"); }

    QStringList asked;
    QStringList told;
};

/// The Fine-tune page over a fake trainer that really stops, goes on and records.
class FinetuneFixture {
protected:
    std::unique_ptr<PageFixture> m_fixture;
    std::unique_ptr<FinetunePage> m_page;
    FakeCommands m_commands;

    ProjectSession& session() const { return m_fixture->session; }
    FakeTrainerControl& trainer() const { return *m_fixture->training; }

    template <class Widget>
    Widget* find(const char* name) const
    {
        return m_page->findChild<Widget*>(QString::fromLatin1(name));
    }
    void click(const char* name) const { QTest::mouseClick(find<QAbstractButton>(name), Qt::LeftButton); }
    FilterTableView& table() const { return *find<FilterTableView>("trained.table"); }
    QString text(const char* label) const { return find<QLabel>(label)->text(); }

    void importPairs(const char* name = "pairs", int count = 30)
    {
        session().project().importDataset(name, "pairs.csv", [count](const Project::SentenceSink& sink) {
            for (int i = 0; i < count; ++i)
                sink({"An article about a kite " + std::to_string(i) + ".", "", "", "Kite " + std::to_string(i) + "."});
            return 0U;
        });
        session().refresh();
    }

    /// A project with pairs, and the fake checkpoint loaded.
    void prepare(const QStringList& runs = {})
    {
        m_fixture->openProject(100, runs);
        importPairs();
        m_fixture->loadModel();
        QTRY_VERIFY(m_fixture->jobs.isIdle());
    }

    void type(const char* field, const QString& text) const
    {
        auto* edit = find<QLineEdit>(field);
        edit->setFocus();
        edit->selectAll();
        QTest::keyClick(edit, Qt::Key_Delete);
        QTest::keyClicks(edit, text);
    }

    void train(const QString& rates = QStringLiteral("0.01, 0.001, 0.0001"))
    {
        type("rates", rates);
        click("train");
        QVERIFY(m_page->runner().isRunning());
    }

    bool waitForEnd() const
    {
        return QTest::qWaitFor([this] { return !m_page->runner().isRunning(); }, 20'000);
    }

    void selectRow(const char* name)
    {
        for (int row = 0; row < table().proxy().rowCount(); ++row) {
            const QModelIndex index = table().proxy().index(row, TrainingTableModel::Name);
            if (index.data().toString() != QLatin1String(name)) continue;
            QTest::mouseClick(table().viewport(), Qt::LeftButton, {}, table().visualRect(index).center());
        }
    }

    QVariant cell(const char* name, int column) const
    {
        for (int row = 0; row < table().proxy().rowCount(); ++row) {
            if (table().proxy().index(row, TrainingTableModel::Name).data().toString() == QLatin1String(name))
                return table().proxy().index(row, column).data(ValueRole);
        }
        return {};
    }

    void trigger(const QString& text)
    {
        for (QAction* action : table().actions())
            if (action->text() == text && action->isEnabled()) return action->trigger();
        QFAIL("there is no such action, or it is off");
    }

    void start()
    {
        m_fixture = std::make_unique<PageFixture>();
        m_fixture->context.commands = &m_commands;
        m_commands.asked.clear();
        openPage();
    }
    void stop()
    {
        m_page.reset();
        m_fixture.reset();
    }

    void openPage() ///< anew, as after another start of the program
    {
        m_page = std::make_unique<FinetunePage>(m_fixture->context, nullptr);
        m_page->resize(1000, 680);
        m_page->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
    }
};

} // namespace sparsight
