// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace sparsight {

/// One row of a data set, UTF-8. Everything but the text may be empty.
struct Sentence {
    std::string text;
    std::string label;  ///< class of the sentence, e.g. "stem"
    std::string group;  ///< document or source it belongs to; a cluster for statistics
    std::string target; ///< what the decoder should write, e.g. a summary
};

} // namespace sparsight
