// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

struct sb_stemmer;

namespace sparsight {

/// The English Snowball stemmer with a memory of the words it has seen, which is what makes it fast on real text.
/// Used by one thread.
class EnglishStemmer {
public:
    EnglishStemmer();
    /// `word` is in lower case. Valid until the next call.
    std::string_view stem(std::string_view word);

private:
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const noexcept { return std::hash<std::string_view>{}(text); }
    };
    struct Deleter {
        void operator()(sb_stemmer* stemmer) const noexcept;
    };
    std::unique_ptr<sb_stemmer, Deleter> m_stemmer;
    std::unordered_map<std::string, std::string, Hash, std::equal_to<>> m_seen;
};

} // namespace sparsight
