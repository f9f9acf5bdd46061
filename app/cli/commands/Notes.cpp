// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands/Notes.h"

#include "app/cli/Options.h"
#include "app/cli/Text.h"
#include "app/cli/commands/Commands.h"

#include <algorithm>

namespace sparsight::cli {

namespace {

struct NoteOptions {
    std::string project, checkpoint, neuron, text;
};

struct NeuronListOptions {
    std::string project, name;
    std::vector<std::string> neurons;
    bool add = false, remove = false;
};

void writeNote(const NoteOptions& options, Context& context)
{
    Project project = Project::open(options.project, Project::Mode::ReadWrite);
    const CheckpointInfo checkpoint = project.checkpoint(options.checkpoint);
    const NeuronNote note{checkpoint.id, NeuronName::parse(options.neuron), options.text};
    Notebook(project).putNote(note);
    if (!context.json)
        std::cout << "note on " << note.neuron.toString() << " of " << printable(checkpoint.name) << '\n';
    else
        printJson(noteJson(note, checkpoint.name));
}

/// The neurons that a list has after the command.
std::vector<NeuronName> membersAfter(const Notebook& notebook, const NeuronListOptions& options)
{
    std::vector<NeuronName> neurons = options.add ? notebook.list(options.name).neurons : std::vector<NeuronName>{};
    for (const std::string& name : options.neurons) {
        const NeuronName neuron = NeuronName::parse(name);
        if (std::ranges::find(neurons, neuron) == neurons.end()) neurons.push_back(neuron);
    }
    return neurons;
}

void makeNeuronList(const NeuronListOptions& options, Context& context)
{
    Project project = Project::open(options.project, Project::Mode::ReadWrite);
    Notebook notebook(project);
    if (options.remove) {
        notebook.removeList(options.name);
        if (!context.json)
            std::cout << "list \"" << printable(options.name) << "\" removed\n";
        else
            printJson({{"name", options.name}, {"removed", true}});
        return;
    }
    const NeuronList list{options.name, membersAfter(notebook, options)};
    notebook.putList(list);
    if (!context.json)
        std::cout << "list \"" << printable(list.name) << "\": " << grouped(list.neurons.size())
                  << (list.neurons.size() == 1 ? " neuron\n" : " neurons\n");
    else
        printJson(neuronListJson(list));
}

} // namespace

Json noteJson(const NeuronNote& note, const std::string& checkpoint)
{
    return {{"checkpoint", checkpoint}, {"neuron", note.neuron.toString()}, {"text", note.text}};
}

Json neuronListJson(const NeuronList& list)
{
    Json neurons = Json::array();
    for (const NeuronName& neuron : list.neurons)
        neurons.push_back(neuron.toString());
    return {{"name", list.name}, {"neurons", std::move(neurons)}};
}

Action defineNote(CLI::App& app)
{
    auto options = std::make_shared<NoteOptions>();
    app.add_option("PROJECT", options->project, "Project file (.sparsight)")->required();
    app.add_option("--checkpoint", options->checkpoint, "A checkpoint of the project")->required();
    app.add_option("--neuron", options->neuron, "Layer and number, e.g. enc6/2384")
        ->required()
        ->check(parsedBy(NeuronName::parse));
    app.add_option("--text", options->text, "The note; an empty text removes it")->required();
    return [options](Context& context) { writeNote(*options, context); };
}

Action defineNeuronList(CLI::App& app)
{
    auto options = std::make_shared<NeuronListOptions>();
    app.add_option("PROJECT", options->project, "Project file (.sparsight)")->required();
    app.add_option("--name", options->name, "Name of the list")->required();
    auto* neurons = app.add_option("--neurons", options->neurons, "Layers and numbers, e.g. enc6/2384,enc6/17")
                        ->delimiter(',')
                        ->check(parsedBy(NeuronName::parse));
    auto* add = app.add_flag("--add", options->add, "Add them to the list that there is")->needs(neurons);
    auto* remove = app.add_flag("--remove", options->remove, "Remove the list")->excludes(neurons)->excludes(add);
    app.callback([neurons, remove] {
        if (neurons->count() + remove->count() == 0) throw CLI::RequiredError("--neurons or --remove");
    });
    return [options](Context& context) { makeNeuronList(*options, context); };
}

} // namespace sparsight::cli
