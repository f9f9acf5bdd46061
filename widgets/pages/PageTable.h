// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QKeySequence>
#include <QString>
#include <QWidget>
#include <functional>
#include <span>

namespace sparsight {

class ComparedRuns;
class JobRunner;
class LayerFacts;
class NeuronBook;
class Pins;
class ProjectSession;
class Selection;
class ViewOptions;
class WindowCommands;

/// What every page may use. All live as long as the main window.
struct PageContext {
    ProjectSession& session;
    Selection& selection;
    JobRunner& jobs;
    LayerFacts& facts; ///< statistics and KT of the layer in focus, loaded once for all pages
    ViewOptions& view;
    Pins& pins;
    NeuronBook& book; ///< notes and lists
    ComparedRuns& compared;
    std::function<void(const char* pageId)> showPage; ///< goes to another page by its id
    WindowCommands* commands = nullptr;               ///< the window's; null where a page stands alone
};

/// One page of the window: a row of the table. Rail, menu, shortcut, saved layout and the screenshot test come from it.
/// See docs/adding-a-page.md.
struct PageEntry {
    const char* id;    ///< settings key and screenshot name, e.g. "live"
    const char* title; ///< source text for tr() in the context "Pages"
    const char* hint;  ///< one sentence for the tooltip, translated likewise
    const char* icon;  ///< resource name, ":/icons/<icon>.svg"
    QKeySequence shortcut;
    QWidget* (*create)(PageContext&, QWidget* parent);
};

/// In the order of the rail.
std::span<const PageEntry> pageTable();

} // namespace sparsight
