// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/finetune/TrainingOptions.h"

#include "core/base/Error.h"
#include "core/store/Records.h"
#include "widgets/theme/ThemeIcon.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QDoubleSpinBox>
#include <QFileDialog>
#include <QLineEdit>
#include <QLocale>
#include <QRegularExpression>
#include <QSpinBox>

namespace sparsight {

namespace {

constexpr int manyTokens = 65536, many = 1000000000;

QString view(std::string_view text)
{
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

Error badInput(const char* setting, const QString& sentence)
{
    return {ErrorCode::BadInput, sentence.toStdString(), {.item = setting}};
}

void addPrecisions(QComboBox* choice)
{
    for (const Precision precision : {Precision::Fp32, Precision::Bf16})
        choice->addItem(view(toString(precision)), int(precision));
}

void choose(QComboBox* choice, const QVariant& data)
{
    const int row = choice->findData(data);
    if (row < 0) choice->addItem(data.toString(), data);
    choice->setCurrentIndex(row >= 0 ? row : choice->count() - 1);
}

} // namespace

TrainingOptions::TrainingOptions(QWidget* parent)
    : FieldRows(parent)
{
    createSteps();
    createMemory();
    createTexts();
    setDatasets({});
    show({});
}

QSpinBox* TrainingOptions::addNumber(const QString& caption, const QString& hint, const char* name, const char* setting,
                                     int low, int high)
{
    auto* field = new QSpinBox(this);
    field->setRange(low, high);
    connect(field, &QSpinBox::valueChanged, this, &TrainingOptions::changed);
    add(caption, field, hint, name, QString::fromLatin1(setting));
    return field;
}

QDoubleSpinBox* TrainingOptions::addDecimal(const QString& caption, const QString& hint, const char* name,
                                            const char* setting, double high, double step, int decimals)
{
    auto* field = new QDoubleSpinBox(this);
    field->setDecimals(decimals);
    field->setRange(0, high);
    field->setSingleStep(step);
    connect(field, &QDoubleSpinBox::valueChanged, this, &TrainingOptions::changed);
    add(caption, field, hint, name, QString::fromLatin1(setting));
    return field;
}

QComboBox* TrainingOptions::addChoice(const QString& caption, const QString& hint, const char* name,
                                      const char* setting)
{
    auto* field = new QComboBox(this);
    connect(field, &QComboBox::currentIndexChanged, this, &TrainingOptions::changed);
    add(caption, field, hint, name, QString::fromLatin1(setting));
    return field;
}

QLineEdit* TrainingOptions::addText(const QString& caption, const QString& hint, const char* name, const char* setting)
{
    auto* field = new QLineEdit(this);
    connect(field, &QLineEdit::textChanged, this, &TrainingOptions::changed);
    add(caption, field, hint, name, QString::fromLatin1(setting));
    return field;
}

void TrainingOptions::createSteps()
{
    m_schedule = addChoice(tr("Schedule"), tr("How the learning rate goes on after the warm-up."), "schedule");
    m_schedule->addItem(tr("constant"), int(ScheduleKind::Constant));
    m_schedule->addItem(tr("linear to 0"), int(ScheduleKind::Linear));
    m_schedule->addItem(tr("cosine to 0"), int(ScheduleKind::Cosine));
    m_warmUp = addNumber(tr("Warm-up steps"), tr("Steps over which the learning rate rises from 0."), "warmUp",
                         "number of warm-up steps", 0, many);
    m_clip = addDecimal(tr("Clipping norm"), tr("Largest global norm of the gradients. 0: they are not clipped."),
                        "clip", "clipping norm", 1e6, 0.1, 4);
    m_weightDecay = addDecimal(tr("Weight decay"), tr("Adam adds it to the gradient, AdamW and Adafactor decouple it."),
                               "weightDecay", "weight decay", 1000, 0.01, 5);
    m_dropout = addText(tr("Dropout"), tr("From 0 to 0.99. Empty: dropout_rate of the checkpoint's configuration."),
                        "dropout", "dropout");
    m_dropout->setPlaceholderText(tr("as configured"));
    m_labelSmoothing = addDecimal(tr("Label smoothing"), tr("Share of the target that is spread over all tokens."),
                                  "labelSmoothing", "label smoothing", 0.99, 0.05, 3);
    m_seed = addText(tr("Seed"), tr("Of dropout, the order of the pairs and the validation split."), "seed", "seed");
    m_frozen = addText(tr("Frozen"),
                       tr("Parts that stay as they are, with commas: encoder, decoder, embedding, head, enc1, dec1 …"),
                       "frozen", "frozen");
    m_frozen->setPlaceholderText(tr("nothing"));
}

void TrainingOptions::createMemory()
{
    m_accumulation = addNumber(
        tr("Accumulation"), tr("Parts in which a batch is computed, to need less memory; the gradients are the same."),
        "accumulation", "accumulation", 1, manyTokens);
    m_checkpointing = new QCheckBox(tr("checkpointing"), this);
    connect(m_checkpointing, &QCheckBox::toggled, this, &TrainingOptions::changed);
    add(tr("Memory"), m_checkpointing,
        tr("Keep only a block's input and compute the block again for its gradients: less memory, more time."),
        "gradientCheckpointing");
    m_checkpointing->setAccessibleName(tr("Gradient checkpointing"));
    m_precision = addChoice(tr("Precision"), tr("Of matrix products; weights and their updates are in fp32."),
                            "precision", "precision");
    m_weights = addChoice(tr("Stored weights"), tr("What the new checkpoints' weights are stored as."), "weights",
                          "type of stored weights");
    addPrecisions(m_precision);
    addPrecisions(m_weights);
    m_device =
        addChoice(tr("Device"), tr("Where to train: the first GPU when there is one, or the processor."), "device");
    m_device->addItem(tr("best device"), QStringLiteral("auto"));
    m_device->addItem(QStringLiteral("cpu"), QStringLiteral("cpu"));
    m_device->addItem(QStringLiteral("cuda:0"), QStringLiteral("cuda:0"));
}

void TrainingOptions::createTexts()
{
    m_validation = addChoice(tr("Validate with"),
                             tr("The pairs that are not trained on but judged by, after each epoch and before the "
                                "first: a share of the pairs, or another data set with target texts."),
                             "validation", "validation data set");
    m_validation->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_validation->setMinimumContentsLength(8);
    connect(m_validation, &QComboBox::currentIndexChanged, this,
            [this] { m_validationShare->setEnabled(validation().isEmpty()); });
    m_validationShare = addDecimal(tr("Validation share"),
                                   tr("Share of the pairs that is not trained on but judged by, chosen by the seed."),
                                   "validationShare", "validation share", 0.9, 0.05, 3);
    m_patience = addNumber(tr("Patience"),
                           tr("Epochs without a better validation loss after which training stops; the best epoch is "
                              "then the result. 0: all epochs are run, and the last is the result."),
                           "patience", "patience", 0, 100000);
    m_source = addNumber(tr("Longest source"), tr("Longer source texts are cut to so many tokens."), "longestSource",
                         "most source tokens", 1, manyTokens);
    m_target = addNumber(tr("Longest target"), tr("Longer target texts are cut to so many tokens."), "longestTarget",
                         "most target tokens", 1, manyTokens);
    m_prefix = addText(tr("Prefix"), tr("What is written before each source text."), "prefix");
    m_evaluation = addNumber(tr("Evaluated pairs"),
                             tr("Validation pairs for which text is generated after each epoch, for ROUGE."),
                             "evaluatedPairs", "number of evaluation pairs", 0, many);
    m_output = addText(tr("Output folder"), tr("Where the new checkpoints are written, a folder each."), "output");
    QAction* browse = m_output->addAction(themeIcon(QStringLiteral("open")), QLineEdit::TrailingPosition);
    browse->setToolTip(tr("Choose a folder…"));
    connect(browse, &QAction::triggered, this, &TrainingOptions::chooseFolder);
}

void TrainingOptions::chooseFolder()
{
    auto* dialog = new QFileDialog(this, tr("Folder for the new checkpoints"), outputFolder());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    connect(dialog, &QFileDialog::fileSelected, this, &TrainingOptions::setOutputFolder);
    dialog->show();
}

void TrainingOptions::read(TrainingSettings& settings) const
{
    settings.schedule = ScheduleKind(m_schedule->currentData().toInt());
    settings.warmUpSteps = m_warmUp->value();
    settings.clip = m_clip->value();
    settings.weightDecay = m_weightDecay->value();
    settings.labelSmoothing = m_labelSmoothing->value();
    settings.accumulation = m_accumulation->value();
    settings.gradientCheckpointing = m_checkpointing->isChecked();
    settings.precision = Precision(m_precision->currentData().toInt());
    settings.weights = Precision(m_weights->currentData().toInt());
    settings.device = m_device->currentData().toString().toStdString();
    settings.threads = m_threads;
    settings.validationShare = m_validationShare->value();
    settings.patience = m_patience->value();
    settings.maximumSourceTokens = m_source->value();
    settings.maximumTargetTokens = m_target->value();
    settings.sourcePrefix = m_prefix->text().toStdString();
    settings.evaluationPairs = m_evaluation->value();
    settings.frozen.clear();
    static const QRegularExpression separators(QStringLiteral("[,;\\s]+"));
    for (const QString& part : m_frozen->text().split(separators, Qt::SkipEmptyParts))
        settings.frozen.push_back(part.toStdString());

    bool isNumber = true;
    settings.seed = m_seed->text().trimmed().toULongLong(&isNumber);
    if (!isNumber) throw badInput("seed", tr("“%1” is not a whole number from 0.").arg(m_seed->text()));
    settings.dropout.reset();
    QString dropout = m_dropout->text().trimmed();
    if (dropout.isEmpty()) return;
    settings.dropout = dropout.replace(QLatin1Char(','), QLatin1Char('.')).toDouble(&isNumber);
    if (!isNumber) throw badInput("dropout", tr("“%1” is not a number.").arg(m_dropout->text()));
}

void TrainingOptions::show(const TrainingSettings& settings)
{
    const QSignalBlocker quiet(this); // one change, not twenty
    m_optimizer = settings.optimizer;
    m_threads = settings.threads;
    choose(m_schedule, int(settings.schedule));
    m_warmUp->setValue(settings.warmUpSteps);
    m_clip->setValue(settings.clip);
    m_weightDecay->setValue(settings.weightDecay);
    m_dropout->setText(settings.dropout ? QLocale::c().toString(*settings.dropout) : QString());
    m_labelSmoothing->setValue(settings.labelSmoothing);
    m_seed->setText(QString::number(settings.seed));
    QStringList frozen;
    for (const std::string& part : settings.frozen)
        frozen << QString::fromStdString(part);
    m_frozen->setText(frozen.join(QStringLiteral(", ")));
    m_accumulation->setValue(settings.accumulation);
    m_checkpointing->setChecked(settings.gradientCheckpointing);
    choose(m_precision, int(settings.precision));
    choose(m_weights, int(settings.weights));
    choose(m_device, QString::fromStdString(settings.device));
    m_validationShare->setValue(settings.validationShare);
    m_patience->setValue(settings.patience);
    m_source->setValue(settings.maximumSourceTokens);
    m_target->setValue(settings.maximumTargetTokens);
    m_prefix->setText(QString::fromStdString(settings.sourcePrefix));
    m_evaluation->setValue(settings.evaluationPairs);
}

void TrainingOptions::followOptimizer(OptimizerKind kind)
{
    if (m_clip->value() == usualClip(m_optimizer)) m_clip->setValue(usualClip(kind));
    m_optimizer = kind;
}

void TrainingOptions::setDatasets(const QStringList& names)
{
    const QString chosen = validation();
    const QSignalBlocker quiet(this);
    m_validation->clear();
    m_validation->addItem(tr("a share"), QString());
    for (const QString& name : names)
        m_validation->addItem(name, name);
    m_validation->setCurrentIndex(std::max(0, m_validation->findData(chosen)));
}

QString TrainingOptions::validation() const
{
    return m_validation->currentData().toString();
}

void TrainingOptions::setValidation(const QString& dataset)
{
    m_validation->setCurrentIndex(std::max(0, m_validation->findData(dataset)));
}

QString TrainingOptions::outputFolder() const
{
    const QString chosen = m_output->text().trimmed();
    return chosen.isEmpty() ? m_output->placeholderText() : chosen;
}

void TrainingOptions::setOutputFolder(const QString& folder)
{
    m_output->setText(folder == m_output->placeholderText() ? QString() : folder);
}

void TrainingOptions::setUsualOutputFolder(const QString& folder)
{
    m_output->setPlaceholderText(folder);
}

} // namespace sparsight
