// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QScrollArea>

class QLabel;
class QVBoxLayout;

namespace sparsight {

class JobRow;
class JobRunner;

/// All jobs of this session, newest first. Errors stay until they are dismissed.
class JobsPanel : public QScrollArea {
    Q_OBJECT
public:
    JobsPanel(JobRunner& jobs, QWidget* parent);
    QSize sizeHint() const override { return {600, 160}; }

private:
    void update();

    JobRunner& m_jobs;
    QVBoxLayout* m_layout;
    QLabel* m_empty;
    QHash<quint64, JobRow*> m_rows;
};

} // namespace sparsight
