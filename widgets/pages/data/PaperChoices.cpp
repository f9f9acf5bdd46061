// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/data/PaperChoices.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLineEdit>

namespace sparsight {

namespace {

constexpr int both = -1; // beside the values of PaperUnit

} // namespace

PaperChoices::PaperChoices(QFormLayout* form, QWidget* parent)
    : QObject(parent)
    , m_input(new QComboBox(parent))
    , m_sections(new QLineEdit(parent))
    , m_unit(new QComboBox(parent))
{
    m_input->setObjectName(QStringLiteral("input"));
    m_input->addItem(tr("Abstract and citing sentences"), int(PaperInput::AbstractAndCitances));
    m_input->addItem(tr("Abstract"), int(PaperInput::Abstract));
    m_input->addItem(tr("Full text"), int(PaperInput::FullText));
    m_input->addItem(tr("Chosen sections"), int(PaperInput::Sections));
    m_sections->setObjectName(QStringLiteral("sections"));
    m_sections->setText(QStringLiteral("Introduction, Conclusion"));
    m_sections->setToolTip(tr("Titles of sections with commas between them; case and numbers do not matter."));
    m_unit->setObjectName(QStringLiteral("unit"));
    m_unit->addItem(tr("Both: papers to train on, sentences to capture"), both);
    m_unit->setToolTip(tr("Both: two data sets, the papers with their summaries, and their sentences."));
    m_unit->addItem(tr("A paper, with its summary as target"), int(PaperUnit::Document));
    m_unit->addItem(tr("A sentence, with its paper as group"), int(PaperUnit::Sentence));
    form->addRow(tr("Input"), m_input);
    form->addRow(tr("Sections"), m_sections);
    form->addRow(tr("A row is"), m_unit);
    connect(m_input, &QComboBox::activated, this, &PaperChoices::inputChosen);
    connect(m_unit, &QComboBox::activated, this, &PaperChoices::changed);
    connect(m_sections, &QLineEdit::textEdited, this, &PaperChoices::changed);
    m_sections->setEnabled(false);
}

void PaperChoices::inputChosen()
{
    m_sections->setEnabled(choice().input == PaperInput::Sections);
    Q_EMIT changed();
}

std::vector<PaperUnit> PaperChoices::units() const
{
    const int chosen = m_unit->currentData().toInt();
    if (chosen == both) return {PaperUnit::Document, PaperUnit::Sentence};
    return {PaperUnit(chosen)};
}

PaperChoice PaperChoices::choice() const
{
    PaperChoice choice;
    choice.input = PaperInput(m_input->currentData().toInt());
    choice.unit = units().front();
    if (choice.input == PaperInput::Sections) choice.sections = sectionTitles(m_sections->text().toStdString());
    return choice;
}

} // namespace sparsight
