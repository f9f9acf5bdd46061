// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/report/CsvFile.h"

#include <QAbstractItemModel>
#include <QString>
#include <vector>

namespace sparsight {

/// A table as text, with a header line: what is copied and what is exported. Numbers are written exactly, with a point.
/// Text that a spreadsheet would take for a formula gets an apostrophe in front.
enum class TableFormat { Csv, Tabs };
QString tableText(const QAbstractItemModel& model, const std::vector<int>& rows, const std::vector<int>& columns,
                  TableFormat format);

/// What the columns of that text mean, in its order.
std::vector<CsvMetadata::Column> describeColumns(const QAbstractItemModel& model, const std::vector<int>& columns);

} // namespace sparsight
