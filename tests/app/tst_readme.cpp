// SPDX-License-Identifier: GPL-3.0-or-later
// Runs the commands that the documentation shows: every ```sh block behind a line <!-- tested -->, in the order of the
// page, in a folder where ./run is the built command line and resources/ is the project's with fewer sentences.
#include "CliProcess.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

/// resources/ of the project, with only the first of the demo's sentences, so that captures take a moment.
static void makeResources(const QDir& folder)
{
    const QString source = SPARSIGHT_SOURCE_DIR "/resources/";
    QVERIFY(folder.mkpath("resources/demo"));
    QVERIFY(QFile::link(source + "topics", folder.filePath("resources/topics")));
    for (const QString part : {"demo/papers", "demo/base", "demo/lr0.01"})
        QVERIFY(QFile::link(source + part, folder.filePath("resources/" + part)));
    QFile all(source + "demo/sentences.tsv"), some(folder.filePath("resources/demo/sentences.tsv"));
    QVERIFY(all.open(QIODevice::ReadOnly) && some.open(QIODevice::WriteOnly));
    for (int line = 0; line < 300; ++line)
        some.write(all.readLine());
}

class TestReadme : public QObject {
    Q_OBJECT

private slots:
    void commandsWork_data()
    {
        QTest::addColumn<QString>("page");
        QTest::addColumn<int>("blocks"); // at least
        QTest::newRow("README.md") << "README.md" << 1;
        QTest::newRow("docs/command-line.md") << "docs/command-line.md" << 5;
        QTest::newRow("docs/lazy-neurons.md") << "docs/lazy-neurons.md" << 1;
    }

    void commandsWork()
    {
        QFETCH(QString, page);
        QFETCH(int, blocks);
        QFile file(QString(SPARSIGHT_SOURCE_DIR "/") + page);
        QVERIFY(file.open(QIODevice::ReadOnly));
        static const QRegularExpression block("<!-- tested -->\\n```sh\\n(.*?)```",
                                              QRegularExpression::DotMatchesEverythingOption);
        QString script = "set -e\n";
        int found = 0;
        for (const auto& match : block.globalMatch(QString::fromUtf8(file.readAll()))) {
            script += match.captured(1);
            ++found;
        }
        QVERIFY(found >= blocks);

        const QTemporaryDir folder;
        makeResources(QDir(folder.path()));
        QFile run(folder.filePath("run"));
        QVERIFY(run.open(QIODevice::WriteOnly));
        run.write("#!/bin/sh\n[ \"$1\" = cli ] || exit 99\nshift\nexec \"" SPARSIGHT_CLI "\" \"$@\"\n");
        run.close();
        QVERIFY(run.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));

        QProcess bash;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert("XDG_CACHE_HOME", folder.filePath("cache"));
        bash.setProcessEnvironment(environment);
        bash.setWorkingDirectory(folder.path());
        bash.start("bash", {"-c", script});
        QVERIFY(bash.waitForFinished(280'000));
        QVERIFY2(bash.exitStatus() == QProcess::NormalExit && bash.exitCode() == 0,
                 bash.readAllStandardError().constData());
    }
};

QTEST_GUILESS_MAIN(TestReadme)
#include "tst_readme.moc"
