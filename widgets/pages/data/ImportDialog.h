// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/dataset/SentenceReader.h"

#include <QDialog>
#include <QStringList>
#include <QTimer>
#include <filesystem>
#include <vector>

class QComboBox;
class QDialogButtonBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace sparsight {

class JobRunner;
class PreviewModel;
class ProjectSession;

/// Shows the first rows of the files before anything is committed; format, encoding and columns can be chosen. Does not
/// block: the import runs as a job, and nothing stays of an import that fails.
class ImportDialog : public QDialog {
    Q_OBJECT
public:
    ImportDialog(ProjectSession& session, JobRunner& jobs, const QStringList& files, QWidget* parent);

Q_SIGNALS:
    void imported();

private:
    QWidget* createChoices();
    QComboBox* createColumnChoice(const QString& name);
    void readPreview();
    void showPreview(const Preview& preview);
    void fillColumns(const ReadReport& report);
    ReadOptions options() const;
    QString freeName() const;
    void import();

    ProjectSession& m_session;
    JobRunner& m_jobs;
    std::vector<std::filesystem::path> m_files;
    QLineEdit* m_name = nullptr;
    QComboBox* m_format = nullptr;
    QComboBox* m_encoding = nullptr;
    QComboBox* m_text = nullptr;
    QComboBox* m_label = nullptr;
    QComboBox* m_group = nullptr;
    QComboBox* m_target = nullptr;
    PreviewModel* m_rows;
    QLabel* m_found = nullptr;
    QLabel* m_problem = nullptr;
    QPushButton* m_import = nullptr;
    std::vector<std::string> m_columns; ///< as the combo boxes show them
    quint64 m_preview = 0;              ///< the query that runs
    QTimer m_debounce;
};

} // namespace sparsight
