// SPDX-License-Identifier: GPL-3.0-or-later
// How the tests of training train, and look at what came out.
#pragma once

#include "core/base/Error.h"
#include "core/base/File.h"
#include "tests/core/training/TrainingFixture.h"

#include <QTemporaryDir>

#include <nlohmann/json.hpp>

#include <filesystem>
#include <set>

namespace sparsight::testing {

namespace fs = std::filesystem;

inline fs::path pathOf(const QTemporaryDir& folder)
{
    return folder.path().toStdString();
}

inline std::string bytesOf(const fs::path& file)
{
    return readTextFile(file, 1 << 24);
}

inline TrainingSummary train(const TrainingRequest& request, const TrainingCallback& progress = {},
                             const std::stop_token& stop = {})
{
    return trainingServices().finetune(request, stop, progress);
}

template <class Function>
Error errorOf(const Function& function)
{
    try {
        function();
    } catch (const Error& error) {
        return error;
    }
    return {ErrorCode::Io, "nothing was thrown"};
}

/// Names of what lies in a folder, hidden files included.
inline std::set<std::string> contentOf(const fs::path& folder)
{
    std::set<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder))
        names.insert(entry.path().filename().string());
    return names;
}

/// The manifest without what differs from time to time.
inline nlohmann::json resultOf(const fs::path& checkpoint)
{
    nlohmann::json manifest = nlohmann::json::parse(bytesOf(checkpoint / "training.json"));
    manifest.erase("peak_memory");
    for (auto& epoch : manifest["history"])
        epoch.erase("seconds");
    return manifest;
}

} // namespace sparsight::testing
