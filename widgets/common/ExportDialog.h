// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

class QFileDialog;
class QWidget;

namespace sparsight {

/// Asks for a file to write, in the folder of the last one, at first among the documents; to be opened by the caller.
/// A name without an ending gets that of the filter, "CSV (*.csv)".
QFileDialog* exportDialog(QWidget* parent, const QString& title, const QStringList& nameFilters,
                          const QString& suggestedName);

} // namespace sparsight
