// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/report/PdfReport.h"

#include "core/base/Progress.h"
#include "core/report/TextTable.h"

#include <QAbstractTextDocumentLayout>
#include <QBuffer>
#include <QEventLoop>
#include <QPainter>
#include <QPdfWriter>
#include <QSvgRenderer>
#include <QTextCursor>
#include <QTextDocument>
#include <QTextObjectInterface>
#include <QTextTable>
#include <algorithm>
#include <cmath>

namespace sparsight {
namespace {

constexpr int dpi = 96;
constexpr int drawing = QTextFormat::UserObject + 1;
constexpr int drawingSvg = QTextFormat::UserProperty + 1;
constexpr std::size_t widestPortrait = 12; // columns
constexpr double columnPadding = 5;        // pixels on either side
constexpr double columnSlack = 6;          // pixels that a table's cell needs beyond
constexpr double widestText = 120;         // pixels that a text asks for
constexpr double tableScale = 0.85;        // of the letters
constexpr double printMargin = 2;          // cm, as QTextDocument::print() makes it

QString plain(const std::string& text)
{
    return QString::fromStdString(printable(text));
}

/// Paints drawings where the text holds their place.
class DrawingObject : public QObject, public QTextObjectInterface {
    Q_OBJECT
    Q_INTERFACES(QTextObjectInterface)
public:
    using QObject::QObject;

    QSizeF intrinsicSize(QTextDocument* document, int, const QTextFormat& format) override
    {
        const QSizeF size = QSvgRenderer(format.property(drawingSvg).toByteArray()).defaultSize();
        const double margins = 2 * document->rootFrame()->frameFormat().leftMargin();
        const QSizeF room = document->pageSize() - QSizeF(margins, margins);
        if (room.isEmpty() || size.isEmpty()) return size;
        // What is taller than a page would be cut in two.
        const double scale = std::min({1.0, room.width() / size.width(), 0.9 * room.height() / size.height()});
        return size * scale;
    }
    void drawObject(QPainter* painter, const QRectF& rect, QTextDocument*, int, const QTextFormat& format) override
    {
        QSvgRenderer(format.property(drawingSvg).toByteArray()).render(painter, rect);
    }
};

class PdfText {
public:
    PdfText(QTextDocument& document, double points, double room)
        : m_cursor(&document)
        , m_points(points)
        , m_room(room)
    {
    }

    void heading(const std::string& text, double scale)
    {
        QTextBlockFormat block;
        block.setTopMargin(10 * scale);
        block.setBottomMargin(4);
        QTextCharFormat bold = font(scale);
        bold.setFontWeight(QFont::Bold);
        paragraph(plain(text), block, bold);
    }
    void add(const std::string& text)
    {
        QTextBlockFormat block;
        block.setBottomMargin(4);
        paragraph(plain(text), block, font(1));
    }
    /// A table that is wider than the page becomes several, each with the first column: a number that is broken is
    /// read as another.
    void add(const ReportTable& table)
    {
        if (!table.title.empty()) heading(table.title, 1);
        std::vector<double> widths;
        for (std::size_t column = 0; column < table.columns.size(); ++column)
            widths.push_back(widthOf(table, column));
        std::size_t from = 1;
        do {
            std::vector<std::size_t> columns{0};
            for (double taken = widths[0]; from < widths.size(); ++from) {
                taken += widths[from];
                if (columns.size() > 1 && taken > m_room) break;
                columns.push_back(from);
            }
            insertColumns(table, columns);
        } while (from < table.columns.size());
        note(table.note);
    }
    void add(const ReportSentences& list)
    {
        heading(list.title, 1);
        for (const ReportSentence& sentence : list.sentences) {
            m_cursor.insertBlock({}, font(1));
            m_cursor.insertText(plain(fixed(sentence.value, 3)) + QStringLiteral("   "), font(0.85));
            for (const ReportPiece& piece : sentence.pieces)
                insertPiece(piece, list.strongest);
            if (!sentence.label.empty()) m_cursor.insertText(QStringLiteral("   ") + plain(sentence.label), muted());
        }
        note(list.note);
    }
    void add(const Figure& figure)
    {
        heading(std::visit([](const auto& one) { return one.title; }, figure), 1);
        QTextCharFormat place;
        place.setObjectType(drawing);
        place.setProperty(drawingSvg, QByteArray::fromStdString(svgOf(figure)));
        m_cursor.insertBlock();
        m_cursor.insertText(QString(QChar::ObjectReplacementCharacter), place);
    }
    void note(const std::string& text)
    {
        if (text.empty()) return;
        QTextBlockFormat block;
        block.setTopMargin(4);
        paragraph(plain(text), block, muted());
    }

private:
    /// That its numbers need, which stay in one line; texts are broken into several.
    double widthOf(const ReportTable& table, std::size_t column) const
    {
        const QFontMetricsF bold(boldFont().font()), metrics(font(tableScale).font());
        double widest = 0;
        for (const QString& word : plain(table.columns[column].title).split(QLatin1Char(' ')))
            widest = std::max(widest, bold.horizontalAdvance(word));
        for (const auto& row : table.rows) {
            const double wide = metrics.horizontalAdvance(plain(row[column].text));
            widest = std::max(widest, table.columns[column].right ? wide : std::min(wide, widestText));
        }
        return widest + 2 * columnPadding + columnSlack;
    }
    QTextCharFormat boldFont() const
    {
        QTextCharFormat bold = font(tableScale);
        bold.setFontWeight(QFont::Bold);
        return bold;
    }
    void insertColumns(const ReportTable& table, const std::vector<std::size_t>& columns)
    {
        QTextTableFormat format;
        format.setBorder(0);
        format.setCellPadding(2);
        format.setCellSpacing(0);
        format.setHeaderRowCount(1);
        format.setTopMargin(6);
        QTextTable* cells = m_cursor.insertTable(int(table.rows.size()) + 1, int(columns.size()), format);
        for (std::size_t place = 0; place < columns.size(); ++place) {
            const ReportColumn& column = table.columns[columns[place]];
            fill(cells->cellAt(0, int(place)), plain(column.title), column.right, boldFont());
            for (std::size_t row = 0; row < table.rows.size(); ++row)
                fill(cells->cellAt(int(row) + 1, int(place)), plain(table.rows[row][columns[place]].text), column.right,
                     font(tableScale), column.right);
        }
        m_cursor.movePosition(QTextCursor::End);
    }
    void insertPiece(const ReportPiece& piece, double strongest)
    {
        QString text = plain(piece.text);
        if (text.startsWith(QLatin1Char(' '))) { // stays unshaded: the shade is the token's
            m_cursor.insertText(QStringLiteral(" "), font(1));
            text.remove(0, 1);
        }
        m_cursor.insertText(text, shaded(piece, strongest));
    }
    QTextCharFormat font(double scale) const
    {
        QTextCharFormat format;
        format.setFontPointSize(m_points * scale);
        format.setForeground(Qt::black);
        return format;
    }
    QTextCharFormat muted() const
    {
        QTextCharFormat format = font(0.85);
        format.setForeground(QColor(0x44, 0x47, 0x4c));
        return format;
    }
    QTextCharFormat shaded(const ReportPiece& piece, double strongest) const
    {
        QTextCharFormat format = font(1);
        const double share = strongest > 0 ? std::min(1.0, std::abs(piece.value) / strongest) : 0;
        // Opaque: not every viewer shows what shines through behind text.
        const auto mixed = [share](int over) { return int(std::lround(255 + (over - 255) * 0.7 * share)); };
        if (share > 0.05) format.setBackground(QColor(mixed(245), mixed(176), mixed(30)));
        return format;
    }
    void paragraph(const QString& text, const QTextBlockFormat& block, const QTextCharFormat& format)
    {
        m_cursor.insertBlock(block, format);
        m_cursor.insertText(text, format);
    }
    static void fill(QTextTableCell cell, const QString& text, bool right, const QTextCharFormat& format,
                     bool inOneLine = false)
    {
        QTextTableCellFormat padded; // so that a number does not touch the text of the next column
        padded.setLeftPadding(columnPadding);
        padded.setRightPadding(columnPadding);
        cell.setFormat(padded);
        QTextCursor cursor = cell.firstCursorPosition();
        QTextBlockFormat block;
        block.setAlignment(right ? Qt::AlignRight : Qt::AlignLeft);
        block.setNonBreakableLines(inOneLine);
        cursor.setBlockFormat(block);
        cursor.insertText(text, format);
    }

    QTextCursor m_cursor;
    double m_points;
    double m_room; ///< a line's width, in pixels
};

std::size_t mostColumns(const Report& report)
{
    std::size_t most = 0;
    for (const ReportSection& section : report.sections) {
        for (const ReportBlock& block : section.blocks) {
            if (const auto* table = std::get_if<ReportTable>(&block)) most = std::max(most, table->columns.size());
        }
    }
    return most;
}

} // namespace

QByteArray reportPdf(const Report& report, const std::stop_token& stop)
{
    const std::size_t columns = mostColumns(report);
    const QEventLoop dispatcher; // the document starts timers, which a worker thread has no other use for
    QTextDocument document;
    // Wide tables get a wide page and smaller letters.
    const bool portrait = columns <= widestPortrait;
    const QPageLayout::Orientation orientation = portrait ? QPageLayout::Portrait : QPageLayout::Landscape;
    const QSize page = QPageLayout(QPageSize(QPageSize::A4), orientation, {}).fullRectPixels(dpi).size();
    const double margins = 2 * printMargin * dpi / 2.54;
    PdfText text(document, portrait ? 10 : std::clamp(10 * 2.0 * widestPortrait / double(columns), 6.0, 9.0),
                 page.width() - margins);
    text.heading(report.title, 1.7);
    text.add(report.summary);
    for (const ReportSection& section : report.sections) {
        text.heading(section.title, 1.3);
        for (const ReportBlock& block : section.blocks) {
            throwIfStopped(stop);
            std::visit([&text](const auto& one) { text.add(one); }, block);
        }
    }
    text.heading("What this rests on", 1.3);
    for (const std::string& line : provenanceOf(report.recipe))
        text.add(line);

    // Not before: a document that has a layout is laid out again with each change.
    DrawingObject object;
    document.documentLayout()->registerHandler(drawing, &object);
    QByteArray pdf;
    QBuffer buffer(&pdf);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setResolution(dpi);
    writer.setTitle(plain(report.title));
    writer.setCreator(QStringLiteral("Sparsight"));
    writer.setPageSize(QPageSize(QPageSize::A4));
    writer.setPageOrientation(orientation);
    writer.setPageMargins({0, 0, 0, 0}); // print() makes its own
    throwIfStopped(stop);
    document.print(&writer);
    return pdf;
}

} // namespace sparsight

#include "PdfReport.moc"
