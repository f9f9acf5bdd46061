// SPDX-License-Identifier: GPL-3.0-or-later
// Whether a report still says what its project says.
#pragma once

#include "core/report/Report.h"

#include <string_view>

namespace sparsight {

enum class ReplayOutcome {
    Identical,    ///< the file comes out again, byte for byte
    FileDiffers,  ///< its numbers come out again, but it is another document
    OtherNumbers, ///< other numbers come out
};

/// `file`: a report as HTML, JSON or CSV; `recipe`: what was read out of it; `again`: the report made by that recipe.
/// The date and the version in the file are the recipe's, so they are put into `again` before the two are compared.
ReplayOutcome compareWithFile(std::string_view file, const ReportRecipe& recipe, Report again);

} // namespace sparsight
