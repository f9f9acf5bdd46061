// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace sparsight {

/// What a page may ask of the window that holds it. GUI thread.
class WindowCommands {
public:
    virtual ~WindowCommands() = default;

    virtual void newProject() = 0;
    virtual void openProject() = 0; ///< asks for the file
    virtual void openProject(const QString& file) = 0;
    virtual void openDemo() = 0;
    virtual void importData(const QStringList& files) = 0; ///< empty: asks for them
    virtual void importPapers() = 0;                       ///< asks for the folder
    /// A project, data files, a folder of papers or a checkpoint directory, as dropped on the window; false when none
    /// of them.
    virtual bool openAnything(const QStringList& paths) = 0;
    virtual QStringList recentProjects() const = 0; ///< newest first
    virtual void forgetRecent(const QString& file) = 0;
    /// Says that a file was written, with a button that opens it in the desktop's program for it.
    virtual void tellWritten(const QString& sentence, const QString& file) = 0;
    virtual void trainingBegun() = 0; ///< so that one that was cut off is no longer offered
};

} // namespace sparsight
