// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/ReportReplay.h"

#include "core/report/ReportWriters.h"

namespace sparsight {

ReplayOutcome compareWithFile(std::string_view file, const ReportRecipe& recipe, Report again)
{
    if (again.recipe.numbersSha256 != recipe.numbersSha256) return ReplayOutcome::OtherNumbers;
    again.recipe.version = recipe.version;
    again.recipe.created = recipe.created;
    const bool same = file.starts_with('<') ? file == reportHtml(again)
                      : file.starts_with('{')
                          ? file == reportJson(again)
                          : file == reportCsv(again) || file == reportCsv(again, {.guardFormulas = false});
    return same ? ReplayOutcome::Identical : ReplayOutcome::FileDiffers;
}

} // namespace sparsight
