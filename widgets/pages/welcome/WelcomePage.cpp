// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/welcome/WelcomePage.h"

#include "widgets/delegates/TwoLineDelegate.h"
#include "widgets/pages/PageTable.h"
#include "widgets/pages/WindowCommands.h"
#include "widgets/pages/welcome/RecentProjectsModel.h"
#include "widgets/session/ProjectSession.h"
#include "widgets/theme/Theme.h"
#include "widgets/theme/ThemeIcon.h"

#include <QDragEnterEvent>
#include <QFrame>
#include <QLabel>
#include <QListView>
#include <QMimeData>
#include <QPushButton>
#include <QStyle>
#include <QUrl>
#include <QVBoxLayout>

namespace sparsight {

namespace {

QStringList localFiles(const QMimeData* data)
{
    QStringList files;
    for (const QUrl& url : data->urls())
        if (url.isLocalFile()) files << url.toLocalFile();
    return files;
}

} // namespace

WelcomePage::WelcomePage(PageContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_recent(new RecentProjectsModel(this))
{
    setAcceptDrops(true);
    auto* column = new QWidget(this);
    column->setMaximumWidth(720);
    auto* layout = new QVBoxLayout(column);
    layout->setContentsMargins(32, 32, 32, 24);
    layout->setSpacing(24);
    layout->addWidget(createIntroduction());
    layout->addWidget(createActions());
    layout->addWidget(createRecent(), 1);

    auto* outer = new QHBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addStretch(1);
    outer->addWidget(column, 6);
    outer->addStretch(1);
    connect(&context.session, &ProjectSession::opened, this, &WelcomePage::readRecent);
    readRecent();
}

QWidget* WelcomePage::createIntroduction()
{
    auto* box = new QWidget(this);
    auto* layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(roleLabel(tr("Sparsight"), "title", box));
    layout->addWidget(
        roleLabel(tr("Type a sentence and see which feed-forward neurons of a T5 model fire on it; capture a "
                     "data set and read what each neuron answers to."),
                  "muted", box));
    return box;
}

QWidget* WelcomePage::createActions()
{
    m_drop = new QFrame(this);
    setRole(m_drop, "drop");
    auto* layout = new QVBoxLayout(m_drop);
    layout->setContentsMargins(24, 24, 24, 24);
    layout->setSpacing(16);

    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    const auto add = [&](const QString& text, const QString& icon, const char* role, auto action) {
        auto* button = new QPushButton(text, m_drop);
        if (!icon.isEmpty()) button->setIcon(themeIcon(icon));
        if (role) setRole(button, role);
        button->setEnabled(m_context.commands != nullptr);
        connect(button, &QPushButton::clicked, this, action);
        buttons->addWidget(button);
        return button;
    };
    auto* demo = add(tr("Open the demo"), {}, "primary", [this] { m_context.commands->openDemo(); });
    demo->setObjectName(QStringLiteral("openDemo"));
    demo->setToolTip(tr("A small model and its sentences, ready to explore."));
    add(tr("New project…"), QStringLiteral("add"), nullptr, [this] { m_context.commands->newProject(); });
    add(tr("Open…"), QStringLiteral("open"), nullptr, [this] { m_context.commands->openProject(); });
    buttons->addStretch(1);
    layout->addLayout(buttons);
    layout->addWidget(
        roleLabel(tr("Or drop something here: a project (.sparsight), sentences (text, CSV, TSV, JSONL), or a "
                     "folder with a Hugging Face checkpoint."),
                  "muted", m_drop));
    return m_drop;
}

QWidget* WelcomePage::createRecent()
{
    auto* box = new QWidget(this);
    auto* layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(roleLabel(tr("Recent projects"), "heading", box));
    m_noRecent = roleLabel(tr("Projects that you open are listed here."), "muted", box);
    layout->addWidget(m_noRecent);

    m_list = new QListView(box);
    m_list->setModel(m_recent);
    m_list->setItemDelegate(new TwoLineDelegate(m_list));
    m_list->setAccessibleName(tr("Recent projects"));
    m_list->setMouseTracking(true);
    connect(m_list, &QListView::activated, this, [this](const QModelIndex& index) {
        if (m_context.commands) m_context.commands->openProject(index.data(RecentProjectsModel::FileRole).toString());
    });
    m_list->setSizeAdjustPolicy(QAbstractScrollArea::AdjustToContents);
    m_list->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Maximum);
    layout->addWidget(m_list);
    layout->addStretch(1);
    return box;
}

void WelcomePage::readRecent()
{
    m_recent->setFiles(m_context.commands ? m_context.commands->recentProjects() : QStringList());
    const bool any = m_recent->rowCount() > 0;
    m_list->setVisible(any);
    m_noRecent->setVisible(!any);
    m_list->setMaximumHeight(m_list->sizeHintForRow(0) * m_recent->rowCount() + 2 * m_list->frameWidth() + 2);
    m_list->updateGeometry();
}

void WelcomePage::showEvent(QShowEvent* event)
{
    readRecent();
    QWidget::showEvent(event);
}

void WelcomePage::dragEnterEvent(QDragEnterEvent* event)
{
    if (!m_context.commands || localFiles(event->mimeData()).isEmpty()) return;
    event->acceptProposedAction();
    markDrop(true);
}

void WelcomePage::dragLeaveEvent(QDragLeaveEvent*)
{
    markDrop(false);
}

void WelcomePage::dropEvent(QDropEvent* event)
{
    markDrop(false);
    if (m_context.commands && m_context.commands->openAnything(localFiles(event->mimeData())))
        event->acceptProposedAction();
}

void WelcomePage::markDrop(bool active)
{
    m_drop->setProperty("active", active);
    m_drop->style()->unpolish(m_drop);
    m_drop->style()->polish(m_drop);
}

} // namespace sparsight
