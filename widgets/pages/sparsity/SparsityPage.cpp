// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/sparsity/SparsityPage.h"

#include "widgets/common/Format.h"
#include "widgets/common/NamedCombo.h"
#include "widgets/jobs/JobRunner.h"
#include "widgets/models/MetricText.h"
#include "widgets/pages/PageTable.h"
#include "widgets/pages/sparsity/SparsityForm.h"
#include "widgets/pages/sparsity/SparsityTableModel.h"
#include "widgets/report/FigureExport.h"
#include "widgets/session/ProjectSession.h"
#include "widgets/session/Selection.h"
#include "widgets/theme/Theme.h"
#include "widgets/views/EmptyState.h"
#include "widgets/views/FilterHeader.h"
#include "widgets/views/FilterTableView.h"
#include "widgets/views/Panel.h"
#include "widgets/views/TableTools.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>
#include <algorithm>

namespace sparsight {

namespace {

constexpr int nameWidth = 132, dataWidth = 84, layerWidth = 84, numberWidth = 68;

} // namespace

SparsityPage::SparsityPage(PageContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_form(new SparsityForm(context))
    , m_model(new SparsityTableModel(this))
    , m_note(plainLabel())
    , m_stack(new QStackedWidget)
    , m_empty(new EmptyState(tr("How few neurons fire?")))
    , m_example(new QPushButton(tr("Measure")))
{
    m_note->setWordWrap(true);
    auto* splitter = new QSplitter(Qt::Vertical);
    splitter->setObjectName(QStringLiteral("sparsity.splitter"));
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(buildFigure());
    splitter->addWidget(buildTable());
    m_stack->addWidget(splitter);
    m_stack->addWidget(m_empty);
    setRole(m_example, "primary");
    m_example->setObjectName(QStringLiteral("example"));
    m_empty->addExtra(m_example);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 12, 16, 12);
    layout->setSpacing(8);
    layout->addWidget(m_form);
    layout->addWidget(m_note);
    layout->addWidget(m_stack, 1);
    setFocusProxy(m_form);

    connect(m_form, &SparsityForm::wanted, this, &SparsityPage::startOrStop);
    connect(m_form, &SparsityForm::changed, this, &SparsityPage::showAbsence);
    connect(m_example, &QPushButton::clicked, this, &SparsityPage::startOrStop);
    connect(m_empty, &EmptyState::remedyWanted, this, [this] {
        m_context.showPage(!m_context.session.isOpen()            ? "welcome"
                           : m_context.session.datasets().empty() ? "data"
                                                                  : "models");
    });
    connect(&context.jobs, &JobRunner::jobFinished, this,
            [this](const JobState& job) { // cancelled where jobs are listed
                if (job.id == m_job && job.phase == JobState::Phase::Cancelled) finish(tr("Cancelled."));
            });
    connect(&context.session, &ProjectSession::opened, this, [this] {
        m_context.jobs.cancel(m_job);
        adopt({}); // of another project
        finish({});
    });
    connect(&context.selection, &Selection::changed, this, [this](const Focus& now, const Focus& before) {
        if (now.layer != before.layer) followLayer();
    });
    finish({});
}

QWidget* SparsityPage::buildFigure()
{
    m_figures = new QTabBar;
    m_figures->setObjectName(QStringLiteral("sparsity.figures"));
    m_figures->setExpanding(false);
    for (const QString& title : {tr("Layers"), tr("Neurons"), tr("Positions"), tr("Kinds of token")})
        m_figures->addTab(title);
    m_measure = namedCombo(tr("Measure"), tr("The number that is drawn of every layer"));
    for (const SparsityMetric& metric : sparsityMetrics())
        m_measure->addItem(metricTitle(metric.info));
    m_curves = new CurveView;
    m_curves->setFromZero(true);
    m_curves->setAccessibleName(tr("Sparsity"));
    m_legend = new CurveLegend;
    m_panel = new Panel({});
    m_panel->addControl(m_legend);
    m_panel->addControl(figureButton({m_curves, m_legend}, m_context.jobs, [this] {
        return ExportSource{m_panel->accessibleName(), QStringLiteral("sparsity"), provenance()};
    }));
    m_panel->setBody(m_curves);
    auto* page = new QWidget;
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    auto* top = new QHBoxLayout;
    top->addWidget(m_figures, 1);
    top->addWidget(m_measure);
    layout->addLayout(top);
    layout->addWidget(m_panel, 1);
    connect(m_curves, &CurveView::pointed, m_panel, &Panel::setReadout);
    connect(m_figures, &QTabBar::currentChanged, this, &SparsityPage::draw);
    connect(m_measure, &QComboBox::currentIndexChanged, this, &SparsityPage::draw);
    return page;
}

QWidget* SparsityPage::buildTable()
{
    m_table = new FilterTableView;
    m_table->setSource(m_model);
    m_table->setAccessibleName(tr("Sparsity of the layers"));
    m_table->setObjectName(QStringLiteral("sparsity.table"));
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setTextElideMode(Qt::ElideMiddle);                 // names of checkpoints differ at the end
    m_table->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn); // or columns that fitted would not with the first rows
    m_table->setColumnWidth(SparsityTableModel::Checkpoint, nameWidth);
    m_table->setColumnWidth(SparsityTableModel::Data, dataWidth);
    m_table->setColumnWidth(SparsityTableModel::Layer, layerWidth);
    for (int column = SparsityTableModel::FirstMetric; column < m_model->columnCount(); ++column)
        m_table->setColumnWidth(column, std::max(numberWidth, m_table->header().sectionSizeHint(column)));
    m_table->setFillColumns({SparsityTableModel::Checkpoint, SparsityTableModel::Data});
    std::vector<int> yielding; // the density and the layer always stay
    for (const char* id : {"top_share", "cett_kept", "gini", "never", "under_10_percent", "over_1_percent", "hoyer",
                           "firing_neurons", "flops_skipped", "cett_epsilon"}) {
        const auto metrics = sparsityMetrics();
        const auto found = std::ranges::find(metrics, std::string_view(id), [](const SparsityMetric& metric) {
            return std::string_view(metric.info.id);
        });
        if (found != metrics.end()) yielding.push_back(SparsityTableModel::FirstMetric + int(found - metrics.begin()));
    }
    m_table->setYieldingColumns(yielding);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &SparsityPage::chooseLayer);
    auto* tools = new TableTools(*m_table);
    tools->setSource(QStringLiteral("sparsity"), [this] { return provenance(); });
    return tools->pageWith(captionLabel(tr("A row is a layer; the published numbers are at the end")));
}

bool SparsityPage::isEmpty() const
{
    return m_stack->currentIndex() == 1;
}

QString SparsityPage::noteText() const
{
    return m_note->text();
}

void SparsityPage::startOrStop()
{
    if (isMeasuring()) {
        m_context.jobs.cancel(m_job);
        finish(tr("Cancelled."));
        return;
    }
    const SparsityChoice choice = m_form->choice();
    if (!choice.isComplete()) return;
    LoadOptions options;
    if (const auto& model = m_context.jobs.model()) options = {.device = model->device, .precision = model->precision};
    const QString name = QString::fromStdString(choice.checkpoints.front().name);
    const QString title = choice.checkpoints.size() == 1
                              ? tr("Sparsity of %1").arg(name)
                              : tr("Sparsity of %Ln checkpoint(s)", nullptr, int(choice.checkpoints.size()));
    m_job = m_context.jobs.engineJob<std::vector<SparsityProfile>>(
        title, this,
        [choice, options, services = m_context.jobs.services(),
         connection = std::make_shared<Project>(m_context.session.project().reopen())](
            const std::stop_token& stop, const ProgressCallback& progress) {
            return measureSparsity(*connection, choice, services, options, stop, progress);
        },
        [this](std::vector<SparsityProfile> profiles) {
            adopt(std::move(profiles));
            finish({});
        },
        [this](const QString& error) { finish(error); });
    setRole(m_note, "muted");
    m_note->setText(tr("Measuring; the status bar shows how far it is."));
    m_form->setRunning(true);
    showAbsence();
}

void SparsityPage::adopt(std::vector<SparsityProfile> profiles)
{
    m_model->setProfiles(std::move(profiles));
    m_legend->setEntries(legendOf(m_model->profiles()));
    followLayer();
    draw();
}

/// What was measured, in one line; or why nothing was.
void SparsityPage::finish(const QString& error)
{
    m_job = 0;
    m_form->setRunning(false);
    setRole(m_note, error.isEmpty() ? "muted" : "error");
    QString text = error;
    const auto& profiles = m_model->profiles();
    if (error.isEmpty() && !profiles.empty()) {
        const SparsityMetric& density = sparsityMetrics().front();
        QStringList parts;
        for (const SparsityProfile& profile : profiles) {
            const auto encoder = meanOf(density, profile, Stack::Encoder);
            const auto decoder = meanOf(density, profile, Stack::Decoder);
            QStringList means;
            if (encoder) means << tr("encoder %1").arg(formatPercent(*encoder));
            if (decoder) means << tr("decoder %1").arg(formatPercent(*decoder));
            parts << tr("%1: %2").arg(seriesName(profiles, profile), means.join(QStringLiteral(", ")));
        }
        constexpr qsizetype most = 3; // more are in the table alone
        text = parts.size() > most
                   ? QString()
                   : tr("Mean share of the neurons that fire at a token. %1.").arg(parts.join(QStringLiteral("; ")));
        m_context.jobs.setOutcome(parts.front());
    }
    m_note->setText(text);
    showAbsence();
}

void SparsityPage::showAbsence()
{
    const bool measured = !m_model->profiles().empty();
    m_stack->setCurrentIndex(measured ? 0 : 1);
    m_note->setVisible(!m_note->text().isEmpty());
    QString missing, remedy;
    const bool open = m_context.session.isOpen();
    if (!open) {
        missing = tr("Trained Transformers leave most of their neurons at zero. See how many fire, in which layers, at "
                     "which positions and words. Open a project with sentences first.");
        remedy = tr("Open a project");
    } else if (m_context.session.datasets().empty()) {
        missing = tr("It is measured on sentences. Import a data set first.");
        remedy = tr("Import a data set");
    } else if (m_form->choice().checkpoints.empty()) {
        missing = tr("There is no checkpoint yet. Choose one first.");
        remedy = tr("Choose a checkpoint");
    } else {
        missing =
            tr("Trained Transformers leave most of their neurons at zero. Run a checkpoint over the first sentences "
               "of a data set and see how many neurons fire, in which layers, at which positions and words, beside "
               "the same checkpoint with random weights.");
    }
    m_empty->setText(missing);
    m_empty->setRemedy(remedy);
    m_example->setVisible(remedy.isEmpty());
    m_example->setEnabled(!isMeasuring());
    m_form->button().setVisible(measured || isMeasuring()); // one button is enough
    m_form->setVisible(remedy.isEmpty());
}

void SparsityPage::draw()
{
    const auto figure = SparsityFigure(m_figures->currentIndex());
    const LayerId layer = m_context.selection.focus().layer;
    const auto& metric = sparsityMetrics()[std::size_t(std::max(0, m_measure->currentIndex()))];
    SparsityDrawing drawing = drawingOf(figure, m_model->profiles(), metric, layer);
    m_measure->setVisible(figure == SparsityFigure::Layers);
    m_panel->setTitle(drawing.title);
    m_curves->setTitles(drawing.xTitle, drawing.yTitle);
    m_curves->setEmptyText(figure == SparsityFigure::Layers || m_model->profiles().empty()
                               ? tr("There is no such number here.")
                               : tr("The layer %1 was not measured; choose another in the table.")
                                     .arg(QString::fromStdString(layer.toString())));
    m_curves->setNames(drawing.names);
    m_curves->setCurves(std::move(drawing.curves));
}

void SparsityPage::chooseLayer()
{
    const QModelIndex chosen = m_table->proxy().mapToSource(m_table->currentIndex());
    if (m_following || !chosen.isValid()) return;
    if (const auto layer = m_model->layerOf(chosen.row())) m_context.selection.setLayer(*layer);
}

/// The figures are of the layer in focus, and a row of it is selected.
void SparsityPage::followLayer()
{
    draw();
    const QScopedValueRollback following(m_following, true);
    const LayerId layer = m_context.selection.focus().layer;
    const QModelIndex current = m_table->proxy().mapToSource(m_table->currentIndex());
    if (current.isValid() && m_model->layerOf(current.row()) == layer) return;
    const int row = m_model->rowOf(layer);
    const QModelIndex shown = row < 0 ? QModelIndex() : m_table->proxy().mapFromSource(m_model->index(row, 0));
    if (shown.isValid())
        m_table->selectRow(shown.row());
    else
        m_table->clearSelection();
}

/// What every curve was computed from.
QStringList SparsityPage::provenance() const
{
    QStringList lines;
    for (const SparsityProfile& profile : m_model->profiles()) {
        QString line = tr("%1 over %2: %L3 sentences, %L4 and %L5 tokens, fires where |a| > %6, decoder %7.")
                           .arg(seriesName(m_model->profiles(), profile), QString::fromStdString(profile.data))
                           .arg(profile.summary.sentences)
                           .arg(profile.summary.tokens)
                           .arg(profile.summary.decoderTokens)
                           .arg(QLocale().toString(profile.request.epsilon),
                                QString::fromStdString(std::string(toString(profile.request.decoder))));
        for (const CheckpointInfo& known : m_context.session.checkpoints()) {
            if (known.path == profile.directory)
                line += QStringLiteral(" SHA-256 %1.").arg(QString::fromStdString(known.weightsSha256));
        }
        lines << line;
    }
    return lines;
}

} // namespace sparsight
