// SPDX-License-Identifier: GPL-3.0-or-later
// How fast a capture is, and how near the machine's limit: bench_capture MODEL SENTENCES [LAYER [DEVICE [PRECISION]]]
// SENTENCES has one a line. The limit is the speed of the matrix products in use, measured in the same run.
#include "core/capture/BatchRunner.h"
#include "core/capture/T5Engine.h"
#include "core/model/Device.h"
#include "core/model/TorchError.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <iostream>

using namespace sparsight;

namespace {

double secondsOf(const std::function<void()>& action)
{
    const auto start = std::chrono::steady_clock::now();
    action();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

double median(std::vector<double> values)
{
    std::ranges::sort(values);
    return values[values.size() / 2];
}

/// The products of one encoder layer, as [out, in] of their weights.
std::vector<std::pair<std::int64_t, std::int64_t>> products(const ModelInfo& info, bool whole)
{
    const std::int64_t inner = std::int64_t(info.dKv) * info.heads, d = info.dModel, ff = info.dFf;
    const bool gated = info.activation.starts_with("gated");
    std::vector<std::pair<std::int64_t, std::int64_t>> all{{3 * inner, d}, {d, inner}, {gated ? 2 * ff : ff, d}};
    if (whole) all.emplace_back(d, ff);
    return all;
}

/// Operations a token in the products of layers 1 … last, where the last ends with its activations.
double operationsPerToken(const ModelInfo& info, int last)
{
    double operations = 0;
    for (int layer = 1; layer <= last; ++layer) {
        for (auto [out, in] : products(info, layer < last))
            operations += 2.0 * double(out) * double(in);
    }
    return operations;
}

/// Operations a second in the products of a whole layer over `tokens` tokens, the best of several rounds.
double productPeak(const ModelInfo& info, const T5Model& model, std::int64_t tokens, at::ScalarType type)
{
    const c10::InferenceMode inference;
    const auto options = at::TensorOptions(type).device(model.device());
    double seconds = 0, operations = 0;
    for (auto [out, in] : products(info, true)) {
        const at::Tensor x = at::randn({tokens, in}, options), weight = at::randn({out, in}, options);
        double best = 1e9;
        for (int round = 0; round < 12; ++round) {
            best = std::min(best, secondsOf([&] {
                                const at::Tensor y = at::linear(x, weight);
                                if (y.is_cuda()) torch::cuda::synchronize();
                            }));
        }
        seconds += best;
        operations += 2.0 * double(tokens) * double(out) * double(in);
    }
    return operations / seconds;
}

/// Seconds of one pass over a batch of equal length, reduction included; the median.
double batchSeconds(const LoadedCheckpoint& checkpoint, const RunSettings& settings, std::int64_t batch, int length)
{
    SentenceIds sentence;
    for (int i = 0; i < length; ++i)
        sentence.encoder.push_back(3 + i % 90);
    const std::vector<const SentenceIds*> sentences(std::size_t(batch), &sentence);
    const BatchRunner runner(checkpoint, settings);
    std::vector<double> rounds;
    for (int round = 0; round < 9; ++round)
        rounds.push_back(secondsOf([&] { runner.run(sentences, {}); }));
    return median(rounds);
}

void benchBatches(const LoadedCheckpoint& checkpoint, LayerId layer, at::ScalarType type)
{
    const ModelInfo& info = checkpoint.info();
    RunSettings settings;
    settings.layers = {layer};
    const std::int64_t tokens = checkpoint.model().device().is_cuda() ? 16384 : 1024;
    for (int length : {16, 32, 64, 128}) {
        const double peak = productPeak(info, checkpoint.model(), tokens, type);
        const double seconds = batchSeconds(checkpoint, settings, tokens / length, length);
        const double rate = double(tokens) * operationsPerToken(info, layer.number) / seconds;
        std::printf(
            "%lld sentences of %d tokens: %.1f ms, %.0f sentences/s, %.0f of %.0f GFLOP/s = %.1f %% of the peak\n",
            static_cast<long long>(tokens / length), length, 1e3 * seconds, double(tokens / length) / seconds,
            rate / 1e9, peak / 1e9, 100 * rate / peak);
    }
}

void benchCapture(const std::filesystem::path& model, const LoadOptions& options, const std::filesystem::path& text,
                  LayerId layer, const LoadedCheckpoint& checkpoint, at::ScalarType type)
{
    const auto file = std::filesystem::temp_directory_path() / "bench_capture.sparsight";
    for (const char* end : {"", "-wal", "-shm"})
        std::filesystem::remove(file.string() + end);
    Project project = Project::create(file);
    CaptureRequest request{.runName = "bench"};
    request.dataset = project
                          .importDataset("bench", text.string(),
                                         [&](const Project::SentenceSink& sink) {
                                             std::ifstream stream(text);
                                             for (std::string line; std::getline(stream, line);)
                                                 sink({.text = line});
                                             return 0U;
                                         })
                          .id;
    request.settings.layers = {layer};
    const auto engine = loadT5Engine(model, options, {}, {});
    engine->weightsSha256({}, {}); // once a checkpoint, not part of a capture's speed
    const CaptureSummary done = engine->capture(project, request, {}, {});
    const double peak = productPeak(engine->info(), checkpoint.model(), 1024, type);
    const double rate = double(done.tokens) * operationsPerToken(engine->info(), layer.number) / done.seconds;
    std::printf("capture of %s: %llu sentences, %llu tokens in %.2f s: %.1f sentences/s, %.0f tokens/s, %.1f %% of the "
                "peak of %.0f GFLOP/s; %.2f bytes a stored non-zero\n",
                layer.toString().c_str(), static_cast<unsigned long long>(done.sentences),
                static_cast<unsigned long long>(done.tokens), done.seconds, double(done.sentences) / done.seconds,
                double(done.tokens) / done.seconds, 100 * rate / peak, peak / 1e9,
                double(done.bytesStored) / double(std::max<std::uint64_t>(1, done.nonzeros)));
    std::filesystem::remove(file);
}

} // namespace

int main(int argc, char** argv)
{
    if (argc < 3) {
        std::cerr << "usage: bench_capture MODEL SENTENCES [LAYER [DEVICE [PRECISION]]]\n";
        return 2;
    }
    try {
        const LayerId layer = LayerId::parse(argc > 3 ? argv[3] : "enc6");
        LoadOptions options{.device = argc > 4 ? argv[4] : "auto"};
        if (argc > 5) options.precision = parsePrecision(argv[5]);
        const LoadedCheckpoint checkpoint(argv[1], options, {}, {});
        const at::ScalarType type = scalarType(options.precision);
        std::printf("%s on %s (%s), %d threads, %s\n", checkpoint.info().name.c_str(), checkpoint.info().device.c_str(),
                    checkpoint.info().deviceName.c_str(), threadsInUse(),
                    std::string(toString(options.precision)).c_str());
        benchBatches(checkpoint, layer, type);
        benchCapture(argv[1], options, argv[2], layer, checkpoint, type);
        return 0;
    } catch (const Error& error) {
        std::cerr << error.what() << "\n";
        return 1;
    }
}
