// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Ids.h"

#include <QObject>
#include <optional>

class QModelIndex;

namespace sparsight {

class FilterTableView;
class Selection;

/// Ties a table of neurons to the shared selection, both ways: the current row selects its neuron, a row under the
/// pointer hovers it, Enter or a double click activates it, and a neuron that is selected elsewhere is shown here.
class NeuronTableLink : public QObject {
    Q_OBJECT
public:
    NeuronTableLink(FilterTableView& table, Selection& selection);

    void showSelected(); ///< again after the rows changed; without scrolling

protected:
    bool eventFilter(QObject* object, QEvent* event) override;

private:
    std::optional<NeuronId> neuronOf(const QModelIndex& index) const;

    FilterTableView& m_table;
    Selection& m_selection;
    bool m_following = false; ///< the table is being set from the selection
};

} // namespace sparsight
