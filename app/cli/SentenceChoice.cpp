// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/SentenceChoice.h"

#include "core/dataset/SentenceReader.h"
#include "core/probe/SparsityProfile.h"

namespace sparsight::cli {

std::vector<Sentence> SentenceChoice::read(const std::string& of, const Context& context) const
{
    SentenceSample sample(sentences, seed);
    if (project.empty()) {
        readSentences(
            of, {.encoding = parseTextEncoding(encoding)}, [&](Sentence&& sentence) { sample.add(sentence); },
            context.stop, context.progress);
    } else {
        const Project opened = Project::open(project, Project::Mode::ReadOnly);
        opened.forEachSentence(opened.dataset(of).id, [&](SentenceId, const Sentence& sentence) {
            throwIfStopped(context.stop);
            sample.add(sentence);
        });
    }
    return sample.take();
}

void addSentenceOptions(CLI::App& app, SentenceChoice& choice)
{
    app.add_option("--data", choice.data, "Files of sentences, or with --project names of its data sets")->required();
    app.add_option("--project", choice.project, "Project file (.sparsight) that has the data");
    addEncodingOption(app, choice.encoding);
    app.add_option("--sentences", choice.sentences, "Only so many of each data set, the first ones; 0: all")
        ->capture_default_str();
    app.add_option("--seed", choice.seed, "Draw them blindly instead; other seeds draw others")
        ->check(parsedBy(parseSeed));
}

} // namespace sparsight::cli
