// SPDX-License-Identifier: GPL-3.0-or-later
// lab_helper FOLDER EFFORT SEEDS THREADS PRESET…: runs experiments, a line for every seed that is complete.
#include "core/lab/LabExperiment.h"

#include <cstdlib>
#include <exception>
#include <iostream>

using namespace sparsight;

int main(int argc, char** argv)
{
    if (argc < 6) return 2;
    LabRequest request{.presets = {argv + 5, argv + argc},
                       .seeds = std::atoi(argv[3]),
                       .threads = std::atoi(argv[4]),
                       .output = argv[1],
                       .effort = std::atof(argv[2])};
    try {
        const auto told = [](const LabProgress& progress) {
            if (!progress.completed) return;
            std::cout << progress.preset << " " << progress.seed << " " << progress.completed->seconds << " s"
                      << std::endl;
        };
        for (const LabOutcome& outcome : labServices().run(request, {}, told)) {
            std::cout << outcome.preset << ": " << outcome.verdict.text() << '\n';
            for (const LabSeedResult& seed : outcome.seeds) {
                for (const LabArmResult& arm : seed.arms) {
                    std::cout << "  " << seed.seed << " " << arm.arm << ":";
                    for (const auto& [name, value] : arm.numbers)
                        std::cout << " " << name << " " << value;
                    std::cout << '\n';
                }
            }
        }
    } catch (const std::exception& error) {
        std::cerr << error.what() << '\n';
        return 1;
    }
}
