// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/models/MissingCheckpoints.h"

#include "core/base/Error.h"
#include "widgets/common/Format.h"
#include "widgets/jobs/ErrorText.h"
#include "widgets/jobs/JobRunner.h"
#include "widgets/pages/PageTable.h"
#include "widgets/session/ProjectSession.h"
#include "widgets/theme/Theme.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>
#include <iterator>

namespace sparsight {
namespace {

bool isMissing(const CheckpointInfo& checkpoint)
{
    return !checkpoint.path.empty() && !QFileInfo(QString::fromStdString(checkpoint.path)).isDir();
}

bool isSame(const CheckpointInfo& a, const CheckpointInfo& b)
{
    return a.id == b.id && a.path == b.path && a.name == b.name;
}

} // namespace

MissingCheckpoints::MissingCheckpoints(PageContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_rows(new QVBoxLayout)
    , m_problem(plainLabel())
{
    m_problem->setWordWrap(true);
    setRole(m_problem, "error");
    m_problem->hide();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addLayout(m_rows);
    layout->addWidget(m_problem);
    connect(&context.session, &ProjectSession::opened, this, [this] {
        m_problem->hide();
        follow();
    });
    connect(&context.session, &ProjectSession::changed, this, &MissingCheckpoints::follow);
    follow();
}

void MissingCheckpoints::follow()
{
    std::vector<CheckpointInfo> missing;
    if (m_context.session.isOpen())
        std::ranges::copy_if(m_context.session.checkpoints(), std::back_inserter(missing), isMissing);
    setVisible(!missing.empty());
    if (std::ranges::equal(missing, m_missing, isSame)) return; // the button may have the focus
    m_missing = std::move(missing);
    while (QLayoutItem* item = m_rows->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (const CheckpointInfo& checkpoint : m_missing) {
        auto* row = new QWidget;
        auto* line = new QHBoxLayout(row);
        line->setContentsMargins(0, 0, 0, 0);
        QLabel* text =
            plainLabel(tr("The folder of “%1” is gone: %2")
                           .arg(QString::fromStdString(checkpoint.name), QString::fromStdString(checkpoint.path)));
        text->setWordWrap(true);
        setRole(text, "warning");
        auto* button = new QPushButton(tr("Where is it now?…"));
        button->setObjectName(QStringLiteral("newFolder"));
        button->setEnabled(!m_context.session.isReadOnly());
        connect(button, &QPushButton::clicked, this, [this, checkpoint] { ask(checkpoint); });
        line->addWidget(text, 1);
        line->addWidget(button, 0, Qt::AlignTop);
        m_rows->addWidget(row);
    }
}

void MissingCheckpoints::ask(const CheckpointInfo& checkpoint)
{
    auto* dialog = new QFileDialog(this, tr("The new folder of “%1”").arg(QString::fromStdString(checkpoint.name)));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, checkpoint](const QString& folder) { point(checkpoint, folder); });
    dialog->open();
}

/// The weights tell whether it is the same checkpoint, whatever its folder is called.
void MissingCheckpoints::point(const CheckpointInfo& checkpoint, const QString& folder)
{
    m_problem->hide();
    m_context.jobs.query<std::string>(
        tr("Check the weights of “%1”").arg(QString::fromStdString(checkpoint.name)), this,
        [folder, load = m_context.jobs.services().engine.load](const std::stop_token& stop,
                                                               const ProgressCallback& progress) {
            if (!load)
                throw Error(ErrorCode::Unsupported, "This build cannot run checkpoints; build it with LibTorch.");
            return load(std::filesystem::path(folder.toStdU16String()), {}, stop, progress)
                ->weightsSha256(stop, progress);
        },
        [this, checkpoint, folder](const std::string& sha256) { adopt(checkpoint, folder, sha256); },
        [this](const QString& error) { showProblem(error); });
}

void MissingCheckpoints::adopt(CheckpointInfo checkpoint, const QString& folder, const std::string& sha256)
{
    const CheckpointInfo* known = m_context.session.isOpen() ? m_context.session.checkpoint(checkpoint.id) : nullptr;
    if (!known || known->weightsSha256 != checkpoint.weightsSha256) return; // another project is open by now
    if (sha256 != checkpoint.weightsSha256) {
        showProblem(tr("%1 holds another checkpoint: its weights are not those that “%2” was captured with.")
                        .arg(folder, QString::fromStdString(checkpoint.name)));
        return;
    }
    try {
        checkpoint.path = folder.toStdString();
        m_context.session.project().putCheckpoint(checkpoint);
        m_context.session.refresh();
    } catch (const Error& error) {
        showProblem(errorSentence(error));
    }
}

void MissingCheckpoints::showProblem(const QString& sentence)
{
    m_problem->setText(sentence);
    m_problem->show();
}

QString MissingCheckpoints::problemText() const
{
    return m_problem->isHidden() ? QString() : m_problem->text();
}

} // namespace sparsight
