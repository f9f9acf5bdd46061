// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/ExportDialog.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QSettings>
#include <QStandardPaths>

namespace sparsight {
namespace {

constexpr auto folderKey = "exportFolder";

QString lastFolder()
{
    const QString last = QSettings().value(QLatin1String(folderKey)).toString();
    return QFileInfo(last).isDir() ? last : QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
}

} // namespace

QFileDialog* exportDialog(QWidget* parent, const QString& title, const QStringList& nameFilters,
                          const QString& suggestedName)
{
    auto* dialog = new QFileDialog(parent, title, lastFolder());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters(nameFilters);
    const auto follow = [dialog](const QString& filter) {
        dialog->setDefaultSuffix(filter.section(QStringLiteral("*."), 1).chopped(1));
    };
    follow(nameFilters.front());
    QObject::connect(dialog, &QFileDialog::filterSelected, dialog, follow);
    QObject::connect(dialog, &QFileDialog::fileSelected, dialog, [](const QString& file) {
        QSettings().setValue(QLatin1String(folderKey), QFileInfo(file).absolutePath());
    });
    dialog->selectFile(suggestedName);
    return dialog;
}

} // namespace sparsight
