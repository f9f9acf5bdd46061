// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QLabel;
class QProgressBar;
class QToolButton;

namespace sparsight {

class JobRunner;
struct JobState;

/// One job: title, what it does or how it ended, progress, and what can be done about it.
class JobRow : public QFrame {
    Q_OBJECT
public:
    JobRow(JobRunner& jobs, quint64 id, QWidget* parent);
    void show(const JobState& job);

private:
    QToolButton* addButton(const char* icon, const QString& text);

    QLabel* m_icon;
    QLabel* m_title;
    QLabel* m_message;
    QProgressBar* m_progress;
    QToolButton* m_cancel;
    QToolButton* m_copy;
    QToolButton* m_dismiss;
    QString m_details;
};

} // namespace sparsight
