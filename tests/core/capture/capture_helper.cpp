// SPDX-License-Identifier: GPL-3.0-or-later
// A process that captures, for tests that end it: capture_helper PROJECT SHAPE [LIMIT]. Prints a line for each batch
// and waits for one on its input; with LIMIT, no file may grow beyond so many bytes.
#include "tests/core/capture/CaptureFixture.h"

#include <csignal>
#include <iostream>
#include <sys/resource.h>

using namespace sparsight;

int main(int argc, char** argv)
{
    try {
        if (argc > 3) {
            std::signal(SIGXFSZ, SIG_IGN);
            const rlimit limit{std::stoul(argv[3]), std::stoul(argv[3])};
            ::setrlimit(RLIMIT_FSIZE, &limit);
        }
        Project project = Project::open(argv[1], Project::Mode::ReadWrite);
        const auto engine = testing::loadGolden(argv[2]);
        engine->capture(project, testing::requestFor(project, {{Stack::Encoder, 1}}), {}, [](const Progress& progress) {
            std::cout << progress.stage << " " << progress.done << std::endl;
            std::string line;
            std::getline(std::cin, line);
        });
        return 0;
    } catch (const Error& error) {
        std::cout << "error " << static_cast<int>(error.code()) << " " << error.what() << std::endl;
        return 1;
    }
}
