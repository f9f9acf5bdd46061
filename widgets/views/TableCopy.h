// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QTableView;

namespace sparsight {

/// For a table that is no FilterTableView: the selected rows, or all, are copied with headers by its context menu and
/// by the key for copying, and all of them exported.
void addTableCopy(QTableView& table, const QString& fileName);

/// What the two write: the shown columns of the selected rows; all of it.
QString copiedText(const QTableView& table);
QString exportedText(const QTableView& table);

} // namespace sparsight
