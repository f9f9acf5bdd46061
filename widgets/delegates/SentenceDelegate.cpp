// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/delegates/SentenceDelegate.h"

#include "widgets/models/SentenceListModel.h"
#include "widgets/models/TableRoles.h"
#include "widgets/session/ViewOptions.h"
#include "widgets/theme/ThemeColors.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QPainter>
#include <algorithm>

namespace sparsight {
namespace {

constexpr int sideMargin = 8, rowMargin = 4, wordPadding = 2;

/// Without activations the words are the text's own; they carry no shade.
std::vector<ShadedWord> wordsOf(const QModelIndex& index)
{
    const QVariant shaded = index.data(WordsRole);
    if (shaded.isValid()) return shaded.value<std::vector<ShadedWord>>();
    std::vector<ShadedWord> words;
    for (const QString& word : index.data(Qt::DisplayRole).toString().simplified().split(QLatin1Char(' ')))
        words.push_back({word});
    return words;
}

} // namespace

SentenceDelegate::SentenceDelegate(const ViewOptions& options, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_options(options)
{
}

int SentenceDelegate::valueWidth(const QFontMetrics& metrics)
{
    return metrics.horizontalAdvance(QStringLiteral("0.00888"));
}

int SentenceDelegate::lineHeight(const QFontMetrics& metrics)
{
    return metrics.height() + 3;
}

std::vector<SentenceDelegate::Placed> SentenceDelegate::flow(const std::vector<ShadedWord>& words, std::size_t first,
                                                             const QFontMetrics& metrics, int width,
                                                             bool& complete) const
{
    const QString dots = QStringLiteral("…");
    const int blank = metrics.horizontalAdvance(QLatin1Char(' '));
    const int room = width - metrics.horizontalAdvance(dots) - 2 * wordPadding;
    std::vector<Placed> placed;
    int x = 0, line = 0;
    const auto widthOf = [&](const QString& text) {
        return metrics.horizontalAdvance(metrics.elidedText(text, Qt::ElideRight, std::max(24, room))) +
               2 * wordPadding;
    };
    // `follow`: the width of what stays on the word's line, such as its comma.
    const auto put = [&](const ShadedWord& word, int follow = 0) {
        const QString text = metrics.elidedText(word.text, Qt::ElideRight, std::max(24, room));
        const int wide = metrics.horizontalAdvance(text) + 2 * wordPadding;
        const int gap = x == 0 ? 0 : word.startsWord ? std::max(0, blank - wordPadding) : 0;
        const int together = wide + follow <= width ? wide + follow : wide;
        if (x > 0 && x + gap + together > width) {
            if (line + 1 >= m_maximumLines) return false;
            ++line;
            x = 0;
        } else {
            x += gap;
        }
        ShadedWord shown = word;
        shown.text = text;
        placed.push_back({shown, QRect(x, line * lineHeight(metrics), wide, metrics.height())});
        x += wide;
        return true;
    };
    if (first > 0) put({dots});
    complete = true;
    for (std::size_t i = first; i < words.size(); ++i) {
        int follow = 0;
        for (std::size_t next = i + 1; words[i].startsWord && next < words.size() && !words[next].startsWord; ++next)
            follow += widthOf(words[next].text);
        if (put(words[i], follow)) continue;
        complete = false;
        placed.push_back({{dots},
                          QRect(std::min(x, width - 2 * blank), line * lineHeight(metrics),
                                metrics.horizontalAdvance(dots) + wordPadding, metrics.height())});
        break;
    }
    return placed;
}

std::vector<SentenceDelegate::Placed> SentenceDelegate::place(const QModelIndex& index, const QFontMetrics& metrics,
                                                              int width) const
{
    const std::vector<ShadedWord> words = wordsOf(index);
    bool complete = false;
    std::vector<Placed> placed = flow(words, 0, metrics, width, complete);
    if (complete) return placed;
    // The strongest word must be in sight: when the start does not show it, begin a little before it.
    const auto marked = std::find_if(words.begin(), words.end(), [](const ShadedWord& word) { return word.marked; });
    const std::size_t position = std::size_t(marked - words.begin());
    if (marked == words.end() || position + 1 < placed.size()) return placed;
    return flow(words, position > 6 ? position - 6 : 0, metrics, width, complete);
}

void SentenceDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QStyleOptionViewItem item = option;
    initStyleOption(&item, index);
    item.text.clear();
    QStyle* style = item.widget ? item.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &item, painter, item.widget);

    const ThemeColors colors(QGuiApplication::palette());
    const QFontMetrics metrics(option.font);
    const ColourScale scale{ColourMap(m_options.colourMap(), colors.dark),
                            m_options.maximumFor(index.data(MaximumRole).toDouble()), m_diverging};
    const QRect room = option.rect.adjusted(sideMargin, rowMargin, -sideMargin, -rowMargin);
    const int numbers = valueWidth(metrics);
    painter->save();
    painter->setClipRect(option.rect);
    painter->setFont(option.font);
    for (const Placed& placed : place(index, metrics, room.width() - numbers - sideMargin)) {
        const QRect rect = placed.rect.translated(room.topLeft());
        const QColor shade = scale.colour(placed.word.value);
        if (shade.isValid()) painter->fillRect(rect, shade);
        painter->setPen(shade.isValid() ? ColourMap::inkOn(shade) : colors.text);
        painter->drawText(rect, Qt::AlignCenter | Qt::TextSingleLine, placed.word.text);
        // The strongest word is underlined as well, so that it can be told without the colour.
        if (placed.word.marked)
            painter->fillRect(QRect(rect.left(), rect.bottom() + 1, rect.width(), 2), colors.accent);
    }
    painter->setPen(colors.muted);
    painter->drawText(QRect(room.right() - numbers + 1, room.top(), numbers, metrics.height()),
                      Qt::AlignRight | Qt::AlignVCenter,
                      index.siblingAtColumn(SentenceListModel::Value).data(Qt::DisplayRole).toString());
    painter->setPen(colors.border);
    painter->drawLine(option.rect.left() + sideMargin, option.rect.bottom(), option.rect.right() - sideMargin,
                      option.rect.bottom());
    painter->restore();
}

QSize SentenceDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const QFontMetrics metrics(option.font);
    const auto* view = qobject_cast<const QAbstractItemView*>(option.widget);
    const int width = view ? view->viewport()->width() : 300;
    const auto placed = place(index, metrics, width - 3 * sideMargin - valueWidth(metrics));
    const int bottom = placed.empty() ? metrics.height() : placed.back().rect.bottom() + 1;
    return {width, bottom + 2 * rowMargin + 2};
}

} // namespace sparsight
