// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/finetune/SettingsDialog.h"

#include "core/training/TrainingSettings.h"
#include "widgets/theme/Theme.h"

#include <QClipboard>
#include <QDialogButtonBox>
#include <QGuiApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace sparsight {

namespace {

QString valueText(const QJsonValue& value)
{
    if (value.isNull()) return SettingsDialog::tr("as configured");
    if (value.isDouble()) return QString::fromStdString(rateText(value.toDouble()));
    if (!value.isArray()) return value.toVariant().toString();
    QStringList parts;
    for (const QJsonValue& part : value.toArray())
        parts << part.toString();
    return parts.isEmpty() ? QStringLiteral("–") : parts.join(QStringLiteral(", "));
}

} // namespace

QString settingsText(const std::string& json)
{
    const QJsonObject settings = QJsonDocument::fromJson(QByteArray::fromStdString(json)).object();
    QStringList lines;
    for (const QString& key : settings.keys()) {
        QString name = key;
        lines << name.replace(QLatin1Char('_'), QLatin1Char(' ')) + QStringLiteral(": ") + valueText(settings[key]);
    }
    return lines.join(QLatin1Char('\n'));
}

SettingsDialog::SettingsDialog(const QString& checkpoint, const QString& text, QWidget* parent)
    : QDialog(parent)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("How a checkpoint was trained"));
    auto* view = new QPlainTextEdit(text, this);
    view->setReadOnly(true);
    view->setAccessibleName(windowTitle());
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    const QPushButton* copy = buttons->addButton(tr("Copy"), QDialogButtonBox::ActionRole);
    connect(copy, &QPushButton::clicked, this, [text] { QGuiApplication::clipboard()->setText(text); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(roleLabel(checkpoint, "heading", this));
    layout->addWidget(view, 1);
    layout->addWidget(buttons);
    resize(420, 480);
}

} // namespace sparsight
