// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Json.h"
#include "app/cli/Text.h"
#include "app/cli/commands/Commands.h"

#include "core/capture/CheckpointVerifier.h"

#include <algorithm>

namespace sparsight::cli {

namespace {

Json reportJson(const CheckpointReport& report)
{
    Json checks = Json::array();
    for (const CheckpointCheck& check : report.checks)
        checks.push_back({{"name", check.name}, {"ok", check.ok}, {"sentence", check.sentence}});
    return {{"ok", report.ok},
            {"checks", std::move(checks)},
            {"warnings", report.warnings},
            {"weights_sha256", report.ok ? Json(report.weightsSha256) : Json(nullptr)}};
}

void printReport(const CheckpointReport& report)
{
    for (const CheckpointCheck& check : report.checks) {
        std::cout << (check.ok ? "ok       " : "refused  ") << printable(check.name) << ": "
                  << printable(check.sentence) << '\n';
    }
    for (const std::string& warning : report.warnings)
        std::cout << "warning  " << printable(warning) << '\n';
}

} // namespace

Action defineVerify(CLI::App& app)
{
    auto model = std::make_shared<std::string>();
    app.add_option("MODEL", *model, "Directory of a Hugging Face checkpoint, or its folder in the hub cache")
        ->required();
    return [model](Context& context) {
        const CheckpointReport report = verifyCheckpoint(*model, context.stop, context.progress);
        if (context.json)
            printJson(reportJson(report));
        else
            printReport(report);
        const auto failed = std::find_if(report.checks.begin(), report.checks.end(),
                                         [](const CheckpointCheck& check) { return !check.ok; });
        if (failed == report.checks.end()) return;
        // The table has told why.
        throw Error(ErrorCode::BadInput,
                    context.json ? failed->sentence : *model + " does not pass verification (" + failed->name + ").");
    };
}

} // namespace sparsight::cli
