// SPDX-License-Identifier: GPL-3.0-or-later
#include "PageFixture.h"
#include "core/report/NeuronReport.h"
#include "core/report/ReportWriters.h"
#include "widgets/common/ExportDialog.h"
#include "widgets/pages/kt/KtPage.h"
#include "widgets/report/PdfReport.h"
#include "widgets/report/ReportExport.h"
#include "widgets/views/FilterTableView.h"

#include <QCheckBox>
#include <QFileDialog>
#include <QLineEdit>
#include <QStandardPaths>
#include <QStringList>
#include <QTest>
#include <QToolButton>

#include <memory>
#include <thread>

using namespace sparsight;

namespace {

QStringList warnings;

void collectWarnings(QtMsgType, const QMessageLogContext&, const QString& text)
{
    warnings << text;
}

} // namespace

class TestReportExport : public QObject {
    Q_OBJECT

    std::unique_ptr<PageFixture> m_fixture;

    QString file(const char* name) const { return m_fixture->directory.filePath(QLatin1String(name)); }
    static QByteArray content(const QString& name)
    {
        QFile in(name);
        return in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray();
    }
    ReportRecipe recipe()
    {
        m_fixture->selection.selectNeuron({Stack::Encoder, 6}, NeuronId(3));
        return *recipeForFocus(m_fixture->context, {NeuronId(3)});
    }
    /// Types the name into the dialog that `button` opens and waits for the file.
    void exportThrough(QToolButton* button, const QString& name)
    {
        QVERIFY(button->isEnabled());
        QTest::mouseClick(button, Qt::LeftButton);
        auto* dialog = m_window->findChild<QFileDialog*>();
        QVERIFY(dialog);
        auto* field = dialog->findChild<QLineEdit*>();
        field->setText(name);
        QTest::keyClick(field, Qt::Key_Return);
        QTRY_VERIFY(QFile::exists(name));
    }
    QWidget* m_window = nullptr;

private Q_SLOTS:
    void init()
    {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
        m_fixture = std::make_unique<PageFixture>();
        m_fixture->openProject(300, {QStringLiteral("base"), QStringLiteral("tuned")});
        QVERIFY(m_fixture->waitForFacts());
    }
    void cleanup() { m_fixture.reset(); }

    void theRunInFocusComesFirst()
    {
        m_fixture->selection.setRun(m_fixture->session.runs()[1].id);
        const ReportRecipe made = recipe();
        QCOMPARE(made.runs.size(), std::size_t(2));
        QCOMPARE(made.runs[0].name, m_fixture->session.runs()[1].name);
        QCOMPARE(made.topics.size(), m_fixture->session.topics().size());
    }

    void everyFormatIsWritten_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("start");
        QTest::newRow("page") << QStringLiteral("r.html") << QByteArray("<!DOCTYPE html>");
        QTest::newRow("pdf") << QStringLiteral("r.pdf") << QByteArray("%PDF-");
        QTest::newRow("json") << QStringLiteral("r.json") << QByteArray("{");
        QTest::newRow("csv") << QStringLiteral("r.csv") << QByteArray("layer,neuron");
    }
    void everyFormatIsWritten()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, start);
        const Report report = buildReport(m_fixture->session.project(), recipe(), {});
        writeReport(report, file(qPrintable(name)));
        QVERIFY(content(file(qPrintable(name))).startsWith(start));
    }

    void aFullPlaceLeavesTheOldFile()
    {
        const Report report = buildReport(m_fixture->session.project(), recipe(), {});
        QVERIFY_EXCEPTION_THROWN(writeReport(report, QStringLiteral("/none/r.html")), Error);
    }

    void pdfHasAPageForWideTables()
    {
        ReportRecipe wide = recipe();
        wide.subject = ReportRecipe::Subject::KtTable;
        for (int i = 0; i < 2; ++i)
            wide.runs.push_back(wide.runs[0]);
        const QByteArray pdf = reportPdf(buildReport(m_fixture->session.project(), wide, {}));
        QVERIFY(pdf.contains("/MediaBox [0 0 842")); // A4, turned
    }

    /// On further pages, not broken in two: "800/1" and ",456" are read as other numbers.
    void numbersOfAWideTableStayWhole()
    {
        const auto pagesOf = [](std::size_t columns) {
            ReportTable table;
            for (std::size_t i = 0; i < columns; ++i)
                table.columns.push_back({"id", "base-lr0.001 p", {}, true});
            table.rows.assign(30, std::vector<ReportCell>(columns, textCell("6.5e-204")));
            Report report;
            report.sections.push_back({"Section", {table}});
            return reportPdf(report).count("/Type /Page\n");
        };
        QVERIFY(pagesOf(180) >= 2 * pagesOf(60));
    }

    /// A document's layout starts timers, and on a thread that Qt did not start they fail with a warning.
    void aPdfIsWrittenOnAnyThread()
    {
        Report report;
        report.title = "Report";
        for (int i = 0; i < 400; ++i)
            report.sections.push_back({"Section", {std::string("A paragraph of text.")}});
        warnings.clear();
        const QtMessageHandler before = qInstallMessageHandler(collectWarnings);
        std::thread([&report] { reportPdf(report); }).join();
        qInstallMessageHandler(before);
        QVERIFY2(warnings.isEmpty(), qPrintable(warnings.join(QLatin1Char('\n'))));
    }

    void aLongPdfIsLaidOutOnce()
    {
        ReportRecipe most = recipe();
        most.subject = ReportRecipe::Subject::KtTable;
        most.neurons.assign(200, NeuronId(1));
        const Report report = buildReport(m_fixture->session.project(), most, {});
        // Laying it out with each cell anew takes minutes, and the test is ended.
        QVERIFY(reportPdf(report).count("/Type /Page\n") > 3);
    }

    void aPdfIsCancelled()
    {
        const Report report = buildReport(m_fixture->session.project(), recipe(), {});
        std::stop_source source;
        source.request_stop();
        QVERIFY_EXCEPTION_THROWN(reportPdf(report, source.get_token()), Error);
    }

    void theKtTableBecomesAReport()
    {
        KtPage page(m_fixture->context, nullptr);
        m_window = &page;
        page.resize(1000, 600);
        page.show();
        QTRY_VERIFY(page.model().result() && !page.isComputing());
        for (QToolButton* button : page.findChildren<QToolButton*>()) {
            if (button->accessibleName() == QLatin1String("Report")) exportThrough(button, file("kt.json"));
        }
        const ReportRecipe read = readRecipe(content(file("kt.json")).toStdString(), "kt.json");
        QCOMPARE(read.subject, ReportRecipe::Subject::KtTable);
        QCOMPARE(read.runs.size(), std::size_t(2));
        QCOMPARE(int(read.neurons.size()), page.table().proxy().rowCount());
        QVERIFY(!read.controls);
        page.findChild<QCheckBox*>(QStringLiteral("useMinimum"))->click(); // all of the layer's
        page.findChild<QCheckBox*>(QStringLiteral("controls"))->click();
        QTRY_VERIFY(!page.isComputing() && !page.model().result()->controls.empty());
        for (QToolButton* button : page.findChildren<QToolButton*>()) {
            if (button->accessibleName() == QLatin1String("Report")) exportThrough(button, file("all.json"));
        }
        const ReportRecipe all = readRecipe(content(file("all.json")).toStdString(), "all.json");
        QCOMPARE(all.neurons.size(), std::size_t(192));
        QVERIFY(all.controls);
        QVERIFY(content(file("all.json")).contains("\"Controls\""));
        QCOMPARE(read.topics.size(), std::size_t(1));
        // The next file is asked for in the same folder.
        const std::unique_ptr<QFileDialog> next(exportDialog(nullptr, {}, {QStringLiteral("CSV (*.csv)")}, {}));
        QCOMPARE(next->directory().absolutePath(), QFileInfo(file("kt.json")).absolutePath());
        QCOMPARE(next->defaultSuffix(), QStringLiteral("csv"));
    }
};

QTEST_MAIN(TestReportExport)
#include "tst_reportexport.moc"
