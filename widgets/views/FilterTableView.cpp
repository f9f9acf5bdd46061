// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/FilterTableView.h"

#include "core/base/Error.h"
#include "core/base/File.h"
#include "widgets/common/ExportDialog.h"
#include "widgets/jobs/ErrorText.h"
#include "widgets/models/TableRoles.h"
#include "widgets/models/TableText.h"
#include "widgets/theme/ThemeColors.h"
#include "widgets/views/FilterHeader.h"

#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QLocale>
#include <QMenu>
#include <QPainter>
#include <QScrollBar>
#include <algorithm>
#include <map>
#include <numeric>

namespace sparsight {

FilterTableView::FilterTableView(QWidget* parent)
    : QTableView(parent)
    , m_proxy(new TableProxyModel(this))
{
    m_header = new FilterHeader(*m_proxy, this);
    setHorizontalHeader(m_header);
    setModel(m_proxy);
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setShowGrid(false);
    setAlternatingRowColors(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setMouseTracking(true);
    setHorizontalScrollMode(ScrollPerPixel);
    setFrameShape(NoFrame);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 5);
    connect(m_header, &QWidget::customContextMenuRequested, this,
            [this](const QPoint& position) { showColumnMenu(m_header->mapToGlobal(position)); });
    connect(m_header, &FilterHeader::misunderstoodChanged, this, &FilterTableView::countChanged);
    connect(m_proxy, &TableProxyModel::sortKeysChanged, this, [this] {
        m_header->makeRoomForMarks();
        fillWidth();
        Q_EMIT orderChanged();
    });
    connect(m_header, &QHeaderView::sectionResized, this, [this](int, int before, int now) {
        if (before == 0 || now == 0) Q_EMIT orderChanged(); // shown, or hidden
    });
    connect(m_proxy, &QAbstractItemModel::modelReset, this, &FilterTableView::countChanged);
    connect(m_proxy, &QAbstractItemModel::rowsInserted, this, &FilterTableView::countChanged);
    connect(m_proxy, &QAbstractItemModel::rowsRemoved, this, &FilterTableView::countChanged);
}

void FilterTableView::setSource(QAbstractItemModel* model)
{
    m_proxy->setSourceModel(model);
}

QString FilterTableView::countText() const
{
    const int all = m_proxy->sourceModel() ? m_proxy->sourceModel()->rowCount() : 0;
    const QLocale locale;
    const QString count = tr("%1 of %2").arg(locale.toString(m_proxy->rowCount()), locale.toString(all));
    const QString complaint = filterComplaint();
    return complaint.isEmpty() ? count : QStringLiteral("%1 · %2").arg(count, complaint);
}

QString FilterTableView::filterComplaint() const
{
    const QStringList columns = m_header->misunderstood();
    return columns.isEmpty() ? QString() : tr("filter not understood: %1").arg(columns.join(QStringLiteral(", ")));
}

std::vector<int> FilterTableView::shownColumns() const
{
    std::vector<int> columns;
    for (int visual = 0; visual < m_header->count(); ++visual) {
        const int logical = m_header->logicalIndex(visual);
        if (!isColumnHidden(logical)) columns.push_back(logical);
    }
    return columns;
}

QString FilterTableView::selectedText() const
{
    std::vector<int> rows;
    for (const QModelIndex& index : selectionModel()->selectedRows())
        rows.push_back(index.row());
    std::sort(rows.begin(), rows.end());
    if (rows.empty()) {
        rows.resize(std::size_t(m_proxy->rowCount()));
        std::iota(rows.begin(), rows.end(), 0);
    }
    return tableText(*m_proxy, rows, shownColumns(), TableFormat::Tabs);
}

void FilterTableView::copySelected() const
{
    QGuiApplication::clipboard()->setText(selectedText());
}

QString FilterTableView::csv() const
{
    std::vector<int> rows(std::size_t(m_proxy->rowCount())), columns(std::size_t(m_proxy->columnCount()));
    std::iota(rows.begin(), rows.end(), 0);
    std::iota(columns.begin(), columns.end(), 0);
    return tableText(*m_proxy, rows, columns, TableFormat::Csv);
}

void FilterTableView::writeCsv(const QString& file, const ExportSource& source) const
{
    std::vector<int> columns(std::size_t(m_proxy->columnCount()));
    std::iota(columns.begin(), columns.end(), 0);
    CsvMetadata metadata{.title = source.title.toStdString(), .columns = describeColumns(*m_proxy, columns)};
    for (const QString& line : source.provenance + QStringList{countText(), madeBy()})
        metadata.provenance.push_back(line.toStdString());
    CsvFile out(std::filesystem::path(file.toStdU16String()), metadata);
    out.write(csv().toStdString());
    out.commit();
}

void FilterTableView::exportCsv(const ExportSource& source)
{
    QFileDialog* dialog = exportDialog(this, tr("Export what is shown"), {tr("CSV (*.csv)")}, source.fileName);
    connect(dialog, &QFileDialog::fileSelected, this, [this, source](const QString& file) {
        try {
            writeCsv(file, source);
            Q_EMIT exported(tr("%Ln row(s) written to %1", nullptr, m_proxy->rowCount()).arg(file), false);
        } catch (const Error& error) {
            Q_EMIT exported(errorSentence(error), true);
        }
    });
    dialog->open();
}

/// The columns of a run, "base · KT", are in a menu of their own.
void FilterTableView::showColumnMenu(const QPoint& globalPosition)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    std::map<QString, QMenu*> groups;
    for (int column = 1; column < m_proxy->columnCount(); ++column) { // the first names the row and stays
        QString title = m_proxy->headerData(column, Qt::Horizontal).toString();
        const QStringList parts = titleParts(title.replace(QLatin1Char('&'), QLatin1String("&&")));
        QMenu* place = menu;
        if (parts.size() > 1) {
            QMenu*& group = groups[parts.front()];
            if (!group) group = menu->addMenu(parts.front());
            place = group;
        }
        QAction* action = place->addAction(parts.back());
        action->setCheckable(true);
        action->setChecked(!isColumnHidden(column));
        connect(action, &QAction::toggled, this, [this, column](bool shown) {
            if (!shown) m_header->field(column)->clear(); // a filter that cannot be seen would mislead
            m_yielding.clear();
            m_columnsChosen = true;
            setColumnHidden(column, !shown);
            fillWidth();
        });
    }
    menu->popup(globalPosition);
}

void FilterTableView::setFillColumns(std::vector<int> columns)
{
    m_fillColumns.clear();
    for (const int column : columns)
        m_fillColumns.emplace_back(column, columnWidth(column));
    fillWidth();
}

void FilterTableView::setYieldingColumns(const std::vector<int>& columns)
{
    showYieldedColumns();
    m_columnsChosen = false;
    m_yielding.clear();
    for (const int column : columns)
        m_yielding.emplace_back(column, leastWidth(column));
    fitColumns();
    fillWidth();
}

void FilterTableView::showYieldedColumns()
{
    for (const auto& [column, width] : m_yielding)
        setColumnHidden(column, false);
    m_yielding.clear();
}

int FilterTableView::leastWidth(int column) const
{
    const auto fill = std::ranges::find(m_fillColumns, column, &std::pair<int, int>::first);
    return fill == m_fillColumns.end() ? columnWidth(column) : fill->second;
}

/// One that is filtered by stays: a filter that cannot be seen would mislead.
void FilterTableView::fitColumns()
{
    if (m_yielding.empty()) return;
    const auto isFiltered = [this](int column) { return !m_proxy->columnFilter(column).isEmpty(); };
    int taken = 0;
    for (int column = 0; column < m_proxy->columnCount(); ++column) {
        const bool yields = std::ranges::find(m_yielding, column, &std::pair<int, int>::first) != m_yielding.end();
        if (yields ? isFiltered(column) : !isColumnHidden(column)) taken += leastWidth(column);
    }
    for (const auto& [column, width] : m_yielding) {
        if (isFiltered(column)) continue;
        const bool fits = taken + width <= viewport()->width();
        if (fits) taken += width;
        setColumnHidden(column, !fits);
    }
}

void FilterTableView::fillWidth()
{
    int shown = 0, others = 0;
    for (int column = 0; column < m_proxy->columnCount(); ++column)
        others += columnWidth(column); // 0 where hidden
    for (const auto& [column, least] : m_fillColumns) {
        if (isColumnHidden(column)) continue;
        others -= columnWidth(column);
        ++shown;
    }
    for (const auto& [column, least] : m_fillColumns) {
        if (!isColumnHidden(column)) setColumnWidth(column, std::max(least, (viewport()->width() - others) / shown));
    }
}

void FilterTableView::resizeEvent(QResizeEvent* event)
{
    QTableView::resizeEvent(event);
    fitColumns();
    fillWidth();
}

void FilterTableView::setEmptyText(const QString& text)
{
    m_emptyText = text;
    viewport()->update();
}

void FilterTableView::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Copy)) {
        copySelected();
        event->accept();
        return;
    }
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && currentIndex().isValid()) {
        Q_EMIT activated(currentIndex());
        return;
    }
    QTableView::keyPressEvent(event);
}

void FilterTableView::setMarkedNeuron(std::optional<int> neuron)
{
    if (m_markedNeuron == neuron) return;
    m_markedNeuron = neuron;
    viewport()->update();
}

void FilterTableView::paintEvent(QPaintEvent* event)
{
    QTableView::paintEvent(event);
    QPainter painter(viewport());
    if (m_proxy->rowCount() == 0) {
        paintEmptyText(painter);
    } else if (m_markedNeuron) {
        paintMark(painter);
    }
}

void FilterTableView::paintMark(QPainter& painter) const
{
    const int last = rowAt(viewport()->height() - 1) < 0 ? m_proxy->rowCount() - 1 : rowAt(viewport()->height() - 1);
    for (int row = rowAt(0); row >= 0 && row <= last; ++row) {
        if (m_proxy->index(row, 0).data(NeuronRole).toInt() != *m_markedNeuron) continue;
        painter.setPen(ThemeColors(palette()).text);
        painter.drawRect(QRect(0, rowViewportPosition(row), viewport()->width() - 1, rowHeight(row) - 1));
        return;
    }
}

void FilterTableView::paintEmptyText(QPainter& painter) const
{
    const bool hasRows = m_proxy->sourceModel() && m_proxy->sourceModel()->rowCount() > 0;
    bool filtered = hasRows && m_emptyText.isEmpty();
    for (int column = 0; hasRows && column < m_proxy->columnCount(); ++column)
        filtered = filtered || !m_proxy->columnFilter(column).isEmpty();
    painter.setPen(ThemeColors(palette()).muted);
    painter.drawText(viewport()->rect().adjusted(16, 16, -16, -16), Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap,
                     filtered ? tr("No row passes the filters.") : m_emptyText);
}

} // namespace sparsight
