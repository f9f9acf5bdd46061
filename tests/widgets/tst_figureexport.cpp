// SPDX-License-Identifier: GPL-3.0-or-later
// Figures as files and on the clipboard: whole, legible, with what they were made from.
#include "PageFixture.h"

#include "widgets/pages/neurons/NeuronView.h"
#include "widgets/report/FigureExport.h"
#include "widgets/views/HeatmapView.h"
#include "widgets/views/HistogramView.h"

#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QRegularExpression>
#include <QTest>
#include <QToolButton>
#include <QXmlStreamReader>

using namespace sparsight;
using namespace Qt::StringLiterals;

namespace {

const ExportSource hostile{u"</title><script>&"_s, u"figure"_s, {u"Run <b>\"a\"</b> & more"_s, u"second line"_s}};

/// The texts of the elements of this name; empty where the document is not well-formed.
QStringList textsOf(const QByteArray& svg, const QString& element)
{
    QXmlStreamReader reader(svg);
    QStringList texts;
    while (!reader.atEnd()) {
        if (reader.readNext() == QXmlStreamReader::StartElement && reader.name() == element)
            texts << reader.readElementText(QXmlStreamReader::IncludeChildElements);
    }
    return reader.hasError() ? QStringList() : texts;
}

std::unique_ptr<HeatmapView> heatmap()
{
    auto view = std::make_unique<HeatmapView>();
    view->resize(400, 240);
    view->setCells({2, 2, {0, 1, 2, 3}});
    view->setLabels({u"<a>"_s, u"b"_s}, {u"1"_s, u"2"_s});
    view->show();
    return view;
}

} // namespace

class TestFigureExport : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QCoreApplication::setAttribute(Qt::AA_DontUseNativeDialogs); }

    void svgKeepsTextAndSaysWhereItComesFrom()
    {
        const auto view = heatmap();
        const QByteArray svg = renderFigure({view.get()}, hostile, FigureFormat::Svg);
        QCOMPARE(textsOf(svg, u"title"_s), QStringList{hostile.title});
        QVERIFY(textsOf(svg, u"desc"_s).value(0).contains(hostile.provenance[0]));
        const QString drawn = textsOf(svg, u"text"_s).join(u'\n');
        QVERIFY2(drawn.contains(u"Run <b>"_s) && drawn.contains(u"<a>"_s), qPrintable(drawn));
        QVERIFY(!svg.contains("<image")); // cells are rectangles
        QVERIFY(!svg.contains("<script"));
    }

    void pdfIsOnePage()
    {
        const auto view = heatmap();
        const QByteArray pdf = renderFigure({view.get()}, hostile, FigureFormat::Pdf);
        QVERIFY(pdf.startsWith("%PDF-"));
        QCOMPARE(pdf.count("/Type /Page\n"), 1);
        QVERIFY(!pdf.contains("/Subtype /Image"));
    }

    /// As one glyph they are copied as one letter, which is in no hash.
    void pdfKeepsLettersApart()
    {
        const auto view = heatmap();
        const ExportSource source{u"difference, office"_s, u"figure"_s, {u"SHA-256 686ffb20a0ffi"_s}};
        const QString pdf = QString::fromLatin1(renderFigure({view.get()}, source, FigureFormat::Pdf));
        QVERIFY(pdf.contains(u"beginbf"_s)); // the tables of which letters the glyphs are
        static const QRegularExpression ligature(u"<FB0[0-4]>"_s, QRegularExpression::CaseInsensitiveOption);
        QVERIFY2(!pdf.contains(ligature), qPrintable(ligature.match(pdf).captured()));
    }

    void pngIsSharp()
    {
        const auto view = heatmap();
        const QImage image = QImage::fromData(renderFigure({view.get()}, hostile, FigureFormat::Png));
        QVERIFY(image.width() >= 3 * view->width() && image.height() >= 3 * view->height());
        QCOMPARE(image.text(u"Description"_s), (hostile.provenance + QStringList(madeBy())).join(u'\n'));
        // The strongest cell, in the lower right quarter of the view, has another colour than the one without a value.
        const QPoint middle(image.width() / 2, image.height() / 2);
        QVERIFY(image.pixel(middle + QPoint(250, 150)) != image.pixel(middle + QPoint(-250, -150)));
    }

    void aViewIsSavedFromItsPanel()
    {
        PageFixture page;
        page.openProject(40, {u"A"_s});
        page.selection.selectNeuron({Stack::Encoder, 6}, NeuronId(3));
        NeuronView view(page.context, nullptr);
        view.resize(1000, 700);
        view.show();
        QVERIFY(page.waitForFacts());
        QToolButton* button = nullptr;
        for (auto* each : view.findChildren<QToolButton*>()) {
            if (each->accessibleName().contains(u"figure"_s)) button = each;
        }
        QVERIFY(button);
        const auto choose = [button](int item) {
            QTest::mouseClick(button, Qt::LeftButton);
            auto* menu = button->findChild<QMenu*>();
            QTRY_VERIFY(menu->isVisible());
            menu->actions()[item]->trigger();
            menu->close();
        };
        choose(0);
        QVERIFY(QGuiApplication::clipboard()->mimeData()->hasImage());
        QVERIFY(QGuiApplication::clipboard()->mimeData()->hasFormat(u"image/svg+xml"_s));

        const auto* histogram = view.findChild<HistogramView*>(); // offers the same on a right click
        QCOMPARE(histogram->contextMenuPolicy(), Qt::ActionsContextMenu);
        QCOMPARE(histogram->actions(), button->findChild<QMenu*>()->actions());

        choose(1);
        auto* dialog = view.window()->findChild<QFileDialog*>();
        QVERIFY(dialog);
        const QString file = page.directory.filePath(u"values.svg"_s);
        dialog->findChild<QLineEdit*>()->setText(file);
        QTest::keyClick(dialog->findChild<QLineEdit*>(), Qt::Key_Return);
        QTRY_VERIFY(QFile::exists(file));
        QTRY_VERIFY(!page.jobs.jobs().empty() && page.jobs.jobs().front().isFinished());
        QVERIFY(page.jobs.jobs().front().message.contains(file));
        QFile in(file);
        QVERIFY(in.open(QIODevice::ReadOnly));
        const QString about = textsOf(in.readAll(), u"desc"_s).value(0);
        const std::string hash = page.session.checkpoints().front().weightsSha256;
        QVERIFY2(about.contains(QString::fromStdString(hash)), qPrintable(about));
        QVERIFY(about.contains(QString::fromStdString(page.session.datasets().front().sha256)));
    }
};

QTEST_MAIN(TestFigureExport)
#include "tst_figureexport.moc"
