// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/NoticeBar.h"

#include "widgets/theme/Theme.h"
#include "widgets/theme/ThemeIcon.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>

namespace sparsight {

NoticeBar::NoticeBar(QWidget* parent)
    : QFrame(parent)
    , m_icon(new QLabel(this))
    , m_text(roleLabel({}, "body", this))
    , m_button(new QPushButton(this))
{
    setRole(this, "notice");
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_button->setObjectName(QStringLiteral("noticeAction"));
    m_button->hide();
    auto* close = new QToolButton(this);
    close->setIcon(themeIcon(QStringLiteral("close")));
    close->setToolTip(tr("Dismiss"));
    close->setAccessibleName(tr("Dismiss this message"));
    connect(close, &QToolButton::clicked, this, &QWidget::hide);
    connect(m_button, &QPushButton::clicked, this, [this] {
        hide();
        const auto act = std::move(m_act);
        if (act) act();
    });
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 8, 8, 8);
    layout->setSpacing(8);
    layout->addWidget(m_icon, 0, Qt::AlignTop);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_button);
    layout->addWidget(close);
    hide();
}

void NoticeBar::showError(const QString& sentence)
{
    m_button->hide();
    showText(sentence, QStringLiteral("error"));
}

void NoticeBar::offer(const QString& sentence, const QString& action, std::function<void()> act)
{
    m_act = std::move(act);
    m_button->setText(action);
    m_button->show();
    showText(sentence, QStringLiteral("info"));
}

void NoticeBar::withdraw(const QString& sentence)
{
    if (m_text->text() == sentence) hide();
}

QString NoticeBar::text() const
{
    return m_text->text();
}

void NoticeBar::showText(const QString& sentence, const QString& icon)
{
    m_icon->setPixmap(themeIcon(icon).pixmap(QSize(20, 20), devicePixelRatioF()));
    m_text->setText(sentence);
    show();
}

} // namespace sparsight
