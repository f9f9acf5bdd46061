// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/CheckpointPicker.h"

#include "widgets/common/Folders.h"
#include "widgets/common/Format.h"
#include "widgets/jobs/JobRunner.h"
#include "widgets/pages/PageTable.h"
#include "widgets/session/ProjectSession.h"

#include <QSignalBlocker>

namespace sparsight {

CheckpointPicker::CheckpointPicker(PageContext& context, QWidget* parent)
    : NameBox(parent)
    , m_context(context)
{
    setSizeAdjustPolicy(QComboBox::AdjustToContents);
    setAccessibleName(tr("Checkpoint"));
    setObjectName(QStringLiteral("checkpoint"));
    setMaximumWidth(180);
    connect(this, &QComboBox::activated, this, &CheckpointPicker::choose);
    connect(&context.jobs, &JobRunner::modelChanged, this, &CheckpointPicker::fill);
    connect(&context.session, &ProjectSession::changed, this, &CheckpointPicker::fill);
    connect(&context.session, &ProjectSession::opened, this, &CheckpointPicker::fill);
    fill();
}

void CheckpointPicker::fill()
{
    const QSignalBlocker blocked(this);
    clear();
    const auto& model = m_context.jobs.model();
    std::vector<NamedFolder> folders;
    if (model) folders.push_back({QString::fromStdString(model->name), model->directory});
    for (const CheckpointInfo& checkpoint : m_context.session.checkpoints()) {
        const bool loaded = model && checkpoint.path == model->directory.string();
        if (!checkpoint.path.empty() && !loaded)
            folders.push_back({QString::fromStdString(checkpoint.name), checkpoint.path});
    }
    const QStringList titles = toldApart(folders);
    for (std::size_t i = 0; i < folders.size(); ++i) {
        const QString path = QString::fromStdString(folders[i].folder.string());
        addItem(titles[qsizetype(i)], path);
        setItemData(int(i), plainToolTip(path), Qt::ToolTipRole);
    }
    if (!model) insertItem(0, tr("none loaded"));
    addItem(tr("Models…"));
    setCurrentIndex(0);
    setToolTip(
        plainToolTip(tr("The model that runs the sentence") +
                     (model ? QLatin1Char('\n') + QString::fromStdString(model->directory.string()) : QString())));
}

void CheckpointPicker::choose(int index)
{
    if (index == count() - 1) {
        m_context.showPage("models");
    } else if (const QString path = itemData(index).toString(); !path.isEmpty() && index > 0) {
        m_context.jobs.loadModel(path, {});
    }
    setCurrentIndex(0); // the one that is loaded, until the other is
}

} // namespace sparsight
