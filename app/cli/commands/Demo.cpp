// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Json.h"
#include "app/cli/Text.h"
#include "app/cli/commands/Commands.h"

#include "core/capture/DemoProject.h"

namespace sparsight::cli {

Action defineDemo(CLI::App& app)
{
    auto folder = std::make_shared<std::string>();
    app.add_option("DIR", *folder, "Folder for demo.sparsight; made when it is not there")->required();
    return [folder](Context& context) {
        std::filesystem::create_directories(*folder);
        const std::filesystem::path file = std::filesystem::path(*folder) / "demo.sparsight";
        Project project = openDemoProject(file);
        captureDemo(project, context.engine, context.stop, context.progress);
        const RunInfo run = project.run(demoRunName);
        if (context.json) {
            printJson({{"project", file.string()},
                       {"dataset", demoDatasetName},
                       {"run", demoRunName},
                       {"sentences", run.sentencesDone},
                       {"nonzeros", run.nonzeros}});
        } else {
            std::cout << printable(file.string()) << ": " << grouped(run.sentencesDone)
                      << " sentences captured in run \"" << demoRunName << "\"\n";
        }
    };
}

} // namespace sparsight::cli
