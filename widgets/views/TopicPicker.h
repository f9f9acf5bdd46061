// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/dataset/Topic.h"

#include <QWidget>
#include <optional>

class QComboBox;
class QLabel;

namespace sparsight {

class ProjectSession;
class Selection;

/// Chooses the topic in focus among those of the project, and where its keywords are looked for.
class TopicPicker : public QWidget {
    Q_OBJECT
public:
    TopicPicker(ProjectSession& session, Selection& selection, QWidget* parent = nullptr);

    std::optional<Topic> topic() const; ///< nullopt where the project has none
    /// In what each run's checkpoint wrote instead of in the sentences: the command line's --keyword-in.
    bool isInGenerated() const;
    void setInGenerated(bool generated);
    void setKeywordInVisible(bool visible); ///< the second choice; true at first

Q_SIGNALS:
    void changed(); ///< the choice, or the project's topics

private:
    void fill();

    ProjectSession& m_session;
    Selection& m_selection;
    QComboBox* m_topic;
    QComboBox* m_keywordIn;
    QLabel* m_keywordInLabel = nullptr;
};

} // namespace sparsight
