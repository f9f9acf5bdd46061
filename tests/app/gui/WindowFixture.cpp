// SPDX-License-Identifier: GPL-3.0-or-later
#include "WindowFixture.h"

#include "app/gui/ProjectCommands.h"

#include <QSettings>

namespace sparsight {

void WindowFixture::start()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_folder->path());
    QSettings().clear();
    m_control = std::make_shared<FakeEngineControl>();
    m_theme = std::make_unique<Theme>(*qApp);
    m_theme->apply(Appearance::Light);
    restart();
    m_window->resize(1024, 700);
    m_window->show();
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get())); // shortcuts go to the active window
}

void WindowFixture::stop()
{
    m_window.reset();
    m_theme.reset();
}

void WindowFixture::restart()
{
    m_window.reset();
    m_window = std::make_unique<MainWindow>(fakeServices(m_control), *m_theme);
}

QString WindowFixture::project(const char* name, int sentences)
{
    const QString file = m_folder->filePath(QString::fromLatin1(name));
    makeTestProject(file.toStdString(), sentences);
    return file;
}

void WindowFixture::openWithRun()
{
    const QString file = project("p.sparsight");
    captureTestRun(file.toStdString(), "base");
    m_window->commands().openProject(file);
}

bool WindowFixture::settle()
{
    return QTest::qWaitFor([this] { return m_window->jobs().isIdle(); }, 20'000);
}

} // namespace sparsight
