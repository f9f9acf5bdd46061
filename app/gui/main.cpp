// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/Application.h"
#include "app/gui/EngineModule.h"
#include "app/gui/MainWindow.h"
#include "app/gui/ProjectCommands.h"
#include "app/gui/Screenshots.h"
#include "widgets/theme/Theme.h"

#include <QSettings>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTimer>

using namespace sparsight;

namespace {

Appearance chosenAppearance(const QString& name)
{
    if (name == QLatin1String("light")) return Appearance::Light;
    if (name == QLatin1String("dark")) return Appearance::Dark;
    return Appearance(QSettings().value(QStringLiteral("appearance"), 0).toInt());
}

void open(MainWindow& window, const StartOptions& options)
{
    if (options.demo) window.commands().openDemo(); // with its own checkpoint
    if (!options.files.isEmpty()) window.commands().openAnything(options.files);
    if (!options.demo) window.loadUsualCheckpoint();
}

/// Renders every page of a project, the demo's by default, and ends. Settings and the demo are those of a first start.
int renderPages(Application& application, Theme& theme, const StartOptions& options)
{
    QTemporaryDir folder;
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, folder.path());
    MainWindow window(deferredServices(engineModuleFile()), theme);
    window.resize(1320, 860); // whatever screen there is
    window.commands().setDemoFile(folder.filePath(QStringLiteral("demo.sparsight")));
    StartOptions what = options;
    what.demo = options.files.isEmpty();
    std::vector<Appearance> appearances{Appearance::Light, Appearance::Dark};
    if (!options.appearance.isEmpty()) appearances = {chosenAppearance(options.appearance)};
    Screenshots screenshots(window, theme, options.screenshots, appearances);
    QObject::connect(&screenshots, &Screenshots::finished, &application,
                     [](bool ok) { QCoreApplication::exit(ok ? 0 : 1); });
    window.show();
    open(window, what);
    screenshots.start();
    return QApplication::exec();
}

} // namespace

int main(int argc, char** argv)
{
    Application application(argc, argv);
    const StartOptions options = application.readCommandLine();
    application.installLanguage();
    Theme theme(application);
    theme.apply(chosenAppearance(options.appearance));
    if (!options.screenshots.isEmpty()) return renderPages(application, theme, options);

    MainWindow window(deferredServices(engineModuleFile()), theme);
    window.show();
    // First the window is painted, then the checkpoint is loaded.
    QTimer::singleShot(0, &window, [&window, &options] { open(window, options); });
    return QApplication::exec();
}
