// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/experiment/ReportWindow.h"

#include "widgets/jobs/ErrorText.h"
#include "widgets/theme/Theme.h"

#include <QClipboard>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace sparsight {

ReportWindow::ReportWindow(std::shared_ptr<const PosterReport> report, QWidget* parent)
    : QDialog(parent)
    , m_report(std::move(report))
    , m_text(new QPlainTextEdit(this))
    , m_outcome(roleLabel({}, "muted", this))
{
    setWindowTitle(tr("The publication's experiment"));
    m_text->setReadOnly(true);
    m_text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont)); // columns align
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->setPlainText(QString::fromStdString(posterText(*m_report)));
    m_text->setAccessibleName(tr("Report"));
    m_outcome->setObjectName(QStringLiteral("outcome"));
    m_outcome->setWordWrap(true);
    m_outcome->hide();
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    QPushButton* copy = buttons->addButton(tr("Copy"), QDialogButtonBox::ActionRole);
    copy->setToolTip(tr("Copies the whole report as text"));
    QPushButton* save = buttons->addButton(tr("Save…"), QDialogButtonBox::ActionRole);
    save->setToolTip(tr("Writes the text, and every table as CSV and JSON, into a folder"));
    connect(copy, &QPushButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(text());
        tell(tr("Copied."));
    });
    connect(save, &QPushButton::clicked, this, &ReportWindow::askForFolder);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(12);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_outcome);
    layout->addWidget(buttons);
    const QFontMetrics metrics(m_text->font());
    resize(metrics.averageCharWidth() * 106 + 48, metrics.height() * 44);
}

QString ReportWindow::text() const
{
    return m_text->toPlainText();
}

void ReportWindow::askForFolder()
{
    auto* dialog = new QFileDialog(this, tr("Folder for the report"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this, &ReportWindow::save);
    dialog->show();
}

void ReportWindow::save(const QString& folder)
{
    try {
        writePosterFiles(*m_report, folder.toStdU16String());
        tell(tr("Saved in %1.").arg(QDir::toNativeSeparators(folder)));
    } catch (const Error& error) {
        tell(errorSentence(error));
    }
}

void ReportWindow::tell(const QString& outcome)
{
    m_outcome->setText(outcome);
    m_outcome->show();
}

} // namespace sparsight
