// SPDX-License-Identifier: GPL-3.0-or-later
// bench_checkpoint FOLDER: makes a checkpoint of T5-Base's shape with random weights and the demo's vocabulary. A few
// per cent of its activations are other than 0, as a trained T5's: an input that is the same for every token keeps the
// neurons down, each by an amount of its own.
#include "core/base/AtomicDirectory.h"
#include "core/base/AtomicFile.h"
#include "core/base/Error.h"
#include "core/base/File.h"
#include "core/capture/DemoProject.h"
#include "core/model/Torch.h"
#include "core/training/TrainableT5.h"
#include "core/training/TrainingParent.h"
#include "core/training/TrainingState.h"

#include <cmath>
#include <iostream>
#include <nlohmann/json.hpp>

using namespace sparsight;

namespace {

constexpr double constantInput = 27.7; // of every token, in dimension 0: as large as the other 767 together
constexpr double bias = -0.068;        // 1.9 standard deviations of the rest at the first layer
constexpr double biasSpread = 0.25;    // of its logarithm: neurons differ in how often they fire

/// The demo's checkpoint without weights and in T5-Base's shape.
void writeShape(const std::filesystem::path& folder)
{
    const std::filesystem::path demo = demoCheckpoint();
    nlohmann::json config = nlohmann::json::parse(readTextFile(demo / "config.json", 1 << 20));
    config.update({{"d_model", 768}, {"d_kv", 64}, {"num_heads", 12}, {"d_ff", 3072}});
    config.update({{"num_layers", 12}, {"num_decoder_layers", 12}});
    writeFileAtomically(folder / "config.json", config.dump(2));
    for (const char* name : {"spiece.model", "generation_config.json", "tokenizer_config.json"})
        writeFileAtomically(folder / name, readTextFile(demo / name, 1 << 24));
}

/// Dimension 0 holds the constant at every layer: nothing reads it but neurons, and nothing writes to it.
void makeSparse(const TrainableT5& model)
{
    for (const TrainableWeight& weight : model.weights()) {
        at::Tensor value = weight.value();
        const auto is = [&](std::string_view end) { return weight.name().ends_with(end); };
        if (is("shared.weight")) value.select(1, 0).fill_(constantInput);
        if (is(".q.weight") || is(".k.weight") || is(".v.weight")) value.select(1, 0).zero_();
        if (is(".o.weight") || is(".wo.weight")) value.select(0, 0).zero_();
        if (is(".wi.weight")) value.select(1, 0).copy_(at::randn({value.size(0)}).mul_(biasSpread).exp_().mul_(bias));
    }
}

void make(const std::filesystem::path& output)
{
    AtomicDirectory folder(output);
    writeShape(folder.path());
    const TrainingParent parent(folder.path(), "bench");
    TrainableT5 model(parent.config, parent.ownHead, at::kCPU, at::kFloat);
    model.initialize(1);
    at::manual_seed(1);
    makeSparse(model);
    writeCheckpointFiles(folder.path(), model, Precision::Fp32, parent.directory);
    folder.commit();
}

} // namespace

int main(int argc, char** argv)
{
    if (argc != 2) {
        std::cerr << "usage: bench_checkpoint FOLDER\n";
        return 2;
    }
    try {
        make(argv[1]);
        return 0;
    } catch (const Error& error) {
        std::cerr << error.what() << "\n";
        return 1;
    }
}
