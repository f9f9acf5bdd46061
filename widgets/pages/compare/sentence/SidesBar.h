// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/Records.h"

#include <QStringList>
#include <QWidget>
#include <optional>
#include <vector>

class QComboBox;
class QLabel;
class QToolButton;

namespace sparsight {

class ColourScaleBar;
class SidesController;
struct ColourScale;
struct PageContext;

/// What the sides are called where they stand beside each other.
QString sideName(const SidesController& sides, std::size_t side);

/// Chooses the checkpoints that are compared, the layer, and whether there is a second sentence.
class SidesBar : public QWidget {
    Q_OBJECT
public:
    SidesBar(PageContext& context, SidesController& sides, QWidget* parent = nullptr);

    std::size_t known() const { return m_known.size(); } ///< checkpoints to choose from
    std::vector<CheckpointInfo> chosen() const;          ///< the reference first
    bool isTwoSentences() const;
    void setTwoSentences(bool two);
    void setScale(const std::optional<ColourScale>& scale); ///< of all sides; unset: nothing fires

Q_SIGNALS:
    void checkpointsChanged();
    void twoSentencesToggled(bool two);

private:
    void build();
    void fillCheckpoints();
    void fillOthers();
    void markOthers();
    void chooseOther(const QString& path, bool shown);
    void fillLayers();
    void showSides();
    void showCaption();
    bool isOther(std::size_t index) const;
    std::vector<CheckpointInfo> available() const;

    PageContext& m_context;
    SidesController& m_sides;
    std::vector<CheckpointInfo> m_known;
    std::optional<QStringList> m_others; ///< paths that were chosen; unset until then: the next one
    QComboBox *m_reference, *m_layer, *m_difference;
    QWidget* m_differencePair;
    QToolButton *m_with, *m_two;
    QLabel* m_caption;
    ColourScaleBar* m_scale;
};

} // namespace sparsight
