// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/experiment/PosterChoices.h"
#include "core/experiment/PosterReport.h"

#include <QObject>

#include <memory>

namespace sparsight {

class NoticeBar;
struct PageContext;

/// The menu of experiments: asks for the choices, runs them as a job, and shows what came out.
class ExperimentCommands : public QObject {
    Q_OBJECT
public:
    ExperimentCommands(PageContext& context, NoticeBar& notice, QWidget& window);

    void askForPoster();
    bool hasReport() const { return m_report != nullptr; }
    void showReport();

Q_SIGNALS:
    void reportChanged();

private:
    void run(const PosterChoices& choices);
    void finish(const QString& project, const std::shared_ptr<const PosterReport>& report);

    PageContext& m_context;
    NoticeBar& m_notice;
    QWidget& m_window;
    std::shared_ptr<const PosterReport> m_report; ///< the last one
    quint64 m_job = 0;                            ///< that runs or waits, 0: none
};

} // namespace sparsight
