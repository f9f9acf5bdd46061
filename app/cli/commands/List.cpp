// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Text.h"
#include "app/cli/commands/Commands.h"
#include "app/cli/commands/Notes.h"

#include "core/store/Project.h"
#include "core/training/TrainingSettings.h"

namespace sparsight::cli {

namespace {

std::string decoderText(const RunSettings& settings)
{
    const std::string mode(toString(settings.decoder));
    if (settings.decoder != DecoderMode::Generate) return mode;
    return mode + ", at most " + grouped(settings.maximumNewTokens) + " tokens";
}

Json datasetJson(const DatasetInfo& data)
{
    return {{"name", data.name},           {"source", data.source},          {"sha256", data.sha256},
            {"sentences", data.sentences}, {"blank_lines", data.blankLines}, {"labels", data.hasLabels},
            {"groups", data.hasGroups},    {"targets", data.hasTargets}};
}

Json topicJson(const Topic& topic)
{
    return {{"name", topic.name}, {"match", toString(topic.match)}, {"keywords", topic.keywords}};
}

Json checkpointJson(const CheckpointInfo& checkpoint)
{
    return {{"name", checkpoint.name},
            {"path", checkpoint.path},
            {"family", checkpoint.family},
            {"parameters", checkpoint.parameters},
            {"weights_sha256", checkpoint.weightsSha256}};
}

Json runJson(const Project& project, const RunInfo& run)
{
    const RunSettings& settings = run.settings;
    return {{"name", run.name},
            {"checkpoint", project.checkpoint(run.checkpoint).name},
            {"dataset", project.dataset(run.dataset).name},
            {"layers", layerNames(settings.layers)},
            {"neurons", run.neurons},
            {"positions", toString(settings.positions)},
            {"aggregate", toString(settings.aggregate)},
            {"decoder", toString(settings.decoder)},
            {"max_new_tokens", settings.decoder == DecoderMode::Generate ? Json(settings.maximumNewTokens) : Json()},
            {"precision", toString(settings.precision)},
            {"values", toString(settings.values)},
            {"epsilon", settings.epsilon},
            {"device", settings.device},
            {"threads", settings.threads},
            {"seed", settings.seed},
            {"versions", settings.versions},
            {"complete", run.complete},
            {"sentences", run.sentencesDone},
            {"truncated_sentences", run.truncatedSentences},
            {"tokens", run.tokens},
            {"decoder_tokens", run.decoderTokens},
            {"nonzeros", run.nonzeros},
            {"saturated", run.saturated},
            {"bytes_stored", run.bytesStored},
            {"seconds", run.seconds}};
}

/// Of a column that holds JSON; null where another program wrote something else.
Json storedJson(const std::string& text)
{
    Json json = Json::parse(text, nullptr, false);
    return json.is_discarded() ? Json() : json;
}

Json trainingJson(const Project& project, const TrainingInfo& training)
{
    return {{"checkpoint", project.checkpoint(training.checkpoint).name},
            {"parent", project.checkpoint(training.parent).name},
            {"dataset", training.dataset},
            {"learning_rate", training.learningRate},
            {"end", training.end},
            {"settings", storedJson(training.settings)},
            {"epochs", storedJson(training.history)}};
}

template <class Records, class ToJson>
Json arrayOf(const Records& records, ToJson toJson)
{
    Json array = Json::array();
    for (const auto& record : records)
        array.push_back(toJson(record));
    return array;
}

/// What people wrote, where they wrote something.
void printNotebook(const Project& project)
{
    const Notebook notebook(project);
    TextTable lists({{"list of neurons", false}, {"neurons"}});
    for (const NeuronList& list : notebook.lists())
        lists.add({list.name, grouped(list.neurons.size())});
    TextTable notes({{"note on", false}, {"checkpoint", false}, {"text", false}});
    for (const NeuronNote& note : notebook.notes())
        notes.add({note.neuron.toString(), project.checkpoint(note.checkpoint).name, note.text});
    for (const TextTable* table : {&lists, &notes}) {
        if (table->isEmpty()) continue;
        std::cout << '\n';
        table->print(std::cout);
    }
}

/// What was trained from what, where anything was.
void printTrainings(const Project& project)
{
    TextTable trainings({{"trained", false}, {"from", false}, {"on", false}, {"learning rate"}, {"end", false}});
    for (const TrainingInfo& training : project.trainings()) {
        trainings.add({project.checkpoint(training.checkpoint).name, project.checkpoint(training.parent).name,
                       training.dataset, rateText(training.learningRate), training.end});
    }
    if (trainings.isEmpty()) return;
    std::cout << '\n';
    trainings.print(std::cout);
}

void printProject(const Project& project)
{
    TextTable datasets({{"data set", false}, {"sentences"}, {"labels", false}, {"targets", false}, {"source", false}});
    const auto yesOrNo = [](bool holds) { return holds ? "yes" : "no"; };
    for (const DatasetInfo& data : project.datasets()) {
        datasets.add(
            {data.name, grouped(data.sentences), yesOrNo(data.hasLabels), yesOrNo(data.hasTargets), data.source});
    }
    datasets.print(std::cout);

    TextTable topics({{"topic", false}, {"keywords"}, {"match", false}});
    for (const Topic& topic : project.topics())
        topics.add({topic.name, grouped(topic.keywords.size()), std::string(toString(topic.match))});
    std::cout << '\n';
    topics.print(std::cout);

    TextTable checkpoints({{"checkpoint", false}, {"family", false}, {"parameters"}, {"path", false}});
    for (const CheckpointInfo& checkpoint : project.checkpoints())
        checkpoints.add({checkpoint.name, checkpoint.family, grouped(checkpoint.parameters), checkpoint.path});
    std::cout << '\n';
    checkpoints.print(std::cout);

    printTrainings(project);

    TextTable runs({{"run", false},
                    {"checkpoint", false},
                    {"data set", false},
                    {"layers", false},
                    {"sentences"},
                    {"decoder", false},
                    {"state", false}});
    for (const RunInfo& run : project.runs()) {
        runs.add({run.name, project.checkpoint(run.checkpoint).name, project.dataset(run.dataset).name,
                  layerNames(run.settings.layers), grouped(run.sentencesDone), decoderText(run.settings),
                  run.complete ? "complete" : "cut off"});
    }
    std::cout << '\n';
    runs.print(std::cout);
    printNotebook(project);
}

} // namespace

Action defineList(CLI::App& app)
{
    auto file = std::make_shared<std::string>();
    app.add_option("PROJECT", *file, "Project file (.sparsight)")->required();
    return [file](Context& context) {
        const Project project = Project::open(*file, Project::Mode::ReadOnly);
        if (!context.json) return printProject(project);
        const Notebook notebook(project);
        printJson({{"datasets", arrayOf(project.datasets(), datasetJson)},
                   {"topics", arrayOf(project.topics(), topicJson)},
                   {"checkpoints", arrayOf(project.checkpoints(), checkpointJson)},
                   {"trainings", arrayOf(project.trainings(),
                                         [&](const TrainingInfo& info) { return trainingJson(project, info); })},
                   {"runs", arrayOf(project.runs(), [&](const RunInfo& run) { return runJson(project, run); })},
                   {"neuron_lists", arrayOf(notebook.lists(), neuronListJson)},
                   {"notes", arrayOf(notebook.notes(), [&](const NeuronNote& note) {
                        return noteJson(note, project.checkpoint(note.checkpoint).name);
                    })}});
    };
}

} // namespace sparsight::cli
