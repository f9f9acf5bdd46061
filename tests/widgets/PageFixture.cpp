// SPDX-License-Identifier: GPL-3.0-or-later
#include "PageFixture.h"

#include "../core/store/FlipBit.h"

#include <QCoreApplication>
#include <QSettings>
#include <QSignalSpy>
#include <QTest>

namespace sparsight {

PageFixture::PageFixture()
    : jobs(fakeServices(control, training))
    , facts(session, selection, jobs)
    , pins(session)
    , book(session)
    , compared(session)
    , context{session, selection, jobs,
              facts,   view,      pins,
              book,    compared,  [this](const char* page) { shownPages << QString::fromLatin1(page); }}
{
}

bool PageFixture::useOwnSettings() const
{
    QCoreApplication::setOrganizationName(QStringLiteral("sparsight"));
    QCoreApplication::setApplicationName(QStringLiteral("test"));
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, directory.path());
    return true;
}

void PageFixture::openProject(int sentences, const QStringList& runs)
{
    const QString file = directory.filePath(QStringLiteral("test.sparsight"));
    const std::filesystem::path path = file.toStdString();
    makeTestProject(path, sentences);
    for (const QString& run : runs)
        captureTestRun(path, run.toStdString());
    session.open(file, Project::Mode::ReadWrite);
}

void PageFixture::damageBlock(int block)
{
    testing::flipBit(session.project().file(), "activation SET data",
                     "id >> 16 & 0xffffff = " + QByteArray::number(block));
}

void PageFixture::loadModel()
{
    QSignalSpy loaded(&jobs, &JobRunner::modelChanged);
    jobs.loadModel(QStringLiteral("/models/fake"), {}); // as captureTestRun names it
    if (loaded.empty()) loaded.wait();
}

bool PageFixture::waitForFacts()
{
    return QTest::qWaitFor([this] { return facts.data() != nullptr; });
}

} // namespace sparsight
