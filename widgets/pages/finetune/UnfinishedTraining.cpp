// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/finetune/UnfinishedTraining.h"

#include "core/base/Error.h"

#include <QCryptographicHash>
#include <QFileInfo>
#include <QSettings>
#include <QStringList>
#include <QVariantMap>

namespace sparsight {

namespace {

QString keyFor(const QString& project)
{
    // Paths have slashes, which would make groups.
    const QByteArray path = QFileInfo(project).canonicalFilePath().toUtf8();
    const QByteArray hash = QCryptographicHash::hash(path, QCryptographicHash::Sha1).toHex().left(16);
    return QStringLiteral("training/") + QLatin1String(hash);
}

QString textOf(const std::filesystem::path& path)
{
    return QString::fromStdU16String(path.u16string());
}

std::filesystem::path pathOf(const QVariant& text)
{
    return {text.toString().toStdU16String()};
}

} // namespace

void rememberTraining(const QString& project, const TrainingRequest& request)
{
    QStringList rates;
    for (const double rate : request.learningRates)
        rates << QString::number(rate, 'g', 17);
    const QVariantMap map{{QStringLiteral("parent"), textOf(request.parent)},
                          {QStringLiteral("data"), QString::fromStdString(request.dataName)},
                          {QStringLiteral("validation"), QString::fromStdString(request.validationName)},
                          {QStringLiteral("rates"), rates},
                          {QStringLiteral("settings"), QString::fromStdString(toJson(request.settings))},
                          {QStringLiteral("output"), textOf(request.output)}};
    QSettings().setValue(keyFor(project), map);
}

void forgetTraining(const QString& project)
{
    QSettings().remove(keyFor(project));
}

std::optional<TrainingRequest> unfinishedTraining(const QString& project)
{
    const QVariantMap map = QSettings().value(keyFor(project)).toMap();
    if (project.isEmpty() || map.isEmpty()) return std::nullopt;
    TrainingRequest request{.parent = pathOf(map[QStringLiteral("parent")]),
                            .dataName = map[QStringLiteral("data")].toString().toStdString(),
                            .validationName = map[QStringLiteral("validation")].toString().toStdString(),
                            .output = pathOf(map[QStringLiteral("output")])};
    for (const QString& rate : map[QStringLiteral("rates")].toStringList())
        request.learningRates.push_back(rate.toDouble());
    try {
        request.settings = parseTrainingSettings(map[QStringLiteral("settings")].toString().toStdString());
    } catch (const Error&) {
        return std::nullopt; // written by another version, or by hand
    }
    return request;
}

bool isSameTraining(const TrainingRequest& a, const TrainingRequest& b)
{
    return a.parent == b.parent && a.dataName == b.dataName && a.validationName == b.validationName &&
           a.learningRates == b.learningRates && a.output == b.output &&
           identityOf(a.settings) == identityOf(b.settings);
}

} // namespace sparsight
