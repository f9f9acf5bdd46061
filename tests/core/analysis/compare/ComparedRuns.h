// SPDX-License-Identifier: GPL-3.0-or-later
// The made-up runs of make_compare_goldens.py as a project, and what NumPy and SciPy say of them.
#pragma once

#include "../kt/DenseRun.h"
#include "core/analysis/kt/KtTable.h"
#include "core/base/Error.h"

#include <QTemporaryDir>
#include <QTest>
#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>
#include <optional>

namespace sparsight::testing {

using nlohmann::json;

inline const json& comparedCases()
{
    static const json all = json::parse(std::ifstream(SPARSIGHT_TEST_DATA "/analysis/compare_goldens.json"));
    return all;
}

/// A row for each case that has the part.
inline void addComparedRows(const char* part)
{
    QTest::addColumn<int>("index");
    for (std::size_t i = 0; i < comparedCases().size(); ++i) {
        const json& row = comparedCases()[i];
        if (!row.at(part).is_null()) QTest::newRow(row["name"].get<std::string>().c_str()) << int(i);
    }
}

inline bool isGolden(const std::optional<double>& actual, const json& expected)
{
    if (expected.is_null()) return !actual;
    return actual && std::abs(*actual - expected.get<double>()) <= 1e-9;
}

inline TopicLabels labelsOf(const json& digits)
{
    TopicLabels labels;
    for (const char digit : digits.get<std::string>()) {
        labels.contains.push_back(digit == '1');
        labels.count += digit == '1';
    }
    return labels;
}

/// Runs "first" and "second" over the data set "data", and "other" over another one.
struct ComparedRuns {
    static constexpr LayerId layer{Stack::Encoder, 6};

    explicit ComparedRuns(const json& golden)
        : row(golden)
        , project(Project::create(std::filesystem::path(folder.path().toStdString()) / "p.sparsight"))
    {
        std::vector<std::string> groups = row["groups"];
        const DatasetId data = storeGroups("data", groups);
        first = store("first", data, row["first"]);
        second = store("second", data, row["second"]);
        groups.assign(row["other_labels"].get<std::string>().size(), "");
        other = store("other", storeGroups("other", groups), row["other"]);
    }
    CaptureRule rule() const { return CaptureRule::parse(row["rule"].get<std::string>()); }

    const json& row;
    QTemporaryDir folder;
    Project project;
    RunInfo first, second, other;

private:
    DatasetId storeGroups(const std::string& name, const std::vector<std::string>& groups)
    {
        return project
            .importDataset(name, name,
                           [&](const Project::SentenceSink& sink) {
                               for (std::size_t i = 0; i < groups.size(); ++i)
                                   sink({.text = "Sentence " + std::to_string(i), .group = groups[i]});
                               return 0u;
                           })
            .id;
    }
    RunInfo store(const std::string& name, DatasetId dataset, const json& columns)
    {
        const bool isSigned = row["signed"];
        DenseValues values(columns[0].get<std::string>().size(), std::vector<float>(columns.size()));
        for (std::size_t neuron = 0; neuron < columns.size(); ++neuron) {
            const std::string column = columns[neuron];
            for (std::size_t s = 0; s < column.size(); ++s)
                values[s][neuron] = static_cast<float>(column[s] - '0') / 8 * (isSigned && (s + neuron) % 2 ? -1 : 1);
        }
        return storeRun(project, name, dataset, values, isSigned);
    }
};

} // namespace sparsight::testing
