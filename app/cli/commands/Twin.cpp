// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Json.h"
#include "app/cli/Options.h"
#include "app/cli/Text.h"
#include "app/cli/commands/Commands.h"

#include "core/training/RandomTwin.h"

namespace sparsight::cli {

namespace {

void makeTwin(const RandomTwinRequest& request, Context& context)
{
    makeRandomTwin(request, context.stop, context.progress);
    if (context.json) return printJson({{"checkpoint", request.output.string()}, {"seed", request.seed}});
    std::cout << "random twin of " << printable(request.checkpoint.string()) << " written to "
              << printable(request.output.string()) << '\n';
}

} // namespace

Action defineTwin(CLI::App& app)
{
    auto request = std::make_shared<RandomTwinRequest>();
    app.add_option("MODEL", request->checkpoint, "Checkpoint directory")->required();
    app.add_option("-o,--output", request->output, "Folder of the twin; must not be there yet")->required();
    app.add_option("--seed", request->seed, "Other seeds draw other weights")
        ->check(parsedBy(parseSeed))
        ->capture_default_str();
    return [request](Context& context) { makeTwin(*request, context); };
}

} // namespace sparsight::cli
