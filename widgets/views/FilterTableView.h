// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/models/TableProxyModel.h"
#include "widgets/report/ExportSource.h"

#include <QTableView>
#include <optional>

namespace sparsight {

class FilterHeader;

/// The table of every page: compact rows, a filter field a column, sorting by several columns, a column chooser, copy
/// with headers, and the export of what is filtered.
class FilterTableView : public QTableView {
    Q_OBJECT
public:
    explicit FilterTableView(QWidget* parent = nullptr);

    void setSource(QAbstractItemModel* model); ///< not owned
    TableProxyModel& proxy() const { return *m_proxy; }
    FilterHeader& header() const { return *m_header; }

    /// "312 of 3072", and which filter does not hold because it cannot be read.
    QString countText() const;
    QString filterComplaint() const; ///< that part of it, empty when there is none
    QString selectedText() const;    ///< the selected rows with headers, tabs between fields; all rows when none is
    void copySelected() const;
    QString csv() const; ///< the rows that are shown, in their order, with all columns
    /// Asks for a file. The error, if there is one, is shown where `exported` is connected.
    void exportCsv(const ExportSource& source);
    /// The rows that are shown, and beside them what they mean and rest on (core/report/CsvFile.h). Throws Error.
    void writeCsv(const QString& file, const ExportSource& source) const;
    void showColumnMenu(const QPoint& globalPosition);
    /// Outlines the row of a neuron that is hovered elsewhere; by the NeuronRole.
    void setMarkedNeuron(std::optional<int> neuron);
    /// Columns that share the width which the others leave over, from the widths that they have now up.
    void setFillColumns(std::vector<int> columns);
    /// Columns that are shown where there is room for them at the widths that they have now, those named first before
    /// the others; until the person chooses columns. All of them are shown by this.
    void setYieldingColumns(const std::vector<int>& columns);
    bool areColumnsChosen() const { return m_columnsChosen; } ///< by the person
    /// So that the columns' widths can be set: a hidden one has none.
    void showYieldedColumns();
    /// What is said over an empty table, unless what is typed over its columns makes it so.
    void setEmptyText(const QString& text);

Q_SIGNALS:
    void countChanged();
    void orderChanged(); ///< of the rows, or which columns are shown
    void exported(const QString& sentence, bool failed);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    std::vector<int> shownColumns() const;
    void fillWidth();
    void fitColumns();
    int leastWidth(int column) const;
    void paintMark(QPainter& painter) const;
    void paintEmptyText(QPainter& painter) const;

    TableProxyModel* m_proxy;
    FilterHeader* m_header;
    std::vector<std::pair<int, int>> m_fillColumns; ///< with their least widths
    std::vector<std::pair<int, int>> m_yielding;    ///< with the widths that they need
    bool m_columnsChosen = false;
    QString m_emptyText;
    std::optional<int> m_markedNeuron;
};

} // namespace sparsight
