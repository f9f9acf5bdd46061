// SPDX-License-Identifier: GPL-3.0-or-later
// The functions behind the rows of the table in Commands.cpp, each in the file of its name.
#pragma once

#include "app/cli/Command.h"

namespace sparsight::cli {

Action defineAblate(CLI::App& app);
Action defineActivations(CLI::App& app);
Action defineCapture(CLI::App& app);
Action defineCensus(CLI::App& app);
Action defineCofire(CLI::App& app);
Action defineCompare(CLI::App& app);
Action defineDemo(CLI::App& app);
Action defineEvidence(CLI::App& app);
Action defineExperiment(CLI::App& app);
Action defineFinetune(CLI::App& app);
Action defineGenerate(CLI::App& app);
Action defineImport(CLI::App& app);
Action defineInfo(CLI::App& app);
Action defineKt(CLI::App& app);
Action defineList(CLI::App& app);
Action defineMatch(CLI::App& app);
Action defineNeuron(CLI::App& app);
Action defineNeurons(CLI::App& app);
Action defineNeuronList(CLI::App& app);
Action defineNote(CLI::App& app);
Action definePair(CLI::App& app);
Action definePrecision(CLI::App& app);
Action definePretrain(CLI::App& app);
Action defineProbe(CLI::App& app);
Action defineReport(CLI::App& app);
Action defineRouge(CLI::App& app);
Action defineSearch(CLI::App& app);
Action defineSparsity(CLI::App& app);
Action defineTopK(CLI::App& app);
Action defineTopic(CLI::App& app);
Action defineTwin(CLI::App& app);
Action defineValues(CLI::App& app);
Action defineVerify(CLI::App& app);
Action defineWrites(CLI::App& app);

} // namespace sparsight::cli
