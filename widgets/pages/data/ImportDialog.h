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
class QFormLayout;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace sparsight {

class JobRunner;
class PaperChoices;
class PreviewModel;
class ProjectSession;

/// Shows the first rows of the files, or of a folder of papers, before anything is committed. Format, encoding and
/// columns can be chosen, or what of each paper is wanted. Does not block: the import runs as a job, and nothing stays
/// of an import that fails. Where papers were skipped, the dialog stays and lists them with the reasons.
class ImportDialog : public QDialog {
    Q_OBJECT
public:
    ImportDialog(ProjectSession& session, JobRunner& jobs, const QStringList& files, QWidget* parent);

Q_SIGNALS:
    void imported();

private:
    QWidget* createChoices(bool papers);
    void createFileChoices(QFormLayout* left, QFormLayout* right);
    QComboBox* createColumnChoice(const QString& name);
    void showSkipped(const std::vector<SkippedPaper>& papers);
    void readPreview();
    void showPreview(const Preview& preview, const QString& found);
    void updateButton();
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
    PaperChoices* m_papers = nullptr; ///< null for files, which have the columns below
    QComboBox* m_text = nullptr;
    QComboBox* m_label = nullptr;
    QComboBox* m_group = nullptr;
    QComboBox* m_target = nullptr;
    PreviewModel* m_rows;
    QLabel* m_found = nullptr;
    QLabel* m_problem = nullptr;
    QPlainTextEdit* m_skipped = nullptr;
    QPushButton* m_import = nullptr;
    QPushButton* m_cancel = nullptr;
    std::vector<std::string> m_columns; ///< as the combo boxes show them
    quint64 m_preview = 0;              ///< the query that runs
    quint64 m_importing = 0;            ///< the job that was begun last
    bool m_readable = false;            ///< what the preview read can be imported
    QTimer m_debounce;
};

} // namespace sparsight
