// SPDX-License-Identifier: GPL-3.0-or-later
// What the tests of capturing share with the process that they kill.
#pragma once

#include "core/capture/T5Engine.h"
#include "core/store/Project.h"

#include <filesystem>
#include <memory>
#include <random>
#include <string>
#include <vector>

namespace sparsight::testing {

inline std::string randomText(std::mt19937& random)
{
    static const std::vector<std::string> words{"the",    "red",   "lantern", "shines", "over",   "harbour",
                                                "magnet", "apple", "copper",  "kite",   "Norway", "and",
                                                "was",    "found", "near",    "milk"};
    std::string text;
    for (unsigned count = 1 + random() % 12; count > 0; --count)
        text += words[random() % words.size()] + " ";
    return text;
}

/// A project with one data set, "data", of sentences of many lengths; every third has a target.
inline Project makeProject(const std::filesystem::path& file, std::uint32_t sentences)
{
    Project project = Project::create(file);
    std::mt19937 random(11);
    project.importDataset("data", "test", [&](const Project::SentenceSink& sink) {
        for (std::uint32_t i = 0; i < sentences; ++i) {
            const std::string text = i == 5 ? "" : randomText(random);
            sink({text, "", "", i % 3 == 0 ? randomText(random) : ""});
        }
        return 0U;
    });
    return project;
}

inline std::unique_ptr<InferenceEngine> loadGolden(const std::string& shape)
{
    return loadT5Engine(std::filesystem::path(SPARSIGHT_TEST_DATA) / "golden" / shape, {.device = "cpu", .threads = 1},
                        {}, {});
}

inline CaptureRequest requestFor(const Project& project, std::vector<LayerId> layers)
{
    CaptureRequest request{.runName = "run", .dataset = project.dataset("data").id};
    request.settings.layers = std::move(layers);
    request.settings.values = ValueFormat::F32;
    return request;
}

} // namespace sparsight::testing
