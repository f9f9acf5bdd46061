// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace sparsight {

/// The stem of a word of a-z and 0-9 by Porter's algorithm (M. F. Porter, Program 14(3), 1980) with the extensions of
/// NLTK's default mode, which rouge_score uses: irregular forms (dying → die), -ies and -ied of short words, -y after a
/// consonant only, -fulli, -logi, -alli before the other rules of step 2.
///
/// The Porter stemmers of libstemmer take other decisions in the middle of the algorithm ("enjoy" becomes "enjoi",
/// "flies" and "dies" end alike), which nothing before or after them can undo; so this one is our own.
/// Time is linear in the word's length.
std::string porterStem(std::string_view word);

} // namespace sparsight
