// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/kt/RuleEditor.h"

#include "widgets/common/Format.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>

namespace sparsight {
namespace {

using Kind = CaptureRule::Kind;

/// How the value of each kind is edited. Shares are edited in percent.
struct ValueField {
    Kind kind;
    const char* title;
    const char* hint;
    double low = 0, high = 0, usual = 0, step = 1;
    int decimals = 0;
    double unit = 1; ///< shown value × unit = the rule's
    const char* suffix = "";
};

constexpr ValueField fields[] = {
    {Kind::Threshold, QT_TRANSLATE_NOOP("RuleEditor", "activation above"),
     QT_TRANSLATE_NOOP("RuleEditor", "A > τ (threshold)"), 0, 1e6, 0, 0.1, 3, 1, ""},
    {Kind::Relative, QT_TRANSLATE_NOOP("RuleEditor", "share of its maximum"),
     QT_TRANSLATE_NOOP("RuleEditor", "A ≥ ρ · its maximum over the data set (relative)"), 0, 100, 50, 5, 1, 0.01, " %"},
    {Kind::Quantile, QT_TRANSLATE_NOOP("RuleEditor", "quantile of sentences"),
     QT_TRANSLATE_NOOP("RuleEditor", "A ≥ the quantile over all sentences, zeros included"), 0, 100, 99, 0.5, 2, 0.01,
     " %"},
    {Kind::Top, QT_TRANSLATE_NOOP("RuleEditor", "strongest sentences"),
     QT_TRANSLATE_NOOP("RuleEditor", "The N sentences with the largest values (top)"), 1, 1e7, 100, 10, 0, 1, ""},
    {Kind::Winner, QT_TRANSLATE_NOOP("RuleEditor", "sentences it wins"),
     QT_TRANSLATE_NOOP("RuleEditor", "Sentences whose strongest neuron it is (winner)")},
    {Kind::Matched, QT_TRANSLATE_NOOP("RuleEditor", "as many as in run"),
     QT_TRANSLATE_NOOP("RuleEditor", "As many sentences as it captures in that run, from the top here (matched)")},
    {Kind::Fixed, QT_TRANSLATE_NOOP("RuleEditor", "the same as in run"),
     QT_TRANSLATE_NOOP("RuleEditor", "The very sentences that it captures in that run (fixed)")},
};

const ValueField& fieldOf(Kind kind)
{
    for (const ValueField& field : fields) {
        if (field.kind == kind) return field;
    }
    return fields[0];
}

bool refersToRun(Kind kind)
{
    return kind == Kind::Matched || kind == Kind::Fixed;
}

} // namespace

RuleEditor::RuleEditor(QWidget* parent)
    : QWidget(parent)
    , m_kind(new QComboBox)
    , m_value(new QDoubleSpinBox)
    , m_run(new QComboBox)
{
    for (const ValueField& field : fields) {
        m_kind->addItem(QCoreApplication::translate("RuleEditor", field.title), int(field.kind));
        m_kind->setItemData(m_kind->count() - 1, plainToolTip(QCoreApplication::translate("RuleEditor", field.hint)),
                            Qt::ToolTipRole);
    }
    m_kind->setAccessibleName(tr("Rule"));
    m_value->setAccessibleName(tr("Value of the rule"));
    m_value->setKeyboardTracking(false);
    m_run->setAccessibleName(tr("Run that the rule refers to"));
    QLabel* label = captionLabel(tr("Captured"));
    label->setBuddy(m_kind);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(label);
    layout->addWidget(m_kind);
    layout->addWidget(m_value);
    layout->addWidget(m_run);
    connect(m_kind, &QComboBox::currentIndexChanged, this, [this] {
        const QSignalBlocker blocked(m_value);
        adaptToKind();
        m_inner.clear();
        m_value->setValue(fieldOf(kind()).usual);
        Q_EMIT changed();
    });
    connect(m_value, &QDoubleSpinBox::valueChanged, this, &RuleEditor::changed);
    connect(m_run, &QComboBox::currentIndexChanged, this, [this] {
        if (refersToRun(kind())) Q_EMIT changed();
    });
    adaptToKind();
}

CaptureRule::Kind RuleEditor::kind() const
{
    return Kind(m_kind->currentData().toInt());
}

void RuleEditor::adaptToKind()
{
    const ValueField& field = fieldOf(kind());
    m_value->setDecimals(field.decimals);
    m_value->setRange(field.low, field.high);
    m_value->setSingleStep(field.step);
    m_value->setSuffix(QString::fromUtf8(field.suffix));
    m_value->setVisible(field.high > 0);
    m_run->setVisible(refersToRun(field.kind));
    m_kind->setToolTip(plainToolTip(QCoreApplication::translate("RuleEditor", field.hint)));
}

CaptureRule RuleEditor::rule() const
{
    CaptureRule rule;
    rule.kind = kind();
    const ValueField& field = fieldOf(rule.kind);
    if (field.high > 0) rule.value = m_value->value() * field.unit;
    if (refersToRun(rule.kind)) {
        rule.run = m_run->currentText().toStdString();
        rule.inner = m_inner.empty() ? "threshold:0" : m_inner;
    }
    return rule;
}

void RuleEditor::setRule(const CaptureRule& rule)
{
    {
        const QSignalBlocker blockedKind(m_kind), blockedValue(m_value), blockedRun(m_run);
        m_kind->setCurrentIndex(m_kind->findData(int(rule.kind)));
        adaptToKind();
        m_value->setValue(rule.value / fieldOf(rule.kind).unit);
        m_run->setCurrentText(QString::fromStdString(rule.run));
        m_inner = rule.inner;
    }
    Q_EMIT changed();
}

void RuleEditor::setRuns(const QStringList& names)
{
    const QSignalBlocker blocked(m_run);
    const QString chosen = m_run->currentText();
    m_run->clear();
    m_run->addItems(names);
    if (names.contains(chosen)) m_run->setCurrentText(chosen);
}

} // namespace sparsight
