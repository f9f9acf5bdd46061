// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/report/Report.h"

#include <QString>
#include <optional>
#include <stop_token>
#include <vector>

class QWidget;

namespace sparsight {

struct PageContext;

/// A recipe of this program and day, without runs and topics yet.
ReportRecipe newRecipe(LayerId layer, const std::vector<NeuronId>& neurons);

/// What a report on these neurons of the layer in focus would be made from: every complete run over the data set of the
/// run in focus, this one first, and all topics. None where no run is in focus.
std::optional<ReportRecipe> recipeForFocus(const PageContext& context, const std::vector<NeuronId>& neurons);

/// Asks for a file and writes the report as a job: a web page, PDF, JSON or CSV, by the file's name.
void exportReport(PageContext& context, const ReportRecipe& recipe, const QString& suggestedName, QWidget* parent);

/// The file's content is in the format of its name's end. Throws Error.
void writeReport(const Report& report, const QString& file, const std::stop_token& stop = {});

} // namespace sparsight
