// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace sparsight {

/// The words of a UTF-8 text one by one. A word is a run of Unicode letters, digits and `_`; combining marks belong to
/// the letter before them. Bytes that are not UTF-8 are in no word.
class WordScanner {
public:
    explicit WordScanner(std::string_view text, std::size_t position = 0)
        : m_text(text)
        , m_end(position)
    {
    }
    bool next();
    std::size_t begin() const noexcept { return m_begin; } ///< bytes of the text
    std::size_t end() const noexcept { return m_end; }
    /// The word with its case folded (Unicode's full folding) and composed; valid until next().
    std::string_view folded() const noexcept { return m_folded; }

private:
    bool findStart();
    void foldUnicode();

    std::string_view m_text;
    std::size_t m_begin = 0, m_end = 0;
    std::string m_folded;
};

} // namespace sparsight
