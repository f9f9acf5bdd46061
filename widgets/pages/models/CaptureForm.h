// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Ids.h"
#include "core/store/Records.h"

#include <QFrame>
#include <optional>
#include <vector>

class QComboBox;
class QDoubleSpinBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QMenu;
class QPushButton;
class QSpinBox;

namespace sparsight {

struct CaptureSummary;
struct PageContext;

/// The choices of a capture; every one is recorded with the run.
class CaptureForm : public QFrame {
    Q_OBJECT
public:
    CaptureForm(PageContext& context, QWidget* parent);

private:
    QComboBox* createChoice(const QString& name);
    void createFields();
    void createDecoderFields();
    static void alignLabels(std::initializer_list<QFormLayout*> forms);
    void fillDatasets();
    void fillLayers();
    void showLayers();
    void updateState();
    QString startText() const;
    std::vector<LayerId> layers() const;
    DecoderMode decoderMode() const;
    void start();
    void choiceChanged();
    void captureFinished(const CaptureSummary& summary);

    PageContext& m_context;
    QComboBox* m_dataset = nullptr;
    QComboBox* m_layers = nullptr;
    QMenu* m_layerMenu = nullptr;
    QComboBox* m_positions = nullptr;
    QComboBox* m_aggregate = nullptr;
    QComboBox* m_decoder = nullptr;
    QSpinBox* m_newTokens = nullptr; ///< shown while the decoder generates
    QComboBox* m_values = nullptr;
    QDoubleSpinBox* m_epsilon = nullptr;
    QLineEdit* m_name = nullptr;
    QLabel* m_hint = nullptr;
    QPushButton* m_show = nullptr; ///< leads to m_held
    QPushButton* m_start = nullptr;
    std::optional<RunId> m_held; ///< what was asked for last is in this run
};

} // namespace sparsight
