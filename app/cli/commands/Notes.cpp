// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands/Notes.h"

#include "app/cli/Options.h"
#include "app/cli/Text.h"
#include "app/cli/commands/Commands.h"

#include "core/model/ModelConfig.h"

#include <algorithm>
#include <filesystem>
#include <optional>

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

/// Nothing where the project does not know it.
std::optional<ModelConfig> shapeOf(const CheckpointInfo& checkpoint)
{
    try {
        return parseModelConfig(checkpoint.config, std::filesystem::path(checkpoint.path) / "config.json");
    } catch (const Error&) {
        return std::nullopt;
    }
}

/// Throws Error(NotFound) when the checkpoint has no such layer or neuron.
void requireNeuron(const CheckpointInfo& checkpoint, const NeuronName& name)
{
    const std::optional<ModelConfig> shape = shapeOf(checkpoint);
    if (!shape) return;
    const ModelConfig& config = *shape;
    const auto refuse = [&](const std::string& why) {
        throw Error(ErrorCode::NotFound, "There is no neuron " + name.toString() + " in checkpoint \"" +
                                             checkpoint.name + "\": " + why + ".");
    };
    const int layers = name.layer.stack == Stack::Encoder ? config.encoderLayers : config.decoderLayers;
    if (name.layer.number > layers) {
        refuse("it has " + std::to_string(config.encoderLayers) + " encoder and " +
               std::to_string(config.decoderLayers) + " decoder layers");
    }
    if (name.neuron.value >= static_cast<std::uint32_t>(config.dFf))
        refuse("its layers have neurons 0 to " + std::to_string(config.dFf - 1));
}

/// Of lists, which hold for every checkpoint of a shape: one of the project's must have the neuron.
void requireNeuronAnywhere(const Project& project, const NeuronName& name)
{
    std::optional<Error> refusal;
    for (const CheckpointInfo& checkpoint : project.checkpoints()) {
        try {
            return requireNeuron(checkpoint, name);
        } catch (const Error& error) {
            refusal = error;
        }
    }
    if (refusal) throw Error(*refusal);
}

void writeNote(const NoteOptions& options, Context& context)
{
    Project project = Project::open(options.project, Project::Mode::ReadWrite);
    const CheckpointInfo checkpoint = project.checkpoint(options.checkpoint);
    const NeuronNote note{checkpoint.id, NeuronName::parse(options.neuron), options.text};
    requireNeuron(checkpoint, note.neuron);
    Notebook(project).putNote(note);
    if (!context.json)
        std::cout << "note on " << note.neuron.toString() << " of " << printable(checkpoint.name) << '\n';
    else
        printJson(noteJson(note, checkpoint.name));
}

/// The neurons that a list has after the command.
std::vector<NeuronName> membersAfter(const Project& project, const Notebook& notebook, const NeuronListOptions& options)
{
    std::vector<NeuronName> neurons = options.add ? notebook.list(options.name).neurons : std::vector<NeuronName>{};
    for (const std::string& name : options.neurons) {
        const NeuronName neuron = NeuronName::parse(name);
        requireNeuronAnywhere(project, neuron);
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
    const NeuronList list{options.name, membersAfter(project, notebook, options)};
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
