// SPDX-License-Identifier: GPL-3.0-or-later
// A report as a file's content, one function a format. None of them loads anything from elsewhere, and all text that
// comes from sentences, labels or names is escaped.
#pragma once

#include "core/report/CsvWriter.h"
#include "core/report/Report.h"

#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <string_view>

namespace sparsight {

/// One page with its drawings and its recipe in it; no scripts run. Reads on a screen, dark or light, printed, and on a
/// phone.
std::string reportHtml(const Report& report);
/// {"title", "recipe", "sections"}: each block as {"table"}, {"sentences"}, {"figure"} or {"text"}.
std::string reportJson(const Report& report);
/// Report::data, each row with the hashes and the rule that its numbers rest on.
std::string reportCsv(const Report& report, const CsvOptions& options = {});

struct ReportFormat {
    const char* suffix; ///< of file names, e.g. "html"
    const char* title;  ///< for people
    std::string (*write)(const Report& report);
};
std::span<const ReportFormat> reportFormats();
/// By the end of the file's name. Throws Error(BadInput) naming those that exist.
const ReportFormat& reportFormatFor(std::string_view fileName);
/// In the format that the file's name asks for; a CSV file with the one that tells of it (CsvFile.h).
void writeReport(const Report& report, const std::filesystem::path& file, const CsvOptions& csv = {});

} // namespace sparsight
