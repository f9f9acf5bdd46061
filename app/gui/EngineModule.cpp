// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/EngineModule.h"

#include "app/gui/EngineEntry.h"
#include "core/base/Error.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QLibrary>
#include <memory>
#include <mutex>

namespace sparsight {
namespace {

/// Loaded once, then for good: LibTorch leaves threads behind that a process cannot unload.
class EngineModule {
public:
    explicit EngineModule(const QString& file)
        : m_file(file)
    {
    }

    const EngineServices& services()
    {
        const std::lock_guard guard(m_mutex);
        if (!m_services.load) load();
        return m_services;
    }

private:
    void load()
    {
        QLibrary library(m_file);
        library.setLoadHints(QLibrary::PreventUnloadHint);
        const auto entry = reinterpret_cast<EngineEntry>(library.resolve(engineEntryName));
        if (!entry) {
            throw Error(ErrorCode::NotFound,
                        "The engine " + m_file.toStdString() + " cannot be loaded (" +
                            library.errorString().toStdString() + "); install Sparsight again.",
                        {.file = m_file.toStdString()});
        }
        entry(m_services);
    }

    QString m_file;
    std::mutex m_mutex;
    EngineServices m_services;
};

} // namespace

QString engineModuleFile()
{
    const QString name = QStringLiteral(SPARSIGHT_ENGINE_FILE);
    const QString folder = QCoreApplication::applicationDirPath() + QLatin1Char('/');
    const QString installed = folder + QStringLiteral(SPARSIGHT_LIBRARIES "/") + name;
    return QFileInfo::exists(installed) ? installed : folder + name;
}

EngineServices deferredEngine(const QString& moduleFile)
{
    const auto module = std::make_shared<EngineModule>(moduleFile);
    EngineServices services;
    services.load = [module](const auto& directory, const auto& options, const auto& stop, const auto& progress) {
        return module->services().load(directory, options, stop, progress);
    };
    services.find = [module](const auto& folder, const auto& stop) { return module->services().find(folder, stop); };
    services.hubCache = [module] { return module->services().hubCache(); };
    return services;
}

} // namespace sparsight
