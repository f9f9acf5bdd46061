// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Command.h"
#include "app/cli/ProgressLine.h"
#include "app/cli/SignalStop.h"
#include "app/cli/Text.h"

#include "core/capture/T5Engine.h"
#include "core/training/FineTuner.h"

#include <algorithm>
#include <iostream>
#include <new>
#include <vector>

namespace {

using namespace sparsight;

enum ExitCode { done = 0, refused = 1, wrongUsage = 2, cancelled = 130 };

/// Adds every row of the table to the application; gives the action of each subcommand, in the table's order.
std::vector<cli::Action> defineCommands(CLI::App& app, bool& json)
{
    std::vector<cli::Action> actions;
    for (const cli::Command& command : cli::commands()) {
        CLI::App* subcommand = app.add_subcommand(command.name, command.summary);
        actions.push_back(command.define(*subcommand));
        subcommand->add_flag("--json", json, "Machine-readable output");
    }
    return actions;
}

int refuse(const std::string& sentence)
{
    std::cerr << "sparsight-cli: " << cli::printable(sentence) << '\n';
    return refused;
}

void run(const cli::Action& action, bool json, const std::stop_token& stop)
{
    cli::ProgressLine line;
    cli::Context context{.stop = stop,
                         .progress = [&line](const Progress& progress) { line.show(progress); },
                         .engine = engineServices(),
                         .training = trainingServices(),
                         .json = json};
    action(context);
    if (!std::cout.flush()) throw Error(ErrorCode::Io, "Standard output could not be written; is the disk full?");
}

/// The first word, when it is in a command's place and names none. CLI11 would only say that a command is missing.
std::string unknownCommand(int argc, char** argv)
{
    const std::string word = argc > 1 ? argv[1] : "";
    const bool known = std::ranges::any_of(cli::commands(), [&](const auto& command) { return command.name == word; });
    return known || word.starts_with('-') ? "" : word;
}

int parseAndRun(int argc, char** argv, const std::stop_token& stop)
{
    CLI::App app("Sparsight: see which feed-forward neurons of a T5 model fire", "sparsight-cli");
    app.set_version_flag("--version", "sparsight-cli " SPARSIGHT_VERSION);
    // Exactly one, so that a later word that spells a command's name (search FILE import) is an argument.
    app.require_subcommand(1);
    bool json = false;
    const std::vector<cli::Action> actions = defineCommands(app, json);
    try {
        app.parse(argc, argv);
        const auto rows = cli::commands();
        for (std::size_t i = 0; i < rows.size(); ++i) {
            if (app.got_subcommand(rows[i].name)) run(actions[i], json, stop);
        }
        return done;
    } catch (const CLI::RequiredError& error) {
        const std::string word = unknownCommand(argc, argv);
        if (word.empty()) return app.exit(error) == 0 ? done : wrongUsage;
        std::cerr << "There is no command \"" << cli::printable(word) << "\".\nRun with --help for more information.\n";
        return wrongUsage;
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? done : wrongUsage;
    }
}

} // namespace

int main(int argc, char** argv)
{
    const cli::SignalStop signals;
    try {
        return parseAndRun(argc, argv, signals.token());
    } catch (const Error& error) {
        const int code = refuse(error.what());
        return error.code() == ErrorCode::Cancelled ? cancelled : code;
    } catch (const std::bad_alloc&) {
        return refuse("There is not enough memory for this; close other programs, or use a smaller checkpoint.");
    } catch (const std::exception& error) {
        return refuse(std::string("Internal error, please report it: ") + error.what());
    }
}
