// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/NeuronName.h"

#include <vector>

class QMenu;
class QString;
class QWidget;

namespace sparsight {

class NeuronBook;
struct PageContext;

/// Fills a menu with the lists of the project, marked where all these neurons are in them, and with a field for the
/// name of a new one. A click adds the neurons, or takes them out where all of them were in.
void fillListMenu(QMenu& menu, NeuronBook& book, const std::vector<NeuronName>& neurons);

/// Adds a report on those of the neurons that are in the layer in focus, disabled where none can be written.
void addReportAction(QMenu& menu, PageContext& context, const std::vector<NeuronName>& neurons, const QString& name,
                     QWidget* parent);

/// Asks for a list's new name, without blocking the window.
void askListName(NeuronBook& book, const QString& name, QWidget* parent);

} // namespace sparsight
