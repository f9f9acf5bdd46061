// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/ablation/DatasetAblation.h"

#include "core/base/Error.h"
#include "core/training/TrainingSettings.h"
#include "widgets/common/FlowLayout.h"
#include "widgets/common/Format.h"
#include "widgets/jobs/JobRunner.h"
#include "widgets/pages/PageTable.h"
#include "widgets/pages/ablation/RougeChangeModel.h"
#include "widgets/report/ExportSource.h"
#include "widgets/session/ProjectSession.h"
#include "widgets/theme/Theme.h"
#include "widgets/views/FilterTableView.h"
#include "widgets/views/TableTools.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QStringList>
#include <QVBoxLayout>

namespace sparsight {

namespace {

constexpr int scoreWidth = 92, changeWidth = 178;

QString namesOf(const std::vector<Intervention>& interventions)
{
    std::vector<NeuronName> names;
    for (const Intervention& each : interventions)
        names.push_back({each.layer, each.neuron});
    return namesText(names);
}

} // namespace

DatasetAblation::DatasetAblation(PageContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_dataset(new QComboBox)
    , m_prefix(new QLineEdit)
    , m_pairs(new QSpinBox)
    , m_controls(new QSpinBox)
    , m_button(new QPushButton)
    , m_note(plainLabel())
    , m_table(new FilterTableView)
    , m_model(new RougeChangeModel(this))
{
    m_dataset->setAccessibleName(tr("Data set"));
    m_dataset->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_prefix->setPlaceholderText(tr("none"));
    m_prefix->setAccessibleName(tr("Prefix"));
    m_prefix->setToolTip(plainToolTip(tr("Put before every sentence, as the checkpoint was trained with")));
    m_prefix->setMaximumWidth(120);
    m_pairs->setRange(0, 1000000);
    m_pairs->setValue(50);
    m_pairs->setSpecialValueText(tr("all"));
    m_pairs->setAccessibleName(tr("Pairs"));
    m_pairs->setToolTip(plainToolTip(tr("Only the first so many sentences with a target text")));
    m_controls->setRange(0, 20);
    m_controls->setValue(1);
    m_controls->setAccessibleName(tr("Controls"));
    m_controls->setToolTip(
        plainToolTip(tr("How often as many other neurons of the same layers and of like density are set in their "
                        "stead: what a control changes, any neurons of that density do")));
    m_note->setWordWrap(true);
    m_table->setSource(m_model);
    m_table->setAccessibleName(tr("ROUGE before and after"));
    m_table->setObjectName(QStringLiteral("ablation.rouge"));

    auto* bar = new QWidget;
    auto* choices = new FlowLayout(bar);
    const auto add = [choices](const QString& title, QWidget* field) {
        QLabel* caption = captionLabel(title);
        caption->setBuddy(field);
        choices->addPair(caption, field);
    };
    add(tr("Data set"), m_dataset);
    add(tr("Prefix"), m_prefix);
    add(tr("Pairs"), m_pairs);
    add(tr("Controls"), m_controls);
    setRole(m_button, "primary");
    choices->addWidget(m_button);
    auto* tools = new TableTools(*m_table);
    tools->setSource(QStringLiteral("ablation-rouge"), [this] { return provenance(); });
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(bar);
    layout->addWidget(tools->pageWith(m_note), 1);
    setFocusProxy(m_dataset);

    connect(m_button, &QPushButton::clicked, this, [this] {
        if (!isComputing()) return start();
        m_context.jobs.cancel(m_job);
        finish(tr("Cancelled."));
    });
    connect(&context.jobs, &JobRunner::jobFinished, this, [this](const JobState& job) { // or where jobs are listed
        if (job.id == m_job) finish(tr("Cancelled."));
    });
    connect(&context.session, &ProjectSession::opened, this, &DatasetAblation::fillDatasets);
    connect(&context.session, &ProjectSession::changed, this, &DatasetAblation::fillDatasets);
    connect(&context.jobs, &JobRunner::modelChanged, this, &DatasetAblation::followModel);
    fillDatasets();
    finish({});
    followModel();
}

/// A checkpoint that was trained in this project is asked in the way that it was trained with.
void DatasetAblation::followModel()
{
    const auto& model = m_context.jobs.model();
    for (const TrainingInfo& training : m_context.session.trainings()) {
        const CheckpointInfo* checkpoint = m_context.session.checkpoint(training.checkpoint);
        if (!model || !checkpoint || checkpoint->path != model->directory.string()) continue;
        try {
            m_prefix->setText(QString::fromStdString(parseTrainingSettings(training.settings).sourcePrefix));
        } catch (const Error&) { // settings of another version: the prefix is the person's to write
        }
    }
    showButton();
}

void DatasetAblation::fillDatasets()
{
    const QVariant chosen = m_dataset->currentData();
    const QSignalBlocker quiet(m_dataset);
    m_dataset->clear();
    for (const DatasetInfo& dataset : m_context.session.datasets()) {
        if (dataset.hasTargets)
            m_dataset->addItem(QString::fromStdString(dataset.name), QVariant::fromValue(qlonglong(dataset.id.value)));
    }
    const int at = m_dataset->findData(chosen);
    if (at >= 0) m_dataset->setCurrentIndex(at);
    m_dataset->setEnabled(m_dataset->count() > 0);
    showButton();
    if (!isComputing() && !m_result) finish({});
}

void DatasetAblation::setChoice(const std::optional<AblationChoice>& choice)
{
    m_choice = choice;
    showButton();
}

void DatasetAblation::start()
{
    const auto& model = m_context.jobs.model();
    if (!model || !m_choice || m_dataset->count() == 0) return;
    RougeAblationRequest request{.dataset = DatasetId(m_dataset->currentData().toLongLong()),
                                 .interventions = {},
                                 .controls = {},
                                 .generation = model->generation,
                                 .prefix = m_prefix->text().toStdString(),
                                 .pairs = std::uint32_t(m_pairs->value())};
    const LoadOptions options{.device = model->device, .precision = model->precision};
    const auto work = [request, options, choice = *m_choice, stored = StoredNeurons(m_context),
                       connection = std::make_shared<Project>(m_context.session.project().reopen()),
                       controls = m_controls->value(), directory = model->directory,
                       load = m_context.jobs.services().engine.load](const std::stop_token& stop,
                                                                     const ProgressCallback& progress) {
        const auto engine = load(directory, options, stop, progress);
        stored.checkWeights(*engine, stop);
        RougeAblationRequest complete = request;
        complete.interventions = stored.interventions(choice);
        for (int i = 0; stored.isThere() && i < controls; ++i)
            complete.controls.push_back(stored.control(choice, std::uint64_t(i)));
        return Outcome{ablateRouge(*engine, *connection, complete, stop, progress), complete.controls};
    };
    m_model->setResult(nullptr);
    m_result.reset();
    m_job = m_context.jobs.engineJob<Outcome>(
        tr("ROUGE with %1").arg(m_choice->text()), this, work,
        [this, choice = *m_choice, source = source()](Outcome outcome) {
            m_model->setSource(source);
            adopt(choice, std::move(outcome));
        },
        [this](const QString& error) { finish(error); });
    setRole(m_note, "muted");
    m_note->setText(tr("Writing; the status bar shows how far it is."));
    showButton();
}

/// What is measured with, and on.
QString DatasetAblation::source() const
{
    const auto& model = m_context.jobs.model();
    return model ? tr("Data set %1. %2").arg(m_dataset->currentText(), provenanceOf(m_context.session, *model).value(0))
                 : QString();
}

void DatasetAblation::adopt(const AblationChoice& choice, Outcome outcome)
{
    m_result = std::make_shared<const RougeAblation>(std::move(outcome.rouge));
    m_model->setResult(m_result);
    for (int column = 0; column < m_model->columnCount(); ++column)
        m_table->setColumnWidth(column, column < RougeChangeModel::Change ? scoreWidth : changeWidth);
    finish({});
    QStringList lines{tr("%1: texts that are not the same as before: %L2 of %L3.")
                          .arg(choice.text())
                          .arg(m_result->switched.differ)
                          .arg(m_result->before.pairs)};
    for (std::size_t i = 0; i < m_result->controls.size(); ++i) {
        lines << tr("Control %L1, of like density: %2; texts that are not the same: %L3.")
                     .arg(i + 1)
                     .arg(namesOf(outcome.controls[i]))
                     .arg(m_result->controls[i].differ);
    }
    if (m_result->controls.empty() && m_controls->value() > 0)
        lines << tr("No control: like density is known from a captured run of this checkpoint, and there is none.");
    m_note->setText(lines.join(QLatin1Char('\n')));
    m_context.jobs.setOutcome(lines.front());
}

void DatasetAblation::finish(const QString& error)
{
    m_job = 0;
    setRole(m_note, error.isEmpty() ? "muted" : "error");
    if (!error.isEmpty())
        m_note->setText(error);
    else if (m_dataset->count() == 0)
        m_note->setText(
            tr("ROUGE holds what is written against target texts: import a data set of pairs on the Data page first."));
    else
        m_note->setText(tr(
            "Every sentence of the data set is written from twice, as the checkpoint is and with the neurons set, and "
            "held against its target text."));
    showButton();
}

void DatasetAblation::showButton()
{
    m_button->setText(isComputing() ? tr("Stop") : tr("Measure ROUGE"));
    m_button->setEnabled(isComputing() || (m_choice && m_dataset->count() > 0 && m_context.jobs.model()));
}

QString DatasetAblation::noteText() const
{
    return m_note->text();
}

QStringList DatasetAblation::provenance() const
{
    QStringList lines;
    if (m_choice) lines << m_choice->text();
    lines << m_note->text();
    if (const auto& model = m_context.jobs.model()) lines << provenanceOf(m_context.session, *model);
    return lines;
}

} // namespace sparsight
