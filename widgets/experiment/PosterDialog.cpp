// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/experiment/PosterDialog.h"

#include "widgets/common/Format.h"
#include "widgets/jobs/ErrorText.h"
#include "widgets/jobs/JobRunner.h"
#include "widgets/pages/PageTable.h"
#include "widgets/pages/data/TopicCounter.h"
#include "widgets/session/ProjectSession.h"
#include "widgets/session/Selection.h"
#include "widgets/theme/Theme.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileInfo>
#include <QFormLayout>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QSettings>
#include <QSpinBox>
#include <QVBoxLayout>
#include <algorithm>

namespace sparsight {

namespace {

constexpr double fullShare = 0.9; // of sentences with a keyword, from which on scores say nothing

/// Texts between commas, blanks around them removed.
QStringList partsOf(const QString& text)
{
    QStringList parts;
    for (const QString& part : text.split(QLatin1Char(','), Qt::SkipEmptyParts))
        if (!part.trimmed().isEmpty()) parts << part.trimmed();
    return parts;
}

QString settingOf(const QWidget* field)
{
    return QStringLiteral("experiment/") + field->objectName();
}

QComboBox* createCombo(const char* name, QWidget* parent)
{
    auto* combo = new QComboBox(parent);
    combo->setObjectName(QString::fromLatin1(name));
    combo->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    combo->setMinimumContentsLength(16);
    return combo;
}

void addRow(QFormLayout* form, const QString& label, QWidget* field, const QString& hint)
{
    field->setToolTip(hint);
    field->setAccessibleName(label);
    form->addRow(label, field);
}

} // namespace

PosterDialog::PosterDialog(PageContext& context, QWidget* parent)
    : QDialog(parent)
    , m_context(context)
{
    setWindowTitle(tr("The publication's experiment"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(12);
    auto* what = roleLabel(tr("Fine-tunes a checkpoint with several learning rates, captures all of them over the same "
                              "sentences, and compares KT-scores, ROUGE and the kinds of neurons. What is done already "
                              "is left as it is."),
                           "muted", this);
    what->setWordWrap(true);
    layout->addWidget(what);
    auto* form = new QFormLayout;
    addData(form);
    addChoices(form);
    layout->addLayout(form);
    m_share = roleLabel({}, "muted", this);
    m_share->setObjectName(QStringLiteral("share"));
    m_share->setWordWrap(true);
    layout->addWidget(m_share);
    layout->addStretch();
    m_problem = roleLabel({}, "error", this);
    m_problem->setObjectName(QStringLiteral("problem"));
    m_problem->setWordWrap(true);
    layout->addWidget(m_problem);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_start = buttons->addButton(tr("Run the experiment"), QDialogButtonBox::AcceptRole);
    m_start->setObjectName(QStringLiteral("start"));
    setRole(m_start, "primary");
    connect(buttons, &QDialogButtonBox::accepted, this, &PosterDialog::start);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    layout->addWidget(buttons);
    resize(560, sizeHint().height());

    fillModels();
    fillDatasets();
    fillTopics();
    restore();
    connect(m_pairs, &QComboBox::currentTextChanged, this, &PosterDialog::chooseSentences);
    for (QComboBox* combo : {m_pairs, m_sentences, m_topic, m_keywordIn})
        connect(combo, &QComboBox::currentTextChanged, this, &PosterDialog::countKeywords);
    for (QComboBox* combo : findChildren<QComboBox*>())
        connect(combo, &QComboBox::currentTextChanged, this, &PosterDialog::check);
    for (QLineEdit* line : {m_rates, m_neurons})
        connect(line, &QLineEdit::textChanged, this, &PosterDialog::check);
    check();
    countKeywords();
}

/// The choices that are no more there stay as they are by default.
void PosterDialog::restore()
{
    const QSettings settings;
    const auto known = [&](const QWidget* field) { return settings.value(settingOf(field)); };
    for (QComboBox* combo : findChildren<QComboBox*>()) {
        const QString text = known(combo).toString();
        if (!text.isEmpty() && (combo->isEditable() || combo->findText(text) >= 0)) combo->setCurrentText(text);
        if (combo == m_pairs) chooseSentences(); // comes before what was chosen
    }
    for (QLineEdit* line : {m_rates, m_neurons})
        if (known(line).isValid()) line->setText(known(line).toString());
    if (known(m_epochs).isValid()) m_epochs->setValue(known(m_epochs).toInt());
}

void PosterDialog::done(int result)
{
    QSettings settings;
    for (const QComboBox* combo : findChildren<QComboBox*>())
        settings.setValue(settingOf(combo), combo->currentText());
    for (const QLineEdit* line : {m_rates, m_neurons})
        settings.setValue(settingOf(line), line->text());
    settings.setValue(settingOf(m_epochs), m_epochs->value());
    QDialog::done(result);
}

void PosterDialog::addData(QFormLayout* form)
{
    m_model = createCombo("model", this);
    addRow(form, tr("Checkpoint"), m_model, tr("The checkpoint to start from."));
    m_checkpoints = createCombo("checkpoints", this);
    m_checkpoints->addItem(tr("Train one for each learning rate"), int(PosterCheckpoints::Train));
    m_checkpoints->addItem(tr("Take those that were trained from it"), int(PosterCheckpoints::Recorded));
    addRow(form, tr("Compared with"), m_checkpoints,
           tr("Trainings that are complete are not repeated in either case."));
    m_pairs = createCombo("pairs", this);
    addRow(form, tr("Trained on"), m_pairs, tr("The data sets of the project whose sentences have target texts."));
    m_rates = new QLineEdit(QStringLiteral("0.01, 0.001, 0.0001"), this);
    m_rates->setObjectName(QStringLiteral("rates"));
    addRow(form, tr("Learning rates"), m_rates, tr("One checkpoint is trained with each."));
    m_epochs = new QSpinBox(this);
    m_epochs->setObjectName(QStringLiteral("epochs"));
    m_epochs->setRange(1, 100000);
    m_epochs->setValue(TrainingSettings{}.epochs);
    addRow(form, tr("Epochs"), m_epochs, tr("How often all pairs are trained on."));
}

void PosterDialog::addChoices(QFormLayout* form)
{
    m_sentences = createCombo("sentences", this);
    addRow(form, tr("Captured"), m_sentences, tr("The sentences that every checkpoint reads."));
    m_topic = createCombo("topic", this);
    addRow(form, tr("Topic"), m_topic, tr("Whose keywords KT-scores count."));
    m_keywordIn = createCombo("keywordIn", this);
    m_keywordIn->addItem(tr("the sentence"), false);
    m_keywordIn->addItem(tr("the text that each checkpoint writes from it"), true);
    addRow(form, tr("Keywords in"), m_keywordIn, tr("Where a keyword is looked for."));
    m_rule = createCombo("rule", this);
    m_rule->setEditable(true);
    for (const char* rule : {"matched", "matched/quantile:0.99", "fixed", "threshold:0", "top:50", "winner"})
        m_rule->addItem(QString::fromLatin1(rule));
    addRow(form, tr("Rule"), m_rule,
           tr("Which sentences a neuron captures. “matched”: as many as in the checkpoint that is started from; "
              "“fixed”: the very same ones."));
    m_neurons = new QLineEdit(this);
    m_neurons->setObjectName(QStringLiteral("neurons"));
    m_neurons->setPlaceholderText(tr("the ten best"));
    addRow(form, tr("Neurons"), m_neurons, tr("Numbers separated by commas, e.g. 2384, 2166."));
}

void PosterDialog::fillModels()
{
    const auto add = [this](const QString& name, const QString& path) {
        const QString place = QFileInfo(path).canonicalFilePath();
        if (!place.isEmpty() && m_model->findData(place) < 0) m_model->addItem(name, place);
    };
    const auto& model = m_context.jobs.model();
    if (model) add(QString::fromStdString(model->name), QString::fromStdU16String(model->directory.u16string()));
    for (const CheckpointInfo& checkpoint : m_context.session.checkpoints())
        add(QString::fromStdString(checkpoint.name), QString::fromStdString(checkpoint.path));
}

void PosterDialog::fillDatasets()
{
    for (const DatasetInfo& dataset : m_context.session.datasets()) {
        const QString name = QString::fromStdString(dataset.name);
        m_sentences->addItem(name);
        if (dataset.hasTargets) m_pairs->addItem(name);
    }
    chooseSentences();
}

/// The papers' own sentences, or else other sentences: a whole paper nearly always has a keyword.
void PosterDialog::chooseSentences()
{
    const auto& datasets = m_context.session.datasets();
    const int own =
        m_sentences->findText(QString::fromStdString(paperSentencesName(m_pairs->currentText().toStdString())));
    const auto other =
        std::find_if(datasets.begin(), datasets.end(), [](const DatasetInfo& data) { return !data.hasTargets; });
    if (own >= 0) {
        m_sentences->setCurrentIndex(own);
    } else {
        m_sentences->setCurrentText(other == datasets.end() ? m_pairs->currentText()
                                                            : QString::fromStdString(other->name));
    }
}

/// What a KT-score has to be held against is known before hours are spent on it.
void PosterDialog::countKeywords()
{
    m_context.jobs.cancel(m_count);
    m_share->clear();
    const ProjectSession& session = m_context.session;
    const auto& topics = session.topics();
    const auto topic = std::find_if(topics.begin(), topics.end(), [this](const Topic& known) {
        return QString::fromStdString(known.name) == m_topic->currentText();
    });
    const auto& datasets = session.datasets();
    const auto data = std::find_if(datasets.begin(), datasets.end(), [this](const DatasetInfo& known) {
        return QString::fromStdString(known.name) == m_sentences->currentText();
    });
    if (topic == topics.end() || data == datasets.end() || m_keywordIn->currentData().toBool()) return;
    m_count = m_context.jobs.query<TopicCounts>(
        {}, this,
        [file = session.project().file(), id = data->id, topic = *topic](
            const std::stop_token& stop, const ProgressCallback&) { return countTopic(file, id, topic, 0, stop); },
        [this](const TopicCounts& counts) { showShare(counts); }, [](const QString&) {}); // the experiment tells it
}

void PosterDialog::showShare(const TopicCounts& counts)
{
    const QLocale locale;
    const double share = counts.sentences ? double(counts.matching) / counts.sentences : 0;
    QString text = tr("%1 of %2 sentences of “%3” have a keyword of %4 (%5).")
                       .arg(locale.toString(counts.matching), locale.toString(counts.sentences),
                            m_sentences->currentText(), m_topic->currentText(), formatPercent(share));
    const bool saysNothing = counts.matching == 0 || share > fullShare;
    if (counts.matching == 0) {
        text += QLatin1Char(' ') + tr("Every KT-score would be 0.");
    } else if (share > fullShare) {
        text += QLatin1Char(' ') + tr("Every KT-score would be near 1.");
    }
    if (m_sentences->currentText() == m_pairs->currentText()) {
        text += QLatin1Char(' ') + tr("Its rows are the whole texts that are trained on; the publication captures "
                                      "sentences. Import the papers as sentences too, and choose those.");
    }
    setRole(m_share, saysNothing ? "error" : "muted");
    m_share->setText(text);
}

void PosterDialog::fillTopics()
{
    for (const Topic& topic : m_context.session.topics())
        m_topic->addItem(QString::fromStdString(topic.name));
    const QString chosen = m_context.selection.focus().topic;
    const int published = m_topic->findText(QStringLiteral("STEM"));
    m_topic->setCurrentIndex(published >= 0 ? published : std::max(0, m_topic->findText(chosen)));
}

bool PosterDialog::hasTrainings() const
{
    for (const TrainingInfo& training : m_context.session.trainings()) {
        const CheckpointInfo* parent = m_context.session.checkpoint(training.parent);
        if (parent && QFileInfo(QString::fromStdString(parent->path)).canonicalFilePath() == m_model->currentData())
            return true;
    }
    return false;
}

std::optional<uint> PosterDialog::neuronCount() const
{
    const auto& loaded = m_context.jobs.model();
    const QString place = m_model->currentData().toString();
    const auto isChosen = [&](const QString& path) { return QFileInfo(path).canonicalFilePath() == place; };
    if (loaded && isChosen(QString::fromStdU16String(loaded->directory.u16string()))) return uint(loaded->dFf);
    for (const CheckpointInfo& known : m_context.session.checkpoints()) {
        if (!isChosen(QString::fromStdString(known.path))) continue;
        const int width = QJsonDocument::fromJson(QByteArray::fromStdString(known.config))
                              .object()
                              .value(QLatin1String("d_ff"))
                              .toInt();
        if (width > 0) return uint(width);
    }
    return std::nullopt;
}

/// What the fields lack or have that makes no sense; empty: nothing that can be told without the core.
QString PosterDialog::flaw() const
{
    const bool trains = isTraining();
    if (m_model->count() == 0) return tr("There is no checkpoint yet; load one on the Models page.");
    if (trains && m_pairs->count() == 0)
        return tr(
            "No data set has target texts to learn; import papers with summaries, or a file with a target column.");
    if (!trains && !hasTrainings()) return tr("The project knows no checkpoint that was trained from this one.");
    if (m_topic->count() == 0) return tr("There is no topic yet; make one on the Data page.");
    bool isNumber = true;
    for (const QString& rate : partsOf(m_rates->text())) {
        rate.toDouble(&isNumber);
        if (!isNumber) return tr("“%1” is no learning rate; write numbers such as 0.001.").arg(rate);
    }
    if (trains && partsOf(m_rates->text()).isEmpty()) return tr("Give at least one learning rate, e.g. 0.001.");
    for (const QString& neuron : partsOf(m_neurons->text())) {
        const uint number = neuron.toUInt(&isNumber);
        if (!isNumber) return tr("“%1” is no neuron; write numbers such as 2384.").arg(neuron);
        if (neuronCount() && number >= *neuronCount())
            return tr("There is no neuron %1: a layer of this checkpoint has the neurons 0 to %2.")
                .arg(neuron)
                .arg(*neuronCount() - 1);
    }
    return {};
}

PosterChoices PosterDialog::choices() const
{
    PosterChoices choices;
    choices.checkpoints = isTraining() ? PosterCheckpoints::Train : PosterCheckpoints::Recorded;
    choices.model = m_model->currentData().toString().toStdU16String();
    choices.pairs = m_pairs->currentText().toStdString();
    choices.sentences = m_sentences->currentText().toStdString();
    choices.topic = m_topic->currentText().toStdString();
    choices.keywordInGenerated = m_keywordIn->currentData().toBool();
    choices.rule = m_rule->currentText().trimmed().toStdString();
    resolveRule(choices.rule, "RUN");
    choices.training.epochs = m_epochs->value();
    choices.learningRates.clear();
    for (const QString& rate : partsOf(m_rates->text())) {
        choices.training.learningRate = rate.toDouble();
        choices.training.check();
        choices.learningRates.push_back(choices.training.learningRate);
    }
    for (const QString& neuron : partsOf(m_neurons->text()))
        choices.neurons.push_back(neuron.toUInt());
    choices.output = usualOutput(m_context.session.file().toStdU16String());
    return choices;
}

bool PosterDialog::isTraining() const
{
    return PosterCheckpoints(m_checkpoints->currentData().toInt()) == PosterCheckpoints::Train;
}

void PosterDialog::check()
{
    for (QWidget* field : std::initializer_list<QWidget*>{m_pairs, m_rates, m_epochs})
        field->setEnabled(isTraining());
    QString problem = flaw();
    try {
        if (problem.isEmpty()) choices();
    } catch (const Error& error) {
        problem = errorSentence(error);
    }
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
    m_start->setEnabled(problem.isEmpty());
}

void PosterDialog::start()
{
    Q_EMIT wanted(choices());
    accept();
}

} // namespace sparsight
