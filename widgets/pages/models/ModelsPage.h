// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/InferenceEngine.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QListView;
class QPushButton;

namespace sparsight {

class FoundCheckpointModel;
class ReasonView;
struct JobState;
struct PageContext;

/// Checkpoints on disk at the left; the loaded one, the form of a capture and the project's captures at the right.
class ModelsPage : public QWidget {
    Q_OBJECT
public:
    ModelsPage(PageContext& context, QWidget* parent);

private:
    QWidget* createSidebar();
    QWidget* createMain();
    QLayout* createFolderRow();
    QLayout* createLoadRow();
    void chooseFolder();
    void look();
    void showFound(std::vector<FoundCheckpoint> found);
    void showLoaded();
    void showCurrent();
    void load();
    void jobFinished(const JobState& job);

    PageContext& m_context;
    FoundCheckpointModel* m_found;
    QLineEdit* m_folder = nullptr;
    QListView* m_list = nullptr;
    QLabel* m_state = nullptr;
    ReasonView* m_refusal = nullptr;
    QPushButton* m_copy = nullptr;
    QComboBox* m_device = nullptr;
    QComboBox* m_precision = nullptr;
    QPushButton* m_load = nullptr;
    quint64 m_query = 0;
    quint64 m_job = 0; ///< the load that was started here
    QString m_jobDirectory;
};

} // namespace sparsight
