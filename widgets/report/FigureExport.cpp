// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/report/FigureExport.h"

#include "core/base/File.h"
#include "core/capture/InferenceEngine.h"
#include "core/report/ReportRecipe.h"
#include "widgets/common/ExportDialog.h"
#include "widgets/common/IconButton.h"
#include "widgets/jobs/JobRunner.h"
#include "widgets/pages/PageTable.h"
#include "widgets/session/LayerFacts.h"
#include "widgets/session/ProjectSession.h"
#include "widgets/session/Selection.h"
#include "widgets/theme/Theme.h"
#include "widgets/views/QCustomPlot.h"

#include <QBuffer>
#include <QClipboard>
#include <QCoreApplication>
#include <QDate>
#include <QFileDialog>
#include <QGuiApplication>
#include <QImage>
#include <QMenu>
#include <QMimeData>
#include <QPdfWriter>
#include <QRegularExpression>
#include <QSvgGenerator>
#include <QToolButton>

namespace sparsight {
namespace {

constexpr int margin = 12, gap = 8;
constexpr double pixelRatio = 3;
constexpr qsizetype longestLine = 400; ///< that is drawn; hashes and choices of a run are shorter

struct FigureText {
    Q_DECLARE_TR_FUNCTIONS(FigureExport)
};

/// Drawn letter by letter: a ligature, e.g. of "ff" in a hash, is copied out of a PDF as another letter. Any spacing
/// has that effect; this is the smallest that there is, 1/64 pixel.
void keepLetters(QFont& font)
{
    font.setLetterSpacing(QFont::AbsoluteSpacing, 1.0 / 64);
}

QString shortened(const QString& note)
{
    QStringList lines = note.split(QLatin1Char('\n'));
    for (QString& line : lines) {
        if (line.size() > longestLine)
            line = FigureText::tr("%1 … (whole in the file's description)").arg(line.left(longestLine));
    }
    return lines.join(QLatin1Char('\n'));
}

/// Where the parts of a figure stand, in the view's pixels.
struct FigureLayout {
    QFont titleFont, noteFont;
    QString note;
    QString drawnNote; ///< long lines, e.g. of keywords, are cut; the file's description has them whole
    QRect title, scale, view, legend, notes;
    QSize size;

    FigureLayout(const FigureView& figure, const ExportSource& source)
        : titleFont(figure.view->font())
        , noteFont(smallFont(figure.view->font()))
        , note((source.provenance + QStringList(madeBy())).join(QLatin1Char('\n')))
        , drawnNote(shortened(note))
    {
        static const QRegularExpression hash(QStringLiteral("([0-9a-f]{32})(?=[0-9a-f]{32})"));
        drawnNote.replace(hash, QStringLiteral("\\1\u200b"));
        titleFont.setWeight(QFont::DemiBold);
        for (QFont* font : {&titleFont, &noteFont})
            keepLetters(*font);
        const int width = std::max(figure.view->width(), 320);
        const QSize scaleSize = figure.scale ? figure.scale->size() : QSize();
        const int head = std::max(QFontMetrics(titleFont).height(), scaleSize.height());
        title = QRect(margin, margin, width - scaleSize.width(), head);
        if (figure.scale) scale = QRect(QPoint(margin + width - scaleSize.width(), margin), scaleSize);
        view = QRect(QPoint(margin, title.bottom() + gap), figure.view->size());
        const QRect wide(0, 0, width, 1 << 16);
        const int noteHeight = QFontMetrics(noteFont).boundingRect(wide, flags(), drawnNote).height();
        const int legendHeight = figure.legend ? figure.legend->height() : 0;
        legend = QRect(margin, view.bottom() + gap, width, legendHeight);
        notes = QRect(margin, legendHeight > 0 ? legend.bottom() + gap : legend.top(), width, noteHeight);
        size = QSize(width + 2 * margin, notes.bottom() + margin);
    }
    static int flags() { return Qt::AlignLeft | Qt::TextWordWrap; }
};

void paintView(QCPPainter& painter, QWidget& view, const QRect& place)
{
    painter.save();
    painter.translate(place.topLeft());
    if (auto* plot = qobject_cast<QCustomPlot*>(&view))
        plot->toPainter(&painter, place.width(), place.height());
    else
        view.render(&painter, {}, {}, {}); // without its buttons
    painter.restore();
}

void paintFigure(QPaintDevice& device, const FigureView& figure, const ExportSource& source, const FigureLayout& layout)
{
    QCPPainter painter;
    painter.begin(&device);
    painter.setMode(QCPPainter::pmVectorized);
    const QPalette& palette = figure.view->window()->palette();
    painter.fillRect(QRect(QPoint(), layout.size), palette.window());
    painter.setPen(palette.color(QPalette::WindowText));
    painter.setFont(layout.titleFont);
    const QFontMetrics metrics(layout.titleFont);
    painter.drawText(layout.title, Qt::AlignLeft | Qt::AlignVCenter,
                     metrics.elidedText(source.title, Qt::ElideRight, layout.title.width()));
    if (figure.scale) paintView(painter, *figure.scale, layout.scale);
    paintView(painter, *figure.view, layout.view);
    if (figure.legend) paintView(painter, *figure.legend, layout.legend);
    painter.setFont(layout.noteFont);
    painter.setPen(palette.color(QPalette::PlaceholderText));
    painter.drawText(layout.notes, FigureLayout::flags(), layout.drawnNote);
}

QImage imageOf(const FigureView& figure, const ExportSource& source, const FigureLayout& layout)
{
    QImage image(layout.size * pixelRatio, QImage::Format_RGB32);
    image.setDevicePixelRatio(pixelRatio);
    paintFigure(image, figure, source, layout);
    image.setText(QStringLiteral("Title"), source.title);
    image.setText(QStringLiteral("Description"), layout.note);
    return image;
}

QString endingOf(FigureFormat format)
{
    switch (format) {
    case FigureFormat::Svg: return QStringLiteral("svg");
    case FigureFormat::Pdf: return QStringLiteral("pdf");
    case FigureFormat::Png: return QStringLiteral("png");
    }
    return {};
}

void copyFigure(const FigureView& figure, const ExportSource& source)
{
    auto* data = new QMimeData;
    data->setImageData(imageOf(figure, source, FigureLayout(figure, source)));
    data->setData(QStringLiteral("image/svg+xml"), renderFigure(figure, source, FigureFormat::Svg));
    QGuiApplication::clipboard()->setMimeData(data);
}

void saveFigure(const FigureView& figure, const ExportSource& source, FigureFormat format, JobRunner& jobs)
{
    // As it is now: the view may change while the name is chosen.
    const QByteArray content = renderFigure(figure, source, format);
    QFileDialog* dialog =
        exportDialog(figure.view->window(), FigureText::tr("Save the figure"),
                     {QStringLiteral("%1 (*.%2)").arg(endingOf(format).toUpper(), endingOf(format))}, source.fileName);
    QObject::connect(dialog, &QFileDialog::fileSelected, figure.view, [&jobs, content](const QString& file) {
        jobs.query<bool>(
            FigureText::tr("Figure"), nullptr,
            [content, file](const std::stop_token&, const ProgressCallback&) {
                writeFileAtomically(std::filesystem::path(file.toStdU16String()), content.toStdString());
                return true;
            },
            [&jobs, file](bool) { jobs.setOutcome(FigureText::tr("Written to %1.").arg(file)); });
    });
    dialog->open();
}

} // namespace

ExportSource valuesFigure(const PageContext& context)
{
    const Focus& focus = context.selection.focus();
    const QString layer = QString::fromStdString(focus.layer.toString());
    const QString neuron = QString::number(focus.neuron ? focus.neuron->value : 0);
    ExportSource source{FigureText::tr("%1 / %2: sentences by value").arg(layer, neuron),
                        QStringLiteral("values-%1-%2").arg(layer, neuron),
                        {}};
    if (const auto& facts = context.facts.data()) source.provenance = provenanceOf(context.session, facts->run);
    return source;
}

QByteArray renderFigure(const FigureView& figure, const ExportSource& source, FigureFormat format)
{
    const FigureLayout layout(figure, source);
    const int dotsPerInch = figure.view->logicalDpiX(); // or fonts would have other sizes than on the screen
    QByteArray content;
    QBuffer buffer(&content);
    buffer.open(QIODevice::WriteOnly);
    switch (format) {
    case FigureFormat::Svg: {
        QSvgGenerator svg;
        svg.setOutputDevice(&buffer);
        svg.setResolution(dotsPerInch);
        svg.setSize(layout.size);
        svg.setViewBox(QRect(QPoint(), layout.size));
        svg.setTitle(source.title.toHtmlEscaped());
        svg.setDescription(layout.note.toHtmlEscaped());
        paintFigure(svg, figure, source, layout);
        break;
    }
    case FigureFormat::Pdf: {
        constexpr double pointsPerInch = 72;
        QPdfWriter pdf(&buffer);
        pdf.setTitle(source.title);
        pdf.setCreator(QStringLiteral("Sparsight. %1").arg(layout.note));
        pdf.setResolution(dotsPerInch);
        pdf.setPageSize(QPageSize(QSizeF(layout.size) * pointsPerInch / dotsPerInch, QPageSize::Point));
        pdf.setPageMargins({});
        paintFigure(pdf, figure, source, layout);
        break;
    }
    case FigureFormat::Png: imageOf(figure, source, layout).save(&buffer, "PNG"); break;
    }
    buffer.close();
    if (format == FigureFormat::Svg) { // other programs may lack the desktop's font, and know no alias for it
        const QFont font = figure.view->font();
        const QString named = QStringLiteral("font-family=\"%1");
        content.replace(named.arg(font.family()).toUtf8() + '"',
                        named.arg(QFontInfo(font).family()).toUtf8() + ", sans-serif\"");
    }
    return content;
}

QToolButton* figureButton(const FigureView& figure, JobRunner& jobs, std::function<ExportSource()> describe)
{
    QToolButton* button = iconButton("figure", FigureText::tr("Copy or save the figure"), nullptr);
    auto* menu = new QMenu(button);
    QObject::connect(menu->addAction(FigureText::tr("Copy figure")), &QAction::triggered, button,
                     [figure, describe] { copyFigure(figure, describe()); });
    for (const FigureFormat format : {FigureFormat::Svg, FigureFormat::Pdf, FigureFormat::Png}) {
        QAction* save = menu->addAction(FigureText::tr("Save figure as %1…").arg(endingOf(format).toUpper()));
        QObject::connect(save, &QAction::triggered, button,
                         [figure, describe, format, &jobs] { saveFigure(figure, describe(), format, jobs); });
    }
    QObject::connect(button, &QToolButton::clicked, menu,
                     [button, menu] { menu->popup(button->mapToGlobal(QPoint(0, button->height()))); });
    figure.view->addActions(menu->actions());
    figure.view->setContextMenuPolicy(Qt::ActionsContextMenu);
    return button;
}

} // namespace sparsight
