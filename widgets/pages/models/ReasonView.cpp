// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/models/ReasonView.h"

#include "widgets/theme/Theme.h"

#include <QLabel>
#include <QScrollBar>
#include <algorithm>

namespace sparsight {

namespace {
constexpr int mostLines = 8;
}

ReasonView::ReasonView(QWidget* parent)
    : QScrollArea(parent)
    , m_label(roleLabel({}, "error", this))
{
    m_label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_label->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_label->setObjectName(QStringLiteral("refusal"));
    setWidget(m_label);
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void ReasonView::setText(const QString& text)
{
    m_label->setText(text);
    verticalScrollBar()->setValue(0);
    updateGeometry();
}

QString ReasonView::text() const
{
    return m_label->text();
}

int ReasonView::heightForWidth(int width) const
{
    const int most = mostLines * m_label->fontMetrics().lineSpacing();
    return std::min(m_label->heightForWidth(width), most);
}

QSize ReasonView::sizeHint() const
{
    return {m_label->fontMetrics().averageCharWidth() * 30, heightForWidth(width())};
}

QSize ReasonView::minimumSizeHint() const
{
    return {m_label->fontMetrics().averageCharWidth() * 12, m_label->fontMetrics().lineSpacing()};
}

} // namespace sparsight
