// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sparsight {

/// The normalisation that a SentencePiece model carries (precompiled_charsmap): a double-array trie (Darts-clone) from
/// byte strings to replacements, then the replacements, each ended by a NUL. Applied as the tokenizers library does,
/// not as SentencePiece does: a grapheme cluster of at most 5 bytes is looked up as a whole and replaced by what its
/// shortest known prefix stands for; every other cluster goes code point by code point.
class CharacterMap {
public:
    /// No normalisation.
    CharacterMap() = default;
    /// Checks everything that a look-up can reach. `file` is for messages. Throws Error(Corrupt).
    CharacterMap(std::string_view precompiled, std::string_view file);

    /// `text` is well-formed UTF-8, and so is the result. Thread-safe.
    std::string apply(std::string_view text) const;

private:
    void checkReachable(std::string_view file) const;
    std::optional<std::string_view> replacement(std::string_view chunk) const;
    void applyToCluster(std::string_view cluster, std::string& result) const;

    std::vector<std::uint32_t> m_units;
    std::string m_replacements;
};

} // namespace sparsight
