// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/ablation/ChangedWords.h"

#include <QStringList>

namespace sparsight {

namespace {

std::vector<MarkedWord> wordsOf(const QString& text)
{
    std::vector<MarkedWord> words;
    for (const QString& word : text.simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts))
        words.push_back({word, true});
    return words;
}

} // namespace

std::pair<std::vector<MarkedWord>, std::vector<MarkedWord>> changedWords(const QString& before, const QString& after)
{
    std::vector<MarkedWord> a = wordsOf(before), b = wordsOf(after);
    const std::size_t width = b.size() + 1;
    std::vector<int> length((a.size() + 1) * width, 0); // of what is common from here to the ends
    for (std::size_t i = a.size(); i-- > 0;) {
        for (std::size_t j = b.size(); j-- > 0;) {
            length[i * width + j] = a[i].text == b[j].text
                                        ? length[(i + 1) * width + j + 1] + 1
                                        : std::max(length[(i + 1) * width + j], length[i * width + j + 1]);
        }
    }
    for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
        if (a[i].text == b[j].text) {
            a[i++].changed = false;
            b[j++].changed = false;
        } else if (length[(i + 1) * width + j] >= length[i * width + j + 1]) {
            ++i;
        } else {
            ++j;
        }
    }
    return {std::move(a), std::move(b)};
}

} // namespace sparsight
