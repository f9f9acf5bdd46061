// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/SentenceListView.h"

#include "widgets/delegates/SentenceDelegate.h"
#include "widgets/models/NeuronSentences.h"
#include "widgets/session/ViewOptions.h"
#include "widgets/theme/ThemeColors.h"
#include "widgets/views/ColourScaleBar.h"

#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QPainter>

namespace sparsight {

SentenceListView::SentenceListView(NeuronSentences& sentences, ViewOptions& options, QWidget* parent)
    : QListView(parent)
    , m_sentences(sentences)
    , m_options(options)
    , m_delegate(new SentenceDelegate(options, this))
{
    setModel(&sentences.model());
    setModelColumn(SentenceListModel::Text);
    setItemDelegate(m_delegate);
    setSelectionMode(ExtendedSelection);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFrameShape(NoFrame);
    setAccessibleName(tr("Sentences of the neuron"));
    connect(&options, &ViewOptions::changed, viewport(), qOverload<>(&QWidget::update));
    connect(&options, &ViewOptions::changed, this, &SentenceListView::updateScale);
    connect(&sentences, &NeuronSentences::changed, this, &SentenceListView::updateScale);
    connect(&sentences, &NeuronSentences::changed, viewport(), qOverload<>(&QWidget::update));
    // A sentence with its tokens may need another number of lines.
    connect(&sentences.model(), &QAbstractItemModel::dataChanged, this, &SentenceListView::scheduleDelayedItemsLayout);
    connect(this, &QAbstractItemView::clicked, this,
            [this](const QModelIndex& index) { Q_EMIT sentenceClicked(m_sentences.model().sentence(index.row()).id); });
}

void SentenceListView::setMaximumLines(int lines)
{
    m_delegate->setMaximumLines(lines);
}

QWidget* SentenceListView::makeScaleBar()
{
    m_scale = new ColourScaleBar(m_options);
    updateScale();
    return m_scale;
}

void SentenceListView::updateScale()
{
    m_delegate->setDiverging(m_sentences.hasSignedValues());
    if (!m_scale) return;
    m_scale->setScale({ColourMap(m_options.colourMap(), isDark(palette())), m_options.maximumFor(m_sentences.maximum()),
                       m_sentences.hasSignedValues()});
}

void SentenceListView::changeEvent(QEvent* event)
{
    QListView::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) updateScale();
}

void SentenceListView::copySelected() const
{
    QStringList lines;
    for (const QModelIndex& index : selectionModel()->selectedIndexes())
        lines << QStringLiteral("%1\t%2")
                     .arg(m_sentences.model().sentence(index.row()).value, 0, 'g', 6)
                     .arg(m_sentences.model().sentence(index.row()).text);
    if (!lines.empty()) QGuiApplication::clipboard()->setText(lines.join(QLatin1Char('\n')));
}

void SentenceListView::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Copy)) {
        copySelected();
        return;
    }
    QListView::keyPressEvent(event);
}

void SentenceListView::resizeEvent(QResizeEvent* event)
{
    QListView::resizeEvent(event);
    scheduleDelayedItemsLayout(); // rows are as high as their wrapped sentence
}

void SentenceListView::paintEvent(QPaintEvent* event)
{
    QListView::paintEvent(event);
    if (model()->rowCount() > 0) return;
    QPainter painter(viewport());
    painter.setPen(ThemeColors(palette()).muted);
    const QString text = !m_sentences.error().isEmpty() ? m_sentences.error()
                         : m_sentences.isLoading()      ? QString()
                                                        : tr("No sentence.");
    painter.drawText(viewport()->rect().adjusted(8, 8, -8, -8), Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap,
                     text);
}

} // namespace sparsight
