// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "FakeEngine.h"
#include "app/gui/MainWindow.h"
#include "widgets/theme/Theme.h"

#include <QApplication>
#include <QString>
#include <QTemporaryDir>
#include <QTest>
#include <memory>

namespace sparsight {

/// The window with a fake engine, and settings of its own in an empty folder.
class WindowFixture {
protected:
    WindowFixture() = default;
    ~WindowFixture() = default;

    void start(); ///< shows an active window of 1024 × 700
    void stop();
    void restart(); ///< another window with the same settings

    /// A project with a data set in the folder; its file.
    QString project(const char* name, int sentences = 100);
    /// Opens one that was captured with a checkpoint.
    void openWithRun();
    bool settle(); ///< waits until nothing runs

    std::shared_ptr<FakeEngineControl> m_control;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<MainWindow> m_window;
};

/// main() of a test of the window: the settings are the test's own.
template <class Test>
int runWindowTest(int argc, char** argv)
{
    QApplication application(argc, argv);
    QCoreApplication::setOrganizationName(QStringLiteral("sparsight-test"));
    QCoreApplication::setApplicationName(QStringLiteral("sparsight-test"));
    Test test;
    return QTest::qExec(&test, argc, argv);
}

} // namespace sparsight
