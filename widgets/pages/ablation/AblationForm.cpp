// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/ablation/AblationForm.h"

#include "widgets/common/FlowLayout.h"
#include "widgets/common/Format.h"
#include "widgets/jobs/JobRunner.h"
#include "widgets/pages/PageTable.h"
#include "widgets/session/NeuronBook.h"
#include "widgets/session/Pins.h"
#include "widgets/session/ProjectSession.h"
#include "widgets/session/Selection.h"
#include "widgets/theme/Theme.h"
#include "widgets/theme/ThemeIcon.h"
#include "widgets/views/CheckpointPicker.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QToolButton>
#include <QVBoxLayout>

namespace sparsight {

namespace {

/// A label in front of what it names.
QWidget* captioned(const QString& caption, std::initializer_list<QWidget*> fields)
{
    auto* pair = new QWidget;
    auto* layout = new QHBoxLayout(pair);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    QLabel* label = captionLabel(caption);
    label->setBuddy(*fields.begin());
    layout->addWidget(label);
    for (QWidget* field : fields)
        layout->addWidget(field, field == *fields.begin() ? 1 : 0);
    return pair;
}

} // namespace

AblationForm::AblationForm(PageContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_names(new QLineEdit)
    , m_add(new QToolButton)
    , m_level(new QComboBox)
    , m_value(new QDoubleSpinBox)
    , m_note(captionLabel())
{
    m_names->setPlaceholderText(tr("e.g. enc6/7, enc6/11"));
    m_names->setAccessibleName(tr("Neurons"));
    m_names->setClearButtonEnabled(true);
    m_add->setText(tr("Add"));
    m_add->setIcon(themeIcon(QStringLiteral("add")));
    m_add->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_add->setPopupMode(QToolButton::InstantPopup);
    m_add->setToolTip(plainToolTip(tr("The selected neuron, the pinned ones, or those of a list")));
    auto* menu = new QMenu(this);
    m_add->setMenu(menu);
    m_level->addItem(tr("off"), int(InterventionLevel::Kind::Off));
    m_level->addItem(tr("its mean"), int(InterventionLevel::Kind::Mean));
    m_level->addItem(tr("a value"), int(InterventionLevel::Kind::Value));
    m_level->setAccessibleName(tr("Set to"));
    m_level->setToolTip(plainToolTip(tr("What the neurons' activations are set to, at every token")));
    m_value->setRange(-1e6, 1e6);
    m_value->setDecimals(3);
    m_value->setValue(1);
    m_value->setAccessibleName(tr("Value"));
    m_note->setWordWrap(true);

    auto* checkpoint = new CheckpointPicker(context);
    auto* row = new QHBoxLayout;
    row->setSpacing(12);
    row->addWidget(captioned(tr("Checkpoint"), {checkpoint}));
    row->addWidget(captioned(tr("Neurons"), {m_names, m_add}), 1);
    row->addWidget(captioned(tr("set to"), {m_level, m_value}));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addLayout(row);
    layout->addWidget(m_note);

    connect(menu, &QMenu::aboutToShow, this, [this, menu] { fillMenu(*menu); });
    connect(m_names, &QLineEdit::textChanged, this, &AblationForm::follow);
    connect(m_names, &QLineEdit::returnPressed, this, &AblationForm::submitted);
    connect(m_level, &QComboBox::currentIndexChanged, this, &AblationForm::follow);
    connect(m_value, &QDoubleSpinBox::valueChanged, this, &AblationForm::follow);
    connect(&context.session, &ProjectSession::changed, this, &AblationForm::follow);
    connect(&context.session, &ProjectSession::opened, this, &AblationForm::follow);
    connect(&context.jobs, &JobRunner::modelChanged, this, &AblationForm::follow);
    follow();
}

std::optional<AblationChoice> AblationForm::choice() const
{
    if (m_names->text().trimmed().isEmpty() || !complaint().isEmpty()) return std::nullopt;
    AblationChoice choice{.neurons = parseNeuronNames(m_names->text().toStdString()), .level = {}};
    choice.level.kind = InterventionLevel::Kind(m_level->currentData().toInt());
    if (choice.level.kind == InterventionLevel::Kind::Value) choice.level.value = float(m_value->value());
    return choice;
}

QString AblationForm::complaint() const
{
    if (m_names->text().trimmed().isEmpty()) return {};
    const auto& model = m_context.jobs.model();
    try {
        for (const NeuronName& name : parseNeuronNames(m_names->text().toStdString())) {
            if (!model) continue;
            const std::vector<LayerId> layers = model->layers();
            const bool known = std::find(layers.begin(), layers.end(), name.layer) != layers.end();
            if (!known || int(name.neuron.value) >= model->dFf) {
                return tr("%1 has no neuron %2; its layers have %L3 neurons, numbered from 0.")
                    .arg(QString::fromStdString(model->name), QString::fromStdString(name.toString()))
                    .arg(model->dFf);
            }
        }
    } catch (const Error&) {
        return tr("A neuron is named by its layer and number, e.g. enc6/2384; several are separated by commas.");
    }
    const bool mean = m_level->currentData().toInt() == int(InterventionLevel::Kind::Mean);
    if (mean && !runOfLoadedCheckpoint(m_context))
        return tr("A neuron's mean comes from a captured run of this checkpoint; capture a data set with it first.");
    return {};
}

void AblationForm::setNeurons(const std::vector<NeuronName>& neurons)
{
    m_names->setText(namesText(neurons));
}

void AblationForm::addNeurons(const std::vector<NeuronName>& neurons)
{
    std::vector<NeuronName> all;
    try {
        all = parseNeuronNames(m_names->text().toStdString());
    } catch (const Error&) { // nothing yet, or nothing that can be kept
    }
    for (const NeuronName& name : neurons) {
        if (std::find(all.begin(), all.end(), name) == all.end()) all.push_back(name);
    }
    setNeurons(all);
}

void AblationForm::fillMenu(QMenu& menu)
{
    menu.clear();
    const auto add = [&](const QString& title, const std::vector<NeuronName>& neurons) {
        QAction* action = menu.addAction(title);
        action->setEnabled(!neurons.empty());
        connect(action, &QAction::triggered, this, [this, neurons] { addNeurons(neurons); });
    };
    const Focus& focus = m_context.selection.focus();
    std::vector<NeuronName> selected;
    if (focus.neuron) selected.push_back({focus.layer, *focus.neuron});
    add(selected.empty() ? tr("The selected neuron") : tr("The selected neuron, %1").arg(namesText(selected)),
        selected);
    const std::vector<NeuronName>& pinned = m_context.pins.neurons();
    add(tr("Pinned neurons (%L1)").arg(pinned.size()), pinned);
    if (!m_context.book.lists().empty()) menu.addSeparator();
    for (const NeuronList& list : m_context.book.lists())
        add(tr("List “%1” (%L2)").arg(QString::fromStdString(list.name)).arg(list.neurons.size()), list.neurons);
}

void AblationForm::follow()
{
    const auto kind = InterventionLevel::Kind(m_level->currentData().toInt());
    m_value->setVisible(kind == InterventionLevel::Kind::Value);
    const QString complaint = this->complaint();
    QString note = complaint;
    if (complaint.isEmpty() && kind == InterventionLevel::Kind::Mean) {
        const RunInfo* run = runOfLoadedCheckpoint(m_context);
        if (run && run->settings.aggregate == Aggregate::Max)
            note =
                tr("Means are those of the sentences' maxima in the run “%1”.").arg(QString::fromStdString(run->name));
        else if (run)
            note =
                tr("Means are those of the sentences' values in the run “%1”.").arg(QString::fromStdString(run->name));
    }
    setRole(m_note, complaint.isEmpty() ? "small" : "error");
    m_note->setText(note);
    m_note->setVisible(!note.isEmpty());
    Q_EMIT changed();
}

} // namespace sparsight
