// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonDocument>
#include <QProcess>
#include <QStringList>

/// What the built sparsight-cli did.
struct CliResult {
    int code = -1;
    QByteArray out, err;

    QJsonDocument json() const { return QJsonDocument::fromJson(out); }
};

/// Runs it to the end, with search indexes in `cacheHome` when given.
inline CliResult runCli(const QStringList& arguments, const QString& cacheHome = {})
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    if (!cacheHome.isEmpty()) environment.insert("XDG_CACHE_HOME", cacheHome);
    process.setProcessEnvironment(environment);
    process.start(SPARSIGHT_CLI, arguments);
    process.waitForFinished(120'000);
    const int code = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
    return {code, process.readAllStandardOutput(), process.readAllStandardError()};
}
