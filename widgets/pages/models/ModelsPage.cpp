// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/models/ModelsPage.h"

#include "widgets/delegates/TwoLineDelegate.h"
#include "widgets/jobs/JobRunner.h"
#include "widgets/pages/PageTable.h"
#include "widgets/pages/models/CaptureForm.h"
#include "widgets/pages/models/CheckpointCard.h"
#include "widgets/pages/models/CheckpointSearch.h"
#include "widgets/pages/models/FoundCheckpointModel.h"
#include "widgets/pages/models/MissingCheckpoints.h"
#include "widgets/pages/models/ReasonView.h"
#include "widgets/pages/models/RunsCard.h"
#include "widgets/theme/Theme.h"
#include "widgets/theme/ThemeIcon.h"

#include <QClipboard>
#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QScrollArea>
#include <QSplitter>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

namespace sparsight {

namespace {
QString tryAgainText()
{
    return ModelsPage::tr("Try again");
}
} // namespace

ModelsPage::ModelsPage(PageContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_found(new FoundCheckpointModel(this))
{
    auto* splitter = new QSplitter(Qt::Horizontal, this);
    splitter->addWidget(createSidebar());
    splitter->addWidget(createMain());
    splitter->setStretchFactor(1, 1);
    splitter->setChildrenCollapsible(false);
    splitter->setSizes({260, 700});
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(splitter);
    connect(&context.jobs, &JobRunner::jobFinished, this, &ModelsPage::jobFinished);
    connect(&context.jobs, &JobRunner::modelChanged, this, &ModelsPage::showLoaded);
    showLoaded();
    look();
}

QWidget* ModelsPage::createSidebar()
{
    auto* side = new QWidget(this);
    auto* layout = new QVBoxLayout(side);
    layout->setContentsMargins(12, 12, 4, 12);
    layout->setSpacing(8);
    layout->addWidget(roleLabel(tr("Checkpoints"), "heading", side));
    layout->addLayout(createFolderRow());
    m_state = roleLabel({}, "small", side);
    layout->addWidget(m_state);

    m_list = new QListView(side);
    m_list->setModel(m_found);
    m_list->setItemDelegate(new TwoLineDelegate(m_list));
    m_list->setAccessibleName(tr("Checkpoints"));
    m_list->setMouseTracking(true);
    m_list->setMinimumHeight(120); // two or three rows, however long a refusal is
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &ModelsPage::showCurrent);
    connect(m_list, &QListView::activated, this, &ModelsPage::load);
    layout->addWidget(m_list, 1);

    m_refusal = new ReasonView(side);
    m_refusal->hide();
    m_copy = new QPushButton(tr("Copy the reason"), side);
    setRole(m_copy, "flat");
    m_copy->hide();
    connect(m_copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_refusal->text()); });
    layout->addWidget(m_refusal);
    layout->addWidget(m_copy, 0, Qt::AlignLeft);
    layout->addLayout(createLoadRow());
    return side;
}

QLayout* ModelsPage::createFolderRow()
{
    auto* row = new QHBoxLayout;
    row->setSpacing(4);
    m_folder = new QLineEdit(chosenCheckpointFolder(), this);
    m_folder->setPlaceholderText(tr("Folder to look in"));
    m_folder->setAccessibleName(tr("Folder to look for checkpoints in"));
    m_folder->setObjectName(QStringLiteral("folder"));
    m_folder->setToolTip(tr("This folder, its subfolders to two levels, and the hub cache are looked through."));
    connect(m_folder, &QLineEdit::returnPressed, this, &ModelsPage::look);
    auto* browse = new QToolButton(this);
    browse->setIcon(themeIcon(QStringLiteral("open")));
    browse->setToolTip(tr("Choose a folder…"));
    browse->setAccessibleName(browse->toolTip());
    connect(browse, &QToolButton::clicked, this, &ModelsPage::chooseFolder);
    auto* again = new QToolButton(this);
    again->setIcon(themeIcon(QStringLiteral("refresh")));
    again->setToolTip(tr("Look again"));
    again->setAccessibleName(again->toolTip());
    connect(again, &QToolButton::clicked, this, &ModelsPage::look);
    row->addWidget(m_folder, 1);
    row->addWidget(browse);
    row->addWidget(again);
    return row;
}

QLayout* ModelsPage::createLoadRow()
{
    auto* row = new QHBoxLayout;
    row->setSpacing(4);
    m_device = new QComboBox(this);
    m_device->setAccessibleName(tr("Device"));
    m_device->addItem(tr("best device"), QStringLiteral("auto"));
    m_device->addItem(QStringLiteral("cpu"), QStringLiteral("cpu"));
    m_device->addItem(QStringLiteral("cuda:0"), QStringLiteral("cuda:0"));
    m_precision = new QComboBox(this);
    m_precision->setAccessibleName(tr("Precision"));
    for (const auto precision : {Precision::Fp32, Precision::Bf16, Precision::Fp16})
        m_precision->addItem(QString::fromUtf8(toString(precision).data()), int(precision));
    m_load = new QPushButton(tr("Load"), this);
    m_load->setObjectName(QStringLiteral("load"));
    setRole(m_load, "primary");
    m_load->setEnabled(false);
    m_load->setMinimumWidth(fontMetrics().horizontalAdvance(tryAgainText()) + 2 * 13); // the widest that it says
    connect(m_load, &QPushButton::clicked, this, &ModelsPage::load);
    row->addWidget(m_device, 1);
    row->addWidget(m_precision);
    row->addWidget(m_load);
    return row;
}

QWidget* ModelsPage::createMain()
{
    auto* content = new QWidget(this);
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins(8, 12, 16, 16);
    layout->setSpacing(12);
    layout->addWidget(new MissingCheckpoints(m_context, content));
    layout->addWidget(new CheckpointCard(m_context.jobs, content));
    layout->addWidget(new CaptureForm(m_context, content));
    layout->addWidget(new RunsCard(m_context, content), 1);
    auto* scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setWidget(content);
    return scroll;
}

void ModelsPage::chooseFolder()
{
    auto* dialog = new QFileDialog(this, tr("Folder with checkpoints"), m_folder->text());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& folder) {
        m_folder->setText(folder);
        look();
    });
    dialog->show();
}

/// Looks through the chosen folder and the hub cache; only configurations are read, on another thread.
void ModelsPage::look()
{
    const EngineServices& services = m_context.jobs.services().engine;
    if (!services.find) {
        m_state->setText(tr("This build cannot load checkpoints."));
        return;
    }
    chooseCheckpointFolder(m_folder->text());
    m_context.jobs.cancel(m_query);
    m_state->setText(tr("looking…"));
    m_query = m_context.jobs.query<std::vector<FoundCheckpoint>>(
        {}, this,
        [services, folder = m_folder->text()](const std::stop_token& stop, const ProgressCallback&) {
            return searchCheckpoints(services, folder, stop);
        },
        [this](std::vector<FoundCheckpoint> found) { showFound(std::move(found)); },
        [this](const QString& error) { m_state->setText(error); });
}

void ModelsPage::showFound(std::vector<FoundCheckpoint> found)
{
    const auto count = int(found.size());
    m_found->setCheckpoints(std::move(found));
    m_state->setText(count
                         ? tr("%n found", nullptr, count)
                         : tr("None here or in the hub cache. A checkpoint is a folder with config.json, spiece.model "
                              "and its weights."));
    const QModelIndex loaded = m_found->loaded();
    if (count) m_list->setCurrentIndex(loaded.isValid() ? loaded : m_found->index(0));
    showCurrent();
}

/// The list stands at what was loaded, here or elsewhere.
void ModelsPage::showLoaded()
{
    const auto& model = m_context.jobs.model();
    if (!model) return;
    m_found->setLoaded(model->directory);
    if (const QModelIndex loaded = m_found->loaded(); loaded.isValid()) m_list->setCurrentIndex(loaded);
}

void ModelsPage::showCurrent()
{
    const FoundCheckpoint* checkpoint = m_found->at(m_list->currentIndex());
    const bool refused = checkpoint && !checkpoint->refusal.empty();
    m_refusal->setVisible(refused);
    m_copy->setVisible(refused);
    if (refused) m_refusal->setText(QString::fromStdString(checkpoint->refusal));
    m_load->setEnabled(checkpoint != nullptr);
    m_load->setText(refused ? tryAgainText() : tr("Load"));
    // A refusal takes its place from the list, which has its new size a moment later.
    QTimer::singleShot(0, m_list, [list = m_list] { list->scrollTo(list->currentIndex()); });
}

void ModelsPage::load()
{
    const FoundCheckpoint* checkpoint = m_found->at(m_list->currentIndex());
    if (!checkpoint) return;
    LoadOptions options;
    options.device = m_device->currentData().toString().toStdString();
    options.precision = Precision(m_precision->currentData().toInt());
    m_jobDirectory = QString::fromStdU16String(checkpoint->directory.u16string());
    m_job = m_context.jobs.loadModel(m_jobDirectory, options, QStringLiteral("models"));
}

void ModelsPage::jobFinished(const JobState& job)
{
    if (job.id != m_job) return;
    m_found->setRefusal(m_jobDirectory, job.phase == JobState::Phase::Failed ? job.message : QString());
    showCurrent();
}

} // namespace sparsight
