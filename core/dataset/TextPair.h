// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace sparsight {

/// What a model is taught: to write the target when it reads the source, e.g. an article and its summary.
struct TextPair {
    std::string id; ///< document or sentence it comes from; may be empty
    std::string source, target;
};

} // namespace sparsight
