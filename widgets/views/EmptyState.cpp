// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/EmptyState.h"

#include "widgets/common/Format.h"
#include "widgets/theme/Theme.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace sparsight {

EmptyState::EmptyState(const QString& title, QWidget* parent)
    : QWidget(parent)
    , m_title(plainLabel(title))
    , m_text(plainLabel())
    , m_remedy(new QPushButton)
    , m_extras(new QVBoxLayout)
{
    setRole(m_title, "title");
    setRole(m_text, "muted");
    for (QLabel* label : {m_title, m_text})
        label->setWordWrap(true);
    setRole(m_remedy, "primary");
    m_remedy->setObjectName(QStringLiteral("remedy"));
    m_remedy->hide();
    connect(m_remedy, &QPushButton::clicked, this, &EmptyState::remedyWanted);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 24, 24, 24);
    layout->setSpacing(8);
    layout->addStretch(2); // a little above the middle
    layout->addWidget(m_title);
    layout->addWidget(m_text);
    layout->addWidget(m_remedy, 0, Qt::AlignLeft);
    layout->addLayout(m_extras);
    layout->addStretch(3);
}

void EmptyState::setTitle(const QString& title)
{
    m_title->setText(title);
}

void EmptyState::setText(const QString& text)
{
    m_text->setText(text);
}

void EmptyState::setRemedy(const QString& title)
{
    m_remedy->setText(title);
    m_remedy->setVisible(!title.isEmpty());
}

void EmptyState::addExtra(QWidget* widget)
{
    m_extras->addWidget(widget, 0, Qt::AlignLeft);
}

} // namespace sparsight
