// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/NeuronName.h"
#include "core/store/Records.h"

#include <QWidget>
#include <optional>

class QLabel;
class QPlainTextEdit;
class QToolButton;

namespace sparsight {

struct PageContext;

/// What the person wrote about the selected neuron: the note on it, which is stored when the field is left, notes on
/// the neuron of the same place in other checkpoints, and the lists that it is in. Not there without a project.
class NeuronNotes : public QWidget {
    Q_OBJECT
public:
    NeuronNotes(PageContext& context, QWidget* parent = nullptr);

protected:
    bool eventFilter(QObject* object, QEvent* event) override;

private:
    void showNeuron();
    void showLists();
    void showElsewhere();
    void fit();
    void store();
    std::optional<NeuronName> neuron() const;
    std::optional<CheckpointId> checkpoint() const; ///< of the run in focus

    PageContext& m_context;
    QPlainTextEdit* m_text;
    QToolButton* m_add;
    QWidget* m_lists; ///< a button a list
    QLabel* m_elsewhere;
    std::optional<NeuronName> m_neuron; ///< whose note the field shows
    std::optional<CheckpointId> m_checkpoint;
};

} // namespace sparsight
