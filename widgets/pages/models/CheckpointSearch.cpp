// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/models/CheckpointSearch.h"

#include "core/base/Error.h"
#include "core/base/Resources.h"

#include <QSettings>

namespace sparsight {

namespace {

constexpr auto folderKey = "models/folder";

/// Where the demo's checkpoint lies; empty where the bundled files are missing.
std::filesystem::path bundledModels()
{
    try {
        return resourceDirectory() / "demo";
    } catch (const Error&) {
        return {};
    }
}

} // namespace

QString chosenCheckpointFolder()
{
    return QSettings().value(QLatin1String(folderKey)).toString();
}

void chooseCheckpointFolder(const QString& folder)
{
    QSettings().setValue(QLatin1String(folderKey), folder);
}

std::vector<FoundCheckpoint> searchCheckpoints(const EngineServices& services, const QString& folder,
                                               const std::stop_token& stop)
{
    std::vector<FoundCheckpoint> found;
    const auto add = [&](const std::filesystem::path& place) {
        std::error_code ignored;
        if (place.empty() || !std::filesystem::is_directory(place, ignored)) return;
        for (FoundCheckpoint& checkpoint : services.find(place, stop))
            found.push_back(std::move(checkpoint));
    };
    add(std::filesystem::path(folder.trimmed().toStdU16String()));
    add(bundledModels());
    if (services.hubCache) add(services.hubCache());
    return found;
}

} // namespace sparsight
