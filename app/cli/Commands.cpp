// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands/Commands.h"
#include "app/cli/commands/Lab.h"
#include "app/cli/commands/Tokens.h"
#include "app/cli/Command.h"

namespace sparsight::cli {

std::span<const Command> commands()
{
    static const Command table[] = {
        {"info", "What a checkpoint is: family, layers, sizes", defineInfo},
        {"verify", "Check a checkpoint's files without running it", defineVerify},
        {"activations", "Write a sentence's activations to a safetensors file", defineActivations},
        {"generate", "Let a checkpoint write from texts", defineGenerate},
        {"ablate", "Switch neurons off, or to a value, and see what a checkpoint then does", defineAblate},
        {"writes", "The vocabulary pieces that a neuron makes more and less likely", defineWrites},
        {"demo", "Make the demo project in a folder", defineDemo},
        {"lab", "Train small networks from scratch, and see whether they grow lazy", defineLab},
        {"list", "What a project holds: data sets, topics, checkpoints, runs", defineList},
        {"import", "Read sentences into a project, which is made when it is not there", defineImport},
        {"capture", "Run a checkpoint over a data set and store its activations", defineCapture},
        {"finetune", "Train a checkpoint further on pairs of texts, with one or several learning rates",
         defineFinetune},
        {"pretrain", "Train a checkpoint from random weights on texts, by span corruption", definePretrain},
        {"neurons", "A row for every neuron of a layer", defineNeurons},
        {"neuron", "One neuron: statistics and top sentences", defineNeuron},
        {"topic", "Make or replace a topic", defineTopic},
        {"note", "Write a note on a neuron of a checkpoint", defineNote},
        {"neuron-list", "Make, extend or remove a named list of neurons", defineNeuronList},
        {"kt", "KT-scores of a layer's neurons for a topic", defineKt},
        {"evidence", "What a neuron's KT-score rests on: its keywords one by one, and other rules", defineEvidence},
        {"tokens", "At which tokens and positions of its sentences a neuron is strongest", defineTokens},
        {"probe", "How well the best few neurons together tell a topic's sentences, on held-out ones", defineProbe},
        {"census", "What kinds of neurons a layer has: dead, always on, of a topic, general", defineCensus},
        {"compare", "What became of a layer's neurons from one run to others", defineCompare},
        {"precision", "What a run in another precision lost beside one in fp32, layer by layer", definePrecision},
        {"match", "The neurons of another run that go along most with those of a run", defineMatch},
        {"cofire", "The neurons of a layer that fire together with one of them", defineCofire},
        {"pair", "The neurons that differ most between two sentences, or one sentence through two checkpoints",
         definePair},
        {"experiment", "A published experiment from data to table", defineExperiment},
        {"report", "A document about neurons, or a table of KT-scores, as a web page, JSON or CSV", defineReport},
        {"rouge", "ROUGE scores of predicted texts against references", defineRouge},
        {"search", "Find sentences by full text", defineSearch},
        {"sparsity", "How sparse a checkpoint is on sentences, layer by layer", defineSparsity},
        {"topk", "What is left of a checkpoint that keeps only its k largest activations", defineTopK},
        {"twin", "Make a checkpoint like another with random weights, to compare with", defineTwin},
        {"values", "Write stored values for other tools", defineValues},
    };
    return table;
}

} // namespace sparsight::cli
