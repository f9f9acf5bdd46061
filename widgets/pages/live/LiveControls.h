// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <optional>

class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QToolButton;

namespace sparsight {

struct PageContext;

/// The line of choices under the sentence: checkpoint, layer, value, colours.
class LiveControls : public QWidget {
    Q_OBJECT
public:
    LiveControls(PageContext& context, QWidget* parent);

    bool wantsDecoderText() const;
    void showDecoderText(bool shown);
    void setCaption(const QString& text); ///< "17 tokens · 9 ms"

    std::vector<QWidget*> tabChain() const; ///< in reading order

Q_SIGNALS:
    void decoderTextToggled(bool shown);
    void decoderTextAsked(); ///< by the user: there is something to type

private:
    void buildChoices();
    void showColours();
    void fillLayers();
    void followModel();

    PageContext& m_context;
    QComboBox* m_checkpoint;
    QComboBox* m_layer;
    QComboBox* m_value;
    QComboBox* m_colours;
    QDoubleSpinBox* m_epsilon;
    QToolButton* m_decoder;
    QLabel* m_caption;
};

} // namespace sparsight
