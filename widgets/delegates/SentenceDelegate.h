// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/models/TokenWords.h"
#include "widgets/views/ColourMap.h"

#include <QStyledItemDelegate>

namespace sparsight {

class ViewOptions;

/// Paints a row of a SentenceListModel in a list: the sentence's words, each shaded by the neuron's activation there,
/// and the sentence's value at the right. A long sentence is cut to a few lines around its strongest word. Plain text.
class SentenceDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    explicit SentenceDelegate(const ViewOptions& options, QObject* parent = nullptr);

    void setMaximumLines(int lines) { m_maximumLines = lines; }
    void setDiverging(bool diverging) { m_diverging = diverging; } ///< the values have signs

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    struct Placed {
        ShadedWord word;
        QRect rect;
    };
    std::vector<Placed> place(const QModelIndex& index, const QFontMetrics& metrics, int width) const;
    std::vector<Placed> flow(const std::vector<ShadedWord>& words, std::size_t first, const QFontMetrics& metrics,
                             int width, bool& complete) const;
    static int valueWidth(const QFontMetrics& metrics);
    static int lineHeight(const QFontMetrics& metrics);

    const ViewOptions& m_options;
    int m_maximumLines = 3;
    bool m_diverging = false;
};

} // namespace sparsight
