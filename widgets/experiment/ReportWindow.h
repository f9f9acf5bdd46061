// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/experiment/PosterReport.h"

#include <QDialog>

#include <memory>

class QLabel;
class QPlainTextEdit;

namespace sparsight {

/// The report of an experiment as text, to be read, copied and saved. Does not block.
class ReportWindow : public QDialog {
    Q_OBJECT
public:
    ReportWindow(std::shared_ptr<const PosterReport> report, QWidget* parent);

    QString text() const;
    /// Writes the text and all tables into a folder; says below the text what came of it.
    void save(const QString& folder);

private:
    void askForFolder();
    void tell(const QString& outcome);

    std::shared_ptr<const PosterReport> m_report;
    QPlainTextEdit* m_text;
    QLabel* m_outcome;
};

} // namespace sparsight
