// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QComboBox;
class QLabel;

namespace sparsight {

class ProjectSession;
class Selection;

/// Chooses the run and the layer in focus among those of the project.
class LayerPicker : public QWidget {
    Q_OBJECT
public:
    LayerPicker(ProjectSession& session, Selection& selection, QWidget* parent = nullptr);

    void setRunVisible(bool visible); ///< false: the layer alone

private:
    void fill();

    ProjectSession& m_session;
    Selection& m_selection;
    QLabel* m_runLabel;
    QComboBox* m_run;
    QComboBox* m_layer;
};

} // namespace sparsight
