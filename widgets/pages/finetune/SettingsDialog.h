// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

namespace sparsight {

/// How a checkpoint was trained, to read and to copy. Deletes itself when it is closed.
class SettingsDialog : public QDialog {
    Q_OBJECT
public:
    SettingsDialog(const QString& checkpoint, const QString& text, QWidget* parent);
};

/// A setting a line, from TrainingInfo::settings, as the command line names them.
QString settingsText(const std::string& json);

} // namespace sparsight
