// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/finetune/FieldRows.h"

#include "widgets/common/Format.h"
#include "widgets/theme/Theme.h"

#include <QEvent>
#include <QFormLayout>
#include <QLabel>

namespace sparsight {

FieldRows::FieldRows(QWidget* parent)
    : QWidget(parent)
    , m_layout(new QFormLayout(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_layout->setVerticalSpacing(6);
    m_layout->setHorizontalSpacing(8);
    m_layout->setLabelAlignment(Qt::AlignLeft);
}

void FieldRows::add(const QString& caption, QWidget* field, const QString& hint, const char* objectName,
                    const QString& setting)
{
    QLabel* label = plainLabel(caption, this);
    label->setBuddy(field);
    field->setObjectName(QString::fromLatin1(objectName));
    field->setAccessibleName(caption);
    field->setAccessibleDescription(hint);
    for (QWidget* widget : {static_cast<QWidget*>(label), field})
        widget->setToolTip(plainToolTip(hint));
    field->setFocusPolicy(Qt::StrongFocus);
    field->setMinimumWidth(8 * fontMetrics().averageCharWidth()); // a spin box would ask for its largest number
    field->installEventFilter(this);
    m_layout->addRow(label, field);
    if (setting.isEmpty()) return;
    QLabel* complaint = roleLabel({}, "error", this);
    complaint->setObjectName(QString::fromLatin1(objectName) + QStringLiteral(".error"));
    complaint->hide();
    m_layout->addRow(complaint);
    m_complaints[setting] = complaint;
}

bool FieldRows::complain(const QString& setting, const QString& sentence)
{
    const auto found = m_complaints.find(setting);
    if (found == m_complaints.end()) return false;
    found->second->setText(sentence);
    found->second->setMinimumHeight(found->second->heightForWidth(width())); // else lines of a long one are cut
    found->second->show();
    return true;
}

void FieldRows::clearComplaints()
{
    for (const auto& [setting, complaint] : m_complaints)
        complaint->hide();
}

/// The wheel scrolls the form; it changes a field only after that was chosen.
bool FieldRows::eventFilter(QObject* object, QEvent* event)
{
    const auto* field = qobject_cast<QWidget*>(object);
    if (event->type() == QEvent::Wheel && field && !field->hasFocus()) {
        event->ignore();
        return true;
    }
    return QWidget::eventFilter(object, event);
}

} // namespace sparsight
