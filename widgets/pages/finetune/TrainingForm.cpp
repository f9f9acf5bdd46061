// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/finetune/TrainingForm.h"

#include "core/training/ParentShape.h"
#include "widgets/jobs/ErrorText.h"
#include "widgets/jobs/JobRunner.h"
#include "widgets/pages/PageTable.h"
#include "widgets/pages/finetune/TrainingOptions.h"
#include "widgets/pages/finetune/TrainingTrace.h"
#include "widgets/pages/models/CheckpointSearch.h"
#include "widgets/session/ProjectSession.h"
#include "widgets/theme/Theme.h"
#include "widgets/theme/ThemeIcon.h"

#include <QComboBox>
#include <QDir>
#include <QFileInfo>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QScrollArea>
#include <QSpinBox>
#include <QToolButton>
#include <QVBoxLayout>

namespace sparsight {

namespace {

const QString rateSetting = QStringLiteral("learning rate");

/// The place that a path leads to, for comparison and as the data of an entry.
QString placeOf(const QString& path)
{
    const QString canonical = QFileInfo(path).canonicalFilePath();
    return canonical.isEmpty() ? path : canonical;
}

QString textOf(const std::filesystem::path& path)
{
    return QString::fromStdU16String(path.u16string());
}

} // namespace

TrainingForm::TrainingForm(PageContext& context, QWidget* parent)
    : QFrame(parent)
    , m_context(context)
{
    setRole(this, "card");
    auto* content = new QWidget;
    auto* rows = new QVBoxLayout(content);
    rows->setContentsMargins(12, 0, 12, 0);
    rows->setSpacing(8);
    createFields();
    createMore();
    rows->addWidget(m_rows);
    rows->addWidget(m_more, 0, Qt::AlignLeft);
    rows->addWidget(m_options);
    rows->addStretch();
    auto* scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(content);
    createStart();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 12, 0, 12);
    layout->setSpacing(8);
    auto* heading = roleLabel(tr("Fine-tune a checkpoint"), "heading", this);
    heading->setContentsMargins(12, 0, 12, 0);
    layout->addWidget(heading);
    layout->addWidget(scroll, 1);
    auto* foot = new QVBoxLayout;
    foot->setContentsMargins(12, 0, 12, 0);
    foot->setSpacing(8);
    foot->addWidget(m_hint);
    foot->addWidget(m_start, 0, Qt::AlignRight);
    layout->addLayout(foot);

    connect(&context.session, &ProjectSession::changed, this, [this] {
        fillParents();
        fillDatasets();
    });
    connect(&context.jobs, &JobRunner::modelChanged, this, &TrainingForm::fillParents);
    TrainingRequest usual;
    usual.learningRates = {0.01, 0.001, 0.0001};
    show(usual);
    fillParents();
    fillDatasets();
    lookForCheckpoints();
}

void TrainingForm::createFields()
{
    m_rows = new FieldRows(this);
    m_parent = new QComboBox(this);
    m_dataset = new QComboBox(this);
    for (QComboBox* choice : {m_parent, m_dataset}) {
        choice->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        choice->setMinimumContentsLength(8);
        connect(choice, &QComboBox::currentIndexChanged, this, &TrainingForm::check);
    }
    connect(m_parent, &QComboBox::activated, this, [this] { m_chosenParent = m_parent->currentData().toString(); });
    m_rates = new QLineEdit(this);
    connect(m_rates, &QLineEdit::textChanged, this, &TrainingForm::check);
    m_epochs = new QSpinBox(this);
    m_epochs->setRange(1, 100000);
    m_batch = new QSpinBox(this);
    m_batch->setRange(1, 65536);
    for (QSpinBox* number : {m_epochs, m_batch})
        connect(number, &QSpinBox::valueChanged, this, &TrainingForm::check);
    m_optimizer = new QComboBox(this);
    m_optimizer->addItem(QStringLiteral("Adam"), int(OptimizerKind::Adam));
    m_optimizer->addItem(QStringLiteral("AdamW"), int(OptimizerKind::AdamW));
    m_optimizer->addItem(QStringLiteral("Adafactor"), int(OptimizerKind::Adafactor));
    connect(m_optimizer, &QComboBox::activated, this,
            [this] { m_options->followOptimizer(OptimizerKind(m_optimizer->currentData().toInt())); });

    m_rows->add(tr("Parent"), m_parent,
                tr("The checkpoint to start from: those of the project and of the Models page's folder."), "parent");
    m_rows->add(tr("Data set"), m_dataset, tr("The data sets of the project whose sentences have target texts."),
                "trainingData");
    m_rows->add(tr("Learning rates"), m_rates, tr("One checkpoint is trained with each, e.g. 0.01, 0.001, 0.0001."),
                "rates", rateSetting);
    m_rows->add(tr("Epochs"), m_epochs, tr("How often all pairs are trained on."), "epochs",
                QStringLiteral("number of epochs"));
    m_rows->add(tr("Batch"), m_batch, tr("Pairs of one step of the optimiser."), "batch", QStringLiteral("batch size"));
    m_rows->add(tr("Optimiser"), m_optimizer, tr("How the weights follow their gradients."), "optimizer");
}

void TrainingForm::createMore()
{
    m_options = new TrainingOptions(this);
    m_options->hide();
    connect(m_options, &TrainingOptions::changed, this, &TrainingForm::check);
    m_more = new QToolButton(this);
    m_more->setObjectName(QStringLiteral("more"));
    m_more->setText(tr("More"));
    m_more->setCheckable(true);
    m_more->setIcon(themeIcon(QStringLiteral("chevron-right")));
    m_more->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_more->setToolTip(tr("Schedule, dropout, precision, validation and the other settings"));
    connect(m_more, &QToolButton::toggled, this, [this](bool shown) {
        m_more->setIcon(themeIcon(shown ? QStringLiteral("chevron-down") : QStringLiteral("chevron-right")));
        m_options->setVisible(shown);
    });
}

void TrainingForm::createStart()
{
    m_hint = roleLabel({}, "muted", this);
    m_hint->setObjectName(QStringLiteral("trainingHint"));
    m_start = new QPushButton(tr("Train"), this);
    m_start->setObjectName(QStringLiteral("train"));
    setRole(m_start, "primary");
    connect(m_start, &QPushButton::clicked, this, &TrainingForm::start);
}

/// Only configurations are read, on another thread.
void TrainingForm::lookForCheckpoints()
{
    const EngineServices& services = m_context.jobs.services().engine;
    if (!services.find) return;
    m_context.jobs.query<std::vector<FoundCheckpoint>>(
        {}, this,
        [services, folder = chosenCheckpointFolder()](const std::stop_token& stop, const ProgressCallback&) {
            return searchCheckpoints(services, folder, stop);
        },
        [this](std::vector<FoundCheckpoint> found) {
            m_found = std::move(found);
            fillParents();
        },
        [](const QString&) {}); // the Models page tells why
}

void TrainingForm::fillParents()
{
    const QSignalBlocker quiet(m_parent);
    m_parent->clear();
    const auto add = [this](const QString& name, const QString& path) {
        if (!path.isEmpty()) addParent(placeOf(path), name);
    };
    const auto& model = m_context.jobs.model();
    if (model) add(QString::fromStdString(model->name), textOf(model->directory));
    for (const CheckpointInfo& checkpoint : m_context.session.checkpoints()) {
        const QString path = QString::fromStdString(checkpoint.path);
        if (QFileInfo(path).isDir()) add(QString::fromStdString(checkpoint.name), path);
    }
    for (const FoundCheckpoint& found : m_found) {
        if (found.refusal.empty()) add(QString::fromStdString(found.name), textOf(found.directory));
    }
    if (!m_chosenParent.isEmpty()) addParent(m_chosenParent);
    m_parent->setCurrentIndex(m_chosenParent.isEmpty() ? std::min(0, m_parent->count() - 1)
                                                       : m_parent->findData(m_chosenParent));
    check();
}

void TrainingForm::fillDatasets()
{
    const QString chosen = m_dataset->currentText();
    const QString newestBefore = m_dataset->itemText(m_dataset->count() - 1);
    const QSignalBlocker quiet(m_dataset);
    m_dataset->clear();
    QStringList names;
    for (const DatasetInfo& info : m_context.session.datasets()) {
        if (info.hasTargets) names << QString::fromStdString(info.name);
    }
    m_dataset->addItems(names);
    m_options->setDatasets(names);
    // What was imported just now is wanted.
    const bool hasNewer =
        m_dataset->itemText(m_dataset->count() - 1) != newestBefore && m_dataset->findText(newestBefore) >= 0;
    const int row = hasNewer ? -1 : m_dataset->findText(chosen);
    m_dataset->setCurrentIndex(row >= 0 ? row : m_dataset->count() - 1);
    const QFileInfo project(m_context.session.file());
    m_options->setUsualOutputFolder(
        m_context.session.isOpen() ? project.dir().filePath(project.completeBaseName() + QStringLiteral("-trained"))
                                   : QString());
    check();
}

void TrainingForm::addParent(const QString& place, const QString& name)
{
    if (m_parent->findData(place) >= 0) return;
    m_parent->addItem(name.isEmpty() ? QFileInfo(place).fileName() : name, place);
    m_parent->setItemData(m_parent->count() - 1, place, Qt::ToolTipRole);
}

void TrainingForm::show(const TrainingRequest& request)
{
    if (!request.parent.empty()) {
        m_chosenParent = placeOf(textOf(request.parent));
        fillParents();
    }
    if (!request.dataName.empty()) m_dataset->setCurrentText(QString::fromStdString(request.dataName));
    QStringList rates;
    for (const double rate : request.learningRates)
        rates << QString::fromStdString(rateText(rate));
    m_rates->setText(rates.join(QStringLiteral(", ")));
    m_epochs->setValue(request.settings.epochs);
    m_batch->setValue(request.settings.batchSize);
    m_optimizer->setCurrentIndex(m_optimizer->findData(int(request.settings.optimizer)));
    m_options->show(request.settings);
    m_options->setValidation(QString::fromStdString(request.validationName));
    if (!request.output.empty()) m_options->setOutputFolder(textOf(request.output));
    check();
}

std::vector<double> TrainingForm::rates() const
{
    std::vector<double> rates;
    static const QRegularExpression separators(QStringLiteral("[,;\\s]+"));
    const auto refuse = [](const QString& sentence) {
        return Error(ErrorCode::BadInput, sentence.toStdString(), {.item = rateSetting.toStdString()});
    };
    static const QRegularExpression decimalComma(QStringLiteral("(?<![^\\s,;])\\d+,\\d+(?![^\\s,;])"));
    static const QRegularExpression power(QStringLiteral("^[-+]?[\\d.]+[eE][-+]?\\d+$"));
    static const QRegularExpression gap(QStringLiteral("[,;]\\s*[,;]"));
    if (const auto found = decimalComma.match(m_rates->text()); found.hasMatch()) {
        QString one = found.captured(), two = one;
        one.replace(QLatin1Char(','), QLatin1Char('.'));
        two.replace(QLatin1Char(','), QLatin1String(", "));
        throw refuse(tr("“%1” may be one rate or two: write %2 or %3.").arg(found.captured(), one, two));
    }
    if (gap.match(m_rates->text()).hasMatch()) throw refuse(tr("There is no rate between two commas."));
    for (const QString& part : m_rates->text().split(separators, Qt::SkipEmptyParts)) {
        bool isNumber = false;
        const double rate = part.toDouble(&isNumber);
        const bool isOutOfRange = !isNumber && power.match(part).hasMatch(); // 1e-400
        if (!isNumber && !isOutOfRange)
            throw refuse(
                tr("“%1” is not a number. Rates are written with a point, and commas between them: 0.01, 0.001")
                    .arg(part));
        if (isOutOfRange || !(rate > 0 && rate <= 1000))
            throw refuse(tr("A learning rate is above 0 and at most 1000, not %1.").arg(part));
        if (std::find(rates.begin(), rates.end(), rate) != rates.end())
            throw refuse(tr("%1 is there twice.").arg(part));
        rates.push_back(rate);
    }
    if (rates.empty()) throw refuse(tr("Give at least one learning rate, e.g. 0.001."));
    return rates;
}

TrainingRequest TrainingForm::request() const
{
    TrainingRequest request{.parent = m_parent->currentData().toString().toStdU16String(),
                            .dataName = m_dataset->currentText().toStdString(),
                            .validationName = m_options->validation().toStdString(),
                            .output = m_options->outputFolder().toStdU16String()};
    TrainingSettings& settings = request.settings;
    settings.epochs = m_epochs->value();
    settings.batchSize = m_batch->value();
    settings.optimizer = OptimizerKind(m_optimizer->currentData().toInt());
    m_options->read(settings);
    request.learningRates = rates();
    for (const double rate : request.learningRates) {
        settings.learningRate = rate;
        settings.check();
    }
    checkFrozen(settings.frozen, readParentShape(request.parent));
    checkValidation(request);
    return request;
}

QString TrainingForm::absence() const
{
    if (!m_context.session.isOpen()) return tr("Open or make a project first.");
    if (m_context.session.isReadOnly()) return tr("The project is open read-only.");
    if (m_dataset->count() == 0) return tr("Import pairs of source and target texts, or papers with summaries, first.");
    if (m_parent->count() == 0) return tr("There is no checkpoint to start from; choose a folder on the Models page.");
    if (m_busy) return tr("A training runs; the next one can be started after it.");
    return {};
}

void TrainingForm::check()
{
    if (!m_start) return; // while the fields are made
    m_rows->clearComplaints();
    m_options->clearComplaints();
    QString problem = absence();
    bool isWrong = false;
    try {
        request();
    } catch (const Error& error) {
        isWrong = true;
        const QString sentence = errorSentence(error);
        const QString setting = QString::fromStdString(error.context().item);
        // What has no field of its own is a part that cannot be frozen.
        if (m_rows->complain(setting, sentence)) {
            if (problem.isEmpty()) problem = tr("Something above needs to be put right.");
        } else {
            if (!m_options->complain(setting, sentence)) m_options->complain(QStringLiteral("frozen"), sentence);
            if (problem.isEmpty()) problem = tr("Something under “More” needs to be put right.");
        }
    }
    m_start->setEnabled(problem.isEmpty() && !isWrong);
    m_hint->setText(problem.isEmpty() ? tr("Runs beside your work; a training that is cut off can be resumed.")
                                      : problem);
}

void TrainingForm::setBusy(bool busy)
{
    m_busy = busy;
    check();
}

void TrainingForm::start()
{
    try {
        Q_EMIT wanted(request());
    } catch (const Error&) {
        check(); // says it
    }
}

} // namespace sparsight
