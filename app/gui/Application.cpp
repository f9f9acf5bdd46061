// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/Application.h"

#include <QCommandLineParser>
#include <QIcon>
#include <QLibraryInfo>
#include <QLocale>
#include <QSettings>

namespace sparsight {

Application::Application(int& argc, char** argv)
    : QApplication(argc, argv)
{
    setApplicationName(QStringLiteral("sparsight"));
    setApplicationDisplayName(QStringLiteral("Sparsight"));
    setOrganizationName(QStringLiteral("sparsight"));
    setApplicationVersion(QStringLiteral(SPARSIGHT_VERSION));
    setDesktopFileName(QStringLiteral("io.github.sparsight.Sparsight"));
    setWindowIcon(QIcon(QStringLiteral(":/icons/app.svg")));
}

StartOptions Application::readCommandLine() const
{
    QCommandLineParser parser;
    parser.setApplicationDescription(tr("Shows which feed-forward neurons of a T5 model fire on a sentence."));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addPositionalArgument(QStringLiteral("file"), tr("A project, sentences or a checkpoint's folder."),
                                 QStringLiteral("[file…]"));
    const QCommandLineOption demo(QStringLiteral("demo"), tr("Open the demo project."));
    const QCommandLineOption theme(QStringLiteral("theme"), tr("light or dark."), QStringLiteral("appearance"));
    QCommandLineOption screenshots(QStringLiteral("screenshots"), QString(), QStringLiteral("folder"));
    QCommandLineOption project(QStringLiteral("project"), QString(), QStringLiteral("file"));
    screenshots.setFlags(QCommandLineOption::HiddenFromHelp);
    project.setFlags(QCommandLineOption::HiddenFromHelp);
    parser.addOptions({demo, theme, screenshots, project});
    parser.process(*this);

    StartOptions options;
    options.files = parser.positionalArguments() + parser.values(project);
    options.demo = parser.isSet(demo);
    options.screenshots = parser.value(screenshots);
    options.appearance = parser.value(theme);
    return options;
}

void Application::installLanguage()
{
    const QString chosen = QSettings().value(QStringLiteral("language")).toString();
    const QLocale locale = chosen.isEmpty() ? QLocale() : QLocale(chosen);
    if (!chosen.isEmpty()) QLocale::setDefault(locale);
    const auto load = [this](const QLocale& language) {
        return m_translator.load(language, QStringLiteral("sparsight"), QStringLiteral("_"),
                                 QStringLiteral(":/translations"));
    };
    // English has a file as well: the plural forms.
    if (load(locale) || load(QLocale(QLocale::English))) installTranslator(&m_translator);
    if (m_qtTranslator.load(locale, QStringLiteral("qtbase"), QStringLiteral("_"),
                            QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        installTranslator(&m_qtTranslator);
}

} // namespace sparsight
