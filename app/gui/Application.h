// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QApplication>
#include <QStringList>
#include <QTranslator>

namespace sparsight {

/// What the command line of the application says.
struct StartOptions {
    QStringList files; ///< a project, data or a checkpoint
    bool demo = false;
    QString screenshots; ///< folder; empty: an ordinary start
    QString appearance;  ///< "light", "dark", empty: as in the settings
};

/// Name, version and language of the process. The language is the system's unless the settings name one.
class Application : public QApplication {
    Q_OBJECT
public:
    Application(int& argc, char** argv);
    /// Ends the process for --help, --version and wrong usage.
    StartOptions readCommandLine() const;
    void installLanguage();

private:
    QTranslator m_translator;
    QTranslator m_qtTranslator;
};

} // namespace sparsight
