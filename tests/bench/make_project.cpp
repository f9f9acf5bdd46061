// SPDX-License-Identifier: GPL-3.0-or-later
// make_project FILE [--sentences N] [--neurons N] [--layers N] [--block N] [--seed N]
// Makes a project with realistic sparsity without a model, for benchmarks and for tests of the window.
#include "tests/bench/SyntheticProject.h"

#include "core/base/Error.h"

#include <iostream>

using namespace sparsight;

int main(int argc, char** argv)
{
    if (argc < 2 || argc % 2 != 0) {
        std::cerr << "usage: make_project FILE [--sentences N] [--neurons N] [--layers N] [--block N] [--seed N]\n";
        return 2;
    }
    bench::SyntheticOptions options;
    const auto number = [&](const char* name, auto& value) {
        value = static_cast<std::remove_reference_t<decltype(value)>>(bench::numberArgument(argc, argv, name, value));
    };
    number("sentences", options.sentences);
    number("neurons", options.neurons);
    number("layers", options.layers);
    number("block", options.blockSize);
    number("seed", options.seed);
    try {
        bench::SyntheticProject synthetic(options);
        Project project = synthetic.create(argv[1]);
        project.putTopic({"STEM", KeywordMatch::Word, {"electron", "theorem", "enzyme", "velocity"}});
        project.putTopic({"colours", KeywordMatch::Word, {"red", "turquoise", "scarlet", "amber", "violet"}});
        const RunId run = project.createRun(synthetic.runInfo(project, "synthetic"));
        RunWriter writer(project, run);
        for (std::uint32_t index = 0; index < synthetic.blockCount(); ++index)
            writer.commit(synthetic.makeBlock(index), true);
        writer.finish();
        const RunInfo info = project.run(run);
        std::cout << argv[1] << ": " << info.sentencesDone << " sentences, " << info.nonzeros << " values, "
                  << info.bytesStored << " bytes\n";
    } catch (const Error& error) {
        std::cerr << error.what() << "\n";
        return 1;
    }
    return 0;
}
