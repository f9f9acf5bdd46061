// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/sparsity/SparsityForm.h"

#include "widgets/common/FlowLayout.h"
#include "widgets/common/Folders.h"
#include "widgets/common/Format.h"
#include "widgets/common/NamedCombo.h"
#include "widgets/jobs/JobRunner.h"
#include "widgets/pages/PageTable.h"
#include "widgets/pages/sparsity/CheckedMenu.h"
#include "widgets/session/ProjectSession.h"
#include "widgets/theme/Theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>

namespace sparsight {

namespace {

constexpr int usualSentences = 200;

QCheckBox* checkBox(const QString& title, const QString& hint)
{
    auto* box = new QCheckBox(title);
    box->setChecked(true);
    box->setToolTip(plainToolTip(hint));
    return box;
}

} // namespace

SparsityForm::SparsityForm(PageContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_checkpoints(new CheckedMenu(tr("Checkpoints"), tr("The checkpoints to measure, side by side")))
    , m_datasets(new CheckedMenu(tr("Data sets"), tr("The data sets to measure on, e.g. texts like those of the "
                                                     "training, and others that were held out")))
    , m_twin(
          checkBox(tr("Random twin"), tr("Also a checkpoint of the first one's shape with random weights: about half "
                                         "of its neurons fire, which is what training is held against")))
    , m_cett(
          checkBox(QStringLiteral("CETT"), tr("What can be left out where nothing is exactly zero; it takes a product "
                                              "with wo for every token")))
    , m_decoder(namedCombo(tr("Decoder"), tr("Whether the decoder runs, and what it reads")))
    , m_which(namedCombo(tr("Sentences"), tr("Which sentences of a data set are read")))
    , m_sentences(new QSpinBox)
    , m_epsilon(new QDoubleSpinBox)
    , m_button(new QPushButton)
{
    m_decoder->addItem(tr("target text"), int(DecoderMode::Teacher));
    m_decoder->setItemData(0, tr("The target text of a sentence, or the sentence itself where it has none"),
                           Qt::ToolTipRole);
    m_decoder->addItem(tr("none"), int(DecoderMode::None));
    m_decoder->addItem(tr("what it writes"), int(DecoderMode::Generate));
    m_which->addItem(tr("the first"), false);
    m_which->addItem(tr("drawn blindly"), true);
    m_sentences->setRange(0, 10'000'000);
    m_sentences->setValue(usualSentences);
    m_sentences->setSpecialValueText(tr("all"));
    m_sentences->setAccessibleName(tr("How many sentences"));
    m_sentences->setToolTip(plainToolTip(tr("So many of each data set; 0: all")));
    m_epsilon->setRange(0, 1000);
    m_epsilon->setDecimals(4);
    m_epsilon->setSingleStep(0.01);
    m_epsilon->setAccessibleName(QStringLiteral("ε"));
    m_epsilon->setToolTip(plainToolTip(
        tr("A neuron fires where |a| is larger. 0 is right for relu; gelu and silu are hardly ever exactly zero")));
    setRole(m_button, "primary");

    auto* layout = new FlowLayout(this);
    layout->addWidget(m_checkpoints);
    layout->addWidget(m_twin);
    layout->addWidget(m_datasets);
    layout->addPair(captionOf(m_which), m_which);
    layout->addWidget(m_sentences);
    layout->addPair(captionOf(m_decoder), m_decoder);
    QLabel* epsilon = captionLabel(QStringLiteral("ε"));
    epsilon->setBuddy(m_epsilon);
    layout->addPair(epsilon, m_epsilon);
    layout->addWidget(m_cett);
    layout->addWidget(m_button);
    setFocusProxy(m_checkpoints);

    connect(m_button, &QPushButton::clicked, this, &SparsityForm::wanted);
    for (CheckedMenu* menu : {m_checkpoints, m_datasets})
        connect(menu, &CheckedMenu::changed, this, &SparsityForm::changed);
    connect(&context.session, &ProjectSession::opened, this, &SparsityForm::fill);
    connect(&context.session, &ProjectSession::changed, this, &SparsityForm::fill);
    connect(&context.jobs, &JobRunner::modelChanged, this, &SparsityForm::fill);
    fill();
}

/// The loaded checkpoint first, then those of the project.
void SparsityForm::fill()
{
    QList<CheckedMenu::Entry> checkpoints, datasets;
    const auto& model = m_context.jobs.model();
    const auto add = [&checkpoints](const std::string& name, const std::filesystem::path& directory) {
        const QString path = QString::fromStdString(directory.string());
        checkpoints << CheckedMenu::Entry{QString::fromStdString(name), path, path};
    };
    if (model) add(model->name, model->directory);
    for (const CheckpointInfo& known : m_context.session.checkpoints()) {
        if (!known.path.empty() && !(model && isSameFolder(known.path, model->directory))) add(known.name, known.path);
    }
    for (const DatasetInfo& known : m_context.session.datasets()) {
        datasets << CheckedMenu::Entry{QString::fromStdString(known.name), qlonglong(known.id.value),
                                       tr("%Ln sentence(s)", nullptr, int(known.sentences))};
    }
    m_checkpoints->setEntries(checkpoints);
    m_datasets->setEntries(datasets);
    showButton();
    Q_EMIT changed();
}

SparsityChoice SparsityForm::choice() const
{
    SparsityChoice choice{.checkpoints = {}, .twin = m_twin->isChecked(), .datasets = {}, .seed = {}, .request = {}};
    for (const int place : m_checkpoints->chosen()) {
        const CheckedMenu::Entry& entry = m_checkpoints->entries()[place];
        choice.checkpoints.push_back({entry.name.toStdString(), entry.value.toString().toStdString()});
    }
    for (const int place : m_datasets->chosen()) {
        const DatasetId id(m_datasets->entries()[place].value.toLongLong());
        if (const DatasetInfo* dataset = m_context.session.dataset(id)) choice.datasets.push_back(*dataset);
    }
    choice.sentences = std::uint32_t(m_sentences->value());
    if (m_which->currentData().toBool()) choice.seed = 0;
    choice.request.decoder = DecoderMode(m_decoder->currentData().toInt());
    choice.request.epsilon = m_epsilon->value();
    choice.request.cett = m_cett->isChecked();
    return choice;
}

void SparsityForm::setRunning(bool running)
{
    m_running = running;
    showButton();
}

void SparsityForm::showButton()
{
    m_button->setText(m_running ? tr("Stop") : tr("Measure"));
    m_button->setEnabled(m_running || choice().isComplete());
}

} // namespace sparsight
