// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QFormLayout;
class QLabel;

namespace sparsight {

class JobRunner;

/// What is known of the loaded checkpoint.
class CheckpointCard : public QFrame {
    Q_OBJECT
public:
    CheckpointCard(JobRunner& jobs, QWidget* parent);

private:
    void showModel();

    JobRunner& m_jobs;
    QLabel* m_title;
    QLabel* m_left;
    QLabel* m_right;
    QLabel* m_warnings;
};

} // namespace sparsight
