// SPDX-License-Identifier: GPL-3.0-or-later
// What a report was made from: enough to judge its numbers, and to make it again from the project.
#pragma once

#include "core/analysis/kt/CaptureRule.h"
#include "core/base/Ids.h"
#include "core/dataset/Topic.h"
#include "core/report/MetricJson.h"
#include "core/store/Project.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sparsight {

/// A run by what decides its numbers.
struct ReportRun {
    std::string name;
    std::string checkpoint, weightsSha256;
    std::string dataset, datasetSha256;
    std::string choices;  ///< positions, aggregate, precision …, as `capture` spells them
    std::string versions; ///< of the programs that captured it

    std::string provenance() const; ///< all of it in one sentence
};

struct ReportRecipe {
    enum class Subject {
        Neurons, ///< a section a neuron
        KtTable, ///< one table over neurons and runs
    };
    Subject subject = Subject::Neurons;
    std::vector<ReportRun> runs; // the first is the one that neurons are chosen by
    LayerId layer;
    std::vector<NeuronId> neurons;
    std::vector<Topic> topics;
    bool inGenerated = false; ///< keywords are looked for in the text that each run generated, not in the source
    CaptureRule rule;
    std::uint32_t minimumCaptured = 10; ///< neurons with fewer captured sentences get no q
    bool controls = false;              ///< with shuffled keywords and held-out halves beside; Subject::KtTable
    std::uint32_t sentences = 10;       ///< top sentences of a neuron; Subject::Neurons
    std::string version;                ///< of the program that made the report
    std::string created;                ///< date, or empty
    std::string numbersSha256;          ///< of Report::data as CSV, to tell whether the same numbers came out again

    /// Throws Error(BadInput) naming what is wrong: a recipe is read from files.
    static ReportRecipe fromJson(const Json& json);
    Json toJson() const;
};

ReportRun describeRun(const Project& project, const RunInfo& run);

/// The runs of the project that the recipe was made from, in its order. Throws Error(NotFound) where there is none with
/// the name, and Error(BadInput) where it is there with another checkpoint, data set or choices, or where the runs are
/// over different data sets.
std::vector<RunInfo> findRuns(const Project& project, const ReportRecipe& recipe);

/// What a report rests on, a paragraph each: the runs, the topics, and how to make it again.
std::vector<std::string> provenanceOf(const ReportRecipe& recipe);

/// Reads the recipe out of a report, HTML or JSON. Throws Error(BadInput) when there is none.
ReportRecipe readRecipe(std::string_view report, const std::string& fileName);

} // namespace sparsight
