// SPDX-License-Identifier: GPL-3.0-or-later
#include "PageFixture.h"
#include "core/base/Error.h"
#include "core/dataset/SentenceReader.h"
#include "widgets/pages/data/DataPage.h"
#include "widgets/pages/data/KeywordModel.h"
#include "widgets/pages/data/MatchListModel.h"
#include "widgets/pages/data/PreviewModel.h"
#include "widgets/pages/data/ProjectListModel.h"
#include "widgets/pages/data/SentenceExport.h"
#include "widgets/pages/data/SentenceTableModel.h"
#include "widgets/pages/data/SentencesPane.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QToolButton>
#include <QWindow>
#include <algorithm>

using namespace sparsight;

class TestDataPage : public QObject {
    Q_OBJECT

    std::unique_ptr<PageFixture> m_fixture;

    QString write(const char* name, const QByteArray& content)
    {
        QFile file(m_fixture->directory.filePath(QString::fromLatin1(name)));
        if (!file.open(QIODevice::WriteOnly)) return {};
        file.write(content);
        return file.fileName();
    }

    std::unique_ptr<DataPage> openPage()
    {
        auto page = std::make_unique<DataPage>(m_fixture->context, nullptr);
        page->resize(900, 600);
        page->show();
        page->activateWindow();
        return page;
    }

    /// Chooses the entry that begins so, with keys.
    static void choose(QComboBox* box, const QString& beginning)
    {
        QTRY_VERIFY(box->findText(beginning, Qt::MatchStartsWith) >= 0);
        box->setFocus();
        const int row = box->findText(beginning, Qt::MatchStartsWith);
        while (box->currentIndex() < row)
            QTest::keyClick(box, Qt::Key_Down);
        while (box->currentIndex() > row)
            QTest::keyClick(box, Qt::Key_Up);
    }

    QByteArray exported(DataPage& page, const char* name)
    {
        const QString file = m_fixture->directory.filePath(QString::fromLatin1(name));
        QSignalSpy finished(&m_fixture->jobs, &JobRunner::jobFinished);
        page.findChild<SentencesPane*>()->exportTo(file);
        if (finished.empty()) finished.wait();
        QFile written(file);
        return written.open(QIODevice::ReadOnly) ? written.readAll() : QByteArray();
    }

private Q_SLOTS:
    void initTestCase() { qputenv("XDG_CACHE_HOME", QByteArray(m_cache.path().toUtf8())); }
    void init() { m_fixture = std::make_unique<PageFixture>(); }
    void cleanup() { m_fixture.reset(); }

    void emptyPageTeaches()
    {
        DataPage page(m_fixture->context, nullptr);
        page.show();
        bool button = false;
        for (const auto* candidate : page.findChildren<QPushButton*>())
            button |= candidate->isVisible() && candidate->text().contains(QStringLiteral("New project"));
        QVERIFY(button);
    }

    void sentencesAreListedAndFound()
    {
        m_fixture->openProject(100, {});
        DataPage page(m_fixture->context, nullptr);
        page.resize(900, 600);
        page.show();
        auto* search = page.findChild<QLineEdit*>(QStringLiteral("search"));
        const auto* model = page.findChild<SentenceTableModel*>();
        QCOMPARE(model->rowCount(), 100);
        QCOMPARE(model->columnCount(), 4); // number, sentence, label, group
        QVERIFY(model->index(7, 1).data().toString().endsWith(QStringLiteral(" 7.")));
        QTest::keyClicks(search, QStringLiteral("peru chemist"));
        QTRY_COMPARE(model->rowCount(), 5);
        QVERIFY(model->index(0, 1).data().toString().contains(QStringLiteral("chemist")));
        search->clear();
        QTRY_COMPARE(model->rowCount(), 100);
    }

    void aSearchWithoutHitsSaysSo()
    {
        m_fixture->openProject(100, {});
        const auto page = openPage();
        auto* none = page->findChild<QLabel*>(QStringLiteral("none"));
        QVERIFY(!none->isVisible());
        auto* search = page->findChild<QLineEdit*>(QStringLiteral("search"));
        QTest::keyClicks(search, QStringLiteral("zebra"));
        QTRY_VERIFY(none->isVisible());
        QCOMPARE(none->text(), QStringLiteral("No sentence contains “zebra”."));
        QCOMPARE(page->findChild<QLabel*>(QStringLiteral("count"))->text(), QStringLiteral("0 of 100"));
        search->clear();
        QTRY_VERIFY(!none->isVisible());
    }

    void sentencesAreFilteredByLabelAndGroup()
    {
        m_fixture->openProject(100, {});
        const auto page = openPage();
        const auto* model = page->findChild<SentenceTableModel*>();
        const auto* count = page->findChild<QLabel*>(QStringLiteral("count"));
        auto* label = page->findChild<QComboBox*>(QStringLiteral("labelFilter"));
        auto* group = page->findChild<QComboBox*>(QStringLiteral("groupFilter"));
        choose(label, QStringLiteral("stem (50)"));
        QCOMPARE(model->rowCount(), 50);
        QCOMPARE(count->text(), QStringLiteral("50 of 100"));
        choose(group, QStringLiteral("document 2 (10)"));
        QCOMPARE(model->rowCount(), 5); // 20 … 24
        QCOMPARE(model->sentenceAt(4), SentenceId(24));

        QTest::keyClicks(page->findChild<QLineEdit*>(QStringLiteral("search")), QStringLiteral("peru"));
        auto* none = page->findChild<QLabel*>(QStringLiteral("none"));
        QTRY_VERIFY(none->isVisible()); // every sentence of Peru is of another label
        QVERIFY2(none->text().contains(QStringLiteral("label or group")), qPrintable(none->text()));
        choose(label, QStringLiteral("any label"));
        QCOMPARE(model->rowCount(), 5); // 25 … 29
        QCOMPARE(model->sentenceAt(0), SentenceId(25));
    }

    void shownSentencesAreCopiedAndExported()
    {
        m_fixture->openProject(100, {});
        const QString file = write("formula.csv", "text,target\n=1+1,\"one, two\"\nplain,three\n");
        m_fixture->session.project().importDataset("formula", "formula.csv", [&](const Project::SentenceSink& sink) {
            readSentences(file.toStdString(), {}, sink);
            return 0U;
        });
        m_fixture->session.refresh();
        const auto page = openPage();
        auto* table = page->findChild<QTableView*>(QStringLiteral("sentences"));
        page->findChild<SentencesPane*>()->setDataset(m_fixture->session.datasets().front().id);
        choose(page->findChild<QComboBox*>(QStringLiteral("groupFilter")), QStringLiteral("document 1 (10)"));
        table->setFocus();
        table->selectRow(3);
        QTest::keyClick(table, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(),
                 QStringLiteral("number\tsentence\tlabel\tgroup\r\n"
                                "14\tOur teacher explains the speed of an electron 13.\tstem\tdocument 1\r\n"));
        table->clearSelection();
        QTest::mouseClick(page->findChild<QToolButton*>(QStringLiteral("copy")), Qt::LeftButton);
        QCOMPARE(QGuiApplication::clipboard()->text().count(QLatin1Char('\n')), 11);

        const QByteArray ten = exported(*page, "ten.csv");
        QVERIFY2(ten.startsWith("number,sentence,label,group\r\n11,The light"), ten.constData());
        QCOMPARE(ten.count('\n'), 11);
        QVERIFY(page->findChild<QLabel*>(QStringLiteral("notice"))->text().startsWith(QStringLiteral("10 row")));

        page->findChild<SentencesPane*>()->setDataset(m_fixture->session.datasets().back().id);
        QCOMPARE(exported(*page, "formula-out.csv"),
                 QByteArray("number,sentence,target\r\n1,'=1+1,\"one, two\"\r\n2,plain,three\r\n"));
    }

    void anExportThatIsCancelledLeavesTheFile()
    {
        m_fixture->openProject(100, {});
        const QString file = write("kept.csv", "kept");
        std::stop_source stop;
        stop.request_stop();
        QVERIFY_THROWS_EXCEPTION(Error, exportSentences(m_fixture->session.project().file(),
                                                        m_fixture->session.datasets().front(), {}, file.toStdString(),
                                                        stop.get_token(), {}));
        QFile kept(file);
        QVERIFY(kept.open(QIODevice::ReadOnly));
        QCOMPARE(kept.readAll(), QByteArray("kept"));
    }

    void columnsAreChosen()
    {
        m_fixture->openProject(100, {});
        const auto page = openPage();
        auto* table = page->findChild<QTableView*>(QStringLiteral("sentences"));
        QTest::mouseClick(page->findChild<QToolButton*>(QStringLiteral("columns")), Qt::LeftButton);
        auto* menu = page->findChild<QMenu*>();
        QVERIFY(menu && menu->isVisible());
        QCOMPARE(menu->actions().size(), 4);
        QVERIFY(!menu->actions().at(1)->isEnabled()); // the sentence stays
        QTest::mouseClick(menu, Qt::LeftButton, Qt::NoModifier, menu->actionGeometry(menu->actions().at(2)).center());
        QVERIFY(table->isColumnHidden(2));
        page->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(page.get()));
        table->selectRow(0);
        table->setFocus();
        QTest::keyClick(table, Qt::Key_C, Qt::ControlModifier);
        QVERIFY(QGuiApplication::clipboard()->text().startsWith(QStringLiteral("number\tsentence\tgroup\r\n")));
    }

    void aDataSetIsRemovedOnlyOnPurpose()
    {
        m_fixture->openProject(20, {QStringLiteral("base")});
        const auto page = openPage();
        QVERIFY(QTest::qWaitForWindowActive(page.get()));
        auto* remove = page->findChild<QToolButton*>(QStringLiteral("removeDataset"));
        QTest::mouseClick(remove, Qt::LeftButton);
        QPointer<QMessageBox> box = page->findChild<QMessageBox*>();
        QVERIFY(box && box->isVisible());
        QCOMPARE(box->windowModality(), Qt::WindowModal);
        // The question stands before it. Through the window, as a person's click comes.
        QTest::mouseClick(page->windowHandle(), Qt::LeftButton, Qt::NoModifier,
                          remove->mapTo(page.get(), remove->rect().center()));
        QCOMPARE(page->findChildren<QMessageBox*>().size(), 1);
        QTest::keyClick(box.data(), Qt::Key_Return);
        QTRY_VERIFY(!box);
        QCOMPARE(m_fixture->session.datasets().size(), std::size_t(1));

        QTest::mouseClick(remove, Qt::LeftButton);
        box = page->findChild<QMessageBox*>();
        QVERIFY(box);
        for (auto* button : box->findChildren<QPushButton*>())
            if (button->text().contains(QStringLiteral("Remove"))) QTest::mouseClick(button, Qt::LeftButton);
        QTRY_VERIFY(!box);
        QVERIFY(m_fixture->session.datasets().empty());
        QVERIFY(m_fixture->session.runs().empty());
    }

    void aDataSetThatIsCapturedStays()
    {
        m_fixture->openProject(400, {});
        m_fixture->loadModel();
        const auto page = openPage();
        const auto* remove = page->findChild<QToolButton*>(QStringLiteral("removeDataset"));
        QVERIFY(remove->isEnabled());
        m_fixture->control->captureDelayMs = 5;
        CaptureRequest request;
        request.dataset = m_fixture->session.datasets().front().id;
        request.settings.layers = {{Stack::Encoder, 6}};
        const quint64 job = m_fixture->jobs.capture(m_fixture->session.file(), request);
        QVERIFY(!remove->isEnabled());
        QVERIFY2(remove->toolTip().contains(QStringLiteral("running")), qPrintable(remove->toolTip()));
        m_fixture->jobs.cancel(job);
        QTRY_VERIFY(remove->isEnabled());
    }

    void whatIsReadOnlySaysWhy()
    {
        m_fixture->openProject(20, {});
        const auto page = openPage();
        const char* const names[] = {"importData", "newTopic", "removeDataset", "removeTopic"};
        for (const char* name : names)
            QVERIFY(page->findChild<QToolButton*>(QString::fromLatin1(name))->isEnabled());
        m_fixture->session.open(m_fixture->session.file(), Project::Mode::ReadOnly);
        for (const char* name : names) {
            const auto* button = page->findChild<QToolButton*>(QString::fromLatin1(name));
            QVERIFY2(!button->isEnabled(), name);
            QVERIFY2(button->toolTip().contains(QStringLiteral("read-only")), name);
        }
        m_fixture->session.close();
        QVERIFY(!page->findChild<QToolButton*>(QStringLiteral("newTopic"))->isEnabled());
        QVERIFY(page->findChild<QToolButton*>(QStringLiteral("importData"))->isEnabled()); // leads to a new project
    }

    void modelsKeepTheirPromises()
    {
        m_fixture->openProject(20, {});
        KeywordModel keywords;
        const QAbstractItemModelTester keywordTester(&keywords);
        keywords.setKeywords({QStringLiteral("a"), QStringLiteral("b")});
        keywords.setCounts({1, 2});
        QVERIFY(keywords.setData(keywords.index(2, 0), QStringLiteral("c"), Qt::EditRole));
        QVERIFY(!keywords.setData(keywords.index(3, 0), QStringLiteral("a"), Qt::EditRole)); // there already
        QVERIFY(keywords.setData(keywords.index(0, 0), QString(), Qt::EditRole));            // emptied: removed
        QCOMPARE(keywords.keywords(), (QStringList{QStringLiteral("b"), QStringLiteral("c")}));
        keywords.removeKeywords({0, 1});
        keywords.setEditable(false);
        QCOMPARE(keywords.rowCount(), 0);

        PreviewModel preview;
        const QAbstractItemModelTester previewTester(&preview);
        Preview rows;
        rows.rows = {{"one", "label", {}, {}}};
        rows.report.labelColumn = "label";
        preview.setPreview(rows);
        QCOMPARE(preview.columnCount(), 3);
        QCOMPARE(preview.index(0, 0).data().toString(), QStringLiteral("1"));

        SentenceTableModel sentences(m_fixture->session);
        const QAbstractItemModelTester sentenceTester(&sentences);
        sentences.setDataset(m_fixture->session.datasets().front().id);
        sentences.setHits(std::vector{SentenceId(3), SentenceId(5)});
        QCOMPARE(sentences.rowCount(), 2);
        QCOMPARE(sentences.sentenceAt(1), SentenceId(5));

        MatchListModel matches;
        const QAbstractItemModelTester matchTester(&matches);
        matches.setMatches({{SentenceId(0), "Größe zählt", {{0, 8, 6}}}}); // "zählt", in bytes
        const QPoint range = matches.index(0).data(MatchListModel::RangesRole).toList().front().toPoint();
        QCOMPARE(range, QPoint(6, 5)); // in characters

        ProjectListModel topics(ProjectListModel::Kind::Topics, m_fixture->session, nullptr);
        const QAbstractItemModelTester topicTester(&topics);
        QCOMPARE(topics.rowCount(), 2);
        QVERIFY(topics.rowOf(QStringLiteral("STEM")) >= 0);
        m_fixture->session.project().removeTopic("STEM");
        m_fixture->session.refresh();
        QCOMPARE(topics.rowOf(QStringLiteral("STEM")), -1);
    }

private:
    QTemporaryDir m_cache;
};

QTEST_MAIN(TestDataPage)
#include "tst_datapage.moc"
