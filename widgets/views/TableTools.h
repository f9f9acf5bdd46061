// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QTimer>
#include <QWidget>
#include <functional>

class QLabel;
class QToolButton;

namespace sparsight {

class FilterTableView;

/// The line over a table: "312 of 3072", what came of an export for some seconds, columns, copy, export.
class TableTools : public QWidget {
    Q_OBJECT
public:
    TableTools(FilterTableView& table, QWidget* parent = nullptr);

    /// The table below a line of `description` and these tools, as most pages show it.
    QWidget* pageWith(QWidget* description);
    void setCountVisible(bool visible);    ///< false: it is said elsewhere
    void setColumnsVisible(bool visible);  ///< false: there is no choice of columns
    void setMessagesVisible(bool visible); ///< false: the count and what came of an export are said elsewhere
    /// A further tool, behind the others.
    QToolButton* addTool(const QString& icon, const QString& title, const QString& hint);
    /// How a file of the table is called at first, and what its numbers rest on.
    void setSource(const QString& fileName, std::function<QStringList()> provenance);

protected:
    void hideEvent(QHideEvent* event) override;

private:
    void forget();

    FilterTableView& m_table;
    QLabel* m_count;
    QToolButton* m_columns;
    QLabel* m_notice;
    QString m_fileName;
    std::function<QStringList()> m_provenance;
    QTimer m_forget{this}; ///< a notice is let go
};

} // namespace sparsight
