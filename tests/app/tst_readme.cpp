// SPDX-License-Identifier: GPL-3.0-or-later
// Runs the commands that the documentation shows: every ```sh block behind a line <!-- tested -->, in the order of the
// page, in a folder where ./run is the built command line and resources/ is the project's.
#include "CliProcess.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

class TestReadme : public QObject {
    Q_OBJECT

private slots:
    void commandsWork_data()
    {
        QTest::addColumn<QString>("page");
        QTest::addColumn<int>("blocks"); // at least
        QTest::newRow("README.md") << "README.md" << 1;
        QTest::newRow("docs/command-line.md") << "docs/command-line.md" << 5;
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
        QVERIFY(QFile::link(SPARSIGHT_SOURCE_DIR "/resources", folder.filePath("resources")));
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
