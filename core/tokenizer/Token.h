// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

namespace sparsight {

/// A token as the tokeniser saw it.
struct Token {
    std::int32_t id = 0;
    std::string piece;       ///< "▁light", "</s>", "<extra_id_0>"
    bool startsWord = false; ///< a new word begins here (subwords merge into it)
    bool special = false;
    std::string unknownText; ///< what "<unk>" stands for in a text that was typed; else empty
};

} // namespace sparsight
