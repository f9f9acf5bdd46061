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

    const Services& services()
    {
        const std::lock_guard guard(m_mutex);
        if (!m_services.engine.load) load();
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
    Services m_services;
};

} // namespace

QString engineModuleFile()
{
    const QString name = QStringLiteral(SPARSIGHT_ENGINE_FILE);
    const QString folder = QCoreApplication::applicationDirPath() + QLatin1Char('/');
    const QString installed = folder + QStringLiteral(SPARSIGHT_LIBRARIES "/") + name;
    return QFileInfo::exists(installed) ? installed : folder + name;
}

Services deferredServices(const QString& moduleFile)
{
    const auto module = std::make_shared<EngineModule>(moduleFile);
    Services services;
    EngineServices& engine = services.engine;
    engine.load = [module](const auto& directory, const auto& options, const auto& stop, const auto& progress) {
        return module->services().engine.load(directory, options, stop, progress);
    };
    engine.find = [module](const auto& folder, const auto& stop) {
        return module->services().engine.find(folder, stop);
    };
    engine.hubCache = [module] { return module->services().engine.hubCache(); };
    engine.matchWeights = [module](const auto&... arguments) {
        return module->services().engine.matchWeights(arguments...);
    };
    services.training.finetune = [module](const auto& request, const auto& stop, const auto& progress) {
        return module->services().training.finetune(request, stop, progress);
    };
    services.training.pretrain = [module](const auto& request, const auto& stop, const auto& progress) {
        return module->services().training.pretrain(request, stop, progress);
    };
    services.training.twin = [module](const auto& request, const auto& stop, const auto& progress) {
        module->services().training.twin(request, stop, progress);
    };
    return services;
}

} // namespace sparsight
