// SPDX-License-Identifier: GPL-3.0-or-later
// A process that trains, for tests that end it: training_helper OUTPUT. Prints a line for each report and waits for one
// on its input; saves its state before every step.
#include "tests/core/training/TrainingFixture.h"

#include "core/base/Error.h"

#include <iostream>

using namespace sparsight;

int main(int, char** argv)
{
    try {
        TrainingRequest request = testing::requestFor(argv[1]);
        request.saveSeconds = 0;
        trainingServices().finetune(request, {}, [](const TrainingProgress& progress) {
            std::cout << progress.stage << " " << progress.step << std::endl;
            std::string line;
            std::getline(std::cin, line);
        });
        return 0;
    } catch (const Error& error) {
        std::cout << "error " << error.what() << std::endl;
        return 1;
    }
}
