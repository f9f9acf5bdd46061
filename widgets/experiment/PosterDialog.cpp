// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/experiment/PosterDialog.h"

#include "widgets/jobs/ErrorText.h"
#include "widgets/jobs/JobRunner.h"
#include "widgets/pages/PageTable.h"
#include "widgets/session/ProjectSession.h"
#include "widgets/session/Selection.h"
#include "widgets/theme/Theme.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileInfo>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

namespace sparsight {

namespace {

/// Texts between commas, blanks around them removed.
QStringList partsOf(const QString& text)
{
    QStringList parts;
    for (const QString& part : text.split(QLatin1Char(','), Qt::SkipEmptyParts))
        if (!part.trimmed().isEmpty()) parts << part.trimmed();
    return parts;
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
    for (QComboBox* combo : findChildren<QComboBox*>())
        connect(combo, &QComboBox::currentTextChanged, this, &PosterDialog::check);
    for (QLineEdit* line : {m_rates, m_neurons})
        connect(line, &QLineEdit::textChanged, this, &PosterDialog::check);
    check();
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
    // The papers' own sentences, where they were imported as such.
    const int own = m_sentences->findText(m_pairs->currentText() + QStringLiteral("-sentences"));
    m_sentences->setCurrentText(own >= 0 ? m_sentences->itemText(own) : m_pairs->currentText());
}

void PosterDialog::fillTopics()
{
    for (const Topic& topic : m_context.session.topics())
        m_topic->addItem(QString::fromStdString(topic.name));
    const QString chosen = m_context.selection.focus().topic;
    m_topic->setCurrentText(chosen.isEmpty() ? QStringLiteral("STEM") : chosen);
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
        neuron.toUInt(&isNumber);
        if (!isNumber) return tr("“%1” is no neuron; write numbers such as 2384.").arg(neuron);
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
