// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/TopicPicker.h"

#include "widgets/common/Format.h"
#include "widgets/session/ProjectSession.h"
#include "widgets/session/Selection.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <algorithm>

namespace sparsight {

TopicPicker::TopicPicker(ProjectSession& session, Selection& selection, QWidget* parent)
    : QWidget(parent)
    , m_session(session)
    , m_selection(selection)
    , m_topic(new QComboBox)
    , m_keywordIn(new QComboBox)
{
    m_topic->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_topic->setAccessibleName(tr("Topic"));
    m_keywordIn->addItem(tr("sentences"), false);
    m_keywordIn->addItem(tr("generated text"), true);
    m_keywordIn->setAccessibleName(tr("Keyword in"));
    m_keywordIn->setObjectName(QStringLiteral("keywordIn"));
    m_keywordIn->setToolTip(
        plainToolTip(tr("Where a keyword is looked for: in the data set's sentences, or in what each "
                        "run's checkpoint wrote for them (runs whose decoder generates)")));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    for (QComboBox* combo : {m_topic, m_keywordIn}) {
        QLabel* label = captionLabel(combo->accessibleName());
        label->setBuddy(combo);
        if (layout->count() > 0) layout->addSpacing(4);
        layout->addWidget(label);
        layout->addWidget(combo);
        if (combo == m_keywordIn) m_keywordInLabel = label;
    }
    connect(&session, &ProjectSession::opened, this, &TopicPicker::fill);
    connect(&session, &ProjectSession::changed, this, &TopicPicker::fill);
    connect(&selection, &Selection::changed, this, [this](const Focus& now, const Focus& before) {
        if (now.topic != before.topic) fill();
    });
    connect(m_topic, &QComboBox::activated, this, [this] { m_selection.setTopic(m_topic->currentText()); });
    connect(m_keywordIn, &QComboBox::currentIndexChanged, this, &TopicPicker::changed);
    fill();
}

void TopicPicker::setKeywordInVisible(bool visible)
{
    m_keywordIn->setVisible(visible);
    m_keywordInLabel->setVisible(visible);
}

void TopicPicker::fill()
{
    m_topic->clear();
    for (const Topic& topic : m_session.topics())
        m_topic->addItem(QString::fromStdString(topic.name));
    const int wanted = m_topic->findText(m_selection.focus().topic);
    m_topic->setCurrentIndex(wanted >= 0 ? wanted : std::min(0, m_topic->count() - 1));
    Q_EMIT changed();
}

std::optional<Topic> TopicPicker::topic() const
{
    const auto& topics = m_session.topics();
    const auto found = std::ranges::find(topics, m_topic->currentText().toStdString(), &Topic::name);
    return found == topics.end() ? std::nullopt : std::optional(*found);
}

bool TopicPicker::isInGenerated() const
{
    return m_keywordIn->currentData().toBool();
}

void TopicPicker::setInGenerated(bool generated)
{
    const QSignalBlocker blocked(m_keywordIn);
    m_keywordIn->setCurrentIndex(m_keywordIn->findData(generated));
}

} // namespace sparsight
