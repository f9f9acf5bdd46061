// SPDX-License-Identifier: GPL-3.0-or-later
// What people write about neurons: notes, and lists, whose names serve as tags.
#pragma once

#include "core/base/NeuronName.h"
#include "core/store/Project.h"

#include <string>
#include <string_view>
#include <vector>

namespace sparsight {

/// About one neuron of one checkpoint: training may change what a neuron of the same number stands for.
struct NeuronNote {
    CheckpointId checkpoint;
    NeuronName neuron;
    std::string text;

    bool operator==(const NeuronNote&) const = default;
};

/// A named set of neurons by their places, to be looked up, compared or switched off in any checkpoint of the shape.
struct NeuronList {
    std::string name;                ///< unique without regard to case
    std::vector<NeuronName> neurons; ///< each once, in the order in which they came in

    bool operator==(const NeuronList&) const = default;
};

/// The notes and lists of a project. One thread; keeps a reference to its project. All functions throw Error; a file of
/// an older version that is read only has none.
class Notebook {
public:
    explicit Notebook(const Project& project);

    std::vector<NeuronNote> notes() const;        ///< by checkpoint, layer and neuron
    void putNote(const NeuronNote& note);         ///< replaces the neuron's; a blank text removes it
    std::vector<NeuronList> lists() const;        ///< by name
    NeuronList list(std::string_view name) const; ///< Throws Error(NotFound) naming those that exist.
    void putList(const NeuronList& list);         ///< makes it, or replaces the one of that name
    void removeList(std::string_view name);       ///< Throws Error(NotFound).
    /// Throws Error(BadInput) when another list has that name.
    void renameList(std::string_view name, const std::string& to);

private:
    const Project& m_project;
};

} // namespace sparsight
