// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/MainWindow.h"

#include "app/gui/ButtonKeys.h"
#include "app/gui/DropHint.h"
#include "app/gui/ExperimentCommands.h"
#include "app/gui/JobsPanel.h"
#include "app/gui/NavigationRail.h"
#include "app/gui/NoticeBar.h"
#include "app/gui/ProjectCommands.h"
#include "app/gui/StatusPanel.h"
#include "core/capture/DemoProject.h"
#include "widgets/inspector/Inspector.h"
#include "widgets/session/RunChoice.h"
#include "widgets/theme/Theme.h"
#include "widgets/theme/ThemeIcon.h"

#include <QAction>
#include <QActionGroup>
#include <QApplication>
#include <QCloseEvent>
#include <QDockWidget>
#include <QFileInfo>
#include <QKeyEvent>
#include <QMimeData>
#include <QScreen>
#include <QSettings>
#include <QStackedWidget>
#include <QStyle>
#include <QTimer>
#include <QUrl>
#include <QVBoxLayout>
#include <QWindow>
#include <algorithm>

namespace sparsight {

namespace {

constexpr auto geometryKey = "window/geometry";
constexpr auto stateKey = "window/state";
constexpr auto pageKey = "window/page";

QString pageText(const char* source)
{
    return QCoreApplication::translate("Pages", source);
}

/// Only the page that is shown decides how small the window may be.
class PageStack : public QStackedWidget {
public:
    explicit PageStack(QWidget* parent)
        : QStackedWidget(parent)
    {
        connect(this, &QStackedWidget::currentChanged, this, [this] { updateGeometry(); });
    }
    QSize minimumSizeHint() const override
    {
        return currentWidget() ? currentWidget()->minimumSizeHint() : QStackedWidget::minimumSizeHint();
    }
};

QStringList localFiles(const QMimeData* data)
{
    QStringList files;
    for (const QUrl& url : data->urls())
        if (url.isLocalFile()) files << url.toLocalFile();
    return files;
}

} // namespace

MainWindow::MainWindow(Services services, Theme& theme)
    : m_theme(theme)
    , m_jobs(std::move(services))
    , m_facts(m_session, m_selection, m_jobs)
    , m_pins(m_session)
    , m_book(m_session)
    , m_compared(m_session)
    , m_context{m_session, m_selection, m_jobs,
                m_facts,   m_view,      m_pins,
                m_book,    m_compared,  [this](const char* id) { showPage(QString::fromLatin1(id)); }}
{
    setWindowTitle(tr("Sparsight"));
    setAcceptDrops(true);
    qApp->installEventFilter(this);
    qApp->installEventFilter(new ButtonKeys(this));
    createCentre();
    m_commands = std::make_unique<ProjectCommands>(m_session, m_jobs, *m_notice, *this);
    m_context.commands = m_commands.get();
    m_experiments = std::make_unique<ExperimentCommands>(m_context, *m_notice, *this);
    createPages();
    createDocks();
    createMenus();
    connectSession();
    connect(&m_book, &NeuronBook::failed, m_notice, &NoticeBar::showError);
    m_status = new StatusPanel(m_session, m_jobs, this);
    setStatusBar(m_status);
    connect(m_status, &StatusPanel::jobsWanted, m_jobsDock->toggleViewAction(), &QAction::trigger);

    new DropHint(this); // shows itself

    const QSize available = screen()->availableSize();
    const int frame = style()->pixelMetric(QStyle::PM_TitleBarHeight); // of the window manager, about
    resize(QSize(1320, 860).boundedTo(available - QSize(0, frame)).expandedTo(minimumSizeHint()));
    m_defaultState = saveState();
    restoreLayout();
    showPage(QString::fromLatin1(pageTable().front().id));
}

MainWindow::~MainWindow()
{
    // The pages use the session, the selection and the jobs, which are members and die before child widgets would.
    delete takeCentralWidget();
    for (QDockWidget* dock : findChildren<QDockWidget*>())
        delete dock;
    delete m_status;
}

void MainWindow::createCentre()
{
    auto* centre = new QWidget(this);
    auto* row = new QHBoxLayout(centre);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    m_rail = new NavigationRail(centre);
    row->addWidget(m_rail);
    auto* column = new QVBoxLayout;
    column->setSpacing(0);
    m_notice = new NoticeBar(centre);
    m_stack = new PageStack(centre);
    column->addWidget(m_notice);
    column->addWidget(m_stack, 1);
    row->addLayout(column, 1);
    setCentralWidget(centre);
}

void MainWindow::createPages()
{
    auto* group = new QActionGroup(this);
    for (const PageEntry& entry : pageTable()) {
        auto* action = new QAction(themeIcon(QString::fromLatin1(entry.icon)), pageText(entry.title), group);
        action->setCheckable(true);
        action->setShortcut(entry.shortcut);
        action->setToolTip(
            QStringLiteral("%1 (%2)").arg(pageText(entry.hint), entry.shortcut.toString(QKeySequence::NativeText)));
        connect(action, &QAction::triggered, this, [this, id = QString::fromLatin1(entry.id)] { showPage(id); });
        m_rail->addPage(action);
        m_pages.push_back({&entry, action});
    }
}

void MainWindow::createDocks()
{
    setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
    auto* inspector = new QDockWidget(tr("Inspector"), this);
    inspector->setObjectName(QStringLiteral("inspectorDock"));
    inspector->setWidget(new Inspector(m_context, inspector));
    addDockWidget(Qt::RightDockWidgetArea, inspector);

    m_jobsDock = new QDockWidget(tr("Jobs"), this);
    m_jobsDock->setObjectName(QStringLiteral("jobsDock"));
    m_jobsDock->setWidget(new JobsPanel(m_jobs, m_jobsDock));
    addDockWidget(Qt::BottomDockWidgetArea, m_jobsDock);
    m_jobsDock->hide();

    // A dock that floats on Wayland cannot be docked again (Qt 6.4), so none floats.
    for (QDockWidget* dock : {inspector, m_jobsDock})
        dock->setFeatures(QDockWidget::DockWidgetClosable | QDockWidget::DockWidgetMovable);
}

void MainWindow::connectSession()
{
    connect(&m_session, &ProjectSession::opened, this, &MainWindow::projectOpened);
    connect(m_commands.get(), &ProjectCommands::imported, this, [this] {
        // Who asked for pairs to train on goes on with them.
        const auto& datasets = m_session.datasets();
        const bool hasPairs =
            std::any_of(datasets.begin(), datasets.end(), [](const DatasetInfo& data) { return data.hasTargets; });
        if (currentPage() != QLatin1String("finetune") || !hasPairs) showPage(QStringLiteral("data"));
    });
    connect(m_commands.get(), &ProjectCommands::trainingWanted, this, [this] { showPage(QStringLiteral("finetune")); });
    connect(&m_jobs, &JobRunner::jobFinished, this, &MainWindow::jobFinished);
    connect(&m_jobs, &JobRunner::captureProgressed, &m_session, &ProjectSession::refresh);
    connect(&m_jobs, &JobRunner::captureFinished, this, [this](const CaptureSummary& summary) {
        m_session.refresh();
        if (m_session.isOpen()) showCaptured(summary.run);
    });
    connect(&m_selection, &Selection::changed, this, [this](const Focus& now, const Focus& before) {
        if (now.page != before.page) showPage(now.page);
    });
    connect(&m_selection, &Selection::neuronOpened, this, [this] { showPage(QStringLiteral("neurons")); });
    connect(&m_selection, &Selection::interventionWanted, this, [this] { showPage(QStringLiteral("ablation")); });
}

/// A run that is looked at stays: figures that become another run's without a word are read wrongly.
void MainWindow::showCaptured(RunId captured)
{
    const RunInfo* run = m_session.run(captured);
    const auto& shown = m_selection.focus().run;
    const RunInfo* now = shown ? m_session.run(*shown) : nullptr;
    if (!run || (now && now->id == captured)) return;
    if (!now || !now->complete) return m_selection.setRun(captured);
    m_notice->offer(tr("“%1” is captured; “%2” is still shown.")
                        .arg(QString::fromStdString(run->name), QString::fromStdString(now->name)),
                    tr("Show it"), [this, captured] {
                        if (m_session.isOpen() && m_session.run(captured)) m_selection.setRun(captured);
                    });
}

void MainWindow::showPage(const QString& id)
{
    for (Page& page : m_pages) {
        if (id != QLatin1String(page.entry->id)) continue;
        page.action->setChecked(true);
        m_stack->setCurrentWidget(ensurePage(page));
        if (id != QLatin1String("welcome")) m_selection.setPage(id); // nothing is looked at there
        return;
    }
}

QWidget* MainWindow::ensurePage(Page& page)
{
    if (!page.widget) {
        page.widget = page.entry->create(m_context, m_stack);
        page.widget->setObjectName(QString::fromLatin1(page.entry->id));
        m_stack->addWidget(page.widget);
    }
    return page.widget;
}

QString MainWindow::currentPage() const
{
    return m_stack->currentWidget() ? m_stack->currentWidget()->objectName() : QString();
}

void MainWindow::projectOpened()
{
    const QString file = m_session.file();
    setWindowTitle(file.isEmpty() ? tr("Sparsight") : tr("%1 – Sparsight").arg(QFileInfo(file).completeBaseName()));
    if (!m_session.isOpen()) {
        showPage(QStringLiteral("welcome"));
    } else if (currentPage() == QLatin1String("welcome")) {
        const bool empty = m_session.datasets().empty();
        showPage(empty ? QStringLiteral("data")
                       : QSettings().value(QLatin1String(pageKey), QStringLiteral("live")).toString());
    }
}

void MainWindow::jobFinished(const JobState& job)
{
    if (job.phase == JobState::Phase::Failed && (job.page.isEmpty() || job.page != currentPage())) m_jobsDock->show();
    if (m_session.isOpen()) m_session.refresh(); // a capture that was cut off has committed blocks, too
}

void MainWindow::loadUsualCheckpoint()
{
    if (m_jobs.model() || m_jobs.isLoading() || !m_jobs.services().engine.load) return;
    QStringList candidates;
    const auto& shown = m_selection.focus().run;
    if (const RunInfo* run = shown ? m_session.run(*shown) : nullptr) {
        if (const CheckpointInfo* its = m_session.checkpoint(run->checkpoint))
            candidates << QString::fromStdString(its->path);
    }
    candidates << RunChoice::lastCheckpoint();
    try {
        candidates << QString::fromStdU16String(demoCheckpoint().u16string());
    } catch (const Error&) {
        // Without the bundled files there is one candidate less.
    }
    for (const QString& directory : candidates) {
        if (directory.isEmpty() || !QFileInfo(directory).isDir()) continue;
        m_jobs.loadModel(directory, {});
        return;
    }
}

void MainWindow::restoreLayout()
{
    const QSettings settings;
    if (restoreGeometry(settings.value(QLatin1String(geometryKey)).toByteArray())) {
        bringIntoSight();
        // Once the pages are laid out, they decide how large it is at least.
        QTimer::singleShot(0, this, &MainWindow::bringIntoSight);
    }
    restoreState(settings.value(QLatin1String(stateKey)).toByteArray());
}

/// The place was written down perhaps with another screen, or at another scale.
void MainWindow::bringIntoSight()
{
    if (isMaximized() || isFullScreen()) return;
    QRect place = geometry();
    const QScreen* on = QGuiApplication::screenAt(place.center());
    const QMargins frame = windowHandle() ? windowHandle()->frameMargins() : QMargins(); // not known until it is shown
    const QRect room = (on ? on : QGuiApplication::primaryScreen())->availableGeometry().marginsRemoved(frame);
    place.setSize(place.size().boundedTo(room.size()).expandedTo(minimumSizeHint()));
    place.moveTopLeft({std::max(room.left(), std::min(place.left(), room.right() - place.width() + 1)),
                       std::max(room.top(), std::min(place.top(), room.bottom() - place.height() + 1))});
    if (place != geometry()) setGeometry(place);
}

void MainWindow::resetLayout()
{
    restoreState(m_defaultState);
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    QSettings settings;
    settings.setValue(QLatin1String(geometryKey), saveGeometry());
    settings.setValue(QLatin1String(stateKey), saveState());
    if (currentPage() != QLatin1String("welcome")) settings.setValue(QLatin1String(pageKey), currentPage());
    QMainWindow::closeEvent(event);
}

/// A file that is dropped on a text field is opened as anywhere else, not written there as text. Escape closes what
/// is open over the window and is no step back then.
bool MainWindow::eventFilter(QObject* object, QEvent* event)
{
    const auto type = event->type();
    if (type == QEvent::ShortcutOverride && QApplication::activePopupWidget() &&
        static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
        event->accept();
        return true;
    }
    if (type != QEvent::DragEnter && type != QEvent::DragMove && type != QEvent::Drop)
        return QMainWindow::eventFilter(object, event);
    auto* drop = static_cast<QDropEvent*>(event); // the base of all three
    const auto* widget = qobject_cast<QWidget*>(object);
    const auto* parent = widget ? widget->parentWidget() : nullptr;
    const bool isText = widget && (widget->inherits("QLineEdit") || widget->inherits("QPlainTextEdit") ||
                                   (parent && parent->inherits("QPlainTextEdit")));
    if (!isText || widget->window() != this || localFiles(drop->mimeData()).isEmpty())
        return QMainWindow::eventFilter(object, event);
    drop->acceptProposedAction();
    if (type == QEvent::Drop) m_commands->openAnything(localFiles(drop->mimeData()));
    return true;
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event)
{
    if (!localFiles(event->mimeData()).isEmpty()) event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event)
{
    if (m_commands->openAnything(localFiles(event->mimeData()))) event->acceptProposedAction();
}

} // namespace sparsight
